"""``booking-service explain`` and ``cities`` as an officer or a program types them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from booking_service.cities.explain.explanation import class_of
from booking_service.cities.loader import city_names, known_city
from booking_service.cli import main

ROOT = Path(__file__).parents[3]
SHIROI = ("--city", "shiroi", "--class", "公民館等施設")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command, wherever it ends."""
    try:
        code = main(argv)
    except SystemExit as end:
        code = int(end.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_stdout_holds_the_json_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "explain", *SHIROI, "--use-date", "2027-07-14", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["first_come"]["opens"] == "2027-06-01T08:30:00+09:00"


def test_without_json_it_is_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "explain", *SHIROI, "--use-date", "2027-07-14")
    assert (code, err) == (0, "")
    assert "先着 開始 / First come opens" in out
    assert "[first_come/kominkan] document: 003 §3" in out


def test_it_starts_without_the_service(tmp_path: Path) -> None:
    """As a program of its own: fast, with no web framework, database or configuration."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from booking_service.cli import main; code = main(sys.argv[1:]);"
            "assert not {'fastapi', 'pydantic', 'apsw', 'sqlalchemy'} & sys.modules.keys();"
            "sys.exit(code)",
            *("explain", "--city", "kodaira", "--class", "地域センター"),
            *("--use-date", "2099-12-31", "--json"),
        ],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert told.stderr == ""
    assert json.loads(told.stdout)["lottery"]["opens"] == "2099-10-10T00:00:00+09:00"


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("--city", "atlantis", "--class", "x"), "atlantis: no such city; name one of "),
        (("--city", "shiroi", "--class", "体育館"), "no class '体育館'; it has 公民館等施設"),
        (("--city", "kodaira", "--room", "kihei-tatam"), "it has 57, such as kihei-tatami"),
        (("--city", "shiroi"), "one of the arguments --class --room is required"),
        (("--class", "公民館等施設"), "the following arguments are required: --city"),
        ((*SHIROI, "--room", "x"), "not allowed with argument --class"),
    ],
)
def test_a_wrong_subject_names_what_there_is(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], told: str
) -> None:
    code, out, err = run(capsys, "explain", *argv, "--use-date", "2027-07-14")
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("--use-date", "2027-02-29"), "'2027-02-29' does not exist"),
        (("--use-date", "2027-13-01"), "'2027-13-01' does not exist"),
        (("--use-date", "20270228"), "'20270228' is not a date; write 2027-02-28"),
        (("--use-date", "2027-W01-1"), "is not a date"),
        (("--use-date", "2021-12-31"), "use dates from 2022-01-01 to 2099-12-31"),
        (("--use-date", "2100-01-01"), "use dates from 2022-01-01 to 2099-12-31"),
        (("--use-date", "9999-12-31"), "out of range"),
        (("--use-date", "２０２７-０１-０１"), "is not a date"),
        (("--use-date", "2027-07-14", "--booked-on", "2027-07-15"), "cannot have been booked"),
        (("--use-date", "2027-07-14", "--booked-on", "1999-12-31"), "cannot have been booked"),
        (("--use-date", "2027-07-14", "--cancel-at", "2027-07-15T00:00"), "cannot be cancelled"),
        (("--use-date", "2027-07-14", "--cancel-at", "2027-07-14T24:00"), "does not exist"),
        (("--use-date", "2027-07-14", "--cancel-at", "tomorrow"), "is not an instant"),
        (("--use-date", "2027-07-14", "--cancel-at", "0001-01-01T00:00+14:00"), "out of range"),
        (("--use-date", "2027-07-14", "--cancel-at", "9999-12-31T23:59-12:00"), "out of range"),
        (("--use-date", "2027-07-14", "--cancel-at", "2027-07-14T10:00+25:00"), "does not exist"),
        (
            ("--use-date", "2027-07-14", "--booked-on", "2027-07-02", "--cancel-at", "2027-07-01"),
            "give an instant from 2027-07-02",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], told: str
) -> None:
    code, out, err = run(capsys, "explain", *SHIROI, *argv)
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize(
    "at", ["2027-07-07T15:30", "2027-07-07T15:30:00+09:00", "2027-07-07T06:30Z"]
)
def test_an_instant_of_another_time_zone_is_the_same_instant(
    capsys: pytest.CaptureFixture[str], at: str
) -> None:
    argv = ("explain", *SHIROI, "--use-date", "2027-07-14", "--cancel-at", at, "--json")
    code, out, _ = run(capsys, *argv)
    assert code == 0
    assert json.loads(out)["cancellation"]["at"]["at"] == "2027-07-07T15:30:00+09:00"


def test_a_city_with_a_mistake_is_told_like_everywhere(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "city.toml").write_text("name = 1\n", encoding="utf-8")
    argv = ("explain", "--city", str(tmp_path), "--class", "x", "--use-date", "2027-07-14")
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert err.startswith("booking-service explain: ")


def test_cities_lists_all_that_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "cities", "--json")
    assert (code, err) == (0, "")
    listed = json.loads(out)["cities"]
    assert [one["id"] for one in listed] == list(city_names())
    for one in listed:
        city = known_city(one["id"])
        rooms = [room for facility in one["facilities"] for room in facility["rooms"]]
        assert [room["id"] for room in rooms] == [room.id for room in city.rooms]
        assert {room["class_id"] for room in rooms} <= {klass["id"] for klass in one["classes"]}
        for klass in one["classes"]:
            found = class_of(city, klass["explain_name"], date(2027, 7, 14))
            assert found is not None
            assert found.id == klass["id"]
        for room in rooms:
            rule = city.klass(room["class_id"]).cancellation_on(date(2027, 7, 14))
            assert room["cancellation"] == rule.id
            assert room["units"]


def test_cities_is_a_page_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "cities")
    assert code == 0
    assert "--class 区民ホール以外" in out
    assert "--room chuo-ab  集会室AB, room" in out
