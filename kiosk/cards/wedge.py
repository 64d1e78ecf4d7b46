"""Tells a keyboard-wedge reader's burst from a person's typing, by timing and frame alone.

A wedge reader types: its keys come a few milliseconds apart, a person's do not. Every key is held
back until it is known which of the two it was, so that no field ever sees a card. Pure: the caller
brings keys and times, and calls ``elapsed`` when ``due_at`` has come.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

#: What comes this soon after keys that broke off without a terminator, in seconds, may be the rest
#: of the same card: where the gap fell right, that rest has the length of another card's number.
TAIL_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """Two keys belong to one burst if they are at most ``gap_seconds`` apart.

    A burst has at least ``shortest`` characters, and at most ``longest`` are kept of it. It ends
    with ``terminator``, or, if that is empty, when no more keys come.
    """

    gap_seconds: float = 0.05
    shortest: int = 4
    longest: int = 128
    terminator: str = "\r"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key press: the character it types ("" for none, such as Shift) and when, in seconds.

    ``event`` is the caller's own; it comes back with ``Released``.
    """

    character: str
    at: float
    event: object = None


@dataclass(frozen=True, slots=True)
class Released:
    """These were typed by a person: let them go on to where they were going."""

    strokes: tuple[Stroke, ...]


class Frame(Enum):
    """How a burst was framed."""

    WHOLE = "whole"
    INCOMPLETE = "incomplete"  # it broke off before its terminator, or is the rest of such a one
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Burst:
    """A reader sent this. ``text`` is without the terminator."""

    text: str
    frame: Frame = Frame.WHOLE

    def __repr__(self) -> str:
        return f"Burst(<{len(self.text)} characters>, {self.frame})"


Outcome = Released | Burst


class Wedge:
    """Holds keys back and sorts them. Each call returns what has become certain, in order."""

    def __init__(self, settings: WedgeSettings) -> None:
        self._settings = settings
        self._held: list[Stroke] = []
        self._text: list[str] = []
        self._overflowed = False
        self._last_at = 0.0
        self._broke_off_at: float | None = None
        self._burst_broke_off = False
        self._is_tail = False

    @property
    def due_at(self) -> float | None:
        """When ``elapsed`` must be called at the latest; None while nothing is held back."""
        return self._last_at + self._settings.gap_seconds if self._held else None

    def key(self, stroke: Stroke) -> tuple[Outcome, ...]:
        """A key was pressed. It is held back unless it is among what is returned."""
        before = self.elapsed(stroke.at)
        if stroke.character == "" and not self._held:
            return (*before, Released((stroke,)))
        if not self._held:
            broke_off = self._broke_off_at
            self._is_tail = broke_off is not None and 0 <= stroke.at - broke_off <= TAIL_SECONDS
        self._last_at = stroke.at
        terminator = self._settings.terminator
        if terminator and stroke.character == terminator:
            return (*before, *self._terminated(stroke))
        self._hold(stroke)
        return before

    def elapsed(self, at: float) -> tuple[Outcome, ...]:
        """It is now ``at``: if the gap has passed, what is held back was all of it."""
        if not self._held or at - self._last_at <= self._settings.gap_seconds:
            return ()
        burst = self._is_burst()
        self._broke_off_at = self._last_at
        self._burst_broke_off = burst or (self._is_tail and self._burst_broke_off)
        if not burst:
            return self._typed()
        frame = Frame.INCOMPLETE if self._settings.terminator else Frame.WHOLE
        return (self._burst(frame),)

    def _terminated(self, stroke: Stroke) -> tuple[Outcome, ...]:
        burst = self._is_burst()
        if not burst:
            self._held.append(stroke)
        ended = (self._burst(Frame.WHOLE),) if burst else self._typed()
        self._broke_off_at, self._burst_broke_off = None, False
        return ended

    def _typed(self) -> tuple[Outcome, ...]:
        """Too few keys for a card: a person's, unless a card has just broken off."""
        if self._is_tail and self._burst_broke_off:
            self._clear()
            return ()
        return (self._release(),)

    def _hold(self, stroke: Stroke) -> None:
        if len(self._text) < self._settings.longest:
            self._held.append(stroke)
            self._text.extend(stroke.character)
        else:  # a person never gets here: swallow it, and keep the memory bounded
            self._overflowed = True

    def _is_burst(self) -> bool:
        return len(self._text) >= self._settings.shortest

    def _burst(self, frame: Frame) -> Burst:
        if self._is_tail:
            frame = Frame.INCOMPLETE
        burst = Burst("".join(self._text), Frame.TOO_LONG if self._overflowed else frame)
        self._clear()
        return burst

    def _release(self) -> Released:
        released = Released(tuple(self._held))
        self._clear()
        return released

    def _clear(self) -> None:
        self._held.clear()
        self._text.clear()
        self._overflowed = False
