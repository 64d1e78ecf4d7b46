"""The command ``kiosk`` as a program at a terminal, on a machine that is played: nothing of the
machine on which the tests run is sealed, started or asked."""

from __future__ import annotations

import fcntl
import signal
import sys
import termios

from kiosk import cli, credential_store
from kiosk.credential_store import SEALED_FILE, SealedFile
from kiosk.doctor import machine as machines
from tests.kiosk.setup.answering import machine
from tests.kiosk.setup.sealing import Sealing


def main() -> int:
    # A run of the tests in the background has it ignored, and so have all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Where unseen answers are read from is the terminal of the session.
    if sys.stdin.isatty():
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    credential_store.of_this_machine = lambda config: SealedFile(
        config.parent / SEALED_FILE.name, Sealing().run
    )
    credential_store.restart_the_kiosk = lambda run=credential_store.run: None
    machines.Machine = machine  # type: ignore[assignment, misc]
    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
