"""How residents of a city register, as the booking service says it."""

from __future__ import annotations

from typing import Literal

import msgspec

from kiosk.values import Number, Text

#: Who may hold a registration.
Holder = Literal["person", "group"]


class RegistrationKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of registration and who may hold it."""

    id: str
    name: Text
    holders: tuple[Holder, ...]


class RegistrationRules(msgspec.Struct, frozen=True, kw_only=True):
    """How residents of a city register, and what of it they change themselves.

    ``at_kiosk``: done here, begun here and finished at the counter, or at the counter only.
    """

    kinds: tuple[RegistrationKind, ...]
    valid_years: Number | None
    renewable_months_before: Number
    at_kiosk: Literal["complete", "counter", "none"]
    email_required: bool
    change_online: bool
    delete_online: bool
    reset_by_mail: bool
    card_name: Text
    min_members: Number | None
