"""Card readers of the machine's smart card service (PC/SC): chips, with and without contacts."""
