"""Choose the reading of each Chinese character in its sentence, and apply tone sandhi."""
