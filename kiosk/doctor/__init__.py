"""``kiosk doctor``: which printers and readers are attached, what answers, what to configure."""
