"""Reads ``city.toml``: who runs it, how residents are known, what the kiosk offers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from booking_service.cities.table import LANGUAGES, CityFile, Table
from booking_service.policy.model import Contact, Credential, RegistrationKind, RegistrationRule
from booking_service.policy.rules import Text

#: What a city may offer; the kiosk shows and hides its screens by these.
FEATURES = (
    "availability",
    "lottery",
    "lottery-claim",
    "lottery-competition",
    "lottery-waive",
    "reservation",
    "reservation-cancel",
)
_ALPHABETS = ("digits",)
_MOST_CHARACTERS = 64
_MOST_YEARS = 50
_MOST_MONTHS = 24


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
    ask_secret_before_commit: bool
    registration: RegistrationRule


def read_city(file: CityFile) -> Identity:
    """The identity of a city."""
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
            ask_secret_before_commit=root.boolean("ask_secret_before_commit"),
            registration=_registration(root.table("registration")),
        )


def _contact(given: Table) -> Contact:
    with given as table:
        return Contact(table.text("name"), table.string("tel"))


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
        return Credential(
            name=table.text("name"),
            pattern=pattern,
            min_length=least,
            max_length=table.integer("max_length", least=least, most=_MOST_CHARACTERS),
            alphabet=table.choice("alphabet", _ALPHABETS),
        )


def _registration(given: Table) -> RegistrationRule:
    with given as table:
        return RegistrationRule(
            kinds=tuple(_kind(kind) for kind in table.unique_tables("kinds")),
            valid_years=table.integer("valid_years", least=1, most=_MOST_YEARS),
            renewable_months_before=table.integer(
                "renewable_months_before", least=0, most=_MOST_MONTHS
            ),
        )


def _kind(given: Table) -> RegistrationKind:
    with given as table:
        return RegistrationKind(table.slug("id"), table.text("name"))
