"""Facilities as rows that are touched, the same wherever they are listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kiosk.kana import how_well
from kiosk.model import Area, Facility
from ui.directory import Directory
from ui.places import Rooms
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look


def facility_rows(screen: Screen, facilities: Iterable[Facility]) -> list[BigButton]:
    """A row a facility, ``facility.ID``, that leads to its rooms. Where the lobby is says so."""
    return [_row(screen, facility) for facility in facilities]


def _row(screen: Screen, facility: Facility) -> BigButton:
    words = screen.words
    here = facility.id == screen.stage.around.settings.home_facility_id
    row = BigButton(
        screen.theme,
        words.of(facility.name),
        sub=words.of(facility.address),
        mark=words.text("facilities.here") if here else "",
        look=Look.ROW,
    )
    row.setObjectName(f"facility.{facility.id}")
    row.clicked.connect(lambda: screen.stage.go(Rooms(facility.id)))
    return row


def named(directory: Directory, typed: str) -> Sequence[Facility]:
    """The facilities whose name or reading has what was typed; those that begin with it first."""
    fits = ((how_well(typed, *one.name.values()), one) for one in directory.facilities)
    found = [(how, one) for how, one in fits if how is not None]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def areas_of(directory: Directory) -> Sequence[Area]:
    """The parts of the city that have a facility, as the city names them or in their order."""
    used = {(facility.area or {}).get("ja"): facility.area for facility in directory.facilities}
    named = [area for area in directory.city.areas if area.name["ja"] in used]
    known = {area.name["ja"] for area in named}
    others = [area for ja, area in used.items() if area is not None and ja not in known]
    return (*named, *(Area(name=area, column=0, row=0) for area in others))


def in_area(directory: Directory, area: str) -> list[Facility]:
    """The facilities in a part of the city, by its Japanese name."""
    return [one for one in directory.facilities if one.area and one.area["ja"] == area]
