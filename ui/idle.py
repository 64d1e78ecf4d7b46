"""Watches whether anybody is still there, and lets no touch press what it was not meant for."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from kiosk.cards.shown import CardShown, CardUnreadable
from ui.input_filter import InputFilter
from ui.places import (
    AccountDeleted,
    AnswerUnclear,
    Crashed,
    Ended,
    Menu,
    OutOfService,
    Start,
    log_in_with,
)
from ui.places.maintenance import MaintenancePlace
from ui.stage import Stage, Surroundings
from ui.touches import Touches
from ui.widgets.control import Control

if TYPE_CHECKING:
    from ui.widgets.attract import Attract
    from ui.widgets.countdown import Countdown
    from ui.widgets.question import Question
    from ui.widgets.reason import Reason

#: A quick second press on one place comes as a double click, and presses a button like the first.
_TOUCHES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.KeyPress,
    }
)
#: Screens that nobody needs to be wiped from.
_NOBODY = (Start, OutOfService, Ended, Crashed, AccountDeleted)


class IdleWatch(QObject):
    """Counts down over the whole window; at the end the start screen comes back.

    ``told_why`` carries the words that answer a touch on what cannot be pressed now.
    """

    told_why = Signal(str)

    def __init__(self, window: QWidget, around: Surroundings, stage: Stage) -> None:
        super().__init__(window)
        self._window, self._around, self._stage = window, around, stage
        #: Sheets over the window; made when they are first needed.
        self._countdown: Countdown | None = None
        self._occupied: Question | None = None
        #: The card that the question who is there is about.
        self._next_card: CardShown | CardUnreadable | None = None
        self._attract: Attract | None = None
        self._touches = Touches(around, stage)
        self._reason: Reason | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(around.settings.idle_check_ms)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        stage.shown.connect(self.wake)
        InputFilter.of(window).ask_first(self._sees)
        stage.shown.connect(self._unsay)

    @property
    def counting(self) -> bool:
        return self._countdown is not None and self._countdown.isVisible()

    @property
    def asking(self) -> bool:
        """Whether a sheet lies over the window: only its buttons mean anything then."""
        return any(sheet.isVisible() for sheet in self._sheets())

    @property
    def inviting(self) -> bool:
        """Whether the start is covered by what invites whoever passes."""
        return self._attract is not None and self._attract.isVisible()

    def stop(self) -> None:
        self._timer.stop()
        InputFilter.of(self._window).ask_no_more(self._sees)

    def make_anew(self) -> None:
        """Language or looks have changed: the sheets are made again when they are next needed."""
        for sheet in self._sheets():
            sheet.hide()
            sheet.deleteLater()
        self._countdown = self._occupied = None
        if self._reason is not None:
            self._reason.hide()
            self._reason.deleteLater()
            self._reason = None
        if self._attract is not None:
            self._attract.hide()
            self._attract.deleteLater()
            self._attract = None

    def cover_again(self) -> None:
        for sheet in self._sheets():
            if sheet.isVisible():
                sheet.cover()

    def ask_who(self, card: CardShown | CardUnreadable) -> None:
        """A card was shown in somebody's session: is it theirs, or the next person's?

        The card is kept until that is answered, and goes with the question.
        """
        self._next_card = card
        if self._occupied is None:
            from ui.widgets.question import Question

            around = self._around
            self._occupied = Question(around.theme, around.words, self._window, "occupied")
            self._occupied.stay.connect(self._stay)
            self._occupied.end.connect(self._change_person)
        if not self.asking:
            self._occupied.cover()
            self._touches.something_else_shown()

    def look(self) -> None:
        """Compares the idle time with the limits: nothing, the countdown, or the wipe."""
        if self._forgotten_preferences():
            self._stage.leave()
            return
        if self._nobody_for_long() and not self.inviting:
            self._invite()
        screen = self._stage.current
        if self._occupied is not None and not (screen is not None and screen.occupied):
            self._occupied.hide()
            self._next_card = None
        left = self._seconds_left()
        if left is None or left > self._around.terminal.countdown_from_seconds:
            if self._countdown is not None:
                self._countdown.hide()
        elif left <= 0:
            self._end()
        else:
            self._count(ceil(left))

    def _sees(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self._touches.let_go(event, watched)
        elif event.type() in _TOUCHES and isinstance(watched, QWidget):
            if not self._window.isAncestorOf(watched) and watched is not self._window:
                return False
            if self.inviting and event.type() is QEvent.Type.KeyPress:
                self.wake()
                return True
            if not self.asking:
                self._around.terminal.session.touched()
            if isinstance(event, QMouseEvent):
                if self._touches.means_nothing(event):
                    return True
                self._answer(watched)
        return False

    def _answer(self, touched: QWidget) -> None:
        """A touch on what is off is told why; any other takes that off the glass."""
        self._unsay()
        if not isinstance(touched, Control) or touched.isEnabled() or not touched.why_off:
            return
        if self._reason is None:
            from ui.widgets.reason import Reason

            self._reason = Reason(self._around.theme, self._window)
        self._reason.tell(touched)
        self.told_why.emit(touched.why_off)

    def _unsay(self) -> None:
        if self._reason is not None:
            self._reason.hide()

    def _forgotten_preferences(self) -> bool:
        """Somebody chose another language or type on the start screen and went away."""
        if not isinstance(self._stage.trail.here, _NOBODY):
            return False
        terminal = self._around.terminal
        changed = self._around.preferences != self._around.as_found
        return changed and terminal.session.idle_seconds() > self._around.settings.idle_home_seconds

    def _nobody_for_long(self) -> bool:
        session, after = self._around.terminal.session, self._around.settings.attract_after_seconds
        return (
            isinstance(self._stage.trail.here, Start)
            and 0 < after < session.idle_seconds()
            and self._around.directory is not None
        )

    def _invite(self) -> None:
        from ui.widgets.attract import Attract

        around = self._around
        if self._attract is None:
            self._attract = Attract(
                around.theme,
                around.terminal.languages,
                self._window,
                step_ms=around.settings.attract_step_ms,
                fade_ms=around.settings.attract_fade_ms,
            )
            self._attract.woken.connect(self.wake)
        self._attract.cover()

    def wake(self) -> None:
        """Somebody is there: the start screen can be seen and touched."""
        if self._attract is not None and self._attract.isVisible():
            self._around.terminal.session.touched()
            self._attract.hide()
            # The second half of a double tap is not for what has appeared.
            self._stage.scene += 1
            self._touches.something_else_shown()

    def _sheets(self) -> tuple[Question, ...]:
        return tuple(sheet for sheet in (self._countdown, self._occupied) if sheet is not None)

    def _seconds_left(self) -> float | None:
        if isinstance(self._stage.trail.here, _NOBODY):
            return None
        session, settings = self._around.terminal.session, self._around.settings
        if isinstance(self._stage.trail.here, MaintenancePlace):
            return settings.maintenance_idle_seconds - session.idle_seconds()
        if self._stage.trail.passes(AnswerUnclear):
            return settings.unclear_idle_seconds - session.idle_seconds()
        left = session.seconds_until_wipe()
        return left if left is not None else settings.idle_home_seconds - session.idle_seconds()

    def _count(self, seconds: int) -> None:
        from ui.widgets.countdown import Countdown, Meanwhile

        if self._countdown is None:
            self._countdown = Countdown(self._around.theme, self._around.words, self._window)
            self._countdown.stay.connect(self._stay)
            self._countdown.end.connect(self._end)
        unclear = self._stage.trail.passes(AnswerUnclear)
        self._countdown.show_seconds(seconds, Meanwhile.UNCLEAR if unclear else Meanwhile.NOTHING)
        if not self._countdown.isVisible():
            self._countdown.cover()
            self._touches.something_else_shown()

    def _stay(self) -> None:
        self._around.terminal.session.touched()
        self.lift()

    def _end(self) -> None:
        self.lift()
        self._stage.leave()

    def _change_person(self) -> None:
        """The one before is wiped, and whoever showed the card goes on to their log-in."""
        card = self._next_card
        self.lift()
        if isinstance(card, CardShown):
            self._stage.hand_over(log_in_with(card, then=Menu()))
        else:
            self._stage.end()

    def lift(self) -> None:
        """Takes the sheets off the window."""
        self._next_card = None
        for sheet in self._sheets():
            sheet.hide()
