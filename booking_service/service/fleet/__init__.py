"""The terminals as a fleet: how they are, which program they run, and which they are to run."""
