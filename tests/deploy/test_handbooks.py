"""What the handbooks name exists: pictures, commands, settings, words on the glass; and they say
the same in both languages."""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import booking_service.cli
import kiosk.cli
from booking_service.cities.loader import check_city
from deploy.handbooks.pictures import HANDBOOKS, PICTURES, ROOT, named
from deploy.handbooks.sheet import make_sheet
from kiosk.setup.wording import catalogue as words_of_setup
from ui.wording.compile import CATALOGUE, read_language

LANGUAGES = ("ja", "en")
BOOKS = sorted(page.name for page in (HANDBOOKS / "ja").glob("*.md"))
PAGES = [f"{language}/{book}" for language in LANGUAGES for book in BOOKS]
#: Larger ones would make everybody's copy of the repository heavy, in bytes.
LARGEST_PICTURE = 80_000

BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:sudo )?((?:kiosk|booking-service) .*)")

FIELD = re.compile(r"\{[^}]*\}")


def text_of(page: str) -> str:
    return (HANDBOOKS / page).read_text(encoding="utf-8")


def without_blocks(page: str) -> str:
    return BLOCK.sub("", text_of(page))


@cache
def parsers() -> dict[str, argparse.ArgumentParser]:
    return {"kiosk": kiosk.cli._parser(), "booking-service": booking_service.cli._parser()}


def parser_of(words: list[str]) -> tuple[argparse.ArgumentParser, list[str]]:
    """The parser of the innermost command that these words name, and the words after it."""
    parser, rest = parsers()[words[0]], words[1:]
    while True:
        inner = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
        if not inner or not rest or rest[0].startswith("-"):
            return parser, rest
        assert rest[0] in inner[0].choices, f"no such command: {shlex.join(words)}"
        parser, rest = inner[0].choices[rest[0]], rest[1:]


@cache
def words_on_the_glass(language: str) -> re.Pattern[str]:
    """Any text of the catalogue, with anything short in its fields; one that is a field and hardly
    anything else would match all."""
    catalogue = read_language(CATALOGUE / language)
    texts = [str(message.string) for message in catalogue if message.id]
    telling = [text for text in texts if text == (bare := FIELD.sub("", text)) or len(bare) > 2]
    parts = ([re.escape(part) for part in FIELD.split(text)] for text in telling)
    return re.compile("|".join(".{1,16}".join(part) for part in parts))


def test_every_handbook_is_there_in_both_languages() -> None:
    assert BOOKS
    assert sorted(page.name for page in (HANDBOOKS / "en").glob("*.md")) == BOOKS


@pytest.mark.parametrize("book", BOOKS)
def test_both_languages_have_the_same_steps(book: str) -> None:
    shape = re.compile(r"^(#+ |\d+\. |\||- |```|!\[|---$)", re.MULTILINE)
    japanese, english = (
        [re.sub(r"\d+", "1", sign) for sign in shape.findall(text_of(f"{language}/{book}"))]
        for language in LANGUAGES
    )
    assert japanese == english


def test_the_pictures_are_those_that_are_named_and_small() -> None:
    """`make pictures` draws them."""
    wanted = {f"{shown}.{language}.png" for shown, language in named()}
    there = {file.name: file.stat().st_size for file in PICTURES.glob("*.png")}
    assert wanted == set(there)
    assert max(there.values()) < LARGEST_PICTURE


@pytest.mark.parametrize("page", PAGES)
def test_a_picture_is_in_the_language_of_its_page(page: str) -> None:
    for shown in re.findall(r"pictures/handbooks/(\S+?)\.png", text_of(page)):
        assert shown.endswith(f".{page[:2]}")


@pytest.mark.parametrize("page", PAGES)
def test_a_command_is_one_of_the_programs(page: str) -> None:
    """In a block of `sh`, each line is one that the program takes as it stands."""
    for kind, block in BLOCK.findall(text_of(page)):
        if kind != "sh":
            continue
        for line in block.replace("\\\n", " ").splitlines():
            if found := COMMAND.match(line.strip()):
                words = shlex.split(found[1].partition(" < ")[0], comments=True)
                parser, _ = parser_of(words)
                try:
                    parsers()[words[0]].parse_args(words[1:])
                except SystemExit:
                    pytest.fail(f"{line}: {parser.format_usage()}")
    for code in INLINE.findall(without_blocks(page)):
        if found := COMMAND.fullmatch(code):
            parser, rest = parser_of(shlex.split(found[1]))
            known = set(parser._option_string_actions)
            assert {word for word in rest if word.startswith("--")} <= known, code


@pytest.mark.parametrize("page", PAGES)
def test_a_setting_is_one_that_is_documented(page: str) -> None:
    settings = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    for table, key in re.findall(r"`\[(\w+)\] (\w+)", text_of(page)):
        section = settings.partition(f"## `[{table}]`")[2].partition("\n## ")[0]
        assert f"| `{key}` |" in section, f"[{table}] {key}"


@pytest.mark.parametrize("page", PAGES)
def test_bold_words_stand_on_the_glass(page: str) -> None:
    """Whoever reads "touch **Leave maintenance**" looks for just that."""
    shown = words_on_the_glass(page[:2])
    for words in re.findall(r"\*\*(.+?)\*\*", without_blocks(page)):
        assert shown.fullmatch(words), words


def test_the_rules_of_the_example_are_taken(tmp_path: Path) -> None:
    """Written into a city's files, as the city officer's handbook says."""
    quota, closed = (
        block for kind, block in BLOCK.findall(text_of("en/city_officer.md")) if kind == "toml"
    )
    city = tmp_path / "shiroi"
    shutil.copytree(ROOT / "booking_service/cities/shiroi", city)
    rules = (city / "classes.toml").read_text(encoding="utf-8")
    before, found, after = rules.partition('[[quota]]\nid = "bookings"')
    assert found
    (city / "classes.toml").write_text(f"{before}{quota}\n{found}{after}", encoding="utf-8")
    with (city / "closed_days.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{closed}")
    check_city(city)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_troubles_of_setup_are_called_as_it_calls_them(language: str) -> None:
    said = [FIELD.sub("…", text) for text in words_of_setup(language).values()]
    table = text_of(f"{language}/technician.md").rpartition("\n## ")[2]
    told = [one for one in re.findall(r"^\| `([^`]+)`", table, re.MULTILINE) if one[-1] in ".。"]
    assert told
    for one in told:
        begin, _, end = one.partition("…")
        assert any(begin.strip() in text and end.strip() in text for text in said), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_staffs_handbook_fits_on_two_sides(
    qapp: QApplication, language: str, tmp_path: Path
) -> None:
    sheet = make_sheet(language, tmp_path).read_bytes()
    assert sheet.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", sheet)) == 2
