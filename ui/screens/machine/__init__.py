"""The machine itself: network, glass, sound, power, logs, devices."""
