"""Latin words in Chinese text: which words are spelled, and how the other words sound."""
