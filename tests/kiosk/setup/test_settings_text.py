"""The settings file: written whole, read again the same, and all that is wrong found at once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.outcome import Refused
from kiosk.settings import load
from kiosk.setup.document import Document, every_wrong, merged, present, wrong_at
from kiosk.setup.glass import width_mm
from kiosk.setup.settings_text import BEFORE_SUFFIX, settings_text, write_settings

FILE = Path("/etc/kiosk/kiosk.toml")
RIGHT: Document = {
    "city": "shiroi",
    "kiosk_id": "lobby-1",
    "home_facility": "ekimae",
    "cache_directory": "/var/lib/kiosk/cache",
    "service": {"url": "https://booking.example"},
    "printer": {"kind": "network", "host": "192.0.2.7"},
    "card": {"reader": "evdev", "device": "/dev/a", "beside": [{"reader": "pcsc"}]},
}
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
PLAIN = st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False) | TEXT


def tables(inside: Any) -> Any:
    several = st.lists(st.dictionaries(TEXT, inside, max_size=3), min_size=1, max_size=3)
    return st.dictionaries(TEXT, inside | several, max_size=4)


@settings(max_examples=40)
@given(tables(st.recursive(PLAIN | st.lists(PLAIN, max_size=3), tables, max_leaves=8)))
def test_what_is_written_is_read_again_the_same(document: Document) -> None:
    assert tomllib.loads(settings_text(document)) == document


def test_a_setup_keeps_what_it_does_not_ask_and_the_file_before(tmp_path: Path) -> None:
    file = tmp_path / "etc" / "kiosk.toml"
    file.parent.mkdir()
    before = (
        'city = "shiroi"\n[session]\nidle_seconds = 60\n[printer]\nkind = "none"\nbaud = 9600\n'
    )
    file.write_text(before)
    document = merged(present(file), {**RIGHT, "card": {}})
    write_settings(file, document, {"cards.toml": "# cards\n"})
    settings = load(file)
    assert settings.session.idle_seconds == 60
    assert (settings.printer.host, settings.printer.baud) == ("192.0.2.7", 19_200)
    assert file.with_name("kiosk.toml" + BEFORE_SUFFIX).read_text() == before
    assert (tmp_path / "etc" / "cards.toml").read_text() == "# cards\n"
    assert file.stat().st_mode & 0o777 == 0o644
    assert "# The booking service.\n[service]" in file.read_text()


def test_a_file_that_is_no_toml_offers_nothing(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    assert present(file) == {}
    for damaged in (b"city = ", b"\xff"):
        file.write_bytes(damaged)
        assert present(file) == {}


def places(document: Document) -> list[str]:
    return sorted(str(one.details["place"]) for one in every_wrong(document, FILE))


def test_everything_wrong_is_found_at_once() -> None:
    printer, card = {"kind": "network"}, {"reader": "evdev", "device": "/dev/a"}
    assert places({**RIGHT, "printer": {}, "card": card}) == []
    assert places({}) == ["cache_directory", "city", "home_facility", "kiosk_id", "service.url"]
    wrong = {
        **RIGHT,
        "city": "白井",
        "kiosk_id": 7,
        "service": {"url": "http://booking.example", "ca_file": "nothing.pem", "pol_seconds": 1},
        "printer": printer,
        "card": {"reader": "magnet"},
        "screen": {"width_mm": 3, "motion": "yes"},
        "colour": "red",
    }
    assert places(wrong) == [
        "card.reader",
        "city",
        "colour",
        "kiosk_id",
        "printer.host",
        "screen.motion",
        "screen.width_mm",
        "service.ca_file",
        "service.pol_seconds",
        "service.url",
    ]
    assert wrong_at(wrong, FILE, "home_facility") is None
    assert isinstance(wrong_at(wrong, FILE, "screen"), Refused)


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from([*RIGHT, "voice", "session", "x"]),
        st.none() | PLAIN | st.dictionaries(st.sampled_from(["url", "kind", "y"]), PLAIN),
    )
)
def test_looking_for_what_is_wrong_always_ends(changes: Document) -> None:
    document = {key: value for key, value in {**RIGHT, **changes}.items() if value is not None}
    found = places(document)
    assert len(found) == len(set(found)), "nothing is told twice"


@pytest.mark.parametrize(
    ("typed", "mm"),
    [
        ("268", 268.0),
        ("268.5 mm", 268.5),
        ("２６８", 268.0),
        ("21.5in", 267.7),
        ('21.5"', 267.7),
        ("21.5型", 267.7),
        ("21.5in upright", 267.7),
        ("21.5in wide", 476.0),
        ("21.5型横", 476.0),
        ("15 inch wide", 332.1),
        ("99", None),
        ("3001", None),
        ("300in", None),
        ("", None),
        ("wide", None),
        ("-268", None),
    ],
)
def test_the_glass_in_millimetres_or_inches(typed: str, mm: float | None) -> None:
    found = width_mm(typed)
    assert found == (Refused("width_unfit") if mm is None else mm)
