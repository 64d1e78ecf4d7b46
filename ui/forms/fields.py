"""Questions that several forms ask about a person, with wording of their own (``entry.…``)."""

from __future__ import annotations

from datetime import date
from typing import Final

from kiosk.model import Credential
from ui.entry import rules
from ui.forms.form import Field

#: Nobody who was born earlier comes to a kiosk.
_EARLIEST: Final = date(1912, 7, 30)

NAME: Final = Field("name", rules.written(50), "entry.name")
KANA: Final = Field("kana", rules.kana(50), "entry.kana")
TEL: Final = Field("tel", rules.telephone(), "entry.tel")
POSTCODE: Final = Field("postcode", rules.postcode(), "entry.postcode", fills="address")
ADDRESS: Final = Field("address", rules.written(), "entry.address")
EMAIL: Final = Field("email", rules.email(), "entry.email")


def birth_date(today: date) -> Field:
    """A birth date until today."""
    return Field("birth_date", rules.day(_EARLIEST, today), "entry.birth_date")


def new_secret(credential: Credential) -> Field:
    """A secret as the city wants it."""
    letters = credential.alphabet == "alphanumeric"
    rule = rules.new_secret(credential.min_length, credential.max_length, letters=letters)
    return Field("secret", rule, "entry.secret")
