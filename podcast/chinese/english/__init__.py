"""Latin words in Chinese text: which are spelled, and the sounds of the others."""
