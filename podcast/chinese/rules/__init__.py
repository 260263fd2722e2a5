"""Rules that read figures, dates, units, marks and names: one kind to a file."""
