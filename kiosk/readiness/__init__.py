"""Whether the terminal can serve residents: what is looked at, and what was found."""
