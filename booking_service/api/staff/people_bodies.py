"""What calls about registrants carry. Numbers stand in bodies, never in addresses."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from booking_service.api.bodies import Body, Choice, Day, Number, Slug, Words
from booking_service.api.people_bodies import Email, Language, Members, Tel
from booking_service.policy.model import HolderKind
from booking_service.service.people.personal_data import PersonalData
from booking_service.service.staff.reasons import LookReason, SuspendReason

#: A secret that may be left out.
Typed = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,64}$")]
#: No e-mail address any more.
Nowhere = Literal[""]
Kinds = Annotated[tuple[Slug, ...], Field(min_length=1, max_length=16)]


class ByNumber(Body):
    """A registrant, by the number on their card."""

    registration_number: Number


class Finding(Body):
    """A registrant by number or card, or by name: a person with their birthday, a group without."""

    registration_number: Number | None = None
    name: Words | None = None
    birth_date: Day | None = None
    why: LookReason = LookReason.AT_COUNTER

    @model_validator(mode="after")
    def one_way(self) -> Finding:
        """Either the number or the name."""
        if (self.registration_number is None) == (self.name is None):
            raise ValueError("either registration_number or name")
        return self


class CounterRegistering(Body):
    """A registrant to be added. Without a number they get one; without a secret they log in at no
    kiosk; without ``valid_until`` the city's term runs from today."""

    registration_number: Number | None = None
    holder: HolderKind = HolderKind.GROUP
    name: Words
    kana: Words | None = None
    representative: Words | None = None
    birth_date: Day | None = None
    address: Words | None = None
    tel: Tel | None = None
    email: Email | None = None
    members: Members | None = None
    language: Language = "ja"
    kinds: Kinds
    secret: Typed | None = Field(default=None, repr=False)
    valid_until: Day | None = None
    suspended_since: Day | None = None

    def data(self) -> PersonalData:
        """What of it is about them."""
        return PersonalData(
            number=self.registration_number or "",
            name=self.name,
            kana=self.kana or "",
            representative=self.representative or "",
            birth_date=self.birth_date,
            address=self.address or "",
            tel=self.tel or "",
            email=self.email or "",
            members=self.members,
            language=self.language,
        )


class RegistrantChanging(Body):
    """What is to be different about a registrant; what is left out stays. An empty e-mail address
    takes the one there is away."""

    registration_number: Number
    name: Words | None = None
    kana: Words | None = None
    representative: Words | None = None
    birth_date: Day | None = None
    address: Words | None = None
    tel: Tel | None = None
    email: Email | Nowhere | None = None
    members: Members | None = None
    language: Language | None = None
    kinds: Kinds | None = None

    def changes(self) -> dict[str, Any]:
        """What of it is personal."""
        given = self.model_dump(exclude_none=True)
        return {name: v for name, v in given.items() if name not in _NOT_PERSONAL}


_NOT_PERSONAL = ("registration_number", "kinds")


class CardLost(ByNumber):
    """Which card was lost; left out, the newest."""

    issue: Annotated[int, Field(ge=1, le=99, strict=True)] | None = None


class SecretResetting(ByNumber):
    """Another secret that the resident has chosen; left out, a temporary one is made."""

    secret: Typed | None = Field(default=None, repr=False)


class ReductionGiving(ByNumber):
    """A reduction and its last day."""

    reduction_id: Slug
    valid_until: Day


class ReductionTaking(ByNumber):
    """A reduction that ends."""

    reduction_id: Slug


class Suspending(ByNumber):
    """From when on, and for which reason, a registrant may look but not book."""

    since: Day | None = None
    reason: SuspendReason


class CounterBooking(Choice):
    """A booking that staff make for a registrant."""

    registration_number: Number


class WalkIn(Choice):
    """A booking for somebody who is not registered, with a way to reach them."""

    name: Words
    kana: Words
    tel: Tel
    email: Email | None = None

    def contact(self) -> PersonalData:
        """Who they are."""
        return PersonalData("", self.name, kana=self.kana, tel=self.tel, email=self.email or "")


class AccessAsked(Body):
    """Who has looked at somebody, or at anybody; ``before`` is where the last page ended."""

    registration_number: Number | None = None
    before: Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)] | None = None
    limit: Annotated[int, Field(ge=1, le=1_000, strict=True)] = 200
