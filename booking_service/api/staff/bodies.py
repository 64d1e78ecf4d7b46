"""What calls of the counter carry. Secrets are never shown, not even in an error."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from booking_service.api.bodies import SEVERAL_LINES, Body, Choice, Day, Slug, Words
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


class CodeRedeeming(Body):
    """A terminal and the code it was given."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]


class DrawDigits(Body):
    """Digits that an officer throws into a draw, as dice give them."""

    digits: Annotated[str, StringConstraints(pattern=r"^[0-9]{6,64}$")]
