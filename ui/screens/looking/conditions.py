"""What a search is narrowed by, in the resident's words."""

from __future__ import annotations

from kiosk.model import Area
from kiosk.search import Condition, PartOfDay, Question
from ui.directory import Directory
from ui.screens.screen import Screen
from ui.wording.words import Words

#: How many a room must hold, in steps that people think in.
PEOPLE = (10, 20, 30, 50, 100, 200)
SATURDAY = 5
WORKDAYS = frozenset(range(SATURDAY))
WEEKEND = frozenset({SATURDAY, SATURDAY + 1})


def said(screen: Screen, question: Question, condition: Condition) -> str:
    """What a question says of one condition; that it does not matter if it says nothing."""
    words = screen.words
    if condition not in question.narrowed_by:
        return words.text("search.any")
    match condition:
        case Condition.PURPOSE:
            purpose = screen.directory.purpose(question.purpose_id or "")
            return words.of(purpose.name) if purpose is not None else words.text("search.any")
        case Condition.DAYS:
            return _days(words, question)
        case Condition.PART:
            return words.text(f"search.part.{question.part.value}")
        case Condition.WEEKDAYS:
            return weekdays(words, question.weekdays)
        case Condition.PEOPLE:
            return words.text("search.people.least", people=question.people or 0)
        case Condition.AREA:
            return words.of(area_name(screen.directory, question.area or ""))


def weekdays(words: Words, chosen: frozenset[int]) -> str:
    """Weekdays by name, or as one word where there is one."""
    if chosen == WORKDAYS:
        return words.text("search.weekdays.workdays")
    if chosen == WEEKEND:
        return words.text("search.weekdays.weekend")
    sunday_first = words.weekdays()
    names = (*sunday_first[1:], sunday_first[0])
    return words.text("room_detail.between").join(names[day] for day in sorted(chosen))


def area_name(directory: Directory, ja: str) -> dict[str, str]:
    """A part of the city in all languages, by its Japanese name."""
    areas: tuple[Area, ...] = directory.city.areas
    named = [area.name for area in areas if area.name["ja"] == ja]
    others = [one.area for one in directory.facilities if one.area and one.area["ja"] == ja]
    return next(iter((*named, *others)), {"ja": ja})


def applicable(directory: Directory) -> tuple[Condition, ...]:
    """The conditions that tell rooms of this city apart."""
    areas = {one.area["ja"] for one in directory.facilities if one.area is not None}
    return tuple(one for one in Condition if one is not Condition.AREA or len(areas) > 1)


def _days(words: Words, question: Question) -> str:
    first, last = question.first, question.last
    if first is not None and first == last:
        return words.short_date(first)
    if first is not None and last is not None:
        return words.text("week.span", first=words.short_date(first), last=words.short_date(last))
    if first is not None:
        return words.text("search.days.since", first=words.short_date(first))
    assert last is not None, "a question about days has one"  # noqa: S101
    return words.text("search.days.until", last=words.short_date(last))


PARTS = (PartOfDay.MORNING, PartOfDay.AFTERNOON, PartOfDay.EVENING)
