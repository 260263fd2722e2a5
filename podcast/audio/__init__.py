"""Audio: it turns segments and music into one MP3 with its chapters and its transcript."""
