"""The log of a whole process: JSON lines, and a crash without what a resident typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

CHILD_SECONDS = 120.0

_PROGRAM = """
import sys, threading
from kiosk import events
from kiosk.logs import log_to
log_to(sys.stderr)
events.say(events.LINE_UP)
def read_card(number):
    raise LookupError("no such card: " + number)
thread = threading.Thread(target=read_card, args=("1234567",))
thread.start()
thread.join()
read_card("7654321")
"""


def test_crashes_are_logged_as_json_without_their_messages() -> None:
    child = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        timeout=CHILD_SECONDS,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.returncode == 1
    lines = [json.loads(line) for line in child.stderr.splitlines()]
    assert [line.get("event", line.get("crash")) for line in lines] == [
        "line.up",
        "LookupError",
        "LookupError",
    ]
    assert "1234567" not in child.stderr
    assert "7654321" not in child.stderr
    assert all("read_card" in line["at"][-1] for line in lines[1:])
