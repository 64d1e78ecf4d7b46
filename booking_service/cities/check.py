"""``booking-service check-city CITY``: is the city's data right, what is only a sample?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TextIO

from booking_service.cities.errors import CityError
from booking_service.cities.guide_file import read_guide
from booking_service.cities.loader import Report, check_city, city_names, folder_of
from booking_service.cities.sources import SourcedValue
from booking_service.policy.guide import GuideTopic
from booking_service.policy.rules import SourceKind

_FINE = 0
_WRONG = 2
_FIRST_FEW = 3
_LONGEST = 100


def main(
    argv: Sequence[str] | None = None, out: TextIO | None = None, err: TextIO | None = None
) -> int:
    """Checks one city and prints a report to ``out``. Returns 0, or 2 after telling on ``err`` the
    file, the line, the key, the problem and the remedy."""
    parser = argparse.ArgumentParser(prog="booking-service check-city", description=__doc__)
    parser.add_argument(
        "city", help="a name (" + ", ".join(city_names()) + ") or a folder with city.toml"
    )
    chosen = parser.parse_args(argv)
    try:
        report = check_city(chosen.city)
        topics, sourced = read_guide(folder_of(chosen.city))
    except CityError as error:
        (err or sys.stderr).write(f"{error}\n")
        return _WRONG
    (out or sys.stdout).write(
        _described(replace(report, sourced=(*report.sourced, *sourced)), topics)
    )
    return _FINE


def _described(report: Report, guide: Sequence[GuideTopic]) -> str:
    city = report.city
    counts = ", ".join(f"{report.count(kind)} {kind}" for kind in SourceKind)
    lines = [
        f"{city.id}: {city.name['ja']}, rules {city.rule_version}",
        f"facilities: {len(city.facilities)}, rooms: {len(city.rooms)}, "
        f"classes: {len(city.classes)}, notices: {len(city.notices)}",
        f"guide: {len(guide)} topics, {sum(len(topic.sections) for topic in guide)} sections",
        f"sources named: {counts}",
        "",
        "sample values, to be replaced by the city's own:",
    ]
    for value in report.samples:
        key = value.key or "the whole file"
        lines.append(f"  {value.file}:{value.line}  {key}  ({value.source.reference})")
        lines.extend(_values(value))
    return "\n".join(lines) + "\n"


def _values(place: SourcedValue) -> Iterator[str]:
    """The values of one place, shortened; of many their number and the first few."""
    shown = [_shortened(text) for text in dict.fromkeys(place.values)][:_FIRST_FEW]
    if len(place.values) == 1:
        yield f"      {shown[0]}"
        return
    yield f"      {len(place.values)} values, such as:"
    yield from (f"      - {text}" for text in shown)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
