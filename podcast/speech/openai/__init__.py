"""Engine: services with OpenAI's API for speech."""
