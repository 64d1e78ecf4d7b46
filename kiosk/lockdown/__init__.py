"""What shuts a kiosk PC off: its firewall, its input devices, and the list that looks at it all."""
