"""What only root may do to the machine, asked for over one socket (docs/decisions/0040-*.md).

``tasks.py`` is the whole vocabulary, ``client.py`` and ``memory.py`` are who may be asked, ``root``
is the other side of the socket: ``kiosk machine-task``.
"""
