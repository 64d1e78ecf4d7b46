"""A disk image that a PC boots into a kiosk (decision 0042)."""
