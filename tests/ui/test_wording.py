"""The catalogue is complete, used, and says the same fields in every language."""

from __future__ import annotations

import ast
import re
import string
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from kiosk.outcome import Refused
from ui.samples.refusals import REFUSALS
from ui.wording.compile import read_language
from ui.wording.fields import fill
from ui.wording.glossary import TERMS
from ui.wording.refusal import NEXT, Told, explain
from ui.wording.words import CATALOGUE, CATALOGUES, JAPAN, LANGUAGES, WordingError, Words

ROOT = Path(__file__).parents[2]
#: Where wording is asked for.
USERS = ("ui", "printing/receipts", "kiosk/demo")


@cache
def catalogue(language: str) -> dict[str, str]:
    messages = read_language(CATALOGUE / language)
    return {str(message.id): str(message.string) for message in messages if message.id}


@cache
def sources() -> tuple[ast.Module, ...]:
    return tuple(
        ast.parse(module.read_text(encoding="utf-8"))
        for folder in USERS
        for module in sorted((ROOT / folder).rglob("*.py"))
    )


@cache
def asked_for() -> tuple[set[str], list[re.Pattern[str]], list[re.Pattern[str]]]:
    """What stands in the code: keys and parts of keys; patterns of keys that are put together
    behind a beginning (``now.…``); and patterns of how they go on behind a name (``….title``)."""
    told: set[str] = set()
    begun, gone_on = set(), set()
    for tree in sources():
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=str(text)):
                    told.add(text)
                case ast.JoinedStr(values=[ast.Constant(value=str(first)), *_]) if "." in first:
                    begun.add(pattern(node.values))
                case ast.JoinedStr(values=[_, ast.Constant(value=str(second)), *_]) if (
                    second.startswith(".") and second != "."
                ):
                    gone_on.add(pattern(node.values[1:]))
    return told, [re.compile(one) for one in begun], [re.compile(one) for one in gone_on]


def pattern(parts: list[ast.expr]) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_.]*"
        for part in parts
    )


def is_asked_for(key: str) -> bool:
    """Of a key that is put together of two names both must stand in the code."""
    told, begun, gone_on = asked_for()
    if key in told or any(one.fullmatch(key) for one in begun):
        return True
    names = key.split(".")
    cuts = [(".".join(names[:n]), ".".join(["", *names[n:]])) for n in range(1, len(names))]
    return any(
        name in told and (rest[1:] in told or any(one.fullmatch(rest) for one in gone_on))
        for name, rest in cuts
    )


def asked_for_by_name() -> set[str]:
    """First arguments of ``….text("…")``: these must exist."""
    return {
        argument.value
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "text"
        and node.args
        and isinstance(argument := node.args[0], ast.Constant)
    }


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_all_languages_have_the_same_keys() -> None:
    keys = [set(catalogue(language)) for language in CATALOGUES]
    assert all(other == keys[0] for other in keys)


def test_no_text_is_empty() -> None:
    assert all(text for language in CATALOGUES for text in catalogue(language).values())


def test_the_fields_agree_in_every_language() -> None:
    """A city's own words apart: a language may say a thing without naming it."""
    first, *others = (catalogue(language) for language in CATALOGUES)
    for other in others:
        assert {k for k in first if (fields(first[k]) ^ fields(other[k])) - set(TERMS)} == set()


def test_every_key_that_is_asked_for_exists() -> None:
    assert asked_for_by_name() - set(catalogue("ja")) == set()


