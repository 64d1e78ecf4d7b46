"""Voice guidance: what is spoken, over which device. Without Qt; ``ui/voice.py`` says what."""
