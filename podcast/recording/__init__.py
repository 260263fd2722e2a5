"""The MP3 of an episode: mixed, mastered, tagged, with pictures, named by its content."""
