"""A card reader that types: sorts the keys it is handed, and reads cards out of the bursts."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.cards.once import Once
from kiosk.cards.profile import CardProfile, Source
from kiosk.cards.reader import CardRead, ReaderStatus, hand_over
from kiosk.cards.shown import CardUnreadable
from kiosk.cards.trouble import Trouble
from kiosk.cards.wedge import Burst, Frame, Outcome, Released, Stroke, Wedge, WedgeSettings


class WedgeReader:
    """Implements ``CardReader``. The owner of the keyboard hands it every key; see ``Wedge``."""

    def __init__(self, profile: CardProfile, settings: WedgeSettings) -> None:
        self._profile = profile
        self._wedge = Wedge(settings)
        self._once = Once()
        self._on_read: Callable[[CardRead], None] | None = None

    def status(self) -> ReaderStatus:
        return ReaderStatus.CANNOT_TELL

    def trouble(self) -> Trouble | None:
        """None: no more is known of it than its status."""
        return None

    def start(self, on_read: Callable[[CardRead], None]) -> None:
        self._on_read = on_read

    def stop(self) -> None:
        self._on_read = None

    @property
    def due_at(self) -> float | None:
        """When to call ``elapsed`` at the latest; None while no key is held back."""
        return self._wedge.due_at

    def key(self, stroke: Stroke) -> tuple[Stroke, ...]:
        """Take a key; returns the strokes that a person typed and that may go on now."""
        return self._sorted(self._wedge.key(stroke), stroke.at)

    def elapsed(self, at: float) -> tuple[Stroke, ...]:
        """Time has passed; returns as ``key`` does."""
        return self._sorted(self._wedge.elapsed(at), at)

    def _sorted(self, outcomes: tuple[Outcome, ...], at: float) -> tuple[Stroke, ...]:
        released: list[Stroke] = []
        for outcome in outcomes:
            match outcome:
                case Released(strokes=strokes):
                    released.extend(strokes)
                case Burst() if self._once.is_new(outcome.text, at):
                    hand_over(read_burst(outcome, self._profile, Source.WEDGE), self._on_read)
                case Burst():
                    pass  # the reader says the same card again
        return tuple(released)


def read_burst(burst: Burst, profile: CardProfile, source: Source) -> CardRead:
    """The card in a burst, or why there is none."""
    match burst.frame:
        case Frame.WHOLE:
            return profile.read(burst.text, source)
        case Frame.INCOMPLETE:
            return CardUnreadable("incomplete")
        case Frame.TOO_LONG:
            return CardUnreadable("too_long")
