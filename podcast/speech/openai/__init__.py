"""Engine: services with OpenAI's way of asking for speech."""
