"""A draw that is cut anywhere and taken up again ends the same."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest

from booking_service.policy.rules import EntropyKind
from booking_service.policy.verify_draw import verify
from booking_service.service.draws import drawing, entropy, runners_up
from booking_service.service.draws.beacon import BeaconRound
from booking_service.service.draws.published import result_file
from booking_service.service.due import JobKind
from booking_service.service.office import Limits, Office
from booking_service.storage.records import DueJob
from tests.booking_service.draws.stage import (
    CLOSED,
    DRAW,
    LAPSED,
    OPEN,
    RESULT,
    Stage,
    opened,
    rivals,
    shiroi,
)

#: Small steps, so that there are many places to be cut at.
SMALL = Limits(results_in_one_command=3)
TABLES = ("lottery_application", "booked_slot", "reservation", "draw", "draw_part", "mail")


EVERYTHING = "SELECT * FROM {}"


class CutError(Exception):
    """The process ends here."""


class CutDatabase:
    """Takes so many commands; at the next the process is gone, before or after it was done."""

    def __init__(self, whole: Any, commands: int, *, done: bool) -> None:
        self._whole = whole
        self._left = commands
        self._done = done

    def submit(self, command: Any) -> Future[Any]:
        self._left -= 1
        if self._left >= 0:
            return self._whole.submit(command)
        if self._left == -1 and self._done:
            self._whole.submit(command).result(20)
        gone: Future[Any] = Future()
        gone.set_exception(CutError())
        return gone

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


async def take_steps(office: Office) -> None:
    """From the close of the window to the end of the claims."""
    await drawing.close(office, DRAW)
    assert await drawing.hold(office, DRAW, CLOSED)
    await drawing.publish(office, DRAW, RESULT)
    job = DueJob(JobKind.LAPSE, DRAW, LAPSED)
    while not await office.write(lambda store: runners_up.lapse(office, job, 2, store)):
        pass


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which everybody has applied."""
    path = tmp_path_factory.mktemp("draws") / "applied.db"
    with opened(path, OPEN) as stage:
        stage.begin()
        rivals(stage)
    return path


def copied(applied: Path, folder: Path) -> Path:
    shutil.rmtree(folder)
    folder.mkdir()
    for found in applied.parent.iterdir():
        shutil.copy(found, folder / found.name)
    return folder / applied.name


def run(path: Path, *, cut: Callable[[Any], Any] | None = None) -> None:
    with opened(path, LAPSED, limits=SMALL) as stage:
        whole = stage.office.database
        stage.office.database = whole if cut is None else cut(whole)
        try:
            asyncio.run(take_steps(stage.office))
        finally:
            stage.office.database = whole


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(apsw.Connection(str(path))) as connection:
        return {
            table: sorted(connection.execute(EVERYTHING.format(table)), key=str) for table in TABLES
        }


