"""What calls of the counter carry. Secrets are never shown, not even in an error."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from booking_service.api.bodies import SEVERAL_LINES, Body, Choice, Day, Slug, Version, Words
from booking_service.policy.checks import LARGEST_INT
from booking_service.service.staff.accounts import LONGEST_SECRET
from booking_service.service.staff.reasons import (
    BackReason,
    CancelReason,
    ChangeReason,
    WaiveReason,
)
from booking_service.service.staff.roles import Role

UserName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9.-]{1,31}$")]
StaffSecret = Annotated[str, StringConstraints(max_length=LONGEST_SECRET)]
Roles = Annotated[tuple[Role, ...], Field(min_length=1, max_length=len(Role))]
Paragraph = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2_000, pattern=SEVERAL_LINES),
]


class SignIn(Body):
    """A user and their secret."""

    user: UserName
    secret: StaffSecret


class OwnSecret(Body):
    """The secret so far, and the one to be."""

    secret: StaffSecret
    new_secret: StaffSecret


class AccountMaking(Body):
    """An account to be made; its holder will have to choose another secret."""

    user: UserName
    name: Words
    roles: Roles
    secret: StaffSecret


class AccountChanging(Body):
    """What is to be different; what is left out stays."""

    name: Words | None = None
    roles: Roles | None = None
    ended: bool | None = None
    secret: StaffSecret | None = None


class Cancelling(Body):
    """Why a booking is cancelled at the counter; every reason but ``own`` waives the fee."""

    reason: CancelReason


class Changing(Choice):
    """What a booking is changed to, and why."""

    reason: ChangeReason = ChangeReason.OWN


class PayingBack(Body):
    """Why a payment is taken back."""

    reason: BackReason


class Waiving(Body):
    """Why the usage fee is waived."""

    reason: WaiveReason


class ShownText(Body):
    """One line for everybody to read, by language."""

    ja: Words
    kana: Words
    en: Words | None = None
    zh: Words | None = None
    ko: Words | None = None

    def kept(self) -> dict[str, str]:
        """The languages that are there."""
        return self.model_dump(exclude_none=True)


class ShownParagraph(Body):
    """The same with line breaks."""

    ja: Paragraph
    kana: Paragraph
    en: Paragraph | None = None
    zh: Paragraph | None = None
    ko: Paragraph | None = None

    def kept(self) -> dict[str, str]:
        """The languages that are there."""
        return self.model_dump(exclude_none=True)


class Closing(Body):
    """Days on which a room, a facility or the whole city is closed; both ends are."""

    facility_id: Slug | None = None
    room_id: Slug | None = None
    first: Day
    last: Day
    reason: ShownText


class NoticePosting(Body):
    """A notice; without a date it is today's. An id that is there already is changed."""

    id: Slug | None = None
    date: Day | None = None
    title: ShownText
    body: ShownParagraph


class Contacted(Body):
    """An entry of the list of what is to be done."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z-]{1,40}:[A-Za-z0-9-]{1,80}$")]


KioskName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class CodeRedeeming(Body):
    """A terminal and the code it was given."""

    id: KioskName
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Size = Annotated[int, Field(ge=1, le=LARGEST_INT, strict=True)]


class Uploading(Body):
    """A package that is about to be sent, in pieces."""

    sha256: Sha256
    size: Size


class Announcing(Uploading):
    """A package that has been sent. ``signature``: of the city's release key, hexadecimal."""

    signature: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{128})?$")] = ""


class Removing(Body):
    """A release that is not needed any more."""

    version: Version


#: How far a stage reaches.
Stage = Annotated[str, StringConstraints(pattern=r"^(all|[1-9][0-9]{0,4}|(100|[1-9][0-9]?)%)$")]


class RollingOut(Body):
    """Which terminals are to run a version. ``stages``: how far each reaches, as a number, a share
    (``10%``) or ``all``; ``kiosks``: these and no others, in this order; ``hours``: how long a
    stage has to run without a terminal coming back from it before the next begins."""

    version: Version
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=20)] = ("all",)
    kiosks: Annotated[tuple[KioskName, ...], Field(max_length=10_000)] = ()
    hours: Annotated[int, Field(ge=0, le=24 * 60, strict=True)] = 24
    allow_older: bool = False


class DrawDigits(Body):
    """Digits that an officer throws into a draw, as dice give them."""

    digits: Annotated[str, StringConstraints(pattern=r"^[0-9]{6,64}$")]
