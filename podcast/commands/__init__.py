"""The work of the small commands: say, explain, lexicon, doctor, cache, init and the kits."""
