"""A resident in a lobby: the real window, the real service, a line and a printer in between."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from booking_service.clock import MovableClock, standing_still
from booking_service.storage import seal
from kiosk.assembly import Kiosk
from kiosk.cards.file import FileReader
from kiosk.cards.wedge import WedgeSettings
from kiosk.cards.wedge_reader import WedgeReader
from kiosk.credentials import KioskCredential
from kiosk.demo.lobby import DemoLobby, open_lobby
from kiosk.disk import OUTBOX_FILE
from kiosk.journeys.outcomes import ReceiptView
from kiosk.main import Devices, OpenKiosk, application, open_kiosk, screen_settings
from kiosk.outfit import Outfit
from kiosk.settings import Settings
from kiosk.sync import RoundEnd
from printing.drivers.absent import AbsentPrinter
from printing.drivers.escpos_printer import network_printer
from printing.drivers.line import Timeouts
from printing.models import GENERIC_80
from tests.end_to_end.errands import NOW, Errand
from tests.end_to_end.people import EVERYBODY
from tests.end_to_end.witness import Witness, register
from ui.dock.scripted_resident import ScriptedResident
from ui.places import ReceiptTaken
from ui.wording.words import Words

WINDOW_PX = (540, 960)
#: How often the kiosk asks the service here, in seconds: a test does not wait for what a lobby can.
_OFTEN_SECONDS = 0.2
#: A busy machine presses a test's keys with longer pauses than a reader makes.
_SLOWED_KEYS_SECONDS = 1.5
#: Patience with a printer that says nothing, in seconds.
_PRINTER_PATIENCE = Timeouts(connect=20.0, answer=1.5, send=2.0, printed=2.0)
_DATABASE = "bookings.sqlite"
_CACHE = "cache"
#: Where an errand may end.
_ENDS = ("receipt_taken", "answer_unclear", "refused", "crashed", "menu")


class ShiftedClock:
    """A machine's clock that runs on from ``start`` and can be put forward by a test.

    Implements ``kiosk.clock.Clock``.
    """

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._started_at = time.monotonic()
        self._shift = 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.steady() - self._started_at)

    def steady(self) -> float:
        return time.monotonic() + self._shift

    def advance(self, seconds: float) -> None:
        self._shift += seconds


@dataclass(frozen=True, slots=True)
class KeptWrite:
    """A row of the outbox as somebody else reads it from the disk."""

    key: str
    kind: str
    state: str
    answer_code: str | None
    known_to: str


class Walk:
    """What a test does in the lobby. The kiosk is switched on when it is made."""

    def __init__(self, lobby: DemoLobby, width_dots: int = 576) -> None:
        self.lobby = lobby
        self.witness = Witness(lobby.running)
        self.machine_clock = ShiftedClock(lobby.service_time())
        self.credential = lobby.credential()
        self._width_dots = width_dots
        self.kiosk: OpenKiosk = self._switched_on()

    @property
    def glass(self) -> ScriptedResident:
        return ScriptedResident(self.kiosk.window)

    @property
    def screen(self) -> str:
        return self.kiosk.window.screen_name

    # -- the kiosk ------------------------------------------------------------------------------

    def restart(self) -> None:
        """Switch the kiosk off and on."""
        self.switch_off()
        self.kiosk = self._switched_on()

    def switch_off(self) -> None:
        self.kiosk.close()
        self.kiosk.window.deleteLater()

    def _switched_on(self) -> OpenKiosk:
        settings = kiosk_settings(self.lobby)
        profile = settings.card.profile
        readers = (
            FileReader(self.lobby.card_file, profile),
            WedgeReader(profile, WedgeSettings(gap_seconds=_SLOWED_KEYS_SECONDS)),
        )
        printer = network_printer(
            self.lobby.printer.host,
            self.lobby.printer.port,
            replace(GENERIC_80, width_dots=self._width_dots),
            timeouts=_PRINTER_PATIENCE,
        )
        opened = open_kiosk(
            settings,
            self.credential,
            Devices(printer, readers, self.machine_clock),
            replace(
                screen_settings(settings, WINDOW_PX),
                ask_again_seconds=_OFTEN_SECONDS,
                paper_watch_ms=round(_OFTEN_SECONDS * 1000),
                # A clock that is put forward must not lay the invitation over the start.
                attract_after_seconds=0,
            ),
        )
        opened.window.open()
        glass = ScriptedResident(opened.window)
        try:
            glass.wait_until(lambda: opened.window.knows_city, "the city")
            glass.wait_for("start")
        except BaseException:
            opened.close()  # else the next test is blamed for its threads
            raise
        return opened

    # -- what the resident does -----------------------------------------------------------------

    def follow(
        self,
        errand: Errand,
        before: Mapping[str, Callable[[], None]] | None = None,
        on_line_down: Callable[[], None] | None = None,
    ) -> str:
        """Go through the errand and return the screen on which it ends.

        ``before`` names screens and what happens once when the resident comes to them. On the
        screen ``line_down`` the walk ends, unless ``on_line_down`` mends the line: then the
        resident tries again.
        """
        waiting = dict(before or {})
        ends = [screen for screen in _ENDS if screen not in errand.steps]
        while True:
            screen = self.glass.wait_for(*errand.steps, *ends, "line_down")
            waiting.pop(screen, lambda: None)()
            if screen == "line_down" and on_line_down is not None:
                on_line_down()
                self.glass.tap("line_down.again")
            elif screen in ends or screen == "line_down":
                return screen
            else:
                errand.act(self.glass, screen)

    def succeed(self, errand: Errand) -> None:
        """Follow an errand that must end with a receipt on paper, and leave for the start."""
        assert self.follow(errand) == "receipt_taken", self.reads()
        self.glass.wait_for_paper()
        self.leave()

    def leave(self) -> None:
        """Say good-bye from the receipt or the menu; the start screen comes back."""
        self.glass.tap("stop")
        self.glass.wait_for("ended")
        self.glass.tap("ended.start")
        self.glass.wait_for("start")

    def reads(self) -> str:
        """Every word on the glass."""
        return "\n".join(_words_of(self.kiosk.window, seen=True))

    def words_anywhere(self) -> str:
        """Every word that any widget holds, shown or hidden."""
        return "\n".join(_words_of(self.kiosk.window, seen=False))

    @property
    def receipt(self) -> ReceiptView:
        """The receipt on the screen."""
        place = self.kiosk.window.stage.trail.here
        assert isinstance(place, ReceiptTaken), place
        return place.receipt

    # -- what staff do --------------------------------------------------------------------------

    def staff_come_in(self) -> None:
        """Show a card of staff, whoever is at the glass, and type the PIN; ends at their menu."""
        self.lobby.set_pins()
        self.lobby.show_staff_card()
        self.glass.wait_for("staff_pin")
        self.glass.type_on_keypad(self.lobby.staff_pin)
        self.glass.tap("staff.open")
        self.glass.wait_for("staff_menu")

    # -- what others see ------------------------------------------------------------------------

    @property
    def papers(self) -> int:
        """How many receipts have come out of the printer."""
        return len(self.lobby.printer.receipts)

    @property
    def cache_folder(self) -> Path:
        return self.lobby.folder / _CACHE

    def outbox(self) -> list[KeptWrite]:
        return outbox_rows(self.cache_folder)

    def open_writes(self) -> list[KeptWrite]:
        return [row for row in self.outbox() if row.state in ("made", "sent")]

    def wait_until_told(self) -> None:
        """Wait until every write of the outbox is one whose end a resident has seen."""
        self.wait_until(
            lambda: {row.known_to for row in self.outbox()} == {"resident"}, "the writes being told"
        )

    def wait_until(self, seen: Callable[[], bool], what: str) -> None:
        self.glass.wait_until(seen, what)


def outbox_rows(cache_folder: Path) -> list[KeptWrite]:
    """The outbox on the disk, in no order, read as after a crash."""
    address = f"file:{cache_folder / OUTBOX_FILE}?mode=ro"
    query = "SELECT key, kind, state, answer_code, known_to FROM write"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        return [KeptWrite(*row) for row in connection.execute(query)]


def kiosk_settings(lobby: DemoLobby) -> Settings:
    """The lobby's settings, for somebody in a hurry."""
    settings = lobby.settings()
    hurried = replace(
        settings.service,
        poll_seconds=_OFTEN_SECONDS,
        retry_first_seconds=_OFTEN_SECONDS,
        retry_most_seconds=_OFTEN_SECONDS,
        settle_seconds=_OFTEN_SECONDS,
    )
    return replace(settings, service=hurried)


