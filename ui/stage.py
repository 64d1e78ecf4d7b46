"""The stage on which one screen stands: asks the screen's question, then shows the screen.

A screen is made only when the answer to its question is there, so it is complete when it is
painted. While a question or a deed is under way no second one can start: ten taps are one call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.outcomes import AccountGone, CardLost, Outcome
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.deeds import Deed, is_provisional, number_of, request, reservation_of
from ui.directory import Directory
from ui.entry.aids import Aids
from ui.jobs import Jobs
from ui.navigation import Trail
from ui.papers import Papers
from ui.places import (
    AccountDeleted,
    AnswerUnclear,
    CardReported,
    Crashed,
    Day,
    Ended,
    LineDown,
    Menu,
    OutOfService,
    Place,
    ReceiptTaken,
    StaffPin,
    StaffRefused,
    Start,
    WhyNot,
)
from ui.places.maintenance import MaintenancePlace
from ui.preferences import Preferences
from ui.request import Request
from ui.screens import screen_class
from ui.screens.screen import Screen
from ui.settings import WindowSettings
from ui.theme.theme import Theme
from ui.wording.words import Words


@dataclass
class Surroundings:
    """What every screen may use; preferences and directory change while the kiosk runs.

    ``theme`` and ``words`` are those of the ``preferences``.
    """

    terminal: Terminal
    settings: WindowSettings
    theme: Theme
    words: Words
    preferences: Preferences
    directory: Directory | None = None
    #: What helps with typing; keeps nothing of whoever types.
    aids: Aids = field(default_factory=Aids)

    @property
    def as_found(self) -> Preferences:
        """What everybody finds who comes to the kiosk."""
        return Preferences(self.terminal.languages[0])

    def prefer(self, preferences: Preferences) -> None:
        """Changes language and looks of what is made from now on."""
        self.preferences = preferences
        self.words = self._words()
        self.theme = replace(
            self.theme,
            type_size=preferences.type_size,
            contrast=preferences.contrast,
            reach=preferences.reach,
            language=preferences.language,
            _fonts={},
        )

    def know(self, directory: Directory) -> None:
        """From now on the city is known, and what it calls things."""
        self.directory = directory
        self.words = self._words()

    def _words(self) -> Words:
        """Where a voice reads Japanese, each text is noted with its reading."""
        own = self.directory.city.terms if self.directory is not None else None
        if self.preferences.voice and self.preferences.language == "ja":
            from ui.voice.readings import HeardWords

            return HeardWords(own)
        return Words(self.preferences.language, own)


class Stage(QWidget):
    """Shows one screen at a time and knows the way back."""

    shown = Signal()
    working = Signal(bool)
    city_found = Signal()
    #: A resident asks for other ``Preferences``.
    preferred = Signal(object)
    #: The visit is over for good: the next thing shown is for somebody else.
    left = Signal()

    def __init__(self, around: Surroundings, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around
        self.jobs = jobs
        self.trail = Trail()
        watch_ms = around.settings.paper_watch_ms
        self.papers = Papers(around.terminal.receipts, jobs, self.crash, watch_ms, self)
        self.current: Screen | None = None
        #: Whether a card was shown in this visit: it may still lie on the reader.
        self.card_shown = False
        #: Counts the screens shown, so that one can be told from another after it has gone.
        self.scene = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._working_timer = QTimer(self, singleShot=True)
        self._working_timer.setInterval(around.settings.working_after_ms)
        self._working_timer.timeout.connect(self._say_working)
        self._busy = False

    @property
    def busy(self) -> bool:
        """A question or a deed is under way."""
        return self._busy

    # -- moving ---------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Asks the question of ``place`` and shows its screen when the answer is there."""
        if not self._busy:
            self._ask(place, lambda: self.trail.arrive(place))

    def back(self) -> None:
        before = self.trail.before
        if before is not None and not self._busy:
            self._ask(before, self.trail.back)

    def again(self) -> None:
        """Makes the present screen anew, for instance in another language; what was seen of it
        is seen again."""
        if not self._busy:
            seen = self.current.seen if self.current is not None else 0
            self._ask(self.trail.here, lambda: None, seen)

    def restart(self, way: Sequence[Place] = ()) -> None:
        """Forgets the way; shows the start, or the end of ``way``."""
        if not self._busy:
            self._ask((Start(), *way)[-1], lambda: self.trail.reset(way))

    def after_log_in(self, then: Place) -> None:
        """Goes on to what the resident wanted before the log-in came between."""

        def moved() -> None:
            self.trail.forget_log_in()
            self.trail.arrive(then)

        self._ask(then, moved)

    def show_at_once(self, place: Place, way: Sequence[Place]) -> None:
        """Shows a screen that asks nothing, whatever is under way. For ends of every kind."""
        self._set_busy(busy=False)
        self.trail.reset(way)
        self.show_screen(place, None)

    # -- doing ----------------------------------------------------------------------------------

    def ask(
        self,
        question: Request,
        done: Callable[[Any], None],
        refused: Callable[[Refused], None] | None = None,
    ) -> None:
        """Runs a journey's method; ``done`` and ``refused`` are called on the GUI thread."""
        if self._busy:
            return
        self._set_busy(busy=True)
        job = self.jobs.submit(question, owner=self)
        job.done.connect(lambda value: self._end_of(lambda: done(value)))
        say_why = refused or self.refuse
        job.refused.connect(lambda why: self._end_of(lambda: say_why(why)))
        job.crashed.connect(self.crash)

    def do(self, deed: Deed, secret: str) -> None:
        """Commits to something; whatever becomes of it has a screen."""
        self.ask(
            request(deed, self.around.terminal, secret),
            done=lambda outcome: self.show_outcome(outcome, deed),
            refused=lambda why: self.refuse_deed(why, deed),
        )

    def show_outcome(self, outcome: Outcome, deed: Deed) -> None:
        """What became of a deed; the way back leads to the menu, never into the deed again."""
        scene = self.scene
        match outcome:
            case AccountGone():
                self.wipe()
                self.show_at_once(AccountDeleted(), (AccountDeleted(),))
            case CardLost(card=card):
                self.trail.reset((Menu(),))
                self.go(CardReported(card))
            case _:
                self.trail.reset((Menu(),))
                number, soft = number_of(outcome), is_provisional(outcome, deed.kind)
                made = reservation_of(outcome)
                self.go(ReceiptTaken(outcome.receipt, deed.kind.value, number, soft, made))
        self._told(outcome.key, scene)

    def refuse_deed(self, why: Refused, deed: Deed) -> None:
        """Shows what kept the deed from being done, or that this is not known yet."""
        match why.code:
            case "answer_unclear":
                self.go(AnswerUnclear(str(why.details["key"]), deed))
            case "wrong_credentials":
                # Only the secret was asked for again.
                self.refuse(replace(why, code="wrong_secret"), deed=deed.kind)
            case _:
                self.refuse(why, deed=deed.kind)

    def refuse(
        self, why: Refused, wanted: Place | None = None, deed: DeedKind | None = None
    ) -> None:
        """Shows why something could not be done. ``wanted`` is where the resident was going."""
        if isinstance(self.trail.here, MaintenancePlace):
            self.go(StaffRefused(why))
            return
        scene = self.scene
        if self.around.terminal.session.registrant is not None:
            self.trail.forget_log_in()
        match why.code:
            case "line_down" | "service_busy" as code:
                self.go(LineDown(wanted or self.trail.here, code, deed))
            case "never_synced":
                self.go(self._nothing_to_show())
            case "slot_taken":
                # What was asked after choosing the hours is void with them.
                self.trail.turn_back_to(Day)
                self.go(WhyNot(why, deed))
            case "service_answer_wrong" if wanted is not None:
                self.go(WhyNot(replace(why, code="not_shown")))
            case _:
                self.go(WhyNot(why, deed))
        if isinstance(key := why.details.get("key"), str):
            self._told(key, scene)

    def crash(self) -> None:
        """A bug: the resident is sent to the counter and everything of theirs is wiped."""
        self.wipe()
        self.show_at_once(Crashed(), (Crashed(),))

    def end(self) -> None:
        """The resident is done: wipe, then say good-bye, and what not to leave behind."""
        ended = Ended(card=self.card_shown, receipt=self.papers.any_out)
        self.wipe()
        self.show_at_once(ended, (ended,))

    def leave(self) -> None:
        """Back to the start at once, with nothing of anybody, and the city read anew."""
        self.wipe()
        self.left.emit()
        out = self._out_of_service()
        if out is None:
            self.show_at_once(Start(), ())
        else:
            self.show_at_once(out, (out,))
        self.find_city()

    def maintain(self) -> None:
        """Staff want to open maintenance mode: whoever is here is wiped first, as by leaving."""
        self.wipe()
        self.left.emit()
        self.show_at_once(StaffPin(), (StaffPin(),))

    def welcome(self, place: Place) -> None:
        """Somebody new came while the farewell was still on the glass; they begin at ``place``."""
        self.left.emit()
        self.restart((place,))

    def hand_over(self, place: Place) -> None:
        """Somebody else stands here now: the one before is wiped, they begin at ``place``."""
        self.wipe()
        self.left.emit()
        self.restart((place,))

    def find_city(self) -> None:
        """Reads the city from the cache, then shows the start; out of service without it."""

        def found(directory: Directory) -> None:
            self.around.know(directory)
            self.city_found.emit()
            out = self._out_of_service()
            if out is None:
                self.restart()
            elif self.trail.here != out:
                self.restart((out,))

        self.ask(Request(Directory, "read", (self.around.terminal,)), found, self._no_city)

    def _no_city(self, _: Refused) -> None:
        out = self._out_of_service() or self._nothing_to_show()
        if self.trail.here != out:
            self.restart((out,))

    def _out_of_service(self) -> OutOfService | None:
        """Where residents are while staff do not let them in, or the service not this terminal."""
        if self.around.terminal.shut_out():
            return OutOfService(shut_out=True)
        out = self.around.terminal.maintenance.out_of_service()
        return None if out is None else OutOfService(out.reason, out.until)

    def _nothing_to_show(self) -> OutOfService:
        return OutOfService(trouble=self.around.terminal.service_trouble())

    def close_start(self) -> None:
        """Nobody may begin while residents are not served, wherever that was learned."""
        if isinstance(self.trail.here, Start) and self._out_of_service() is not None:
            self.leave()

    def wipe(self) -> None:
        """Nothing of the resident stays: no outcome under way, no place, no session. Maintenance
        mode is shut."""
        self.around.terminal.session.end()
        self.around.terminal.maintenance.lock()
        self.jobs.drop_all()
        self.papers.forget()
        self.card_shown = False
        self.trail.reset()
        self._set_busy(busy=False)

    def _told(self, key: str, scene: int) -> None:
        """The end of a write is on the glass, if a screen came after ``scene``: staff need not
        look after it any more."""
        if self.scene != scene:
            told = Request(self.around.terminal.open_writes, "told", (key,))
            self.jobs.submit(told, owner=self)

    # -- inside ---------------------------------------------------------------------------------

    def _ask(self, place: Place, moved: Callable[[], object], seen: int = 0) -> None:
        kind = screen_class(place)

        def arrived(answer: object) -> None:
            moved()
            self.show_screen(place, answer)
            if self.current is not None:
                self.current.see(seen)

        if kind.ask is Screen.ask:
            arrived(None)
            return
        self.ask(
            Request(kind, "ask", (place, self.around.terminal)),
            done=arrived,
            refused=lambda why: self.refuse(why, wanted=place),
        )

    def _end_of(self, then: Callable[[], None]) -> None:
        self._set_busy(busy=False)
        then()

    def show_screen(self, place: Place, answer: object) -> None:
        """Puts a screen on the stage whose question is answered already."""
        old, kind = self.current, screen_class(place)
        self.scene += 1
        self.current = kind(self, place, answer)
        self._layout.addWidget(self.current)
        if old is not None:
            old.hide()
            self._layout.removeWidget(old)
            old.deleteLater()
        self.current.show()
        # At once, so that a touch can never fall on a screen that is not laid out yet.
        self._layout.activate()
        self.shown.emit()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        if busy:
            self._working_timer.start()
        else:
            self._working_timer.stop()
            self.working.emit(False)

    def _say_working(self) -> None:
        self.working.emit(True)
