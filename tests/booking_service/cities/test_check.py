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
