"""The demonstration: a kiosk with a city's booking service, a printer and residents of its own.

It alone may import ``booking_service``: it starts one, as a machine in the town hall would.
"""
