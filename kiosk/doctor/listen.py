"""Waits for a card at every reader there is, and tells its shape.

The same drivers as in the kiosk do the reading, so what arrives here arrives there. What came is
turned into its shape at once and forgotten.
"""

from __future__ import annotations

import os
import queue
import select
import termios
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final, Protocol

from kiosk import devices
from kiosk.cards.attached import LOOK_SECONDS, Attached
from kiosk.cards.evdev_reader import EvdevReader
from kiosk.cards.frames import Card, Frames, Spoilt
from kiosk.cards.pcsc.reader import PcscReader
from kiosk.cards.pcsc.service import Trouble as ServiceTrouble
from kiosk.cards.profile import CHIPS, Alphabet, CardKind, CardProfile, Source
from kiosk.cards.reader import CardRead, ReaderStatus
from kiosk.cards.serial_reader import open_port
from kiosk.cards.shown import CardShown, CardUnreadable
from kiosk.cards.trouble import Trouble
from kiosk.cards.wedge import WedgeSettings
from kiosk.doctor.check import Opening, settled
from kiosk.doctor.find import Found
from kiosk.doctor.shape import Fit, Seen, fit, frame_of, mask_bytes, seen
from kiosk.settings_card import CardSettings

#: More bytes in one go are no card; the rest is not kept.
MOST_BYTES: Final = 4096
#: All that types quicker than a person is taken, with the key that ends it.
_ANY_BURST: Final = WedgeSettings(gap_seconds=0.1, shortest=4, longest=MOST_BYTES, terminator="")
_TERMINATORS: Final = ("\r", "\n", "\t")
#: What any chip says unasked, for who has no profile of chips yet.
_ANY_CHIP: Final = CardProfile(
    (
        CardKind(
            "idm",
            sources=frozenset({Source.FELICA_IDM}),
            alphabet=Alphabet.ALPHANUMERIC,
            shortest=16,
            longest=16,
        ),
        CardKind(
            "uid",
            sources=frozenset({Source.MIFARE_UID}),
            alphabet=Alphabet.ALPHANUMERIC,
            shortest=8,
            longest=20,
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Came:
    """A card was shown: its shape, and the settings with which its reader reads it."""

    seen: Seen
    settings: CardSettings


class _Ear(Opening, Protocol):
    def start(self) -> None: ...
    def stop(self) -> None: ...


Tell = Callable[[Came], None]


def readers_found(found: Found) -> CardSettings:
    """All that may be a reader, as settings; ``wedge`` listens at the terminal."""
    every = [CardSettings(reader="wedge")]
    every += [CardSettings(reader="evdev", device=one.device) for one in found.typing_readers]
    every += [CardSettings(reader="serial", device=one.device) for one in found.ports]
    if not isinstance(found.chips, ServiceTrouble) and found.chips:
        every.append(CardSettings(reader="pcsc"))
    first, *others = every
    return replace(first, beside=tuple(others))


def listen(
    settings: CardSettings,
    seconds: float,
    now: Callable[[], None],
    *,
    known: bool,
    terminal: int | None,
) -> Came | None:
    """The first card at one of these readers; None if none came in time.

    ``known``: the settings are configured ones, so a frame is judged by them; otherwise it is
    found out. ``terminal`` is where a reader types that is a keyboard, None for nowhere. ``now`` is
    called when all are heard that can be.
    """
    came: queue.Queue[Came] = queue.Queue()
    ears = [ear for one in settings.every() for ear in _ears(one, came.put, terminal, known=known)]
    with ExitStack() as running:
        for ear in ears:
            ear.start()
            running.callback(ear.stop)
        for ear in ears:
            settled(ear)
        now()
        with suppress(queue.Empty):
            return came.get(timeout=seconds)
    return None


def _ears(
    settings: CardSettings, tell: Tell, terminal: int | None, *, known: bool
) -> Iterator[_Ear]:
    match settings.reader:
        case "wedge" if terminal is not None:
            keys = _Gathered(lambda data: tell(_typed(data.decode("utf-8", "replace"), settings)))
            yield Attached(Path("/dev/tty"), lambda: _Keys(terminal), keys.take)
        case "evdev":
            yield _Typing(settings, tell)
        case "serial":
            sent = _Gathered(lambda data: tell(_sent(data, settings, known=known)))
            line = devices.serial_line(settings)
            yield Attached(settings.device, lambda: open_port(line), sent.take)
        case "pcsc":
            yield _Chip(settings, tell)
        case _:
            return


class _Gathered:
    """Puts together what comes until the line is silent."""

    def __init__(self, whole: Callable[[bytes], None]) -> None:
        self._whole = whole
        self._held = b""

    def take(self, data: bytes) -> None:
        if data:
            self._held = (self._held + data)[:MOST_BYTES]
        elif self._held:
            held, self._held = self._held, b""
            self._whole(held)


class _Keys:
    """What is typed at a terminal, key by key and not shown on it."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._before = termios.tcgetattr(file)
        changed = termios.tcgetattr(file)
        changed[0] &= ~termios.ICRNL
        changed[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(file, termios.TCSANOW, changed)

    def read(self) -> bytes:
        if not select.select([self._file], [], [], LOOK_SECONDS)[0]:
            return b""
        data = os.read(self._file, MOST_BYTES)
        if not data:
            raise OSError("the terminal is closed")
        return data

    def close(self) -> None:
        with suppress(termios.error):
            termios.tcsetattr(self._file, termios.TCSAFLUSH, self._before)


class _Typing:
    """A reader that types, taken from the kernel."""

    def __init__(self, settings: CardSettings, tell: Tell) -> None:
        kept: list[str | bytes] = []
        profile = CardProfile((_overheard(CardKind(), lambda _, content: kept.append(content)),))
        self._reader = EvdevReader(settings.device, settings.keyboard, profile, _ANY_BURST)

        def read(_: CardRead) -> None:
            text = "".join(one for one in kept if isinstance(one, str))
            kept.clear()
            tell(_typed(text, settings))

        self._read = read

    def start(self) -> None:
        self._reader.start(self._read)

    def stop(self) -> None:
        self._reader.stop()

    def status(self) -> ReaderStatus:
        return self._reader.status()

    def trouble(self) -> Trouble | None:
        return self._reader.trouble()


class _Chip:
    """A reader of chips: each kind of the profile that reads something of the card is told."""

    def __init__(self, settings: CardSettings, tell: Tell) -> None:
        has_chips = any(settings.profile.of(source) for source in CHIPS)
        profile = settings.profile if has_chips else _ANY_CHIP
        fits: list[Fit] = []
        shapes: list[str | bytes] = []

        def overheard(kind: CardKind, content: str | bytes) -> None:
            fits.append(fit(kind, content))
            shapes.append(content)

        kinds = tuple(_overheard(kind, overheard) for kind in profile.kinds)
        self._reader = PcscReader(CardProfile(kinds), settings.reader_name)

        def read(outcome: CardRead) -> None:
            tell(Came(_chip(shapes, fits, outcome, identifier=not has_chips), settings))
            fits.clear()
            shapes.clear()

        self._read = read

    def start(self) -> None:
        self._reader.start(self._read)

    def stop(self) -> None:
        self._reader.stop()

    def status(self) -> ReaderStatus:
        return self._reader.status()


@dataclass(frozen=True, slots=True)
class _OverheardKind(CardKind):
    """A kind that tells what it is asked to read, and reads it."""

    overheard: Callable[[CardKind, str | bytes], None] = lambda _, __: None

    def read(self, content: str | bytes) -> CardShown | CardUnreadable:
        plain = CardKind(**{one.name: getattr(self, one.name) for one in fields(CardKind)})
        self.overheard(plain, content)
        return plain.read(content)


def _overheard(kind: CardKind, told: Callable[[CardKind, str | bytes], None]) -> CardKind:
    values = {one.name: getattr(kind, one.name) for one in fields(CardKind)}
    return _OverheardKind(**values, overheard=told)


def _chip(
    contents: list[str | bytes], fits: list[Fit], outcome: CardRead, *, identifier: bool
) -> Seen:
    remarks: tuple[str, ...] = ()
    if identifier:
        remarks = (
            "a number that only says which chip it is proves nothing; where the registration "
            "number stands only a profile can say (docs/cards.md)",
        )
    if isinstance(outcome, CardUnreadable):
        remarks = (outcome.why.replace("_", " "), *remarks)
    if not contents:
        return Seen("chip", 0, "nothing could be read", (), remarks)
    first = contents[0]
    shape = seen("chip", first, CardProfile(()), Source.ISO_FILE).shape
    return Seen("chip", len(first), shape, () if identifier else tuple(fits), remarks)


def _typed(text: str, settings: CardSettings) -> Came:
    """What a reader that types sent, with the key that ended it."""
    terminator = next((one for one in _TERMINATORS if text.endswith(one)), "")
    body = text.removesuffix(terminator)
    told = seen(f"{settings.reader} reader", body, settings.profile, Source.WEDGE)
    names = {"\r": "Enter", "\n": "a line feed", "\t": "Tab", "": "no key of its own"}
    remarks = [f"ended by {names[terminator]}", *told.remarks]
    if terminator != settings.terminator:
        remarks.append(f"the configuration says {names[settings.terminator]}")
    return Came(replace(told, remarks=tuple(remarks)), replace(settings, terminator=terminator))


def _sent(data: bytes, settings: CardSettings, *, known: bool) -> Came:
    """What a reader at a line sent, with its frame."""
    framed = frame_of(data)
    actual = settings
    if framed is not None:
        actual = replace(settings, frame=framed.frame, block_check=framed.block_check)
    judged_by = settings if known else actual
    frames = Frames(devices.framing(judged_by))
    ended = [*frames.feed(data, 0.0), *frames.elapsed(judged_by.silence_seconds * 2)]
    source = f"serial reader {settings.device}"
    told = Seen(source, len(data), mask_bytes(data))
    for one in ended:
        match one:
            case Card(content=content):
                of_card = seen(source, content, settings.profile, Source.SERIAL)
                told = replace(of_card, length=told.length, shape=told.shape)
                break
            case Spoilt(why=why):
                told = replace(told, remarks=(f"no card in it: {why.replace('_', ' ')}",))
    if not data.replace(b"\xff", b"").isascii():
        told = replace(told, remarks=(*told.remarks, "not all of it is text: baud, bits, parity?"))
    if framed is None:
        told = replace(told, remarks=(*told.remarks, "in no frame that is known"))
    elif (framed.frame, framed.block_check) != (settings.frame, settings.block_check) and known:
        frame = f"frame {framed.frame.value}, block check {framed.block_check.value}"
        told = replace(told, remarks=(*told.remarks, f"it came in {frame}"))
    return Came(told, actual)
