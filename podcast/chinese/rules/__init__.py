"""Rules that read numbers, dates, units, marks and names; each file has one kind."""
