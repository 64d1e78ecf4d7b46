"""``kill -9`` of the kiosk in the middle of a booking, at every step, and a new start.

Afterwards there is one booking or none, and somebody is told which: the kiosk has asked by the
write's key, sends nothing again, and keeps for staff what no resident has seen.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kiosk.demo.lobby import DemoLobby
from tests.end_to_end.people import CHOIR
from tests.end_to_end.walk import KeptWrite, walking
from tests.faults.doomed_kiosk import STEPS, Needs

ROOT = Path(__file__).parents[2]
_PATIENCE_SECONDS = 180.0

#: Where the kiosk dies: how many bookings there are, and how the write ended after a new start.
ENDS: dict[str, tuple[int, tuple[str, str | None] | None]] = {
    "before the row is kept": (0, None),
    "after the row is kept": (0, ("not_sent", None)),
    "before it is sent": (0, ("not_sent", None)),
    "after the answer is kept": (1, ("settled", "done")),
    "before the resident is told": (1, ("settled", "done")),
    "before the receipt is printed": (1, ("settled", "done")),
    "after the receipt is printed": (1, ("settled", "done")),
}
#: Where it dies with a booking that only the service knows of, for staff to find.
FOR_STAFF = "after the answer"
#: By then the end was on the glass. Whether that was written down in time is a matter of luck, and
#: either is right: staff look once too often rather than once too seldom.
SHOWN = ("before the receipt is printed", "after the receipt is printed")


def die_at(step: str, needs: Needs) -> None:
    """Have a kiosk of its own process walk until it dies."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.faults.doomed_kiosk", step],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        input=msgspec.json.encode(needs),
        capture_output=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()


def needs_of(lobby: DemoLobby) -> Needs:
    return Needs(
        url=f"http://127.0.0.1:{lobby.line.port}",
        credential=lobby.credential().secret,
        cache=str(lobby.folder / "cache"),
        printer_port=lobby.printer.port,
    )


def known_to(rows: list[KeptWrite]) -> set[str]:
    return {row.known_to for row in rows}


@pytest.mark.parametrize("step", [step for step in STEPS if step != FOR_STAFF])
def test_killed_in_the_middle_of_a_booking(qapp: object, lobby: DemoLobby, step: str) -> None:
    die_at(step, needs_of(lobby))
    on_paper = len(lobby.printer.receipts)
    bookings, end = ENDS[step]
    with walking(lobby) as walk:
        walk.wait_until(lambda: not walk.open_writes(), "the write's end")
        rows = walk.outbox()
        assert [(row.state, row.answer_code) for row in rows] == ([] if end is None else [end])
        assert len(walk.witness.reservations(CHOIR)) == bookings
        assert known_to(rows) <= ({"nobody", "resident"} if step in SHOWN else {"nobody"})
        untold = [row.key for row in rows if row.known_to == "nobody"]
        assert [row.key for row in walk.kiosk.kiosk.settling.for_staff()] == untold
        assert walk.screen == "start"
    # The resident of before has gone; nothing of theirs comes out for the next.
    assert len(lobby.printer.receipts) == on_paper
    assert CHOIR.name.encode() not in b"".join(
        path.read_bytes() for path in (lobby.folder / "cache").rglob("*") if path.is_file()
    )


def test_staff_find_what_a_killed_kiosk_left_open_and_ask_for_its_end(
    qapp: object, lobby: DemoLobby
) -> None:
    die_at(FOR_STAFF, needs_of(lobby))
    lobby.cut_line()
    with walking(lobby) as walk:
        # Whoever asks for the end from here on, it is staff.
        walk.kiosk.kiosk._settling_work.stop()
        walk.staff_come_in()
        walk.glass.tap("door.writes")
        walk.glass.wait_for("staff_writes")
        assert "前から結果を問い合わせています" in walk.reads()
        assert walk.glass.names_beginning("write.") == []
        walk.glass.tap("writes.ask")
        walk.glass.wait_for("staff_writes")
        assert [row.state for row in walk.open_writes()] == ["sent"], "nobody could be asked"
        lobby.restore_line()
        walk.glass.tap("writes.ask")
        walk.wait_until(lambda: walk.glass.names_beginning("write.") == ["write.1"], "its end")
        assert "できました" in walk.reads()
        [row] = walk.outbox()
        assert (row.state, row.answer_code, row.known_to) == ("settled", "done", "nobody")
        assert len(walk.witness.reservations(CHOIR)) == 1
        assert CHOIR.name not in walk.words_anywhere()
