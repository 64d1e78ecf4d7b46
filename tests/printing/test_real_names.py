"""Every facility, room, unit, purpose and place to pay of the four cities, whole on both papers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import booking_service
from printing.fonts import Weight, face_of
from printing.layout import NARROW, WIDE, Style, draw
from printing.lettering import Type
from printing.receipts.cancellation import cancellation
from printing.receipts.lottery_application import lottery_application
from printing.receipts.parts import Text
from printing.receipts.reservation import reservation
from printing.wrapping import wrap_evenly, wrap_text
from tests.printing.samples import CANCELLATION, LOTTERY_APPLICATION, RESERVATION, use
from tests.printing.test_layout import PAPERS, assert_nothing_is_cut
from ui.wording.words import LANGUAGES, PaperWords

CITIES = Path(booking_service.__file__).parent / "cities"


def texts(tree: object, key: str) -> Iterator[Text]:
    """Every text that stands under this key, wherever it is."""
    match tree:
        case dict():
            for name, below in tree.items():
                if name == key and isinstance(below, dict) and "ja" in below:
                    yield below
                else:
                    yield from texts(below, key)
        case list():
            for below in tree:
                yield from texts(below, key)


def of_city(city: str, file: str, key: str) -> list[Text]:
    return list(texts(tomllib.loads((CITIES / city / file).read_text(encoding="utf-8")), key))


def places(city: str) -> list[Text]:
    """Names by themselves, and a facility with one of its rooms, as lists have it."""
    tree = tomllib.loads((CITIES / city / "facilities.toml").read_text(encoding="utf-8"))
    together = [
        {language: f"{facility['name'].get(language, '')} {own}" for language, own in room.items()}
        for facility in tree["facility"]
        for room in texts(facility["rooms"], "name")
    ]
    return [
        *texts(tree, "name"),
        *together,
        *of_city(city, "classes.toml", "name"),
        *of_city(city, "classes.toml", "pay_at"),
    ]


def assert_whole(name: str, language: str, style: Style, width: int) -> None:
    """On lines that the paper holds, with every sign of it there."""
    types = (
        Type(Weight.REGULAR, style.body, face=face_of(language)),
        Type(Weight.BOLD, style.strong, face=face_of(language)),
    )
    tight = (type_ for type_ in types if type_.measure(name) > width)  # the others need one line
    for type_, wrap in product(tight, (wrap_text, wrap_evenly)):
        lines = wrap(name, width, type_.measure)
        assert "".join(lines).replace(" ", "") == name.replace(" ", "")
        assert all(type_.measure(line) <= width for line in lines), name


@pytest.mark.parametrize("city", ["fukuoka", "kodaira", "sapporo", "shiroi"])
def test_the_names_of_a_real_city_are_whole(city: str) -> None:
    names = places(city)
    assert len(names) > 50
    for language in LANGUAGES:
        own = {name[language] for name in names if name.get(language)}
        for (width, style), name in product(PAPERS.items(), own):
            inner = width - 2 * style.margin
            assert_whole(name, language, style, inner - style.inset)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("city", ["fukuoka", "kodaira", "sapporo", "shiroi"])
def test_the_longest_names_of_a_real_city_are_on_paper(city: str, language: str) -> None:
    def longest(names: list[Text]) -> Text:
        return max(names, key=lambda name: len(name.get(language, name["ja"])))

    names = longest(of_city(city, "facilities.toml", "name"))
    purpose = longest(of_city(city, "classes.toml", "name"))
    words = PaperWords(language)
    used = replace(use(names, names), purpose=purpose)
    fee = ((purpose, 123_450), (names, 67_890))
    receipts = [
        reservation(replace(RESERVATION, use=used, fee_lines=fee, pay_at=names), words),
        lottery_application(replace(LOTTERY_APPLICATION, use=used), words),
        cancellation(replace(CANCELLATION, use=used, what="win"), words),
    ]
    for receipt, (width, style) in product(receipts, ((576, WIDE), (384, NARROW))):
        assert_nothing_is_cut(draw(receipt, width), style.margin)
