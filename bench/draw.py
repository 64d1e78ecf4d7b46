"""A very large draw: how long it takes, and in how much memory.

Method: 1,000,000 applications of 50,000 registrants for 100,000 slots (400 rooms of a city, 25
days, 10 slots; every run one to three slots; a quota of four wins each). The list is made, the draw
held and its file sealed by the program that the service starts for a large draw, in a process of
its own, from files to files. Then that file is checked by ``verify_draw.py``, in another. The
memory is the most that a process had resident.

Bounds: Python's time for a million lines: taking them apart, hashing and sorting their tickets, a
dictionary for what is taken. What the service does besides, reading the applications and keeping
the results in batches, is bounded by its writer and goes on beside bookings.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bench.figure import Figure
from booking_service.clock import TOKYO
from booking_service.policy import draw_work, verify_draw
from booking_service.policy.draw import Counts, DrawQuota, DrawRoom, DrawRules, Entry
from booking_service.policy.draw_file import Entropy, Held
from booking_service.policy.draw_list import DrawList, application_line, list_lines
from booking_service.policy.draw_work import Step

APPLICATIONS = 1_000_000
ROOMS, DAYS, SLOTS = 400, 25, 10
REGISTRANTS = 50_000
WINS = 4
LONGEST = 3
SEED = 1
AIM_SECONDS = "10"


@dataclass(frozen=True, slots=True)
class _Took:
    seconds: float
    mebibytes: float


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as name:
        folder = Path(name)
        _write_lines(folder)
        listed = _run("-m", draw_work.__name__, Step.LIST, name)
        draw_work.write_held(folder, _held())
        held = _run("-m", draw_work.__name__, Step.HOLD, name)
        (folder / draw_work.NOT_KEPT).write_text("", "utf-8")
        sealed = _run("-m", draw_work.__name__, Step.SEAL, name)
        result = folder / "result.json"
        result.write_bytes(gzip.decompress((folder / draw_work.RESULT).read_bytes()))
        checked = _run(verify_draw.__file__, str(result))
    size = f"{APPLICATIONS:,} applications, {ROOMS * DAYS * SLOTS:,} slots"
    return [
        Figure("draw: list published", listed.seconds, "s", "", f"{size}; sorted, hashed, packed"),
        Figure("draw: held", held.seconds, "s", AIM_SECONDS, f"{size}; tickets, reasons, file"),
        Figure("draw: memory", held.mebibytes, "MiB", "", "of the process that holds it"),
        Figure("draw: file sealed", sealed.seconds, "s", "", "checksum, packed"),
        Figure("draw: checked", checked.seconds, "s", "", "verify-draw on the whole file"),
    ]


def _run(*command: str) -> _Took:
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return _Took(time.perf_counter() - start, usage.ru_maxrss / 1024)


def _held() -> Held:
    secret = hashlib.sha256(b"bench").hexdigest()
    return Held(
        secret=secret,
        committed_at="2027-01-01T00:00:00+09:00",
        listed_at="2027-02-20T00:00:00+09:00",
        drawn_at="2027-02-20T00:01:00+09:00",
        lines=(),
        withdrawn=(),
        entropy=Entropy(),
    )


def _write_lines(folder: Path) -> None:
    rooms = {f"room-{number}": f"house-{number % 40}" for number in range(ROOMS)}
    quota = DrawQuota("wins", WINS, Counts.USES, dict.fromkeys(rooms, "city"))
    made_of = {room: DrawRoom((room,), any_one=False, clash=house) for room, house in rooms.items()}
    opens = datetime(2027, 2, 1, tzinfo=TOKYO)
    closes = opens.replace(day=20)
    head = DrawList("bench/2027-04", opens, closes, (), DrawRules(made_of, (quota,)))
    with (folder / draw_work.LINES).open("w", encoding="utf-8") as file:
        file.writelines(f"{application_line(one)}\n" for one in _applications(list(rooms)))
        file.writelines(f"{line}\n" for line in list_lines(head))


def _applications(rooms: list[str]) -> Iterator[Entry]:
    chance = random.Random(SEED)
    days = [date(2027, 4, 1) + timedelta(days=ahead) for ahead in range(DAYS)]
    names = [f"{chance.getrandbits(128):032x}" for _ in range(REGISTRANTS)]
    for _ in range(APPLICATIONS):
        count = chance.randint(1, LONGEST)
        first = chance.randint(0, SLOTS - count)
        starts = 540 + 60 * first
        yield Entry(
            f"{chance.getrandbits(128):032x}",
            chance.choice(names),
            chance.choice(rooms),
            None,
            chance.choice(days),
            first,
            count,
            starts,
            starts + 60 * count,
        )


if __name__ == "__main__":
    print(json.dumps([[one.name, one.value, one.unit] for one in measure()], indent=1))
