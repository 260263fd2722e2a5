"""Recording: the MP3 of an episode, mixed, mastered, tagged, and named by its content."""
