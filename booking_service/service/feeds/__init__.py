"""What others may read: the kiosks' feed, OpenActive, open data."""
