"""What a room costs, in a word and line by line, as the city counts: by the hour or by the slot."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.model import City, Room, SlotFee, SlotTime
from ui.screens.screen import Screen
from ui.widgets.facts import Fact


def fee_of(screen: Screen, room: Room) -> str:
    """What an hour costs, or the cheapest slot, or that it costs nothing."""
    words, fee = screen.words, room.fee
    if fee.by_slot:
        least = min(prices_alone(screen.directory.city, fee.by_slot))
        return words.text("rooms.fee_from", yen=words.yen(least)) if least else _free(screen)
    if not fee.per_hour_yen:
        return _free(screen)
    return words.text("rooms.fee", yen=words.yen(fee.per_hour_yen))


def prices_alone(city: City, prices: Sequence[SlotFee]) -> list[int]:
    """The prices of what can be had by itself, not only together with another slot."""
    bound = {one.id for pattern in city.slot_patterns for one in pattern.slots if one.needs}
    alone = [price.yen for price in prices if not set(price.slots) <= bound]
    return alone or [price.yen for price in prices]


def fee_lines(screen: Screen, room: Room) -> list[Fact]:
    """Every price of a room: an hour's, or that of each slot and of slots bought together."""
    words, fee = screen.words, room.fee
    if not fee.by_slot:
        return [Fact(words.text("fees.fee"), fee_of(screen, room))]
    city = screen.directory.city
    return [Fact(_slots(screen, city, line), words.yen(line.yen)) for line in fee.by_slot]


def _slots(screen: Screen, city: City, line: SlotFee) -> str:
    """What a price is for: the name that slots bought together have, or the slot's own."""
    words = screen.words
    if line.name is not None:
        return words.of(line.name)
    known = {slot.id: slot for pattern in city.slot_patterns for slot in pattern.slots}
    slots = [known[one] for one in line.slots if one in known]
    if not slots:
        return words.text("fees.fee")
    first, last = slots[0], slots[-1]
    named = words.of(first.name) if first.name is not None and len(slots) == 1 else ""
    return f"{named} {_hours(screen, first, last)}".strip()


def _hours(screen: Screen, first: SlotTime, last: SlotTime) -> str:
    return screen.words.text("fees.hours", first=_short(first.from_), last=_short(last.until))


def _short(clock_time: str) -> str:
    """``09:00`` as it is said: ``9:00``."""
    return clock_time.removeprefix("0")


def _free(screen: Screen) -> str:
    return screen.words.text("rooms.free")
