"""What is on the paper is what is on the screen, and what a telephone makes of it."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from PIL import Image

from kiosk.demo.lobby import DemoLobby
from tests.end_to_end.errands import APPLY, CANCEL_RESERVATION, RESERVE, LogIn
from tests.end_to_end.people import CHOIR
from tests.end_to_end.walk import Walk, walking

_ANSWER_SECONDS = 60.0


@pytest.fixture(params=[576, 384])
def walk_on(qapp: object, lobby: DemoLobby, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """A kiosk with a wide printer, and one with a narrow one."""
    with walking(lobby, request.param) as walk:
        yield walk


def same_pixels(paper: Image.Image, png: bytes) -> bool:
    """Whether the paper, cut to the receipt's width, is the receipt on the screen."""
    with Image.open(io.BytesIO(png)) as preview:
        out = paper.crop((0, 0, preview.width, paper.height))
        return out.size == preview.size and out.tobytes() == preview.convert("1").tobytes()


def address_on(paper: Image.Image, folder: Path) -> str:
    """What a telephone reads from the QR code of a receipt."""
    picture = folder / "paper.png"
    paper.save(picture)
    command = ["zbarimg", "--quiet", "--raw", "--set", "*.enable=0", "--set", "qrcode.enable=1"]
    read = subprocess.run([*command, str(picture)], capture_output=True, text=True, check=True)
    return read.stdout.strip()


def test_the_paper_is_what_the_screen_shows(walk_on: Walk) -> None:
    for errand in (RESERVE, CANCEL_RESERVATION, APPLY):
        assert walk_on.follow(errand) == "receipt_taken"
        walk_on.glass.wait_for_paper()
        assert same_pixels(walk_on.lobby.printer.receipts[-1], walk_on.receipt.png)
        walk_on.leave()
    assert walk_on.papers == 3
    assert walk_on.lobby.printer.unknown == b""


@pytest.mark.parametrize("what", ["applications", "reservations"])
def test_a_list_can_be_taken_away(walk: Walk, what: str) -> None:
    walk.succeed(RESERVE if what == "reservations" else APPLY)
    walk.follow(LogIn())
    walk.glass.tap(f"menu.{what}")
    walk.glass.tap("list.print")
    walk.glass.wait_for("receipt_taken")
    walk.glass.wait_for_paper()
    assert "控えが出ました" in walk.reads()
    assert same_pixels(walk.lobby.printer.receipts[-1], walk.receipt.png)
    walk.leave()


def test_the_code_leads_to_the_state_of_the_booking_and_to_no_name(
    walk: Walk, tmp_path: Path
) -> None:
    walk.succeed(RESERVE)
    address = address_on(walk.lobby.printer.receipts[-1], tmp_path)
    page = requests.get(address, timeout=_ANSWER_SECONDS)
    assert page.status_code == 200
    assert "仮予約" in page.text
    assert "工芸室" in page.text
    number = walk.witness.reservations(CHOIR)[0]["number"]
    assert walk.lobby.take_payment(number).code is None
    paid = requests.get(address, timeout=_ANSWER_SECONDS).text
    assert "本予約" in paid
    for private in (CHOIR.name, CHOIR.number, CHOIR.secret):
        assert private not in page.text + paid
    broken = requests.get(address[:-2] + "xx", timeout=_ANSWER_SECONDS)
    assert broken.status_code == 404


def test_the_booking_can_be_put_into_a_calendar(walk: Walk, tmp_path: Path) -> None:
    walk.succeed(RESERVE)
    address = address_on(walk.lobby.printer.receipts[-1], tmp_path)
    answer = requests.get(f"{address}.ics", timeout=_ANSWER_SECONDS)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    lines = unfolded(answer.content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    events = dict(line.split(":", 1) for line in lines if line.startswith(("DT", "UID", "SUMM")))
    starts = {key.partition(";")[0]: value for key, value in events.items()}
    # 10:00 to 12:00 in Tokyo, in whatever way the file says so
    assert starts["DTSTART"] in ("20261203T010000Z", "20261203T100000")
    assert starts["DTEND"] in ("20261203T030000Z", "20261203T120000")
    assert {"DTSTAMP", "UID"} <= starts.keys()
    assert CHOIR.name not in answer.text


def unfolded(calendar: bytes) -> list[str]:
    """The content lines of a calendar file (RFC 5545, section 3.1)."""
    assert re.search(rb"(?<!\r)\n", calendar) is None, "lines end with CR LF"
    assert max(len(line) for line in calendar.split(b"\r\n")) <= 75
    return calendar.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")
