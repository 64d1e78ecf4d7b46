"""Drivers of the printer port: a real one over the network, a memory and a file one beside it."""
