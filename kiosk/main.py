"""The place where everything is put together: kiosk, screens, devices. It alone imports ``ui``."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk import devices, events
from kiosk.assembly import Kiosk
from kiosk.cards.reader import CardReader
from kiosk.cards.wedge_reader import WedgeReader
from kiosk.clock import Clock, SystemClock
from kiosk.credentials import KeyringSource, KioskCredential
from kiosk.disk import SPOOL_FOLDER
from kiosk.logs import log_to
from kiosk.outfit import Outfit
from kiosk.service_manager import note_first_screen, notify, watchdog_interval_ms
from kiosk.settings import Settings
from kiosk.stopped import TRY_AGAIN, is_set_up, next_wait, technician_code
from kiosk.voice.headphones import Headphones, UnknownHeadphones
from kiosk.voice.speaker import AbsentSpeaker, Speaker
from printing.printer import Printer
from printing.receipts.words import Words
from ui.app import build
from ui.card_source import CardSource
from ui.garbage import GarbageCollector
from ui.settings import WindowSettings
from ui.termination import Termination
from ui.theme.glyphs import missing_glyphs
from ui.voice.guide import VoiceGuide
from ui.wedge_tap import WedgeTap
from ui.window import KioskWindow
from ui.wording.words import LANGUAGES

if TYPE_CHECKING:
    from kiosk.machine.client import Machine
    from ui.dock.lobby import Lobby


def run(settings: Settings) -> int:
    """Run a terminal until its window is closed or SIGTERM comes. Returns the exit code.

    Raises ``SettingsError`` or ``CredentialError`` before anything is shown.
    """
    log_to(sys.stderr)
    app = application()
    opened = stand_alone(settings, screen_settings(settings))
    with Termination(opened.window.close):
        opened.window.open()
        with opened:
            return app.exec()


def show_stopped() -> int:
    """Tell residents that the kiosk does not run, until it is time to try it again."""
    from ui.stopped_window import StoppedWindow

    app = application()
    set_up = is_set_up()
    window = StoppedWindow(technician_code(set_up=set_up), set_up=set_up)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    QTimer.singleShot(round(next_wait(SystemClock()) * 1000), lambda: app.exit(TRY_AGAIN))
    window.showFullScreen()
    return app.exec()


def stand_alone(settings: Settings, screen: WindowSettings) -> OpenKiosk:
    """A terminal with a process to itself: its credential is in the keyring, its devices are those
    of its settings, and the service manager hears of it. Raises ``CredentialError``."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.disable()  # until the first paint: nothing of what is loaded now is garbage
    credential = KeyringSource().kiosk_credential(settings.kiosk_id)
    application()
    parts = Devices(
        devices.printer(settings.printer, settings.cache_directory / SPOOL_FOLDER),
        devices.card_readers(settings.card),
        speaker=devices.speaker(settings.voice),
        headphones=devices.headphones(settings.voice),
    )
    opened = open_kiosk(settings, credential, parts, screen)
    opened.window.first_painted.connect(lambda: GarbageCollector(opened.window))
    opened.window.first_painted.connect(_check_typefaces)
    opened.window.first_painted.connect(_tell_ready)
    return opened


def application() -> QApplication:
    """The one ``QApplication`` of this process."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    return QApplication(sys.argv[:1])


@dataclass(frozen=True, slots=True)
class Devices:
    """What stands beside the glass, and the machine's own clock."""

    printer: Printer
    readers: Sequence[CardReader] = field(default=())
    clock: Clock = field(default_factory=SystemClock)
    speaker: Speaker = field(default_factory=AbsentSpeaker)
    headphones: Headphones = field(default_factory=UnknownHeadphones)
    machine: Machine | None = None


