"""What a lottery is called, so that no two of a city are called the same."""

from __future__ import annotations

from collections.abc import Sequence

from booking_service.policy.model import City
from booking_service.policy.rules import Text
from booking_service.service.agenda import words


def called(city: City, name: Text, class_ids: Sequence[str]) -> Text:
    """``name``; with the rooms it is for, where the city calls several lotteries so."""
    if not _is_shared(city, name):
        return name
    return words.of_rooms(name, city.klass(class_ids[0]).name)


def in_calendar(city: City, name: Text, class_ids: Sequence[str]) -> Text:
    """As ``called``, beside a word for what happens, which names the lottery already."""
    return city.klass(class_ids[0]).name if _is_shared(city, name) else name


def _is_shared(city: City, name: Text) -> bool:
    lotteries = {
        klass.lottery.versions[0][1].id: klass.lottery.versions[0][1].name["ja"]
        for klass in city.classes
        if klass.lottery is not None
    }
    return list(lotteries.values()).count(name["ja"]) > 1
