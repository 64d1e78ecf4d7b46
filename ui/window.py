"""The kiosk's window: header, stage and footer, and everything that is true on every screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from kiosk.cards.shown import CardShown, CardUnreadable, StaffCardShown
from ui.crash_guard import CrashGuard
from ui.first_frame import FirstFrame
from ui.four_keys import FourKeys
from ui.idle import IdleWatch
from ui.jobs import Jobs, Lane
from ui.places import Display, Help, Start
from ui.places.machine import MachinePicture
from ui.places.maintenance import MaintenancePlace
from ui.places.place import kinds
from ui.preferences import Preferences
from ui.request import Request
from ui.screens import screen_class
from ui.staff_gesture import StaffGesture
from ui.stage import Stage, Surroundings
from ui.widgets.footer import Footer
from ui.widgets.header import Header
from ui.wording.words import Words

if TYPE_CHECKING:
    from ui.card_source import CardSource
    from ui.widgets.working import Working


class KioskWindow(QWidget):
    """``first_painted`` comes once, when the start screen is on the glass."""

    first_painted = Signal()

    def __init__(self, around: Surroundings, cards: CardSource) -> None:
        super().__init__()
        self._around = around
        self._painted = False
        self._picture_tried = False
        self._working_cover: Working | None = None
        self.setObjectName("kiosk")
        self.jobs = Jobs(self)
        self.stage = Stage(around, self.jobs)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # The glass has one size: no content may make the window larger than it.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.stage, 1)
        self.header, self.footer = self._bands()
        self._connect(cards)
        self.four_keys = FourKeys(self)
        # After the keys, so that it sees them first: one that wakes the glass does nothing else.
        self.idle = IdleWatch(self, around, self.stage)
        self.gesture = StaffGesture(self, around.settings)
        self.gesture.made.connect(self.maintain)
        self._header_timer = QTimer(self)
        self._header_timer.setInterval(around.settings.header_refresh_ms)
        self._header_timer.timeout.connect(self._tick)
        self._header_timer.start()
        self._to_load = list(kinds())
        self._load_timer = QTimer(self)
        self._load_timer.setInterval(around.settings.load_ahead_ms)
        self._load_timer.timeout.connect(self._load_ahead)
        self._refresh_header()
        # No button looks chosen before somebody uses keys.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self._guard = CrashGuard(self.stage)
        self.stage.show_screen(Start(), None)

    # -- what tests and the health watch read ----------------------------------------------------

    @property
    def screen_name(self) -> str:
        """Which screen is shown, ``working`` while a question takes long."""
        if self._working_cover is not None and self._working_cover.isVisible():
            return "working"
        return self.stage.current.place.name if self.stage.current is not None else ""

    @property
    def busy(self) -> bool:
        """Something is under way. If not, what is shown stays until somebody touches it."""
        screen = self.stage.current
        waiting = screen is not None and screen.waiting
        return self.stage.busy or self.jobs.running > 0 or waiting

    @property
    def knows_city(self) -> bool:
        """The city was read from the cache: what can be tapped leads somewhere."""
        return self._around.directory is not None

    @property
    def preferences(self) -> Preferences:
        """What the resident at the glass has asked of it."""
        return self._around.preferences

    @property
    def logged_in(self) -> bool:
        return self._around.terminal.session.registrant is not None

    @property
    def words(self) -> Words:
        """The wording of the language that is on the screen."""
        return self._around.words

    # -- what the place it stands in does to it --------------------------------------------------

    def open(self) -> None:
        """Shows the window and then looks for the city, so that the first paint waits for none."""
        self._guard.stand()
        size = self._around.settings.window_px
        if size is None:
            # Without a window manager full screen alone does not resize the window.
            self.setGeometry(self.screen().geometry())
            self.showFullScreen()
        else:
            self.resize(*size)
            self.show()

    def speak(self, language: str) -> None:
        """Changes the language of everything that is shown."""
        self.prefer(replace(self._around.preferences, language=language))

    def prefer(self, preferences: Preferences) -> None:
        """Changes language and looks of everything that is shown: it is all made anew."""
        if not self.stage.busy:
            self.dress(preferences)
            self._column.activate()
            self.stage.again()

    def card(self, shown: CardShown | CardUnreadable | StaffCardShown) -> None:
        """A reader saw a card. Before the log-in it always means: I want to log in.

        Later it may be the next person's, while the one before has forgotten to finish: they are
        asked, and whose session it is does not last any longer for it. A card of staff asks for
        maintenance mode, whatever is shown; while that is open, other cards mean nothing.
        """
        session, screen = self._around.terminal.session, self.stage.current
        if isinstance(shown, StaffCardShown):
            self.maintain()
            return
        if isinstance(self.stage.trail.here, MaintenancePlace) and screen is not None:
            screen.card(shown)
            return
        if screen is None or self._around.directory is None or self.stage.busy:
            return
        if screen.occupied:
            self.idle.ask_who(shown)
            return
        session.touched()
        if isinstance(shown, CardShown):
            self.stage.card_shown = True
        screen.card(shown)

    def maintain(self) -> None:
        """Staff made their gesture, or showed their card: whoever is here is wiped first."""
        if not isinstance(self.stage.trail.here, MaintenancePlace):
            self.idle.lift()
            self.stage.maintain()

    # -- inside ----------------------------------------------------------------------------------

    def _connect(self, cards: CardSource) -> None:
        self.stage.shown.connect(self._screen_shown)
        self.stage.city_found.connect(self._refresh_header)
        self.stage.working.connect(self._show_working)
        self.stage.left.connect(self._back_to_start)
        self.stage.preferred.connect(self.prefer)
        cards.read.connect(self.card)

    def _stop(self) -> None:
        if self._around.terminal.session.registrant is None:
            self.stage.leave()
        else:
            self.stage.end()

    def say_in(self, language: str) -> None:
        """As ``speak``, before anything but the start is shown."""
        self.dress(replace(self._around.preferences, language=language))

    def dress(self, preferences: Preferences) -> None:
        """Makes all but the screen anew, which comes next."""
        self._around.prefer(preferences)
        for band in (self.header, self.footer):
            band.hide()
            self._column.removeWidget(band)
            band.deleteLater()
        self.header, self.footer = self._bands()
        self.header.show()
        self.footer.show()
        if self._working_cover is not None:
            self._working_cover.hide()
            self._working_cover.deleteLater()
            self._working_cover = None
        self.idle.make_anew()
        self._refresh_header()

    def _bands(self) -> tuple[Header, Footer]:
        """Header and footer, as the resident prefers them, in their places."""
        header = Header(self._around.theme)
        around = self._around
        footer = Footer(around.theme, around.words, around.terminal.languages)
        footer.display.connect(lambda: self.stage.go(Display()))
        footer.back.connect(self.stage.back)
        footer.help.connect(lambda: self.stage.go(Help()))
        footer.stop.connect(self._stop)
        footer.language.connect(self.speak)
        self._column.insertWidget(0, header)
        self._column.addWidget(footer)
        return header, footer

    def _back_to_start(self) -> None:
        if self._around.preferences != self._around.as_found:
            self.dress(self._around.as_found)

    def _screen_shown(self) -> None:
        screen = self.stage.current
        if screen is None:
            return
        can_go_back = screen.has_back and self.stage.trail.before is not None
        self.footer.offer(
            back=can_go_back,
            stop=screen.has_stop,
            languages=screen.has_languages,
            display=screen.has_display,
            help_=screen.has_help,
        )
        self._refresh_header()

    def _tick(self) -> None:
        self._ask_of_picture()
        self._refresh_header()
        if self.stage.current is not None and not self.stage.busy:
            self.stage.current.tick()
            self.stage.close_start()

    def _refresh_header(self) -> None:
        around, words = self._around, self._around.words
        directory = around.directory
        if directory is not None:
            home = directory.facility(around.settings.home_facility_id or "")
            system = words.of(directory.city.system_name)
            self.header.show_place(system, words.of(home.name) if home else "")
        self.header.show_state(words, around.terminal.now(), around.terminal.line())

    def _show_working(self, working: bool) -> None:
        if working and self._working_cover is None:
            from ui.widgets.working import Working

            self._working_cover = Working(self._around.theme, self.stage)
        if self._working_cover is None:
            return
        if working:
            self._working_cover.say(self._around.words)
            self._working_cover.cover()
        else:
            self._working_cover.hide()

    # -- Qt --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        QPainter(self).fillRect(self.rect(), QColor(self._around.theme.palette.page))
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._wait_for_frame)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.idle.cover_again()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self._guard.step_down()
        self._header_timer.stop()
        self._load_timer.stop()
        self.idle.stop()
        self.four_keys.stop()
        self.gesture.stop()
        self.jobs.close()
        super().closeEvent(event)

    def _wait_for_frame(self) -> None:
        FirstFrame(self.windowHandle()).shown.connect(self._first_paint_done)

    def _first_paint_done(self) -> None:
        self.first_painted.emit()
        self.stage.find_city()
        tried = Request(self._around.terminal, "tried_screen")
        job = self.jobs.submit(tried, owner=self, lane=Lane.ASIDE)
        job.done.connect(self._new_picture)
        self._load_timer.start()

    def _new_picture(self, tried: bool) -> None:
        """The picture was turned, or the touch aligned: it stays only if somebody says so."""
        self._picture_tried = tried

    def _ask_of_picture(self) -> None:
        if self._picture_tried and not self.stage.busy:
            self._picture_tried = False
            self.stage.show_at_once(MachinePicture(), (MachinePicture(),))

    def _load_ahead(self) -> None:
        if self._to_load:
            screen_class(self._to_load.pop(0))
        else:
            self._load_timer.stop()