@pytest.fixture(scope="module")
def uncut(applied: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What there is after a draw that nobody cut."""
    path = copied(applied, tmp_path_factory.mktemp("uncut"))
    run(path)
    return everything(path)


def test_the_draw_that_is_cut_has_something_to_lose(uncut: dict[str, Any]) -> None:
    ends = {row[14:16] for row in uncut["lottery_application"]}  # what it is, and was drawn
    assert ends == {("lost", "lost"), ("lapsed", "won")}
    assert len(uncut["mail"]) == 12


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_a_draw_that_is_cut_at_any_command_ends_the_same(
    applied: Path, uncut: dict[str, Any], tmp_path: Path, done: bool
) -> None:
    for commands in itertools.count():
        path = copied(applied, tmp_path)
        try:
            run(path, cut=lambda whole, left=commands: CutDatabase(whole, left, done=done))
        except CutError:
            run(path)
            assert everything(path) == uncut, f"cut at command {commands}"
        else:
            break
    assert commands > 15


def test_a_draw_that_is_killed_ends_the_same(
    applied: Path, uncut: dict[str, Any], tmp_path: Path
) -> None:
    """The process is killed with -9 while its writer is at work."""
    killed = 0
    for wait_for in (4, 8, 12):
        path = copied(applied, tmp_path)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.booking_service.draws.doomed", str(path)],
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            assert process.stdout is not None
            for line in process.stdout:
                if int(line) == wait_for:
                    process.kill()
        killed += process.returncode == -signal.SIGKILL
        run(path)
        assert everything(path) == uncut
    assert killed > 0


def test_the_result_of_a_cut_draw_is_right(applied: Path, tmp_path: Path) -> None:
    path = copied(applied, tmp_path)
    with pytest.raises(CutError):
        run(path, cut=lambda whole: CutDatabase(whole, 9, done=True))
    run(path)
    with opened(path, LAPSED) as stage:
        assert verify(whole_file(stage.office)).wrong == []


class Chain:
    """A beacon whose rounds come every half minute."""

    address = "http://127.0.0.1/chain"

    def first_after(self, at: datetime, now: datetime) -> BeaconRound | None:
        genesis, period = int(OPEN.timestamp()), 30
        number = int(at.timestamp() - genesis) // period + 2
        time = OPEN + timedelta(seconds=(number - 1) * period)
        signature = hashlib.sha512(str(number).encode()).hexdigest()
        value = hashlib.sha256(bytes.fromhex(signature)).hexdigest()
        ahead = time > now
        return None if ahead else BeaconRound(number, time, value, signature, genesis, period)


def listed_and_held(path: Path, kind: EntropyKind) -> None:
    """Everybody has applied; the list is published, and the draw held a minute later."""
    with opened(path, CLOSED, shiroi(kind), SMALL) as stage:
        stage.office.beacon = Chain()
        asyncio.run(drawing.close(stage.office, DRAW))
        for officer, digits in (("sato", "314159"), ("suzuki", "271828")):
            stage.do(partial(entropy.give_digits, draw_id=DRAW, officer=officer, digits=digits))
        hold_and_publish(stage, CLOSED + timedelta(minutes=1))


def hold_and_publish(stage: Stage, at: datetime) -> None:
    stage.clock.set(at)
    assert asyncio.run(drawing.hold(stage.office, DRAW, CLOSED))
    stage.clock.set(RESULT)
    asyncio.run(drawing.publish(stage.office, DRAW, RESULT))


@pytest.mark.parametrize("kind", [EntropyKind.BEACON, EntropyKind.OFFICERS])
def test_a_draw_that_is_cut_when_its_entropy_is_known_is_held_from_the_same(
    applied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: EntropyKind
) -> None:
    """It is gathered, and the process ends before it is on disk; by the next run later rounds are
    out, and another officer has come."""
    (tmp_path / "whole").mkdir()
    (tmp_path / "cut").mkdir()
    whole, cut = copied(applied, tmp_path / "whole"), copied(applied, tmp_path / "cut")
    listed_and_held(whole, kind)
    with monkeypatch.context() as patched:

        async def gone(*_whatever: object) -> None:
            raise CutError

        patched.setattr(drawing, "_start", gone)
        with pytest.raises(CutError):
            listed_and_held(cut, kind)
    with opened(cut, CLOSED, shiroi(kind), SMALL) as stage:
        stage.office.beacon = Chain()
        late = partial(entropy.give_digits, draw_id=DRAW, officer="tanaka", digits="161803")
        assert stage.do(late) is not None
        hold_and_publish(stage, CLOSED + timedelta(minutes=20))
        assert verify(whole_file(stage.office)).wrong == []
        again = stage.ask(lambda reader: reader.draw(DRAW))
    with opened(whole, RESULT, shiroi(kind)) as stage:
        once = stage.ask(lambda reader: reader.draw(DRAW))
    assert (again.seed, again.entropy) == (once.seed, once.entropy)
    assert once.entropy["note"] == "mixed_in"
    found, right = everything(cut), everything(whole)
    for dated in ("draw", "draw_part"):  # when it was drawn stands in these
        del found[dated], right[dated]
    assert found == right


def whole_file(office: Office) -> bytes:
    import gzip

    parts: Iterator[bytes] | None = result_file(office, DRAW)
    assert parts is not None
    return gzip.decompress(b"".join(parts))
