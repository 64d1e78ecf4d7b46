"""Maintenance mode: what staff and technicians see. ``doors.py`` lists what the menu leads to."""