def core_of(lobby: DemoLobby, credential: KioskCredential) -> Kiosk:
    """A kiosk without a window and without a printer, that does nothing by itself."""
    clock = ShiftedClock(lobby.service_time())
    parts = Outfit(credential, AbsentPrinter(576), lambda: Words("ja"), clock)
    return Kiosk(kiosk_settings(lobby), parts)


def make_template(folder: Path) -> None:
    """Fill ``folder`` with the files of a service and a kiosk that have seen each other once.

    Copies of them start at once: the residents are registered and the calendar is there.
    """
    with open_lobby(folder, MovableClock(NOW, standing_still), residents=False) as lobby:
        register(lobby.running, *EVERYBODY)
        lobby.move_clock_to(NOW)  # returns once every due step has been taken
        parts = Outfit(
            lobby.credential(), AbsentPrinter(576), lambda: Words("ja"), ShiftedClock(NOW)
        )
        kiosk = Kiosk(kiosk_settings(lobby), parts)
        try:
            assert kiosk.sync.round() is RoundEnd.AGREED
        finally:
            kiosk.stop()


@contextmanager
def lobby_like(template: Path, folder: Path) -> Iterator[DemoLobby]:
    """A lobby on ``NOW``, with files of its own that are copies of the template's."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    _seal_the_copy(folder / _DATABASE)
    with open_lobby(folder, MovableClock(NOW, standing_still), residents=False) as lobby:
        yield lobby


def _seal_the_copy(database: Path) -> None:
    """A copy is taken for another database, whose feed the kiosk would read from its beginning:
    longer than all that the resident does. What the seal names is made to be the copy."""
    path = seal.path_of(database)
    left = seal.Seal(**json.loads(path.read_text("utf-8")))
    seal.leave(path, replace(left, database=str(database.stat().st_ino)))


@contextmanager
def walking(lobby: DemoLobby, width_dots: int = 576) -> Iterator[Walk]:
    """A resident in front of the lobby's kiosk; it is switched off at the end."""
    application()
    walk = Walk(lobby, width_dots)
    try:
        yield walk
    finally:
        walk.switch_off()


def _words_of(window: QWidget, *, seen: bool) -> Iterator[str]:
    for widget in (window, *window.findChildren(QWidget)):
        if seen and not widget.isVisible():
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if not seen:
            yield from (widget.objectName(), widget.windowTitle(), widget.statusTip())
