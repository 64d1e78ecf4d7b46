"""What the counter is shown of registrants, their cards, and who has looked at them."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from booking_service.service import views
from booking_service.service.office import Office
from booking_service.service.people import cards as registration_cards
from booking_service.service.staff import shapes as staff_shapes
from booking_service.service.staff.registrants import Found
from booking_service.storage.ports import Reader
from booking_service.storage.records import AccessRecord, CardRecord, MailRecord, RegistrantRecord


def state(record: RegistrantRecord, today: date) -> staff_shapes.RegistrantState:
    """How a registration stands; nothing about who it is."""
    now = views.standing(record, today)
    seen: dict[str, Any] = {
        "registrant_id": record.id,
        "holder": record.holder,
        "state": record.state,
        "standing": now.state.value,
        "standing_since": now.since,
        "kinds": sorted(record.kinds),
        "reductions": [
            {"id": name, "valid_until": until} for name, until in sorted(record.reductions.items())
        ],
        "registered_on": record.registered_on,
        "valid_until": views.last_day(record.valid_until),
    }
    return cast("staff_shapes.RegistrantState", seen)


def registrant(office: Office, reader: Reader, found: Found) -> staff_shapes.StaffRegistrant:
    """Somebody's data, for a clerk whose look has been noted."""
    record, data = found.record, found.data
    cards = reader.cards(record.id)
    valid = next((card for card in cards if card.state == registration_cards.VALID), None)
    code = None if valid is None else registration_cards.code_of(office, reader, valid)
    seen: dict[str, Any] = {
        **state(record, office.now().date()),
        "registration_number": data.number,
        "name": data.name,
        "kana": data.kana,
        "representative": data.representative,
        "birth_date": data.birth_date,
        "address": data.address,
        "tel": data.tel,
        "email": data.email,
        "members": data.members,
        "language": data.language,
        "cards": [card_view(card) for card in cards],
        "card_code": code,
        "card_is_valid": found.card_is_valid,
    }
    return cast("staff_shapes.StaffRegistrant", seen)


def card_view(card: CardRecord) -> staff_shapes.StaffCard:
    """A card; what is written on it is shown with its holder only."""
    seen: dict[str, Any] = {
        "registrant_id": card.registrant_id,
        "issue": card.issue,
        "issued_on": card.issued_on,
        "state": card.state,
        "ended_on": card.ended_on,
    }
    return cast("staff_shapes.StaffCard", seen)


def access(record: AccessRecord) -> staff_shapes.Access:
    """A look at somebody's data."""
    return {
        "id": record.id,
        "at": record.at,
        "actor": record.actor,
        "registrant_id": record.registrant_id,
        "why": record.why,
    }


def mail(record: MailRecord) -> staff_shapes.StaffMail:
    """A letter that has not gone; neither what it says nor to whom."""
    return {
        "id": str(record.id),
        "registrant_id": record.registrant_id,
        "letter": record.letter,
        "state": record.state,
        "attempts": record.attempts,
        "queued_at": record.queued_at,
        "trouble": record.trouble,
    }
