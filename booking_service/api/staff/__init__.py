"""Counter work, by subject."""
