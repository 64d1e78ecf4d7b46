"""Maintenance mode: what staff and technicians see. ``doors`` lists what the menu leads to."""
