"""Maintenance mode: what staff and technicians see. The module doors says what the menu leads
to."""
