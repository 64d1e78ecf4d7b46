"""A receipt printer to play with: a program that behaves like one at a network port or serial line.

It shares no code with the drivers and the encoder it is there to test: it has its own reading of
the same commands (Epson, "ESC/POS Command Reference").
"""

from printing.simulator.build import Build
from printing.simulator.control import Control
from printing.simulator.faults import Fault, Trouble
from printing.simulator.server import Simulator, start, start_pty
from printing.simulator.states import State

__all__ = ["Build", "Control", "Fault", "Simulator", "State", "Trouble", "start", "start_pty"]
