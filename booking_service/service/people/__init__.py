"""Registrants: registering, account, secrets reset, cards, and their data at rest."""
