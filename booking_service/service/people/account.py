"""A resident's own account: seeing it, changing it, another secret, cards, deleting it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, cast

import msgspec

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City
from booking_service.policy.registration import FOREVER, renewable_from
from booking_service.policy.weak_secrets import Known, weakness_of
from booking_service.service import shapes
from booking_service.service.answers import busy, invalid
from booking_service.service.mail import queue as mail
from booking_service.service.mail.letters import Letter
from booking_service.service.office import Office
from booking_service.service.people import cards as registration_cards
from booking_service.service.people import life, personal_data
from booking_service.service.people import registering as registration
from booking_service.service.people.personal_data import PersonalData
from booking_service.service.secrets import proof_of
from booking_service.service.sessions import Sessions
from booking_service.service.views import TAIL_DIGITS, last_day, standing, text
from booking_service.service.visit import Desk, Visit
from booking_service.storage.ports import Store
from booking_service.storage.records import CardRecord, RegistrantRecord, SessionRecord


def view(visit: Visit) -> shapes.Account | Refusal:
    """Everything the service knows of whoever is logged in; the number's tail only."""
    data = personal_data.own(visit.office, visit.reader, visit.registrant.id)
    if data is None:
        return Refusal("not_found")
    return _account(visit, visit.registrant, data)


def change(desk: Desk, changes: dict[str, object]) -> shapes.Account | Refusal:
    """Changes what a resident may change without the counter. Name, birthday and number are who
    they are, and the counter's to change."""
    rule = desk.city.registration
    if not rule.change_online:
        return at_counter(desk.city)
    before = personal_data.own(desk.office, desk.reader, desk.registrant.id)
    if before is None:
        return Refusal("not_found")
    if rule.email_required and changes.get("email") == "":
        return invalid("body.email", "an address; a new secret comes there")
    after = msgspec.structs.replace(before, **changes)
    if refusal := registration.change(desk.office, desk.store, desk.registrant, after):
        return refusal
    return _account(desk, desk.registrant, after)


def report_card_lost(desk: Desk, issue: int) -> shapes.Card | Refusal:
    """A card was lost: it no longer logs in."""
    today = desk.now.date()
    card = registration_cards.report_lost(desk.store, desk.registrant.id, issue, today)
    return card if isinstance(card, Refusal) else card_view(card)


def delete(desk: Desk) -> shapes.AccountDeleted | Refusal:
    """Deletes the account for good, unless something is open or the counter has to do it."""
    if not desk.city.registration.delete_online:
        return at_counter(desk.city)
    refusal = life.delete(desk.office, desk.store, desk.registrant, desk.now.date())
    return {"state": "deleted"} if refusal is None else refusal


@dataclass(frozen=True, slots=True)
class NewSecret:
    """Somebody who is logged in wants another secret."""

    session: SessionRecord
    token: str = field(repr=False)
    old: str = field(repr=False)
    new: str = field(repr=False)


async def change_secret(office: Office, sessions: Sessions, asked: NewSecret) -> Refusal | None:
    """Takes another secret from whoever knows the one so far; every other session ends."""
    session, token, new = asked.session, asked.token, asked.new
    if refusal := sessions.check_again(session, token, asked.old):
        return refusal
    with office.database.reading() as reader:
        data = personal_data.own(office, reader, session.registrant.id)
    if data is None:
        return Refusal("session_ended")
    if refusal := refusal_of_secret(
        office.city, new, Known(data.number, data.birth_date, asked.old)
    ):
        return refusal
    kept = await sessions.hashed(session.kiosk_id, new)
    if kept is None:
        return busy()
    now = office.now()

    def command(store: Store) -> Refusal | None:
        if store.session(session.token_hash) is None:
            return Refusal("session_ended")
        registrant_id = session.registrant.id
        store.keep_secret(registrant_id, personal_data.sealed_secret(office.cipher, kept))
        store.keep_proof(session.token_hash, proof_of(new, token))
        store.end_sessions_of(registrant_id, session.token_hash)
        at = now.replace(microsecond=0).isoformat()
        mail.queue(store, registrant_id, Letter.SECRET_CHANGED, {"at": at}, now)
        return None

    return await office.write(command)


def refusal_of_secret(city: City, secret: str, known: Known) -> Refusal | None:
    """Why a secret is not taken: not as the city writes them, or too easy to guess."""
    if not registration.fits(city.secret, secret):
        return invalid("body.secret", f"as the city writes it: {city.secret.pattern}")
    weakness = weakness_of(secret, known)
    return None if weakness is None else Refusal("secret_too_weak", {"reason": weakness.value})


def at_counter(city: City) -> Refusal:
    """The city does this at its counter; whom to ask."""
    return Refusal("at_counter", {"tel": city.contact.tel, "counter": dict(city.contact.name)})


def card_view(card: CardRecord) -> shapes.Card:
    """A card as its holder sees it; what is written on it is on the card."""
    return {
        "issue": card.issue,
        "issued_on": card.issued_on,
        "state": cast(shapes.CardState, card.state),
        "ended_on": card.ended_on,
    }


def _account(visit: Visit, record: RegistrantRecord, data: PersonalData) -> shapes.Account:
    city, today = visit.city, visit.now.date()
    now = standing(record, today)
    return {
        "holder": "group" if record.holder == "group" else "person",
        "number_tail": data.number[-TAIL_DIGITS:],
        "name": data.name,
        "kana": data.kana,
        "representative": data.representative,
        "birth_date": data.birth_date,
        "address": data.address,
        "tel": data.tel,
        "email": data.email,
        "members": data.members,
        "language": data.language,
        "kinds": [
            {"id": kind.id, "name": text(kind.name)}
            for kind in city.registration.kinds
            if kind.id in record.kinds
        ],
        "standing": cast(Literal["active", "suspended", "expired"], now.state.value),
        "standing_since": now.since,
        "registered_on": record.registered_on,
        "valid_until": last_day(record.valid_until),
        "renewable_from": _renewable(city, record.valid_until),
        "reductions": [
            {
                "id": reduction.id,
                "name": text(reduction.name),
                "percent": reduction.percent,
                "valid_until": record.reductions[reduction.id],
            }
            for reduction in city.reductions
            if reduction.id in record.reductions
        ],
        "cards": [card_view(card) for card in visit.reader.cards(record.id)],
        "can": _can(city),
    }


def _renewable(city: City, valid_until: date) -> date | None:
    return None if valid_until >= FOREVER else renewable_from(city, valid_until)


def _can(city: City) -> list[shapes.AccountAction]:
    """What a resident does without the counter."""
    rule = city.registration
    actions: list[shapes.AccountAction] = ["change_secret", "report_card_lost"]
    if rule.change_online:
        actions.append("change")
    if rule.delete_online:
        actions.append("delete")
    return actions
