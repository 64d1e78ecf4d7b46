"""``python -m printing.simulator``: a simulated printer that runs until it is interrupted."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from threading import Event

from printing.simulator.server import start

DEFAULT_PORT = 9100


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="printer-simulator",
        description="A receipt printer at a TCP port of this machine, for demonstration and tests.",
    )
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes any free port")
    parser.add_argument("--width-dots", type=int, default=576, help="dots a line (576 or 384)")
    parser.add_argument("--control", type=Path, help='JSON file such as {"state": "no_paper"}')
    parser.add_argument("--receipts", type=Path, help="folder to save each receipt in as PNG")
    options = parser.parse_args(arguments)
    ended = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    with start(
        options.port,
        width_dots=options.width_dots,
        control=options.control,
        receipts_folder=options.receipts,
    ) as simulator:
        sys.stdout.write(f"printer at {simulator.host}:{simulator.port}\n")
        sys.stdout.flush()
        ended.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
