"""``check-city``: what an officer reads about a city, right or wrong."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from booking_service import cities
from booking_service.cities.check import main
from booking_service.cities.loader import city_names

SHIROI = Path(cities.__path__[0]) / "shiroi"


def check(*argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return main(argv, out, err), out.getvalue(), err.getvalue()


def test_a_city_that_is_right_lists_its_samples() -> None:
    code, out, err = check("shiroi")
    assert (code, err) == (0, "")
    assert "facilities: 9, rooms: 48, classes: 1, notices: 4" in out
    assert "classes.toml" in out
    assert "class[0].purposes  (the guide has no list; nothing commercial)" in out
    assert "the whole file  (invented for demonstration)" in out


def test_each_sample_shows_its_value() -> None:
    """So that an officer sees what would be replaced, and not only where."""
    _, out, _ = check("shiroi")
    lines = out.splitlines()
    at = next(number for number, line in enumerate(lines) if "registration_number" in line)
    assert "pattern = [0-9]{7}" in lines[at + 1]
    assert "min_length = 7" in lines[at + 1]
    at = next(number for number, line in enumerate(lines) if "class[0].purposes" in line)
    assert "会議; 学習・講座" in lines[at + 1]
    assert all(len(line.strip()) <= 100 for line in lines if line.startswith("      "))


def test_of_many_samples_the_number_and_the_first_few() -> None:
    _, out, _ = check("sapporo")
    lines = out.splitlines()
    [at] = [number for number, line in enumerate(lines) if "*.rooms" in line]
    assert "12 values, such as:" in lines[at + 1]
    assert lines[at + 2].startswith("      - 集会室A (capacity = 30")
    [at] = [number for number, line in enumerate(lines) if "*.extension" in line]
    assert "84 values, such as:" in lines[at + 1]
    assert len(set(lines[at + 2 : at + 5])) == 3


def test_a_city_that_is_wrong_ends_with_2_and_says_where(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIROI, tmp_path / "city"))
    file = folder / "classes.toml"
    text = file.read_text(encoding="utf-8").replace("limit = 10", 'limit = "ten"')
    file.write_text(text, encoding="utf-8")
    line = text[: text.index('"ten"')].count("\n") + 1
    code, out, err = check(str(folder))
    assert (code, out) == (2, "")
    assert err == (
        f"classes.toml:{line}: quota[0].limit: 'ten' has the wrong type; give a whole number\n"
    )


def test_a_city_that_does_not_exist_ends_with_2() -> None:
    code, _, err = check("atlantis")
    assert code == 2
    names = ", ".join(city_names())
    assert err == (
        f"atlantis: no such city; name one of {names}, or a folder that holds city.toml\n"
    )


def test_streams_are_the_process_s_own_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["shiroi"]) == 0
    assert "白井市" in capsys.readouterr().out
