"""What cannot be done at this hour, said where a visit begins."""

from __future__ import annotations

from datetime import datetime

from kiosk.service_hours import opens_again
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.wording.words import JAPAN, Words


def closed_card(screen: Screen) -> NoticeCard | None:
    """Out of the city's hours: what is possible now, and from when the rest is."""
    directory = screen.stage.around.directory
    if directory is None:
        return None
    opens = opens_again(directory.city.service_hours, screen.terminal.now().astimezone(JAPAN))
    if opens is None:
        return None
    title, body = told(screen.words, opens)
    return NoticeCard(screen.theme, Tone.WARNING, Icon.CLOCK, title, body)


def told(words: Words, opens: datetime) -> tuple[str, str]:
    """Headline and sentence for "closed until ``opens``"."""
    return words.text("hours.closed"), words.text("hours.opens", opens_at=words.instant(opens))
