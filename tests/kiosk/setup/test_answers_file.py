"""One file for fifty machines: all that is wrong is found at once, and then nothing is written."""

from __future__ import annotations

import copy
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking_service import embedded
from kiosk.clock import SystemClock
from kiosk.doctor.machine import Machine
from kiosk.settings import read
from kiosk.setup.answers_file import Asked, FromFile, Surroundings, read_answers
from kiosk.setup.document import Document, every_wrong
from kiosk.setup.machine_numbers import machine_numbers
from kiosk.setup.settings_text import settings_text
from kiosk.setup.wording import SetupWords
from printing.drivers.memory import MemoryPrinter
from printing.printer import NO_ANSWER
from tests.kiosk.setup.answering import machine

EXAMPLE = Path(__file__).parents[3] / "deploy/examples/kiosk-answers.toml"
HERE = frozenset({"52:54:00:12:34:56", "5CG9"})


def answers(url: str) -> Document:
    return {
        "shared": {"city": "shiroi", "service": {"url": url}, "screen": {"width_mm": 268}},
        "terminal": {
            "lobby-1": {"home_facility": "nishishiroi-fukugo", "machine": "52:54:00:12:34:56"},
            "lobby-2": {
                "home_facility": "shiroi-ekimae",
                "machine": "5cg1",
                "printer": {"kind": "network", "host": "192.0.2.7"},
                "card": {"reader": "wedge"},
            },
        },
    }


def read_with(
    folder: Path,
    document: Document | str,
    terminal: str = "",
    before: Document | None = None,
    played: Machine | None = None,
) -> FromFile:
    file = folder / "answers.toml"
    file.write_text(document if isinstance(document, str) else settings_text(document))
    around = Surroundings(
        folder / "kiosk.toml", before or {}, SystemClock(), played or machine(), lambda: HERE
    )
    return read_answers(Asked(file, terminal), around)


def test_what_the_machine_lacks_for_the_answers_is_told(
    service: embedded.Running, tmp_path: Path
) -> None:
    document = answers(service.url)
    document["shared"]["voice"] = {"kind": "speech-dispatcher"}
    document["shared"]["power"] = {"off_at": "21:30", "on_at": "08:00"}
    found = read_with(tmp_path, document)
    assert not found.wrong
    assert [one.code for one in found.warnings] == ["voice_missing", "alarm_missing"]
    there = replace(machine(), speech=tmp_path, alarm=tmp_path)
    assert not read_with(tmp_path, document, played=there).warnings


def wrong(found: FromFile) -> list[tuple[str, str]]:
    """Each with its place; and each can be said in both languages."""
    for one in found.wrong:
        for language in ("ja", "en"):
            assert all(SetupWords(language).trouble(one))  # type: ignore[arg-type]
    return sorted((str(one.details.get("place")), one.code) for one in found.wrong)


def test_a_terminal_is_known_by_its_name_or_by_the_number_of_its_machine(
    service: embedded.Running, tmp_path: Path
) -> None:
    found = read_with(tmp_path, answers(service.url))
    assert not found.wrong
    assert found.answers.document["kiosk_id"] == "lobby-1"
    assert not found.warnings
    named = read_with(tmp_path, answers(service.url), "lobby-2", {"session": {"idle_seconds": 60}})
    assert not named.wrong
    assert named.answers.document == {
        "cache_directory": "/var/lib/kiosk/cache",
        "city": "shiroi",
        "kiosk_id": "lobby-2",
        "home_facility": "shiroi-ekimae",
        "service": {"url": service.url},
        "screen": {"width_mm": 268},
        "printer": {"kind": "network", "host": "192.0.2.7"},
        "card": {"reader": "wedge"},
        "session": {"idle_seconds": 60},
    }


def test_whose_answers_these_are_must_be_clear(service: embedded.Running, tmp_path: Path) -> None:
    assert wrong(read_with(tmp_path, answers(service.url), "lobby-3")) == [
        ("lobby-3", "terminal_unknown")
    ]
    both = answers(service.url)
    both["terminal"]["lobby-2"]["machine"] = "5CG9"
    assert wrong(read_with(tmp_path, both)) == [("machine", "machine_unknown")]
    assert wrong(read_with(tmp_path, {"shared": {}})) == [("terminal", "no_table")]
    assert wrong(read_with(tmp_path, "[shared")) == [
        (str(tmp_path / "answers.toml"), "answers_unreadable")
    ]


