"""Reads ``city.toml``: who runs it, how residents are known, what the kiosk offers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from booking_service.cities import reading
from booking_service.cities.closed_file import yearly_closing
from booking_service.cities.rule_file import MOST_PERCENT
from booking_service.cities.table import LANGUAGES, CityFile, Table
from booking_service.policy.model import (
    Alphabet,
    Area,
    AtKiosk,
    Contact,
    Credential,
    HolderKind,
    Link,
    RegistrationKind,
    RegistrationRule,
    ServiceHours,
)
from booking_service.policy.rules import (
    CancelBy,
    EntropyKind,
    EntropyRule,
    HoldingEvent,
    LapseRule,
    Reduction,
    Text,
)

#: What a city may offer; the kiosk shows and hides its screens by these.
FEATURES = (
    "availability",
    "lottery",
    "lottery-claim",
    "lottery-competition",
    "lottery-waive",
    "reservation",
    "reservation-cancel",
    "reservation-change",
)
#: What a city may call in its own way; who gives none is told of it in the kiosk's usual words.
TERMS = (
    "lottery",
    "application",
    "claim",
    "claim_it",
    "reservation",
    "reserve",
    "first_come",
    "space",
    "spaces",
    "provisional",
    "confirmed",
    "permit",
    "fee",
    "cancellation_fee",
)
_MUNICIPALITY_CODE = re.compile(r"(0[1-9]|[1-3][0-9]|4[0-7])[0-9]{4}", re.ASCII)
_MOST_CHARACTERS = 64
_MOST_YEARS = 50
_MOST_MONTHS = 24
_MOST_HISTORY_MONTHS = 120
_MOST_MEMBERS = 1000
#: A map wider or higher than this does not fit on a terminal's glass.
_MOST_TILES = 4
_MINUTES_OF_A_WEEK = 7 * 24 * 60
#: The parser behind ``re``: nothing public says how long a text may be that a pattern takes.
_PARSER = import_module("re._parser")


@dataclass(frozen=True, slots=True)
class Identity:
    """What ``city.toml`` says."""

    id: str
    name: Text
    system_name: Text
    languages: tuple[str, ...]
    features: tuple[str, ...]
    contact: Contact
    registration_number: Credential
    secret: Credential
    terms: Mapping[str, Text]
    ask_secret_before_commit: bool
    registration: RegistrationRule
    entropy: EntropyRule
    history_months: int
    service_hours: ServiceHours | None
    reductions: tuple[Reduction, ...]
    municipality_code: str | None
    links: tuple[Link, ...]
    areas: tuple[Area, ...]


def read_city(file: CityFile, classes: tuple[str, ...]) -> Identity:
    """The identity of a city. ``classes``: the ids of its facility classes."""
    with file.root() as root:
        languages = root.strings("languages", LANGUAGES)
        if "ja" not in languages:
            raise root.error("languages", "ja is missing", 'begin the list with "ja"')
        return Identity(
            id=root.slug("id"),
            name=root.text("name"),
            system_name=root.text("system_name"),
            languages=languages,
            features=root.strings("features", FEATURES),
            contact=_contact(root.table("contact")),
            registration_number=_credential(root.table("registration_number")),
            secret=_credential(root.table("secret")),
            terms=_terms(root.table("terms")) if root.has("terms") else {},
            ask_secret_before_commit=root.boolean("ask_secret_before_commit"),
            registration=_registration(root.table("registration")),
            entropy=_entropy(root.table("draw")),
            history_months=root.integer("history_months", least=1, most=_MOST_HISTORY_MONTHS),
            service_hours=(
                _service_hours(root.table("service_hours")) if root.has("service_hours") else None
            ),
            reductions=tuple(
                _reduction(table, classes) for table in root.unique_tables("reduction")
            ),
            municipality_code=_municipality_code(root) if root.has("municipality_code") else None,
            links=tuple(_link(table) for table in root.unique_tables("link")),
            areas=_areas(root),
        )


def _terms(given: Table) -> dict[str, Text]:
    with given as table:
        return {name: table.text(name) for name in TERMS if table.has(name)}


def _municipality_code(root: Table) -> str:
    """全国地方公共団体コード: prefecture (JIS X 0401), municipality (JIS X 0402), a check digit."""
    code = root.string("municipality_code")
    if not _MUNICIPALITY_CODE.fullmatch(code):
        raise root.error(
            "municipality_code", f"{code!r} is no municipality code", "six digits, such as 122327"
        )
    weighed = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), code, strict=False))
    digit = str((11 - weighed % 11) % 10)
    if code[-1] != digit:
        raise root.error(
            "municipality_code", f"the check digit of {code!r} is wrong", f"{code[:-1]}{digit}"
        )
    return code


def _contact(given: Table) -> Contact:
    with given as table:
        return Contact(
            name=table.text("name"),
            tel=reading.telephone(table, "tel"),
            fax=reading.telephone(table, "fax") if table.has("fax") else None,
            hours=table.optional_text("hours"),
        )


def _areas(root: Table) -> tuple[Area, ...]:
    """The parts of the city on a map of tiles, of which no two may lie on each other."""
    areas: list[Area] = []
    for given in root.tables("area"):
        with given as table:
            area = Area(
                name=table.text("name"),
                column=table.integer("column", least=0, most=_MOST_TILES),
                row=table.integer("row", least=0, most=_MOST_TILES),
            )
            if any((one.column, one.row) == (area.column, area.row) for one in areas):
                raise table.error("column", "another area lies there", "give each its own place")
            areas.append(area)
    return tuple(areas)


def _link(given: Table) -> Link:
    with given as table:
        return Link(
            id=table.slug("id"),
            name=table.text("name"),
            about=table.text("about"),
            url=reading.url(table, "url"),
        )


def _credential(given: Table) -> Credential:
    with given as table:
        pattern = table.string("pattern")
        try:
            re.compile(pattern)
        except re.error as error:
            raise table.error(
                "pattern", f"no regular expression ({error})", "write [0-9]{7}"
            ) from None
        least = table.integer("min_length", least=1, most=_MOST_CHARACTERS)
        most = table.integer("max_length", least=least, most=_MOST_CHARACTERS)
        shortest, longest = _PARSER.parse(pattern).getwidth()
        for key, length in (("min_length", least), ("max_length", most)):
            if not shortest <= length <= longest:
                raise table.error(
                    key,
                    f"{length} characters never fit the pattern {pattern!r}",
                    f"the pattern takes {shortest} to {longest}: change one of the two",
                )
        return Credential(
            name=table.text("name"),
            pattern=pattern,
            min_length=least,
            max_length=most,
            alphabet=Alphabet(table.choice("alphabet", tuple(Alphabet))),
        )


def _registration(given: Table) -> RegistrationRule:
    with given as table:
        return RegistrationRule(
            kinds=tuple(_kind(kind) for kind in table.unique_tables("kinds")),
            valid_years=(
                table.integer("valid_years", least=1, most=_MOST_YEARS)
                if table.has("valid_years")
                else None
            ),
            renewable_months_before=(
                table.integer("renewable_months_before", least=0, most=_MOST_MONTHS)
                if table.has("renewable_months_before")
                else 0
            ),
            lapse=_lapse(table.table("lapse")) if table.has("lapse") else None,
            at_kiosk=AtKiosk(table.choice("at_kiosk", tuple(AtKiosk))),
            email_required=table.boolean("email_required"),
            change_online=table.boolean("change_online"),
            delete_online=table.boolean("delete_online"),
            reset_by_mail=table.boolean("reset_by_mail"),
            card_name=table.text("card_name"),
            min_members=(
                table.integer("min_members", least=1, most=_MOST_MEMBERS)
                if table.has("min_members")
                else None
            ),
            source=table.source,
            suspended_cancel_by=(
                CancelBy(table.choice("suspended_cancel_by", tuple(CancelBy)))
                if table.has("suspended_cancel_by")
                else CancelBy.ONLINE
            ),
            walk_in=table.boolean("walk_in") if table.has("walk_in") else False,
        )


def _kind(given: Table) -> RegistrationKind:
    with given as table:
        holders = frozenset(HolderKind)
        if table.has("holders"):
            holders = frozenset(map(HolderKind, table.strings("holders", tuple(HolderKind))))
        if not holders:
            raise table.error("holders", "nobody could register", "name person, group or both")
        return RegistrationKind(table.slug("id"), table.text("name"), holders)


def _lapse(given: Table) -> LapseRule:
    with given as table:
        return LapseRule(
            table.integer("years", least=1, most=_MOST_YEARS),
            frozenset(map(HoldingEvent, table.strings("counts", tuple(HoldingEvent)))),
            table.source,
        )


def _entropy(given: Table) -> EntropyRule:
    with given as table:
        return EntropyRule(
            EntropyKind(table.choice("entropy", tuple(EntropyKind))),
            table.integer("wait_minutes", least=0, most=_MINUTES_OF_A_WEEK),
            table.source,
        )


def _service_hours(given: Table) -> ServiceHours:
    with given as table:
        opens = reading.time_of_day(table, "opens")
        closes = reading.time_of_day(table, "closes")
        if closes <= opens:
            raise table.error("closes", "it closes before it opens", "let closes be later")
        return ServiceHours(
            opens, closes, tuple(yearly_closing(inner) for inner in table.tables("closed"))
        )


def _reduction(given: Table, classes: tuple[str, ...]) -> Reduction:
    with given as table:
        return Reduction(
            id=table.slug("id"),
            name=table.text("name"),
            percent=table.integer("percent", least=1, most=MOST_PERCENT),
            classes=frozenset(table.strings("classes", classes)),
            cancellation=table.boolean("cancellation"),
            source=table.source,
        )
