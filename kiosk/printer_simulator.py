"""``kiosk printer-simulator``: a receipt printer that can be taken for a real one, at a line."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, get_ident, main_thread
from typing import TYPE_CHECKING, Any

from printing.models import GENERIC_80, MODELS, Cutter, Model, NearEnd, model

if TYPE_CHECKING:
    from printing.simulator import Build, Simulator

COMMAND = "printer-simulator"
DEFAULT_PORT = 9100
MOST_PORT = 65_535
#: A roll as it is sold, in millimetres, and what is left of it when the sensor sees the end.
ROLL_MM, NEAR_END_MM = 60_000, 5_000
#: What the printers of this kind have room for.
BUFFER_BYTES = 4096
_WRONG = 2

_ABOUT = """\
A receipt printer that exists only in this machine. Enter it in the kiosk's settings like a real
one, and see what the kiosk does when the paper ends, the cover stands open or the line breaks.

Every receipt is saved as a picture (--receipts) and told as a line of JSON.
"""

_CONTROL = """\
Change the printer while it runs, by a line on its standard input, or in the control file:
  ready  paper_low  no_paper  cover_open  cutter_stuck  overheated  mechanism  offline
  not_answering  switched on, but it takes nothing and says nothing
  stall          takes no more bytes
  hang_up        the line breaks once, as when a plug is pulled
  garbage        answers nonsense
  half_answers   its answers break off in the middle
  paper 200      puts in a roll of 200 mm
  fault 1234:no_paper   lets that happen after 1234 more bytes
  quit
"ready" mends everything. As a control file: {"state": "no_paper", "paper_mm": 200,
"faults": ["1234:stall"]}, of which all may be left out.

examples:
  kiosk printer-simulator --receipts /tmp/receipts
  kiosk printer-simulator --pty --link /dev/shm/printer --baud 19200 --model generic-58
  kiosk printer-simulator --fault 3000:no_paper --paper-mm 400
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    parser = commands.add_parser(
        COMMAND,
        help="a receipt printer to play with, at a network port or a serial line",
        description=_ABOUT,
        epilog=_CONTROL,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    line = parser.add_argument_group("the line")
    line.add_argument(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        help=f"TCP port of this machine (default: {DEFAULT_PORT}; 0 takes any free one)",
    )
    line.add_argument(
        "--pty", action="store_true", help="a serial line instead; the device's path is told"
    )
    line.add_argument(
        "--link", type=Path, metavar="PATH", help="with --pty: a link that leads to the device"
    )
    line.add_argument(
        "--baud",
        type=_at_least(1),
        metavar="N",
        help="take bytes no faster than a line of this speed, such as 9600",
    )
    line.add_argument(
        "--buffer",
        type=_at_least(256),
        default=BUFFER_BYTES,
        metavar="BYTES",
        help="what it takes while the head is busy or stands still, before the line has to wait "
        f"(default: {BUFFER_BYTES})",
    )
    line.add_argument(
        "--xon-xoff", action="store_true", help="say on the line itself when it has to wait"
    )
    device = parser.add_argument_group("the printer")
    device.add_argument(
        "--model",
        type=_model,
        default=GENERIC_80,
        metavar="MODEL",
        help="its width, cutter, sensors and speed: "
        + ", ".join(known.id for known in MODELS)
        + f" (default: {GENERIC_80.id})",
    )
    device.add_argument(
        "--paper-width",
        type=int,
        metavar="MM",
        help="80 or 58, for a model that takes both (default: the model's usual one)",
    )
    device.add_argument(
        "--mm-per-second",
        type=_at_least(0),
        metavar="N",
        help="speed of the head (default: the model's; 0 takes no time)",
    )
    device.add_argument(
        "--paper-mm",
        type=_at_least(0),
        default=ROLL_MM,
        metavar="MM",
        help=f"what is on the roll (default: {ROLL_MM})",
    )
    device.add_argument(
        "--near-end-mm",
        type=_at_least(0),
        default=NEAR_END_MM,
        metavar="MM",
        help=f"what is left when the sensor sees the end come (default: {NEAR_END_MM})",
    )
    device.add_argument(
        "--receipts", type=Path, metavar="FOLDER", help="save each receipt here as a PNG picture"
    )
    trouble = parser.add_argument_group("trouble")
    trouble.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="BYTES:WHAT",
        help="after so many bytes let this happen (see below); may be given several times",
    )
    trouble.add_argument(
        "--control", type=Path, metavar="FILE", help="a JSON file that is obeyed when it changes"
    )


def run(asked: argparse.Namespace) -> int:
    """Run until a signal, ``quit``, or nobody listens any more. Returns the exit code."""
    from printing.simulator import start, start_pty
    from printing.simulator.faults import parse_fault

    _on_signals(_end)
    common: dict[str, Any] = {
        "control": asked.control,
        "receipts_folder": asked.receipts,
        "tell": _tell,
    }
    try:
        faults = [parse_fault(text) for text in asked.fault]
        if asked.pty:
            simulator = start_pty(_build(asked), link=asked.link, faults=faults, **common)
        else:
            simulator = start(asked.port, _build(asked), faults=faults, **common)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{COMMAND}: {error}\n")
        return _WRONG
    except _EndedError:
        return 0
    try:
        _obey(simulator)
        Event().wait()
    except _EndedError:
        pass
    finally:
        _on_signals(signal.SIG_IGN)
        simulator.stop()
    return 0


def _on_signals(handler: Callable[..., None] | signal.Handlers) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, handler)


class _EndedError(Exception):
    """It was asked to end."""


def _end(*_: object) -> None:
    raise _EndedError


def _obey(simulator: Simulator) -> None:
    """Do what standard input says, line by line."""
    from printing.simulator.control import LineError, read_line

    for line in sys.stdin:
        if not line.strip():
            continue
        if line.strip() == "quit":
            raise _EndedError
        try:
            read_line(line).apply(simulator)
        except LineError as error:
            sys.stderr.write(f"{COMMAND}: {error}\n")


def _tell(said: Mapping[str, str | int | float]) -> None:
    try:
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody listens any more. What Python still holds back must not be written at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        signal.pthread_kill(main_thread().ident or get_ident(), signal.SIGTERM)


def _build(asked: argparse.Namespace) -> Build:
    from printing.simulator import Build

    known: Model = asked.model
    if asked.paper_width is not None:
        known = known.on(asked.paper_width)
    speed = known.mm_per_second if asked.mm_per_second is None else asked.mm_per_second
    return Build(
        width_dots=known.width_dots,
        dots_per_inch=known.dots_per_inch,
        cutter=known.cutter is not Cutter.NONE,
        near_end_sensor=known.near_end_sensor is NearEnd.YES,
        mm_per_second=speed or None,
        paper_mm=asked.paper_mm,
        near_end_mm=asked.near_end_mm,
        buffer_bytes=asked.buffer,
        baud=asked.baud,
        xon_xoff=asked.xon_xoff,
    )


def _model(model_id: str) -> Model:
    known = model(model_id)
    if known is None:
        ids = ", ".join(one.id for one in MODELS)
        raise argparse.ArgumentTypeError(f"no model {model_id!r}; there are {ids}")
    return known


def _port(text: str) -> int:
    number = _at_least(0)(text)
    if number > MOST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: they end at {MOST_PORT}")
    return number


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is no number from {least} up")
        return int(text)

    return number
