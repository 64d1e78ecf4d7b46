"""What would you like to do? After the log-in; what needs attention first stands on top.

Touched here: ``attention.claim``, ``attention.pay``, ``attention.follow_up``,
``attention.won``, ``attention.waiting``, ``attention.ending``,
``attention.suspended``, ``attention.expired``, ``menu.here``, ``menu.reserve``, ``menu.again``,
``menu.applications``, ``menu.reservations``, ``menu.account``, ``menu.guide``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.attention import Overview
from kiosk.journeys.outcomes import PaperEnd
from kiosk.line import LineState
from kiosk.model import Registrant, Reservation
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import (
    AccountOverview,
    Guide,
    Menu,
    MyApplications,
    MyReservations,
    Place,
    Rooms,
    SameAgain,
    WaysToLook,
)
from ui.preview import Preview
from ui.screens.lobby.paper_notice import beside_title, follow_paper, tell_no_paper
from ui.screens.mine.attention_rows import attention_rows
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


#: So many matters leave an upright glass the height for large entries.
_FEW = 1
#: An entry is at least as high, and a column of them as wide.
_ROW_MM, _COLUMN_MM = 22.0, 170.0
#: What the edges of a wide glass, the space between columns and what turns pages take.
_MARGINS_MM = 60.0


class MenuScreen(Screen):
    has_back = False

    def __init__(self, stage: Stage, place: Place, answer: Overview) -> None:
        super().__init__(stage, place)
        words = self.words
        self._answer, self._no_paper = answer, self.terminal.receipts.in_trouble()
        self._matters = len(answer.matters)
        self._entries: list[BigButton] = []
        greeting = self._greeting(self.terminal.session.registrant)
        self.head(words.text("menu.title"), beside_title(self, greeting))
        if not answer.known:
            # Larger type on a small glass leaves no room for both what this means and an entry.
            slim = self.theme.cramped or self.theme.tight
            hint = "" if slim else words.text("menu.not_known.hint")
            blind = words.text("menu.not_known")
            self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.LINE_DOWN, blind, hint))
        tell_no_paper(self)
        if answer.matters:
            self.tell(Text(self.theme, words.text("menu.attention"), bold=True), heading=True)
            for row in attention_rows(self, answer.matters):
                self.add(row)
        home = self.directory.facility(stage.around.settings.home_facility_id or "")
        if home is not None:
            here = words.of(home.name)
            self._entry("menu.here", Rooms(home.id), Icon.CALENDAR, Look.PRIMARY, sub=here)
        if answer.repeat is not None:
            again, sub = SameAgain(answer.repeat), self._as_before(answer.repeat)
            self._entry("menu.again", again, Icon.CLOCK, Look.SECONDARY, sub=sub)
        look = Look.PRIMARY if home is None else Look.SECONDARY
        self._entry("menu.reserve", WaysToLook(), Icon.CALENDAR, look)
        self._entry(
            "menu.reservations",
            MyReservations(),
            Icon.LIST,
            Look.SECONDARY,
            text="" if self._has("reservation-cancel") else words.text("menu.reservations.look"),
        )
        self._entry(
            "menu.applications",
            MyApplications(),
            Icon.TICKET,
            Look.SECONDARY,
            sub=self._of_applications(),
        )
        self._entry("menu.account", AccountOverview(), Icon.CARD, Look.SECONDARY)
        self._entry("menu.guide", Guide(), Icon.HELP, Look.SECONDARY)
        self._add_entries()

    def tick(self) -> None:
        follow_paper(self, self._answer, self._no_paper)

    def _add_entries(self) -> None:
        """The entries share the height that is left; below many matters each stands by itself,
        so that the pages of all are one list."""
        theme = self.theme
        # Below a notice a small glass has room for one entry, and a list wants two.
        told = (theme.narrow or theme.cramped) and not self._answer.known
        small = theme.very_low or theme.tight
        if self._matters <= _FEW and not small and not told:
            self.columns = 1
            half = (theme.glass.width_mm - _MARGINS_MM) / 2
            # Of a wide glass each of two columns gets a half.
            column = _COLUMN_MM if theme.glass.portrait else half
            rows = PagedList(theme, self.words, self._entries, row_mm=_ROW_MM, column_mm=column)
            self.add(rows, grow=True)
            return
        for entry in self._entries:
            self.add(entry)

    def _has(self, feature: str) -> bool:
        return feature in self.directory.city.features

    def _of_applications(self) -> str:
        """What can be done with one in this city: not everywhere is a win claimed, or given up."""
        if not self._has("lottery-claim"):
            return self.words.text("menu.applications.sub")
        kind = "waive" if self._has("lottery-waive") else "claim"
        return self.words.text(f"menu.applications.sub.{kind}", **self.terms)

    def _roomy(self) -> bool:
        """Whether an upright glass has the height for large entries."""
        return self.theme.glass.portrait and self._matters <= _FEW

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> Overview | Refused:
        return terminal.my_bookings.overview()

    def _greeting(self, registrant: Registrant | None) -> str:
        """By name; of the number only the end, which tells two groups apart."""
        if registrant is None:
            return ""
        return self.words.text("menu.greeting", name=registrant.name, tail=registrant.number_tail)

    def _as_before(self, booked: Reservation) -> str:
        words = self.words
        _, room = self.directory.names(booked.room_id, booked.facility_id, words)
        return f"{room}　{words.time_span(booked.from_, booked.until)}"

    def _entry(
        self, name: str, to: Place, icon: Icon, look: Look, *, text: str = "", sub: str = ""
    ) -> None:
        type_ = Type.HEADING if self._roomy() else Type.LABEL
        button = BigButton(
            self.theme,
            text or self.words.text(name),
            sub=sub or self.words.text(f"{name}.sub"),
            look=look,
            icon=icon,
            type_=type_,
        )
        if self.theme.tight and name != "menu.again":
            # The verbs say it by themselves, and more of them stand on a page.
            button.say_in(type_, more=False)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.stage.go(to))
        self._entries.append(button)


def previews() -> Iterator[Preview]:
    from ui.samples import mine
    from ui.widgets.countdown import Countdown, Meanwhile
    from ui.widgets.question import Question
    from ui.widgets.working import Working

    def count_down(screen: Screen) -> None:
        countdown = Countdown(screen.theme, screen.words, screen)
        countdown.show_seconds(20, Meanwhile.NOTHING)
        countdown.cover()

    def count_down_unclear(screen: Screen) -> None:
        countdown = Countdown(screen.theme, screen.words, screen)
        countdown.show_seconds(20, Meanwhile.UNCLEAR)
        countdown.cover()

    def ask_who(screen: Screen) -> None:
        Question(screen.theme, screen.words, screen, "occupied").cover()

    def work(screen: Screen) -> None:
        working = Working(screen.theme, screen)
        working.say(screen.words)
        working.cover()

    yield Preview("menu", Menu(), mine.QUIET)
    yield Preview("much_to_see_to", Menu(), mine.BUSY)
    yield Preview("expired", Menu(), mine.EXPIRED)
    yield Preview("first_visit", Menu(), Overview())
    yield Preview("line_down", Menu(), mine.BLIND, line=LineState.DOWN)
    yield Preview("no_paper", Menu(), mine.QUIET, paper=PaperEnd.NO_PAPER)
    yield Preview("countdown", Menu(), mine.QUIET, count_down)
    yield Preview("countdown_unclear", Menu(), mine.QUIET, count_down_unclear)
    yield Preview("occupied", Menu(), mine.QUIET, ask_who)
    yield Preview("working", Menu(), mine.QUIET, work)


SCREEN = MenuScreen