class OpenKiosk:
    """A kiosk with its window. As a context manager it stops everything at the end."""

    def __init__(
        self, kiosk: Kiosk, window: KioskWindow, parts: Devices, cards: CardSource
    ) -> None:
        self.kiosk = kiosk
        self.window = window
        self._readers = parts.readers
        self._cards = cards
        self._voice = VoiceGuide(window, parts.speaker, parts.headphones)
        for reader in parts.readers:
            if isinstance(reader, WedgeReader):
                WedgeTap(window, reader)  # belongs to the window from now on
        window.first_painted.connect(self._start)

    def __enter__(self) -> OpenKiosk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the window, then stop readers, threads and files, in this order."""
        self.window.close()
        self._voice.stop()
        for reader in self._readers:
            reader.stop()
        self.kiosk.stop()

    def _start(self) -> None:
        """Threads and devices wait until the first screen is on the glass."""
        self.kiosk.start()
        for reader in self._readers:
            reader.start(self._cards.read.emit)


def open_kiosk(
    settings: Settings, credential: KioskCredential, parts: Devices, screen: WindowSettings
) -> OpenKiosk:
    """Put a kiosk and its window together. Nothing is shown and no thread runs yet."""

    def words() -> Words:
        shown = window.words
        if devices.made_in_japanese(settings.printer, shown.language):
            return shown.on_japanese_paper()
        return shown.on_paper()

    outfit = Outfit(
        credential,
        parts.printer,
        words,
        parts.clock,
        parts.readers,
        parts.speaker,
        parts.headphones,
        machine=parts.machine,
    )
    kiosk = Kiosk(settings, outfit)
    cards = CardSource()
    window = build(kiosk.terminal, screen, cards)
    return OpenKiosk(kiosk, window, parts, cards)


def screen_settings(settings: Settings, window_px: tuple[int, int] | None = None) -> WindowSettings:
    """How the settings look from the glass; without ``window_px`` the window fills the screen."""
    return WindowSettings(
        width_mm=settings.screen.width_mm,
        home_facility_id=settings.home_facility,
        window_px=window_px,
        idle_home_seconds=settings.session.idle_seconds,
        attract_after_seconds=settings.screen.attract_seconds,
        attract_fade_ms=WindowSettings().attract_fade_ms if settings.screen.motion else 0,
        gesture=settings.maintenance.gesture,
        gesture_hold_ms=round(settings.maintenance.hold_seconds * _MS),
        gesture_then_ms=round(settings.maintenance.then_seconds * _MS),
        maintenance_idle_seconds=settings.maintenance.idle_seconds,
        # A window on a desk is pointed at with a mouse, which hits nothing by accident.
        settle_ms=_SETTLE_MS if window_px is None else 0,
    )


def play(opened: OpenKiosk, lobby: Lobby) -> int:
    """Show the kiosk and, beside it, the dock, until one of the two is closed."""
    from ui.dock.window import DockWindow

    app = application()
    desk = app.primaryScreen().availableGeometry()
    dock = DockWindow(lobby, opened.window, opened.window.words)
    # Side by side; where a window manager puts them would be on top of each other.
    width, height = desk_window_px()
    left = max(0, (desk.width() - width - dock.width() - _DESK_GAP_PX) // 2)
    opened.window.move(desk.left() + left, desk.top())
    dock.move(desk.left() + left + width + _DESK_GAP_PX, desk.top())
    dock.resize(dock.width(), height)
    opened.window.open()
    dock.show()
    return app.exec()


def walk(opened: OpenKiosk, lobby: Lobby, out: Path, say: Callable[[str], None]) -> None:
    """Let the scripted resident walk; pictures go to ``out``, a line a step to ``say``."""
    from ui.dock.scripted_walk import ScriptedWalk

    opened.window.open()
    ScriptedWalk(opened.window, lobby, out, say).walk()


def desk_window_px() -> tuple[int, int]:
    """A window of a portrait kiosk's shape that fits on the screen of a desk, in pixels."""
    room = application().primaryScreen().availableGeometry()
    height = min(_PORTRAIT_PX[1], room.height() - _TITLE_BAR_PX)
    return height * _PORTRAIT_PX[0] // _PORTRAIT_PX[1], height


#: How long a thread that syncs or draws a receipt may keep Python from the one that paints. With
#: Python's own 5 ms a tap during a sync was answered after half a second (bench/taps.py).
_SWITCH_SECONDS = 0.0005
_MS = 1000
_PORTRAIT_PX = (1080, 1920)
_TITLE_BAR_PX = 40
_DESK_GAP_PX = 16
#: Nobody sees a screen and answers it sooner than this.
_SETTLE_MS = 150


def _check_typefaces() -> None:
    """Staff learn of a square in the place of a character before a resident sees it."""
    for language in LANGUAGES:
        if missing_glyphs(language):
            code = language.lower().replace("-", "_")
            events.say(events.TYPEFACE_INCOMPLETE, events.Outcome.FAILED, code)


def _tell_ready() -> None:
    note_first_screen()
    notify("READY=1")
    interval = watchdog_interval_ms()
    if interval is not None:
        alive = QTimer(application())
        alive.timeout.connect(lambda: notify("WATCHDOG=1"))
        alive.start(interval)
