"""Cards (利用者登録証): handed out, lost, replaced; and what a card that is shown stands for.

A card bears its code: the registration number with the two digits of its issue behind it, so that
an old card can be told from its successor. A number alone, typed or from a card of another make,
is always enough: a card only saves the typing (``registration_number`` in a log-in takes both).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City
from booking_service.service.office import Office
from booking_service.service.people.personal_data import own
from booking_service.service.people.registering import by_number, fits
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import CardRecord, RegistrantRecord

ISSUE_DIGITS = 2
#: So many cards can be told apart.
MOST_CARDS = 10**ISSUE_DIGITS - 1
VALID, LOST, REPLACED = "valid", "lost", "replaced"


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom a number or a card's code stands for."""

    registrant: RegistrantRecord
    card_is_valid: bool = True


def shown(office: Office, reader: Reader, text: str) -> Shown | None:
    """The registrant of a number or of a card's code; None if there is none."""
    number, issue = parts(office.city, text)
    registrant = by_number(office, reader, number)
    if registrant is None:
        return None
    if not issue:
        return Shown(registrant)
    valid = {card.issue for card in reader.cards(registrant.id) if card.state == VALID}
    return Shown(registrant, int(issue) in valid)


def parts(city: City, text: str) -> tuple[str, str]:
    """The number, and the digits of an issue behind it, in what somebody shows; what is neither a
    number nor a card's code is a number that nobody has."""
    if fits(city.registration_number, text):
        return text, ""
    number, issue = text[:-ISSUE_DIGITS], text[-ISSUE_DIGITS:]
    is_code = issue.isascii() and issue.isdigit() and fits(city.registration_number, number)
    return (number, issue) if is_code else (text, "")


def code_of(office: Office, reader: Reader, card: CardRecord) -> str | None:
    """What is written on a card; None for one whose holder's data was erased."""
    data = own(office, reader, card.registrant_id)
    return None if data is None else f"{data.number}{card.issue:0{ISSUE_DIGITS}}"


def issue(store: Store, registrant: RegistrantRecord, today: date) -> CardRecord | Refusal:
    """Hands a card out; the one before is no longer good. Refused once the digits of an issue are
    used up, and to whoever has left."""
    if registrant.ended_on is not None:
        return Refusal("registration_expired", {"since": registrant.ended_on})
    before = store.cards(registrant.id)
    if len(before) >= MOST_CARDS:
        return Refusal("too_many_cards", {"most": MOST_CARDS})
    for card in before:
        if card.state == VALID:
            _end(store, card, REPLACED, today)
    card = CardRecord(registrant.id, len(before) + 1, today, VALID, None)
    store.keep_card(card)
    return card


def report_lost(store: Store, registrant_id: int, which: int, today: date) -> CardRecord | Refusal:
    """A card was lost: whoever finds it cannot log in with it. The number stays good."""
    card = next((card for card in store.cards(registrant_id) if card.issue == which), None)
    if card is None:
        return Refusal("not_found")
    return card if card.state == LOST else _end(store, card, LOST, today)


def _end(store: Store, card: CardRecord, state: str, today: date) -> CardRecord:
    ended = CardRecord(card.registrant_id, card.issue, card.issued_on, state, today)
    store.keep_card(ended)
    return ended