def test_every_key_is_used() -> None:
    assert {key for key in catalogue("ja") if not is_asked_for(key)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_turning_a_page_is_not_said_as_going_on(language: str) -> None:
    texts = catalogue(language)
    assert texts["page.next"] not in {texts[key] for key in ("entry.next", "day.go_on")}


def test_a_chinese_receipt_proves_no_payment() -> None:
    assert {key for key, text in catalogue("zh-Hans").items() if "收据" in text} == set()


class AnyValue(dict[str, object]):
    """A value for every field that a text names."""

    def __missing__(self, name: str) -> str:
        return "12"


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_text_can_be_filled_in(language: str) -> None:
    """A particle that nobody knows would end the session of whoever reads it."""
    for text in catalogue(language).values():
        assert "{" not in fill(text, AnyValue(Words(language).terms))


def test_a_missing_key_is_loud(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WordingError, match=r"no\.such\.key"):
        Words("ja").text("no.such.key")
    # Said at once too: within what Qt calls the program may end before the error is shown.
    assert "no.such.key" in capsys.readouterr().err


def test_a_missing_field_is_loud() -> None:
    with pytest.raises(WordingError, match="people"):
        Words("ja").text("rooms.capacity")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(WordingError, match="tlh"):
        Words("tlh")


def test_a_city_text_falls_back_to_japanese() -> None:
    assert Words("en").of({"ja": "工芸室"}) == "工芸室"
    assert Words("en").of({"ja": "工芸室", "en": "Craft room"}) == "Craft room"


@pytest.mark.parametrize(
    ("language", "day", "month", "span", "yen"),
    [
        ("ja", "2026年12月5日（土）", "2026年12月", "9:00～24:00", "2,910円"),
        ("en", "Sat 5 Dec 2026", "December 2026", "9:00–24:00", "¥2,910"),
    ],
)
def test_dates_times_and_money(language: str, day: str, month: str, span: str, yen: str) -> None:
    words, start = Words(language), datetime(2026, 12, 5, 9, tzinfo=JAPAN)
    assert words.date(start.date()).replace("\u00a0", " ") == day
    assert " " not in words.date(start.date()), "a date is never broken"
    assert words.month(start.date()) == month
    assert words.time_span(start, start + timedelta(hours=15)) == span
    assert words.yen(2910) == yen


def test_a_deadline_at_midnight_belongs_to_the_day_before() -> None:
    midnight = datetime(2026, 12, 26, tzinfo=JAPAN)
    assert Words("ja").deadline(midnight) == "2026年12月25日（金） 24:00"
    assert Words("ja").deadline(midnight + timedelta(hours=12)) == "2026年12月26日（土） 12:00"


def test_instants_are_told_in_japanese_time_whatever_zone_they_came_in() -> None:
    utc = datetime.fromisoformat("2026-12-31T15:00:00+00:00")
    assert Words("ja").instant(utc) == "2027年1月1日（金） 0:00"


def test_a_week_begins_on_sunday() -> None:
    assert Words("ja").weekdays()[0] == Words("ja").weekday(date(2026, 12, 6)) == "日"


# -- refusals --------------------------------------------------------------------------------------


def documented_codes() -> set[str]:
    """The codes of the table in docs/architecture.md."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.split("Trouble is `application/problem+json`")[1].split("## Seam 2")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    return {code for row in rows for code in re.findall(r"`([a-z_]+)`", row.split("|")[1])}


def kiosk_codes() -> set[str]:
    """The kiosk's own codes, as the docstring of ``Refused`` lists them."""
    told = (Refused.__doc__ or "").split("kiosk's\n    own:")[1].split("``details`` holds")[0]
    return set(re.findall(r"``([a-z_]+)``", told))


def told_as(refused: Refused, language: str = "ja") -> Told:
    return explain(refused, Words(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("refused", REFUSALS, ids=lambda refused: refused.code)
def test_every_refusal_says_what_why_and_what_to_do(language: str, refused: Refused) -> None:
    told = told_as(refused, language)
    assert told.title
    assert told.why
    assert told.instead
    assert Words(language).text("refused.unknown") not in told.why + told.instead


#: Told by screens of their own, such as ``line_down`` and ``out_of_service``.
ELSEWHERE = {"service_busy", "line_down", "answer_unclear", "never_synced", "registration_unclear"}
#: No resident can do anything about these; they are told as ``other``.
FAULTS = {
    "invalid_request",
    "key_missing",
    "key_reused",
    "unknown_write",
    "generation_changed",
    "method_not_allowed",
    "service_failed",
    "slow_down",
}
#: Only staff and the demonstration make calls that are refused so.
NOT_HERE = {
    "staff_unknown",
    "number_taken",
    "not_payable",
    "clock_backwards",
    "digits_given",
    "monitor_unknown",
    "not_renewable",
    "nothing_to_finish",
    "registration_needed",
    "role_needed",
    "secret_change_needed",
    "user_taken",
    "too_many_cards",
    "no_rollout",
    "no_room",
    "older_version",
    "release_taken",
    "release_wrong",
    "rollout_running",
    "stages_wrong",
    "terminals_unknown",
    "upload_gap",
}


def test_every_documented_code_has_its_own_screen_or_a_reason_for_none() -> None:
    documented = documented_codes() | kiosk_codes()
    assert {"disk_full", "not_sent"} <= kiosk_codes()
    assert documented - set(NEXT) == ELSEWHERE | FAULTS | NOT_HERE


def test_the_samples_cover_every_wording() -> None:
    assert {refused.code for refused in REFUSALS} == set(NEXT) - {"other"}


def test_a_code_that_nobody_knows_is_told_without_a_crash() -> None:
    told = told_as(Refused("something_new", {"odd": object()}))
    assert told.title == Words("ja").text("refused.other.title")


def test_details_that_did_not_come_are_said_as_unknown() -> None:
    told = told_as(Refused("not_open_yet"))
    assert Words("ja").text("refused.unknown") in told.why


def test_a_window_that_closed_at_midnight_is_told_as_the_day_before() -> None:
    refused = Refused("window_closed", {"closed_at": "2026-12-16T00:00:00+09:00"})
    assert "2026年12月15日（火） 24:00" in told_as(refused).why
