"""The log says codes only, and every event is explained and used."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import events

ROOT = Path(__file__).parents[2]


def test_every_event_is_documented_and_no_other() -> None:
    table = (ROOT / "docs/events.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `([a-z_.]+)` \|", table, re.MULTILINE)
    assert documented == [event.id for event in events.CATALOGUE]


def test_every_event_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kiosk").rglob("*.py"))
    names = [name for name, value in vars(events).items() if isinstance(value, events.Event)]
    assert [name for name in names if f"events.{name}" not in code] == []


@given(st.text())
def test_a_reason_that_is_no_code_is_never_logged(reason: str) -> None:
    with Heard() as heard:
        events.say(events.WRITE_ENDED, events.Outcome.REFUSED, reason)
    (line,) = heard.lines
    assert line["reason"] == (reason if events.CODE.fullmatch(reason) else "unspeakable")


def test_a_line_is_json_with_its_event() -> None:
    with Heard() as heard:
        events.say(events.LINE_DOWN)
    (line,) = heard.lines
    assert line.pop("time").endswith("+09:00")
    assert line == {"level": "WARNING", "event": "line.down", "role": "service", "outcome": "ok"}


def test_a_crash_is_logged_without_its_message() -> None:
    def open_the_card_of(number: str) -> None:
        raise ValueError(f"no such card: {number}")

    with Heard() as heard:
        try:
            open_the_card_of("1234567")
        except ValueError:
            events.LOG.exception("while opening %s", "1234567")
    (line,) = heard.lines
    assert line["crash"] == "ValueError"
    assert any("open_the_card_of" in place for place in line["at"])
    assert "1234567" not in json.dumps(line)


class Heard(logging.Handler):
    """Collects what the formatter makes of the events logged meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(events.JsonLines())
        self.lines: list[dict] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))

    def __enter__(self) -> Heard:
        events.LOG.addHandler(self)
        events.LOG.setLevel(logging.DEBUG)
        return self

    def __exit__(self, *_: object) -> None:
        events.LOG.removeHandler(self)
        events.LOG.setLevel(logging.NOTSET)


@pytest.mark.parametrize("event", events.CATALOGUE, ids=lambda event: event.id)
def test_an_id_is_a_subject_and_what_happened(event: events.Event) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", event.id)
