"""``booking-service staff``: counter work from a command line, on a running service."""
