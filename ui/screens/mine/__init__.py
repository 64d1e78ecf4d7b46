"""After the log-in: the menu, and what the resident has."""
