"""The outbox keeps every write through crashes, full disks and bad files, and nothing personal."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.clock import TOKYO
from offline_cache.database import Fault, StorageTrouble
from offline_cache.outbox import DONE, KnownTo, Outbox, OutboxWrite, WriteState

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)
CHILD_SECONDS = 20.0


def write(key: str, minute: int = 0) -> OutboxWrite:
    return OutboxWrite(
        key=key,
        kind="reserve",
        path="/v1/reservations",
        body=b'{"room_id":"hall"}',
        session_label="label-1",
        created=NOW + timedelta(minutes=minute),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "outbox.sqlite3"


@pytest.fixture
def outbox(file: Path) -> Iterator[Outbox]:
    outbox, set_aside = Outbox.open(file, NOW)
    assert set_aside is None
    yield outbox
    outbox.close()


def test_a_write_goes_from_made_to_sent_to_settled(outbox: Outbox) -> None:
    assert outbox.put(write("k")) is None
    assert outbox.row("k") == write("k")
    outbox.mark_sent("k")
    assert outbox.row("k") == replace(write("k"), state=WriteState.SENT)
    outbox.settle("k", DONE)
    assert outbox.row("k") == replace(write("k"), state=WriteState.SETTLED, answer_code=DONE)
    assert outbox.open_rows() == ()


def test_open_writes_come_oldest_first(outbox: Outbox) -> None:
    for key, minute in [("b", 2), ("a", 3), ("c", 1)]:
        outbox.put(write(key, minute))
    assert [row.key for row in outbox.open_rows()] == ["c", "b", "a"]


def test_an_ended_write_waits_for_staff_until_somebody_was_told(outbox: Outbox) -> None:
    for key in ("done", "not-sent", "seen", "open"):
        outbox.put(write(key))
    outbox.settle("done", DONE)
    outbox.mark_not_sent("not-sent")
    outbox.settle("seen", "slot_taken")
    outbox.tell("seen", KnownTo.RESIDENT)
    assert {row.key for row in outbox.for_staff()} == {"done", "not-sent"}
    outbox.tell("done", KnownTo.STAFF)
    assert {row.key for row in outbox.for_staff()} == {"not-sent"}


def test_only_what_was_told_is_ever_forgotten(outbox: Outbox) -> None:
    for key in ("told", "untold", "open", "young"):
        outbox.put(write(key, minute=60 if key == "young" else 0))
    for key in ("told", "untold", "young"):
        outbox.settle(key, DONE)
    outbox.tell("told", KnownTo.RESIDENT)
    outbox.tell("young", KnownTo.RESIDENT)
    outbox.forget_told(NOW + timedelta(minutes=30))
    assert outbox.row("told") is None
    assert all(outbox.row(key) for key in ("untold", "open", "young"))


def test_a_damaged_outbox_is_set_aside_and_told(file: Path) -> None:
    file.write_bytes(b"no database at all, but long enough to look at" * 50)
    outbox, set_aside = Outbox.open(file, NOW)
    assert set_aside is not None
    assert set_aside.fault is Fault.DAMAGED
    assert set_aside.kept_as.exists()
    assert outbox.put(write("k")) is None
    outbox.close()


def test_a_full_disk_refuses_the_write_and_keeps_the_others(outbox: Outbox) -> None:
    outbox.put(write("before"))
    (pages,) = outbox._connection.execute("PRAGMA page_count").fetchone()
    outbox._connection.execute(f"PRAGMA max_page_count = {pages}")
    big = replace(write("big"), body=b"x" * 100_000)
    assert outbox.put(big) is StorageTrouble.DISK_FULL
    assert outbox.row("big") is None
    assert outbox.row("before") == write("before")


def test_it_has_no_column_for_anything_secret(outbox: Outbox) -> None:
    columns = {row[1] for row in outbox._connection.execute("PRAGMA table_info(write)")}
    assert columns == {
        "key",
        "kind",
        "path",
        "body",
        "session_label",
        "created",
        "state",
        "answer_code",
        "known_to",
    }


def test_every_change_is_synced_to_the_disk(outbox: Outbox) -> None:
    full = 2
    assert outbox._connection.execute("PRAGMA synchronous").fetchone() == (full,)


_CHILD = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from kiosk.clock import TOKYO
from offline_cache.outbox import Outbox, OutboxWrite, KnownTo, DONE
now = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)
outbox, _ = Outbox.open(Path(sys.argv[1]), now)
steps = {
    "put": lambda: outbox.put(OutboxWrite("k", "reserve", "/p", b"{}", "l", now)),
    "mark_sent": lambda: outbox.mark_sent("k"),
    "settle": lambda: outbox.settle("k", DONE),
    "tell": lambda: outbox.tell("k", KnownTo.RESIDENT),
}
for step in steps:
    steps[step]()
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    ("killed_after", "state", "open_rows", "for_staff"),
    [
        ("put", WriteState.MADE, 1, 0),
        ("mark_sent", WriteState.SENT, 1, 0),
        ("settle", WriteState.SETTLED, 0, 1),
        ("tell", WriteState.SETTLED, 0, 0),
    ],
)
def test_a_kill_after_any_step_loses_nothing(
    file: Path, killed_after: str, state: WriteState, open_rows: int, for_staff: int
) -> None:
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(file), killed_after],
        timeout=CHILD_SECONDS,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.returncode == -signal.SIGKILL
    outbox, set_aside = Outbox.open(file, NOW)
    row = outbox.row("k")
    assert set_aside is None
    assert row is not None
    assert row.state is state
    assert len(outbox.open_rows()) == open_rows
    assert len(outbox.for_staff()) == for_staff
    outbox.close()


class OutboxMachine(RuleBasedStateMachine):
    """Whatever happens in whatever order: no write is dropped that nobody was told the end of."""

    keys = st.sampled_from(["a", "b", "c", "d"])

    def __init__(self) -> None:
        super().__init__()
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.outbox = _in_memory(self.connection)
        self.state: dict[str, str] = {}
        self.told: set[str] = set()

    def teardown(self) -> None:
        self.outbox.close()

    @rule(key=keys)
    def make(self, key: str) -> None:
        if key not in self.state:
            assert self.outbox.put(write(key)) is None
            self.state[key] = "made"

    @precondition(lambda self: self.state)
    @rule(key=keys)
    def send(self, key: str) -> None:
        self.outbox.mark_sent(key)
        if self.state.get(key) == "made":
            self.state[key] = "sent"

    @rule(key=keys, code=st.sampled_from([DONE, "slot_taken"]))
    def settle(self, key: str, code: str) -> None:
        self.outbox.settle(key, code)
        if key in self.state:
            self.state[key] = "settled"

    @rule(key=keys)
    def tell(self, key: str) -> None:
        self.outbox.tell(key, KnownTo.RESIDENT)
        if key in self.state:
            self.told.add(key)

    @rule()
    def forget(self) -> None:
        self.outbox.forget_told(NOW + timedelta(days=1))
        gone = {key for key in self.told if self.state.get(key) == "settled"}
        for key in gone:
            del self.state[key]
            self.told.discard(key)

    @invariant()
    def nothing_is_lost(self) -> None:
        open_keys = {key for key, state in self.state.items() if state in ("made", "sent")}
        ended_unseen = {
            key for key, state in self.state.items() if state == "settled" and key not in self.told
        }
        assert {row.key for row in self.outbox.open_rows()} == open_keys
        assert {row.key for row in self.outbox.for_staff()} == ended_unseen


def _in_memory(connection: sqlite3.Connection) -> Outbox:
    from offline_cache import outbox as module

    connection.executescript(module._SCHEMA.script)
    return Outbox(connection)


TestOutboxMachine = OutboxMachine.TestCase
TestOutboxMachine.settings = hypothesis_settings(max_examples=40, deadline=None)
