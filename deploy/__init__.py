"""What a technician needs to put the programs on a machine. ``build_deb`` makes the packages."""
