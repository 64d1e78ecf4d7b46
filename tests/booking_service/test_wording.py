"""What the service says is in its catalogue: complete, used, with the same fields everywhere."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from booking_service.cities.city_file import TERMS as OWN_TERMS
from booking_service.policy.agenda import Event
from booking_service.policy.instants import (
    MINUTES_OF_A_DAY,
    Anchor,
    MonthDay,
    RelativeInstant,
    Shift,
    ShiftOver,
)
from booking_service.policy.rules import Text
from booking_service.service.agenda import words as agenda
from booking_service.wording.words import (
    LANGUAGES,
    READING,
    SUBJECTS,
    catalogue,
    in_all,
    plain,
    terms,
    text,
)
from ui.wording.compile import read_language
from ui.wording.words import CATALOGUE as OF_TERMINALS

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "booking_service" / "wording" / "catalogue"
#: Where Japanese stands in the code: how dates are written, the columns of a standard and the
#: names of prefectures, sample people, how readings are written, what a command explains.
NO_WORDING = {
    "booking_service/cities/explain/facts.py",
    "booking_service/cities/guide_file.py",
    "booking_service/cities/ruby.py",
    "booking_service/demo_people.py",
    "booking_service/service/feeds/municipality.py",
    "booking_service/service/feeds/open_data.py",
    "booking_service/staff_cli/bookings.py",
    "booking_service/staff_cli/registrants.py",
    "booking_service/staff_cli/works.py",
    "booking_service/wording/days.py",
}
TERMS = {key.removeprefix("term.") for key in catalogue("term", "ja")}
_KANJI = re.compile("[\u3400-\u9fff々〆]")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_KEY = re.compile(rf"({'|'.join(SUBJECTS)})(\.[a-z_-]+)+")
_QUOTED = re.compile(rf"(f?)['\"]((?:{'|'.join(SUBJECTS)})\.[^'\"\s]+)['\"]")
_EACH = [(subject, language) for subject, spoken in SUBJECTS.items() for language in spoken]


@cache
def modules() -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "booking_service").rglob("*.py"))
    }


def texts_in(source: str) -> Iterator[str]:
    """What the code of a module says; what is said of it in docstrings and comments is apart."""
    tree = ast.parse(source)
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.value


def asked_for() -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys that stand in the code, and patterns of those of which a part is put in."""
    code = "\n".join(modules().values())
    keys = {found[2] for found in _QUOTED.finditer(code) if found[1] != "f"}
    put_together = {found[2] for found in _QUOTED.finditer(code) if found[1] == "f"}
    return keys, [
        re.compile("[a-z_.-]+".join(map(re.escape, re.split(r"\{[^}]+\}", key))))
        for key in put_together
    ]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_is_no_file_but_those_of_the_subjects() -> None:
    found = {(path.stem, path.parent.name) for path in CATALOGUE.rglob("*.po")}
    assert found == set(_EACH)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_language_says_everything_with_the_same_fields(subject: str) -> None:
    """A city's own words apart: a language may say a thing without naming it."""
    first = {key: fields(text) - TERMS for key, text in catalogue(subject, "ja").items()}
    for language in SUBJECTS[subject]:
        texts = catalogue(subject, language)
        assert {key: fields(text) - TERMS for key, text in texts.items()} == first
        assert all(texts.values())
        assert all(_KEY.fullmatch(key) and key.startswith(f"{subject}.") for key in texts)


@pytest.mark.parametrize(("subject", "language"), _EACH)
def test_easy_japanese_has_a_reading_for_every_kanji_and_no_other_has_any(
    subject: str, language: str
) -> None:
    for said in catalogue(subject, language).values():
        if language == "ja-easy":
            assert not _KANJI.search(re.sub("｜[^《]+《[^》]+》", "", said)), said
        else:
            assert plain(said) == said
        if language == READING:
            assert not _KANJI.search(said), said


