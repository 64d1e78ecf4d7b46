"""``kiosk setup``: from a bare machine to an enrolled kiosk, asked on the console or answered by a
file."""
