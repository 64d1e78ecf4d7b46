"""How a booking is paid, in a sentence and as rows of facts, as its city asks for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.model import IfClaimed, Quote, Reservation
from ui.widgets.facts import Fact
from ui.wording.words import JAPAN, Words

#: What is due is due before this instant: the day is the one it ends.
_MOMENT = timedelta(microseconds=1)


def pay_facts(words: Words, item: Quote | Reservation) -> list[Fact]:
    """Until when and where to pay; nothing where nothing costs anything."""
    if not item.fee_yen:
        return []
    due, place = item.payment_due, words.of(item.pay_at)
    match item.paid_by:
        case "on_the_day":
            value = words.text("paying.fact.on_the_day", place=place)
        case "debit":
            value = words.text("paying.fact.debit", day=_day(words, due)) if due else place
        case "deadline":
            facts = [Fact(words.text("fact.pay_at"), place)]
            if due is not None:
                until = words.text("fact.until", at=words.short_deadline(due))
                facts.insert(0, Fact(words.text("fact.payment_due"), until))
            return facts
    return [Fact(words.text("paying.fact"), value)]


def pay_sentence(words: Words, item: IfClaimed | Reservation) -> str:
    """What the resident has to do to pay, and what becomes of it if they do not."""
    due, place = item.payment_due, words.of(item.pay_at)
    match item.paid_by:
        case "on_the_day":
            return words.text("paying.on_the_day", place=place)
        case "debit" if due is not None:
            return words.text("paying.debit", day=_day(words, due))
        case "deadline" if due is not None:
            key = "reservation.pay" if item.lapses_unpaid else "paying.by"
            return words.text(key, until=words.deadline(due), place=place)
        case _:
            return words.text("paying.at", place=place)


def fee_sentence(words: Words, item: Reservation) -> str:
    """How and when the fee of a cancelling is paid; nothing where it costs nothing."""
    if not item.cancellation_fee_yen:
        return ""
    if item.paid:
        return words.text("paying.cancelled.kept")
    if item.paid_by == "debit" and item.payment_due is not None:
        return words.text("paying.cancelled.debit", day=_day(words, item.payment_due))
    return words.text("paying.cancelled.at", place=words.of(item.pay_at))


def _day(words: Words, due: datetime) -> str:
    return words.short_date((due - _MOMENT).astimezone(JAPAN).date())
