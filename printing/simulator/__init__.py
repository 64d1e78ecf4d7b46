"""A receipt printer to play with: a program that behaves like one at a network port.

It shares no code with the drivers and the encoder it is there to test: it has its own reading of
the same commands (Epson, "ESC/POS Command Reference").
"""

from printing.simulator.control import Control
from printing.simulator.machine import State
from printing.simulator.server import Simulator, start

__all__ = ["Control", "Simulator", "State", "start"]
