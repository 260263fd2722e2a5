"""A show: what show.yaml and voices.yaml may say, read once and checked whole."""
