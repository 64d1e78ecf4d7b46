"""The devices that the settings name, each behind its port."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kiosk import events
from kiosk.cards.frames import Framing
from kiosk.cards.reader import CardReader
from kiosk.cards.serial_line import SerialLine
from kiosk.cards.wedge import WedgeSettings
from kiosk.settings import CardSettings, PrinterSettings, VoiceSettings
from kiosk.voice.headphones import Headphones
from kiosk.voice.speaker import Speaker
from printing.drivers.line import Line, Timeouts
from printing.page import Page
from printing.printer import Printer
from printing.scrap import Scrap

#: So many of the missing characters fit into the reason of an event.
MOST_CODE_POINTS = 8


def printer(settings: PrinterSettings, folder: Path | None = None) -> Printer:
    """The configured printer. It need not be there: that is a status, not an error.

    What broke off is cut off before the next paper, also after a new start if it is noted in
    ``folder``.
    Drivers are imported when they are asked for, so that the first screen does not wait for them.
    """
    model = settings.model
    scrap = Scrap(folder)
    match settings.kind:
        case "network":
            from printing.drivers.escpos_printer import network_printer

            return network_printer(
                settings.host,
                settings.port,
                model,
                encode=_encode(settings),
                scrap=scrap,
            )
        case "serial" | "device" | "usb":
            from printing.drivers.escpos_printer import EscposPrinter

            timeouts = Timeouts(baud=_baud(settings))
            return EscposPrinter(_connect(settings), model, timeouts, _encode(settings), scrap)
        case "cups":
            from printing.drivers.cups_printer import CupsPrinter
            from printing.drivers.lines.cups import CupsQueue

            return CupsPrinter(CupsQueue(settings.queue), model, encode=_encode(settings))
        case "file":
            from printing.drivers.file import FilePrinter

            return FilePrinter(settings.folder, model.width_dots)
        case "none":
            from printing.drivers.absent import AbsentPrinter

            return AbsentPrinter(model.width_dots)


def made_in_japanese(settings: PrinterSettings, language: str) -> bool:
    """Whether receipts in this language are made in Japanese with English beside it.

    So where all others go as text, which this language cannot, and the city wants no pictures.
    """
    from printing.encoding import Layout, goes_as_text

    if settings.foreign == "raster":
        return False
    model, baud, layout = settings.model, _baud(settings), Layout(settings.layout)
    text = (goes_as_text(one, model, baud, layout) for one in (language, "ja"))
    return tuple(text) == (False, True)


def _baud(settings: PrinterSettings) -> int | None:
    """The speed of the line, None where it takes no time worth counting."""
    return settings.baud if settings.kind == "serial" else None


def _encode(settings: PrinterSettings) -> Callable[[Page], tuple[bytes, ...]]:
    """Receipts as pictures or as text, as the settings and the line have it."""
    from printing.encoding import Layout, encode

    return partial(
        encode,
        model=settings.model,
        baud=_baud(settings),
        layout=Layout(settings.layout),
        missing=_characters_missing,
    )


def _characters_missing(code_points: tuple[int, ...]) -> None:
    """Tell the log which characters a printer has not: their numbers, never the text."""
    reason = "_".join(f"u{point:04x}" for point in code_points[:MOST_CODE_POINTS])
    events.say(events.CHARACTERS_MISSING, events.Outcome.FAILED, reason)


def _connect(settings: PrinterSettings) -> Callable[[], Line]:
    """What opens the connection to a printer at a port of this machine."""
    match settings.kind:
        case "serial":
            from printing.drivers.lines.serial import FlowControl, Parity, SerialLine, SerialPort

            serial = SerialPort(
                settings.device,
                settings.baud,
                Parity(settings.parity),
                FlowControl(settings.flow_control),
            )
            return lambda: SerialLine(serial)
        case "usb":
            from printing.drivers.lines.usb import UsbLine, UsbPort

            usb = UsbPort(settings.vendor, settings.product, settings.serial)
            return lambda: UsbLine(usb)
        case _:
            from printing.drivers.lines.device import DeviceLine

            return lambda: DeviceLine(settings.device)


def card_readers(settings: CardSettings) -> tuple[CardReader, ...]:
    """All card readers of the settings, not started."""
    made = (card_reader(one) for one in settings.every())
    return tuple(reader for reader in made if reader is not None)


def card_reader(settings: CardSettings) -> CardReader | None:
    """The card reader of the settings, not started; None if there is none."""
    match settings.reader:
        case "wedge":
            from kiosk.cards.wedge_reader import WedgeReader

            return WedgeReader(settings.profile, wedge_settings(settings))
        case "evdev":
            from kiosk.cards.evdev_reader import EvdevReader

            bursts = wedge_settings(settings)
            return EvdevReader(settings.device, settings.keyboard, settings.profile, bursts)
        case "serial":
            from kiosk.cards.serial_reader import SerialReader

            return SerialReader(serial_line(settings), framing(settings), settings.profile)
        case "pcsc":
            from kiosk.cards.pcsc.reader import PcscReader

            return PcscReader(settings.profile, settings.reader_name, settings.reader_commands)
        case "file":
            from kiosk.cards.file import FileReader

            return FileReader(settings.file, settings.profile)
        case "none":
            return None


def speaker(settings: VoiceSettings) -> Speaker:
    """The voice of the settings; it need not answer."""
    match settings.kind:
        case "speech-dispatcher":
            from kiosk.voice.speech_dispatcher import SpeechDispatcher

            return SpeechDispatcher(rate=settings.rate)
        case "none":
            from kiosk.voice.speaker import AbsentSpeaker

            return AbsentSpeaker()


def headphones(settings: VoiceSettings) -> Headphones:
    from kiosk.voice.headphones import EvdevHeadphones, FileHeadphones, UnknownHeadphones

    match settings.headphones_kind:
        case "evdev":
            return EvdevHeadphones(settings.headphones)
        case "file":
            return FileHeadphones(settings.headphones)
        case "none":
            return UnknownHeadphones()


def wedge_settings(settings: CardSettings) -> WedgeSettings:
    return WedgeSettings(
        gap_seconds=settings.gap_seconds,
        shortest=settings.shortest_burst,
        longest=settings.longest_burst,
        terminator=settings.terminator,
    )


def serial_line(settings: CardSettings) -> SerialLine:
    return SerialLine(
        settings.device, settings.baud, settings.bits, settings.parity, settings.stop_bits
    )


def framing(settings: CardSettings) -> Framing:
    return Framing(
        kind=settings.frame,
        check=settings.block_check,
        parity=settings.parity_bit,
        longest=settings.longest_frame,
        silence_seconds=settings.silence_seconds,
    )
