"""The outbox keeps every write through crashes, full disks and bad files, and nothing personal."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.clock import TOKYO
from offline_cache.database import Fault, SetAside, StorageTrouble
from offline_cache.outbox import DONE, KnownTo, Outbox, OutboxWrite, WriteState, read_for_staff

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)
CHILD_SECONDS = 120.0


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


def opened(file: Path) -> tuple[Outbox, list[SetAside]]:
    """The outbox, and what is set aside when it is opened and from then on."""
    aside: list[SetAside] = []
    return Outbox.open(file, lambda: NOW, aside.append), aside


@pytest.fixture
def outbox(file: Path) -> Iterator[Outbox]:
    outbox, aside = opened(file)
    assert aside == []
    yield outbox
    outbox.close()
    assert aside == []


def test_a_write_goes_from_made_to_sent_to_settled(outbox: Outbox) -> None:
    assert outbox.put(write("k")) is None
    assert outbox.row("k") == write("k")
    outbox.mark_sent(write("k"))
    assert outbox.row("k") == replace(write("k"), state=WriteState.SENT)
    outbox.settle("k", DONE, "R00000001")
    assert outbox.row("k") == replace(
        write("k"),
        state=WriteState.SETTLED,
        answer_code=DONE,
        booking_number="R00000001",
    )
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
    outbox, aside = opened(file)
    assert [(one.fault, one.kept_as.exists()) for one in aside] == [(Fault.DAMAGED, True)]
    assert outbox.put(write("k")) is None
    outbox.close()


def damage(file: Path, outbox: Outbox) -> None:
    """Spoil a file that is in use, so that the very next look at it finds out."""
    outbox._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    outbox._connection.execute("PRAGMA cache_size = 0")
    file.write_bytes(b"spoilt" * (file.stat().st_size // 6 + 1))


ACTS: dict[str, Callable[[Outbox], object]] = {
    "put": lambda outbox: outbox.put(write("new")),
    "mark_sent": lambda outbox: outbox.mark_sent(write("before")),
    "settle": lambda outbox: outbox.settle("before", DONE),
    "tell": lambda outbox: outbox.tell("before", KnownTo.RESIDENT),
    "row": lambda outbox: outbox.row("before"),
    "open_rows": lambda outbox: outbox.open_rows() or None,
    "for_staff": lambda outbox: outbox.for_staff() or None,
}


@pytest.mark.parametrize("act", ACTS)
def test_damage_while_in_use_sets_the_file_aside_and_goes_on(file: Path, act: str) -> None:
    outbox, aside = opened(file)
    outbox.put(write("before"))
    damage(file, outbox)
    assert ACTS[act](outbox) is None
    [kept] = aside
    assert kept.fault is Fault.DAMAGED
    assert kept.kept_as.read_bytes().startswith(b"spoilt")
    assert outbox.put(write("after")) is None
    assert outbox.row("after") == write("after")
    outbox.close()


def test_a_write_leaves_only_with_its_row_even_if_the_file_was_damaged(file: Path) -> None:
    outbox, _ = opened(file)
    outbox.put(write("k"))
    damage(file, outbox)
    assert outbox.mark_sent(write("k")) is None
    assert outbox.row("k") == replace(write("k"), state=WriteState.SENT)
    outbox.close()


def test_an_ended_write_is_never_sent_again(outbox: Outbox) -> None:
    outbox.put(write("k"))
    outbox.settle("k", DONE)
    outbox.mark_sent(write("k"))
    row = outbox.row("k")
    assert row is not None
    assert row.state is WriteState.SETTLED


def test_a_file_of_the_version_before_is_kept_and_upgraded(file: Path) -> None:
    outbox, _ = opened(file)
    outbox.put(write("k"))
    outbox._connection.execute("ALTER TABLE write DROP COLUMN booking_number")
    outbox._connection.execute("PRAGMA user_version = 1")
    outbox.close()
    outbox, aside = opened(file)
    assert aside == []
    outbox.settle("k", DONE, "R00000001")
    row = outbox.row("k")
    assert row is not None
    assert row.booking_number == "R00000001"
    outbox.close()


def test_staff_read_it_with_the_kiosk_running_and_without(file: Path) -> None:
    outbox, _ = opened(file)
    outbox.put(write("k"))
    outbox.settle("k", "slot_taken")
    assert read_for_staff(file) == outbox.for_staff()
    waiting = outbox.for_staff()
    outbox.close()
    assert read_for_staff(file) == waiting != ()


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
        "booking_number",
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
outbox = Outbox.open(Path(sys.argv[1]), lambda: now, print)
write = OutboxWrite("k", "reserve", "/p", b"{}", "l", now)
steps = {
    "put": lambda: outbox.put(write),
    "mark_sent": lambda: outbox.mark_sent(write),
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
    outbox, aside = opened(file)
    row = outbox.row("k")
    assert aside == []
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
        self.outbox.mark_sent(write(key))
        if self.state.get(key, "made") == "made":
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
    return Outbox(connection, replace=lambda: connection)


TestOutboxMachine = OutboxMachine.TestCase
TestOutboxMachine.settings = hypothesis_settings(max_examples=40, deadline=None)
