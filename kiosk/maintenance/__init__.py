"""Maintenance mode without a screen: PINs and their delays, who may do what, what was done, and
whether residents are served. Its screens are in ``ui/screens/maintenance``."""
