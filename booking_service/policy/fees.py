"""What a use costs: a list of lines, agreed when it is booked.

The room by the hour or by its slots (slots that are sold as one have a price of their own), then
lighting, surcharge and reduction. Fractions of a yen are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from booking_service.policy.calendar import falls_in
from booking_service.policy.facts import pattern_of
from booking_service.policy.model import City, Combined, Price, Room, SlotPattern, SlotTime
from booking_service.policy.rules import Lighting, Reduction, Text

_MINUTES_OF_AN_HOUR = 60
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of a fee: what it is for and how many yen.

    ``in_cancellation``: whether a cancellation fee counts it; a reduction may be for use only.
    """

    name: Text
    yen: int
    in_cancellation: bool = True


def fee_lines(
    city: City,
    room: Room,
    day: date,
    first_slot: int,
    slot_count: int,
    *,
    purpose_id: str | None = None,
    reductions: frozenset[str] = frozenset(),
) -> tuple[FeeLine, ...]:
    """The fee of the adjoining slots ``[first_slot, first_slot + slot_count)`` of ``room``.

    ``reductions``: those the registrant holds; of several that fit, the one that takes most off
    counts. There is always a line for the room, also where that is 0 yen. The slots must exist;
    ``checks`` refuses others before.
    """
    pattern = pattern_of(city, room, day)
    slots = pattern.slots[first_slot : first_slot + slot_count]
    lines = list(_room_lines(room, room.price.on(day), pattern, slots))
    price = total_yen(lines)
    if room.lighting_id is not None:
        lines.extend(_lighting_lines(city.lighting(room.lighting_id), day, slots))
    for surcharge in city.klass(room.class_id).surcharges:
        if purpose_id in surcharge.purposes:
            lines.append(FeeLine(surcharge.name, price * surcharge.percent // _WHOLE))
    reduction = best_reduction(city, room, reductions)
    if reduction is not None:
        whole = total_yen(lines)
        left = whole * (_WHOLE - reduction.percent) // _WHOLE
        lines.append(FeeLine(reduction.name, left - whole, reduction.cancellation))
    return tuple(lines)


def total_yen(lines: Iterable[FeeLine]) -> int:
    """The sum of fee lines, yen."""
    return sum(line.yen for line in lines)


def is_free(room: Room, day: date) -> bool:
    """Whether a use of ``room`` on ``day`` never costs anything, whoever books it."""
    return room.lighting_id is None and room.price.on(day).free


def best_reduction(city: City, room: Room, held: frozenset[str]) -> Reduction | None:
    """Of the reductions a registrant holds, the one that takes most off in the class of ``room``;
    None if none is for it."""
    if not held:
        return None
    fitting = [
        reduction
        for reduction in city.reductions
        if reduction.id in held and room.class_id in reduction.classes
    ]
    return max(fitting, key=lambda reduction: reduction.percent, default=None)


def _room_lines(
    room: Room, price: Price, pattern: SlotPattern, slots: tuple[SlotTime, ...]
) -> Iterator[FeeLine]:
    if price.per_hour_yen is not None:
        minutes = sum(slot.end - slot.start for slot in slots)
        yield FeeLine(room.name, price.per_hour_yen * minutes // _MINUTES_OF_AN_HOUR)
        return
    for part in sold_as(pattern, price, slots):
        yield FeeLine(_joined(room.name, _name_of(part)), price.by_slot[part.id])


def sold_as(
    pattern: SlotPattern, price: Price, slots: tuple[SlotTime, ...]
) -> tuple[SlotTime | Combined, ...]:
    """How a run of slots is sold: combined slots that it holds whole at their own price, the
    longest first, and what is left one by one; in the order of the day."""
    left = {slot.id: slot for slot in slots}
    parts: dict[str, SlotTime | Combined] = {}  # by the first slot of the part
    for combined in sorted(pattern.combined, key=lambda one: -len(one.slots)):
        if combined.id in price.by_slot and left.keys() >= set(combined.slots):
            for slot_id in combined.slots:
                del left[slot_id]
            parts[combined.slots[0]] = combined
    parts |= left
    return tuple(parts[slot.id] for slot in slots if slot.id in parts)


def _lighting_lines(
    lighting: Lighting, day: date, slots: tuple[SlotTime, ...]
) -> Iterator[FeeLine]:
    starts = lights_from(lighting, day)
    if starts is None:
        return
    minutes = sum(max(0, slot.end - max(slot.start, starts)) for slot in slots)
    if minutes:
        yield FeeLine(lighting.name, lighting.per_hour_yen * minutes // _MINUTES_OF_AN_HOUR)


def lights_from(lighting: Lighting, day: date) -> int | None:
    """From when on, in minutes after midnight, the lights are on on ``day``; None if they are not
    let on that day."""
    for season in lighting.seasons:
        if falls_in(season.first, season.last, day):
            return season.starts
    return None


def _name_of(part: SlotTime | Combined) -> Text:
    if part.name is not None:
        return part.name
    assert isinstance(part, SlotTime)  # noqa: S101 - a combined slot always has a name
    return {"ja": f"{part.from_}-{part.until}"}


def _joined(first: Text, second: Text) -> Text:
    """Both names with a space between, in every language that one of them has."""
    return {
        language: f"{first.get(language, first['ja'])} {second.get(language, second['ja'])}"
        for language in first
    }
