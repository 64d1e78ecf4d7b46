"""The devices a settings file names: which driver, put together how."""

from __future__ import annotations

from kiosk.cards.profile import CardProfile
from kiosk.cards.reader import CardReader
from kiosk.cards.wedge import WedgeSettings
from kiosk.settings import CardSettings, PrinterSettings
from printing.page import Page
from printing.printer import NO_ANSWER, NotPrinted, Printer, PrinterStatus, PrintOutcome


class NoPrinter:
    """Stands where a kiosk has no printer: it never answers. Receipts are shown, not printed."""

    def __init__(self, width_dots: int) -> None:
        self._width_dots = width_dots

    @property
    def width_dots(self) -> int:
        return self._width_dots

    def status(self) -> PrinterStatus:
        return NO_ANSWER

    def print(self, page: Page) -> PrintOutcome:
        return NotPrinted(NO_ANSWER)


def printer(settings: PrinterSettings) -> Printer:
    """The printer of the settings. Nothing is asked of it yet."""
    match settings.kind:
        case "network":
            from printing.drivers.network import NetworkPrinter

            return NetworkPrinter(settings.host, settings.port, settings.width_dots)
        case "file":
            from printing.drivers.file import FilePrinter

            return FilePrinter(settings.folder, settings.width_dots)
        case "none":
            return NoPrinter(settings.width_dots)


def card_reader(settings: CardSettings) -> CardReader | None:
    """The card reader of the settings, not started; None if there is none."""
    match settings.reader:
        case "wedge":
            from kiosk.cards.wedge_reader import WedgeReader

            return WedgeReader(card_profile(settings), wedge_settings(settings))
        case "file":
            from kiosk.cards.file import FileReader

            return FileReader(settings.file, card_profile(settings))
        case "none":
            return None


def card_profile(settings: CardSettings) -> CardProfile:
    return CardProfile(settings.starts_with, settings.characters, settings.characters_after)


def wedge_settings(settings: CardSettings) -> WedgeSettings:
    return WedgeSettings(
        gap_seconds=settings.gap_seconds,
        shortest=settings.shortest_burst,
        longest=settings.longest_burst,
        terminator=settings.terminator,
    )
