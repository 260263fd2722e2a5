"""Audio: segments and music -> one MP3, its chapters and its transcript."""
