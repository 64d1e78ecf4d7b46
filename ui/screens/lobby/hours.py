"""What cannot be done at this hour, said where a visit begins."""

from __future__ import annotations

from datetime import datetime

from kiosk.outcome import Refused
from kiosk.service_hours import opens_again
from kiosk.terminal import Terminal
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.wording.words import JAPAN


def reopening(terminal: Terminal) -> datetime | None:
    """When residents may book again; None if they may now, or if the city is not known yet."""
    city = terminal.looking.city()
    if isinstance(city, Refused):
        return None
    return opens_again(city.service_hours, terminal.now().astimezone(JAPAN))


def open_now(terminal: Terminal) -> Refused | None:
    """None while residents may book; why not and from when at other hours, before they type."""
    opens = reopening(terminal)
    return None if opens is None else closed(opens)


def closed(opens: datetime) -> Refused:
    return Refused("out_of_hours", {"opens_at": opens.isoformat()})


def opens_here(screen: Screen) -> datetime | None:
    """``reopening`` for a screen that knows its city."""
    directory = screen.stage.around.directory
    if directory is None:
        return None
    now = screen.terminal.now().astimezone(JAPAN)
    return opens_again(directory.city.service_hours, now)


def tell_hours(screen: Screen, opens: datetime | None) -> None:
    """Out of the city's hours: what is possible now, and from when the rest is."""
    if opens is None:
        return
    words = screen.words
    title = words.text("hours.closed")
    body = words.text("hours.opens", opens_at=words.instant(opens))
    screen.tell(NoticeCard(screen.theme, Tone.WARNING, Icon.CLOCK, title, body))


def changed(screen: Screen, opens: datetime | None) -> bool:
    """Whether the hours have begun or ended since ``opens`` was told."""
    known = screen.stage.around.directory is not None
    return known and opens_here(screen) != opens