def test_everything_wrong_is_listed_at_once(service: embedded.Running, tmp_path: Path) -> None:
    document = answers(service.url)
    document["shared"] |= {"city": "kodaira", "colour": 1, "screen": {"width_mm": 1}}
    document["shared"]["pins"] = {"staff": "no-such-file", "mayor": "x"}
    own = {"home_facility": "no-such", "printer": {"kind": "network"}, "card": {"reader": "x"}}
    document["terminal"] = {"l" * 41: own}
    assert wrong(read_with(tmp_path, document, "l" * 41)) == [
        ("card.reader", "setting_wrong"),
        ("city", "city_other"),
        ("colour", "setting_wrong"),
        ("kiosk_id", "name_long"),
        ("pins.mayor", "no_such_answer"),
        ("pins.staff", "pin_file_missing"),
        ("printer.host", "setting_wrong"),
        ("screen.width_mm", "setting_wrong"),
    ]


def test_what_the_service_and_the_devices_say_is_listed_too(
    service: embedded.Running, tmp_path: Path
) -> None:
    document = answers(service.url)
    silent = machine(lambda: MemoryPrinter(status=NO_ANSWER))
    document["terminal"]["lobby-2"]["home_facility"] = "no-such"
    assert wrong(read_with(tmp_path, document, "lobby-2", played=silent)) == [
        ("home_facility", "facility_unknown"),
        ("printer", "device_fails"),
    ]
    document["shared"]["service"]["url"] = "http://127.0.0.1:1"
    document["terminal"]["lobby-2"] |= {"printer": "found", "card": "found"}
    assert wrong(read_with(tmp_path, document, "lobby-2", played=silent)) == [
        ("card", "device_not_found"),
        ("printer", "device_not_found"),
        ("service.url", "nobody_answers"),
    ]


def test_files_with_pins_are_nobody_elses(service: embedded.Running, tmp_path: Path) -> None:
    document = answers(service.url)
    document["shared"]["pins"] = {"staff": "staff.pin"}
    file = tmp_path / "staff.pin"
    file.write_text("482915\n")
    file.chmod(0o644)
    assert wrong(read_with(tmp_path, document)) == [("pins.staff", "pin_file_open")]
    file.chmod(0o600)
    found = read_with(tmp_path, document)
    assert (found.wrong, found.pins) == ((), {"staff": file})
    assert "pins" not in found.answers.document


JUNK: Any = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers())
)


@settings(max_examples=25)
@given(data=st.data())
def test_a_mistake_anywhere_is_told_or_none(
    service: embedded.Running, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever somebody does to a file that is right: either something is wrong with it and is
    told with its place, or the kiosk starts with what comes of it."""
    document = copy.deepcopy(answers(service.url))
    places = [*_places(document)]
    for place in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=3)):
        table: Any = document
        for name in place[:-1]:
            table = table.get(name, {}) if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            continue
        junk = data.draw(JUNK)
        if junk is None:
            table.pop(place[-1], None)
        else:
            table[place[-1]] = junk
    found = read_with(tmp_path_factory.getbasetemp(), document, "lobby-2")
    if not found.wrong:
        assert every_wrong(found.answers.document, Path("/etc/kiosk/kiosk.toml")) == ()
    assert all(place not in ("", "None") for place, _ in wrong(found))


def _places(table: Document, above: tuple[str, ...] = ()) -> Any:
    for key, value in table.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from _places(value, (*above, key))


def test_the_example_is_right() -> None:
    document = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    for name, own in document["terminal"].items():
        made = {**document["shared"], **own, "kiosk_id": name, "cache_directory": "cache"}
        for one in ("machine", "pins"):
            made.pop(one, None)
        made = {key: value for key, value in made.items() if value != "found"}
        assert read(made, EXAMPLE).kiosk_id == name


def test_a_machines_numbers(tmp_path: Path) -> None:
    for name, address in (("lo", "00:00:00:00:00:00"), ("eth0", "52:54:00:AB:CD:EF")):
        (tmp_path / "net" / name).mkdir(parents=True)
        (tmp_path / "net" / name / "address").write_text(f"{address}\n")
    board = tmp_path / "board"
    board.mkdir()
    (board / "product_serial").write_text("5CG1234XYZ\n")
    (board / "board_serial").write_text("To be filled by O.E.M.\n")
    found = machine_numbers(tmp_path / "net", board)
    assert found == {"52:54:00:AB:CD:EF", "5CG1234XYZ"}
    assert machine_numbers(tmp_path / "no", tmp_path / "no") == frozenset()
