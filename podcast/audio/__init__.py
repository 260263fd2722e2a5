"""Sound: segments and music become one MP3, its chapters and its transcript."""
