"""The long work of a draw, cut into steps that leave files in a folder.

So a large draw is computed in a process of its own while the service goes on booking:
``python3 -m booking_service.policy.draw_work STEP FOLDER``. A small one calls ``work`` in a thread.
The files are named below; texts are UTF-8, ``.gz`` is compressed.
"""

from __future__ import annotations

import gc
import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from enum import StrEnum
from itertools import islice
from pathlib import Path

from booking_service.policy.draw_file import Held, Outcome, entropy_from, hold, outcomes, sealed
from booking_service.policy.draw_list import list_hash

#: Tokens and hashes hardly shrink, and the fastest level takes a fifth of the time of the best.
LEVEL = 1
APPLICATION = "application\t"


class Step(StrEnum):
    """What can be done in a folder, in this order."""

    LIST = "list"  # LINES → LIST, LISTED
    HOLD = "hold"  # LIST, HELD → BODY, OUTCOMES
    SEAL = "seal"  # LIST, BODY, NOT_KEPT → RESULT


LINES = "lines"
LIST = "list.gz"
LISTED = "listed.json"
HELD = "held.json"
BODY = "body.json"
OUTCOMES = "outcomes"
NOT_KEPT = "not-kept"
RESULT = "result.json.gz"


def work(step: Step, folder: Path) -> None:
    """Take one step."""
    _STEPS[step](folder)


def write_held(folder: Path, held: Held) -> None:
    """Leave what a draw is held from, its list apart, which has a file of its own."""
    fields = asdict(held)
    del fields["lines"]
    (folder / HELD).write_text(json.dumps(fields), "utf-8")


def listed(folder: Path) -> tuple[str, int]:
    """The hash of the list that was made, and how many applications are in it."""
    told = json.loads((folder / LISTED).read_text("utf-8"))
    return told["hash"], told["applications"]


def seed_of(folder: Path) -> str:
    """The seed that a draw was held with."""
    with (folder / OUTCOMES).open(encoding="utf-8") as file:
        return file.readline().rstrip("\n")


def outcomes_in(folder: Path, size: int) -> Iterator[list[Outcome]]:
    """What a draw found, so many at a time."""
    with (folder / OUTCOMES).open(encoding="utf-8") as file:
        file.readline()
        found = outcomes(line.rstrip("\n") for line in file)
        while some := list(islice(found, size)):
            yield some


def _list(folder: Path) -> None:
    lines = sorted(set(_read(folder / LINES)))
    _write_gzip(folder / LIST, "\n".join(lines).encode())
    count = sum(line.startswith(APPLICATION) for line in lines)
    told = {"hash": list_hash(lines), "applications": count}
    (folder / LISTED).write_text(json.dumps(told), "utf-8")


def _hold(folder: Path) -> None:
    lines = _listed_lines(folder)
    kept = json.loads((folder / HELD).read_text("utf-8"))
    held = Held(
        **{
            **kept,
            "lines": tuple(lines),
            "withdrawn": tuple(kept["withdrawn"]),
            "entropy": entropy_from(kept["entropy"]),
        }
    )
    body = hold(held)
    del body["list"]  # lies in a file of its own, and is long
    (folder / OUTCOMES).write_text("\n".join([body["seed"], *body["outcomes"], ""]), "utf-8")
    (folder / BODY).write_text(json.dumps(body), "utf-8")


def _seal(folder: Path) -> None:
    body = json.loads((folder / BODY).read_text("utf-8"))
    body["list"] = _listed_lines(folder)
    _write_gzip(folder / RESULT, sealed(body, _read(folder / NOT_KEPT)))


def _listed_lines(folder: Path) -> list[str]:
    return gzip.decompress((folder / LIST).read_bytes()).decode().split("\n")


def _read(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def _write_gzip(path: Path, content: bytes) -> None:
    # Without the time, so that the same draw leaves the same bytes.
    path.write_bytes(gzip.compress(content, LEVEL, mtime=0))


_STEPS: Mapping[Step, Callable[[Path], None]] = {
    Step.LIST: _list,
    Step.HOLD: _hold,
    Step.SEAL: _seal,
}

if __name__ == "__main__":
    os.nice(10)  # whoever books goes first
    gc.disable()  # looking again and again at millions of tuples takes longer than the draw
    work(Step(sys.argv[1]), Path(sys.argv[2]))
