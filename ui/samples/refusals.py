"""Every refusal a resident may meet, with details as the service sends them."""

from __future__ import annotations

from kiosk.outcome import Refused
from ui.samples import people
from ui.samples.texts import text_of
from ui.samples.values import FACILITY

_ISO = "2027-01-01T08:30:00+09:00"
#: One refusal of every code, with the details that the service sends along.
REFUSALS = (
    Refused("wrong_credentials"),
    Refused("wrong_secret"),
    Refused("too_many_attempts", {"retry_after": 240}),
    Refused("session_ended"),
    Refused("confirmation_needed"),
    Refused("kiosk_unknown"),
    Refused("not_found"),
    Refused("slot_taken"),
    Refused("closed_day"),
    Refused("not_open_yet", {"opens_at": _ISO}),
    Refused("window_closed", {"closed_at": "2026-12-16T00:00:00+09:00"}),
    Refused("too_late", {"tel": FACILITY.tel}),
    Refused("counter_only", {"until": "2027-02-13T10:00:00+09:00", "tel": FACILITY.tel}),
    Refused("over_capacity", {"capacity": 150}),
    Refused("quota_full", {"limit": 15, "used": 15, "scope": text_of("同じ施設", "one facility")}),
    Refused("duplicate_application", {"number": "L-2027-000002"}),
    Refused("suspended", {"since": "2026-10-01"}),
    Refused("registration_expired", {"since": "2026-04-01"}),
    Refused("registration_unfinished", {"tel": FACILITY.tel}),
    Refused("card_not_valid", {"tel": FACILITY.tel}),
    Refused("registration_kind", {"needed": [text_of("団体登録", "group")]}),
    Refused("no_lottery", {"tel": FACILITY.tel}),
    Refused("purpose_not_allowed"),
    Refused("slots_do_not_fit"),
    Refused("not_cancellable", {"state": "used", "tel": FACILITY.tel}),
    Refused("cancel_by_telephone", {"tel": FACILITY.tel, "fee_yen": 1455, "percent": 50}),
    Refused("out_of_hours", {"opens_at": "2027-01-04T09:00:00+09:00"}),
    Refused("secret_must_change"),
    Refused("paid_at_counter", {"state": "confirmed", "tel": FACILITY.tel}),
    Refused("not_claimable", {"state": "lapsed"}),
    *people.REFUSALS,
    Refused("not_changeable", {"because": "too-late", "tel": FACILITY.tel}),
    Refused("not_sent"),
    Refused("write_closed"),
    Refused("write_in_progress", {"retry_after": 1}),
    Refused("cache_damaged"),
    Refused("disk_full"),
    Refused("disk_unwritable"),
    Refused("service_answer_wrong"),
    Refused("not_shown"),
)