def test_every_key_that_is_asked_for_exists_and_every_key_is_asked_for() -> None:
    keys, patterns = asked_for()
    there = {key for subject in SUBJECTS for key in catalogue(subject, "ja")}
    assert {key for key in keys if _KEY.fullmatch(key)} - there - {"status.html"} == set()
    unused = {
        key
        for key in there - keys
        if not key.startswith(("agenda.", "term."))
        and not any(one.fullmatch(key) for one in patterns)
    }
    assert unused == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_filled_with_the_words_of_the_city(language: str) -> None:
    own = {"provisional": {"ja": "かりの予約", "kana": "かりのよやく", "en": "first booking"}}
    said = text("status.state.provisional", language, **terms(own, language))
    assert plain(said).startswith(
        {"ja-easy": "かりの予約", "en": "First booking"}.get(language, "かりの予約")
    )
    usual = text("status.state.applied", language, **terms({}, language))
    assert catalogue("term", language)["term.lottery"].partition("《")[0] in usual


def test_every_term_is_asked_for() -> None:
    texts = (one for subject, language in _EACH for one in catalogue(subject, language).values())
    assert TERMS - {name for one in texts for name in fields(one)} == set()
    assert set(OWN_TERMS) >= TERMS


@pytest.mark.parametrize("language", SUBJECTS["term"])
def test_what_no_city_names_is_called_as_on_a_terminal(language: str) -> None:
    there = {str(one.id): one.string for one in read_language(OF_TERMINALS / language) if one.id}
    usual = catalogue("term", language)
    assert {key: there[key] for key in usual} == usual


def test_no_text_for_people_stands_in_the_code() -> None:
    written = {
        name
        for name, source in modules().items()
        if _EAST_ASIAN.search(source) and any(map(_EAST_ASIAN.search, texts_in(source)))
    }
    assert written - NO_WORDING == set()
    assert NO_WORDING - written == set(), "is said in the catalogue by now"


def rules() -> Iterator[RelativeInstant]:
    """Instants of every kind that a city file may name."""
    days = (None, 1, 5, 31, MonthDay.LAST_OPEN)
    shifts = ((Shift.NONE, ShiftOver.CLOSED_DAYS), *product([*Shift][1:], ShiftOver))
    times = (0, 8 * 60 + 30, MINUTES_OF_A_DAY)
    for anchor, months, offset, day in product(Anchor, (-2, -1, 0, 1, 2), (-3, -1, 0, 1, 3), days):
        yield RelativeInstant(anchor, months, offset, day)
        if months == offset == 0:
            for (shift, over), at in product(shifts, times):
                yield RelativeInstant(anchor, months, offset, day, at, shift, over)


def test_every_rule_can_be_said_and_every_text_of_the_agenda_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: set[str] = set()

    def listened(key: str, **values: str | Text) -> Text:
        said.add(key)
        return in_all(key, **values)

    monkeypatch.setattr(agenda, "in_all", listened)
    spoken = {"ja", "ja-easy", "kana", "en", "zh-Hans", "ko"}
    for at in rules():
        for one in (agenda.when(at, None), agenda.when(None, at), agenda.on(at)):
            assert set(one) == spoken
        if at.of is Anchor.EVENT:
            for event in Event:
                assert set(agenda.when(None, at, agenda.counted(event, {}))) == spoken
    month = RelativeInstant(Anchor.USE_MONTH, -2)
    for day in (15, 31, MonthDay.LAST_OPEN):
        agenda.when(month, RelativeInstant(Anchor.USE_MONTH, -2, day=day, at=MINUTES_OF_A_DAY))
    date = RelativeInstant(Anchor.USE_DATE, -2, days=-7)
    for days in (-2, -1, 1, 2):
        agenda.when(date, RelativeInstant(Anchor.USE_DATE, -2, days=days, at=MINUTES_OF_A_DAY))
    both = agenda.beside(agenda.of_rooms(agenda.paying({}), agenda.lapsing()), agenda.lapsing())
    assert set(both) == spoken
    assert said == set(catalogue("agenda", "ja"))
