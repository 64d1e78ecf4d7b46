"""Voice guidance: what is said, and when. The voice itself is a device (``kiosk/voice``)."""
