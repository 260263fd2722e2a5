"""Which reading a Chinese character has in its sentence, and the sounds of a syllable."""
