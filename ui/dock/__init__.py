"""The dock: a second window of the demonstration, with which anyone can play the lobby.

It shows cards, types like a reader, empties the printer, cuts the line, moves the service's clock
and works the counter. A kiosk in a lobby never opens it.
"""
