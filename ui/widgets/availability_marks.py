"""How what-can-be-done-now is shown: a sign, a tone and a word, the same on every screen."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.availability import Now
from ui.theme.palette import Tone


@dataclass(frozen=True, slots=True)
class Mark:
    """``sign`` is one character that works without colour; ``tone`` goes with it."""

    sign: str
    tone: Tone


MARKS = {
    Now.LOTTERY: Mark("◎", Tone.LOTTERY),
    Now.RESERVE: Mark("○", Tone.GOOD),
    Now.COUNTER: Mark("△", Tone.WARNING),
    Now.NOT_YET: Mark("…", Tone.ACCENT),
    Now.TOO_LATE: Mark("－", Tone.MUTED),
    Now.TAKEN: Mark("×", Tone.MUTED),
    Now.CLOSED: Mark("■", Tone.MUTED),
}
