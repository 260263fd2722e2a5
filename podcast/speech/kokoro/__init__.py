"""Engine: the embedded voice, which needs no network."""
