"""Latin words in Chinese text: spelled, said, or sounded out."""
