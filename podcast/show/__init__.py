"""A show: the settings of show.yaml and voices.yaml, read once and checked completely."""
