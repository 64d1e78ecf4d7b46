"""The simulated printer, used by a client that nobody here wrote: receiptio.

So the driver and the simulator cannot share a mistake in how a printer says what it is in.
"""

from __future__ import annotations

import json
import subprocess
from contextlib import ExitStack
from pathlib import Path

from printing.simulator import Fault, Simulator, State, start

HERE = Path(__file__).parent
RECEIPTIO = HERE.parents[1] / "node_modules" / "receiptio"
#: Starting node and printing takes about a second.
PATIENCE_SECONDS = 180
#: In the middle of the receipt: after the questions, before the end.
SOMEWHERE = 200


def at_once(state: State) -> Simulator:
    simulator = start()
    simulator.set_state(state)
    return simulator


def in_the_middle(state: State) -> Simulator:
    return start(faults=[Fault(SOMEWHERE, state)])


def test_receiptio_sees_what_the_printer_is_in():
    assert RECEIPTIO.is_dir(), "receiptio is not installed: run `npm ci` (`make test` does it)"
    with ExitStack() as ending:
        told = {}
        for says, begin, state in (
            ("success", at_once, State.READY),
            ("success", at_once, State.PAPER_LOW),
            ("paperempty", at_once, State.NO_PAPER),
            ("coveropen", at_once, State.COVER_OPEN),
            ("paperempty", in_the_middle, State.NO_PAPER),
            ("coveropen", in_the_middle, State.COVER_OPEN),
            ("error", in_the_middle, State.CUTTER_STUCK),
        ):
            printer = ending.enter_context(begin(state))
            told[printer] = (says, begin, state)
        ports = {str(printer.port): expected for printer, expected in told.items()}
        done = subprocess.run(
            ["node", "--no-deprecation", str(HERE / "print_with_receiptio.mjs"), *ports],
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        said = json.loads(done.stdout)
        assert {port: (said[port], *rest) for port, (_, *rest) in ports.items()} == {
            port: tuple(expected) for port, expected in ports.items()
        }
        for printer, (says, *_) in told.items():
            assert len(printer.receipts) == (says == "success")
        first = next(iter(told))
        assert "白井市文化センター" in first.texts[0]
        assert "抽選申込" in first.texts[0]
