"""Several processes of one service on PostgreSQL: dealt out, one winner, started again, stopped."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from booking_service.cities.loader import known_city
from booking_service.storage.place import Place, PostgresPlace
from tests.booking_service.conftest import POSTGRESQL
from tests.booking_service.lobby import UNUSED, WAIT_SECONDS, choice, new_key, wait_until
from tests.booking_service.races.test_kill import open_days, set_stage
from tests.booking_service.raw_http import Got, Post, all_at_once

PROCESSES = 2
pytestmark = pytest.mark.parametrize("store", [POSTGRESQL], indirect=True)


@contextmanager
def several(place: PostgresPlace, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``booking-service serve --processes``, and its address."""
    command = [sys.executable, "-m", "booking_service", "serve", "--city", "shiroi"]
    process = subprocess.Popen(
        [*command, "--database", place.url, "--port", "0", "--processes", str(PROCESSES)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate(timeout=WAIT_SECONDS)


def children(process: subprocess.Popen[str]) -> list[int]:
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
    return [int(child) for child in told.split()]


def at(place: Place) -> PostgresPlace:
    assert isinstance(place, PostgresPlace)
    return place


def test_processes_have_one_winner_and_give_one_answer(new_place: Place, tmp_path: Path) -> None:
    """Rivals for a slot at different processes, then copies of one write."""
    place = at(new_place)
    stage = set_stage(place)
    room, day = open_days(known_city("shiroi"))[0]
    rivals = [
        Post(post.path, post.headers | {"Idempotency-Key": new_key()}, wanted)
        for slot in range(4)
        for wanted in [choice(room=room, day=day, first=slot, count=1)]
        for post in (posts[slot] for posts in stage.writes)
    ]
    post = stage.writes[0][4]  # neither its slot nor its confirmation has been used by a rival

    def copies(url: str, count: int) -> list[Got]:
        return asyncio.run(all_at_once(url, [post] * count))

    with several(place, tmp_path) as (_, url):
        got = asyncio.run(all_at_once(url, rivals))
        assert Counter(one.status for one in got) == {201: 4, 409: len(rivals) - 4}
        # While one is on its way its own process says so; nothing is done twice.
        got = [one for _ in range(3) for one in copies(url, 16)]
        assert {one.status for one in got} <= {201, 409}
        done = [one.body for one in got if one.status == 201]
        assert len({body["number"] for body in done}) == 1
        assert {one.body["code"] for one in got if one.status == 409} <= {"write_in_progress"}
        later = [one for _ in range(6) for one in copies(url, 1)]
    assert [one.status for one in later] == [201] * 6
    assert all(one.body == done[0] for one in later)


def test_a_process_that_is_killed_is_started_again(new_place: Place, tmp_path: Path) -> None:
    place = at(new_place)
    with several(place, tmp_path) as (process, url):
        before = children(process)
        assert len(before) == PROCESSES
        os.kill(before[0], signal.SIGKILL)
        wait_until(lambda: len(set(children(process)) - set(before)) == 1)
        wait_until(lambda: _answers(url))
        process.terminate()
        assert process.wait(WAIT_SECONDS) == 0
    assert (tmp_path / place.seal.name).exists()  # the last of them left it


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=WAIT_SECONDS, verify=UNUSED).status_code == 200
    except httpx.TransportError:
        return False


def test_the_first_that_cannot_start_ends_all(new_place: Place, tmp_path: Path) -> None:
    place = at(new_place)
    wrong = PostgresPlace(place.url.replace("/test_", "/nowhere_"), place.seal)
    with several(wrong, tmp_path) as (process, url):
        assert url == ""
        assert process.wait(WAIT_SECONDS) == 2
        assert process.stderr is not None
        assert "does not exist" in process.stderr.read()
