"""What calls about registrants carry. What is personal is never repeated in an error."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from booking_service.api.bodies import ONE_LINE, Body, Day, Number, Secret, Slug
from booking_service.policy.model import HolderKind
from booking_service.service.mail.transports import is_address
from booking_service.service.people.form import Form
from booking_service.service.people.personal_data import LANGUAGE, PersonalData
from booking_service.service.people.reset import Forgotten

#: One line about a person, without anything that moves a terminal's or a printer's cursor.
Line = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=ONE_LINE)]
Tel = Annotated[str, StringConstraints(pattern=r"^[0-9+][0-9-]{5,19}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Za-z]{2,8})?$")]
Members = Annotated[int, Field(ge=1, le=9_999, strict=True)]


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError("an e-mail address")
    return text


Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_address)]


class Registering(Body):
    """A form filled in at a kiosk. For a group ``birth_date`` is its representative's."""

    holder: HolderKind
    name: Line
    kana: Line
    representative: Line | None = None
    birth_date: Day
    address: Line
    tel: Tel
    email: Email | None = None
    members: Members | None = None
    kinds: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=16)]
    secret: Secret
    language: Language = LANGUAGE

    def form(self) -> Form:
        """The same for the service."""
        data = PersonalData(
            number="",
            name=self.name,
            kana=self.kana,
            representative=self.representative or "",
            birth_date=self.birth_date,
            address=self.address,
            tel=self.tel,
            email=self.email or "",
            members=self.members,
            language=self.language,
        )
        return Form(self.holder, data, frozenset(self.kinds), self.secret)


class SecretForgotten(Body):
    """What somebody says who has forgotten their secret; for a group its representative's name."""

    registration_number: Number
    name: Line
    birth_date: Day
    email: Email

    def forgotten(self) -> Forgotten:
        """The same for the service."""
        return Forgotten(self.registration_number, self.name, self.birth_date, self.email)


class AccountChanging(Body):
    """What is to be different; what is left out stays. An empty ``email`` takes it away."""

    kana: Line | None = None
    representative: Line | None = None
    address: Line | None = None
    tel: Tel | None = None
    email: Email | Annotated[str, StringConstraints(max_length=0)] | None = None
    members: Members | None = None
    language: Language | None = None


class SecretChanging(Body):
    """The secret so far, and the one to be."""

    secret: Secret
    new_secret: Secret
