"""Card readers: a port, its drivers, and where the registration number stands on a city's card."""
