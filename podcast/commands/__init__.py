"""What the small commands do: say, explain, lexicon, doctor, cache, init and its kits."""
