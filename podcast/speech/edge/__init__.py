"""Engine: the online voices of Microsoft Edge."""
