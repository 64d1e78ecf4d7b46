"""Takes key presses out of Qt before any field sees them, and asks the core what they were.

A wedge reader types like a keyboard. ``kiosk/cards/wedge_reader.py`` knows, by timing, a card from
a person; what a person typed is sent on to where it was going.
"""

from __future__ import annotations
