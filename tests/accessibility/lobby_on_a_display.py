"""A kiosk in a lobby on a real display, for a foreign program to use: ``python -m … FOLDER``.

Says ``ready`` when the start screen stands there. At the end, on SIGTERM, it prints what the
service knows of the resident's reservations, as JSON.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from kiosk.main import application
from tests.end_to_end.people import CHOIR
from tests.end_to_end.walk import Walk, lobby_like, make_template


def main() -> None:
    folder = Path(sys.argv[1])
    app = application()
    QCoreApplication.setApplicationName("kiosk-under-test")
    make_template(folder / "template")
    with lobby_like(folder / "template", folder / "lobby") as lobby:
        walk = Walk(lobby)
        signal.signal(signal.SIGTERM, lambda *_: app.quit())
        say("ready")
        app.exec()
        say(json.dumps(walk.witness.reservations(CHOIR)))
        walk.switch_off()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
