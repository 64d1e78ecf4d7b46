"""The public feeds as OpenActive's own validators see them: programs that nobody here wrote."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from select import select
from typing import Any

import httpx
import pytest

from tests.booking_service.lobby import NOW, UNUSED, WAIT_SECONDS, Central, Kiosk

HERE = Path(__file__).parent
VALIDATORS = HERE.parents[2] / "node_modules" / "@openactive"
PAGES = 8
SLOTS_OF_A_PAGE = 40
SECONDS = 120


#: Asks a validator; what it calls a failure. Its wishes (a picture of the room) are none.
Errors = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def errors() -> Iterator[Errors]:
    """The validators, started once: loading them takes longer than most of their answers."""
    assert VALIDATORS.is_dir(), "not installed: run `npm ci` (`make test` does it by itself)"
    command = ["node", "--no-deprecation", str(HERE / "validate.cjs")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    ask, told = process.stdin, process.stdout

    def answer(*question: Any) -> list[dict[str, Any]]:
        ask.write(f"{json.dumps(question)}\n")
        ask.flush()
        assert select([told], [], [], SECONDS)[0], "no answer in time"
        line = told.readline()
        assert line, "the validators ended"
        return [one for one in json.loads(line) if one["severity"] == "failure"]

    with process:
        yield answer
        ask.close()
        assert process.wait(SECONDS) == 0


@pytest.fixture
def feeds(central: Central, resident: Kiosk) -> str:
    """Where the feeds are, with something booked and days that are over."""
    resident.reserve()
    central.move(NOW + timedelta(days=1))
    return f"{central.running.url}/openactive"


def objects(address: str, pages: int) -> list[dict[str, Any]]:
    """The JSON-LD of some items of the first pages."""
    found: list[dict[str, Any]] = []
    for _ in range(pages):
        page = httpx.get(address, timeout=WAIT_SECONDS, verify=UNUSED).json()
        updated = [item["data"] for item in page["items"] if item["state"] == "updated"]
        found += updated[:SLOTS_OF_A_PAGE]
        address = page["next"]
    return found


@pytest.mark.parametrize("path", ["facility-uses", "slots"])
def test_the_envelope_is_right(feeds: str, errors: Errors, path: str) -> None:
    assert errors("feed", f"{feeds}/{path}", PAGES) == []


def test_the_items_are_right(feeds: str, errors: Errors) -> None:
    slots, uses = objects(f"{feeds}/slots", 3), objects(f"{feeds}/facility-uses", 1)
    assert {one["@type"] for one in slots} == {"Slot"}
    assert {one["@type"] for one in uses} == {"FacilityUse"}
    assert errors("model", [*slots, *uses]) == []


def test_the_dataset_and_the_types_are_right(feeds: str, errors: Errors) -> None:
    dataset = httpx.get(
        feeds, headers={"Accept": "application/ld+json"}, timeout=WAIT_SECONDS, verify=UNUSED
    ).json()
    types = httpx.get(f"{feeds}/facility-types", timeout=WAIT_SECONDS, verify=UNUSED).json()
    assert errors("model", [dataset, types]) == []


def test_the_validators_do_find_what_is_wrong(feeds: str, errors: Errors) -> None:
    (slot,) = objects(f"{feeds}/slots", 1)[:1]
    wrong = {key: value for key, value in slot.items() if key != "startDate"}
    assert [one["path"] for one in errors("model", [wrong])] == ["$.startDate"]
    assert errors("feed", f"{feeds.removesuffix('openactive')}healthz", 1) != []
