"""What is kept of episodes: the manifest of each, and what is known of all of them."""
