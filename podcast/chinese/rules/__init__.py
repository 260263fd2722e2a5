"""Rules that read numbers, dates, units, marks and names; each file has rules of one kind."""
