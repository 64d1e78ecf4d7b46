"""Every kind of control as a resident may bring it about: pressed, and reached by the keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from unittest.mock import patch

from PySide6.QtGui import QImage

from tests.gallery.faults import described
from tests.gallery.inks import painting_of
from ui.theme.palette import contrast_ratio
from ui.theme.theme import Theme
from ui.widgets.control import Control

#: How much what shows the focus differs from what was there before (WCAG 2.2, 1.4.11 and 2.4.13).
RING_CONTRAST = 3.0


def kind_of(control: Control) -> tuple[object, ...]:
    """Controls of one kind are painted in the same colours."""
    state = (control.isEnabled(), control.isCheckable() and control.isChecked())
    drawn = (getattr(control, "_look", None), getattr(control, "_icon", None) is not None)
    slot = getattr(control, "slot", None)
    day = getattr(getattr(control, "_day", None), "best", getattr(control, "_best", None))
    return type(control), state, drawn, getattr(slot, "now", None), day


def faults_of(control: Control, theme: Theme, least: float) -> Iterator[str]:
    """What cannot be read while it is pressed, and whether the focus can be seen on it."""
    name = f"{described(control)} {kind_of(control)}"
    if not control.isEnabled():
        return
    plain = painting_of(control).image
    control.setDown(True)
    down = painting_of(control)
    control.setDown(False)
    yield from (f"pressed: {fault} on {name}" for fault in down.pale(least))
    if down.image == plain:
        yield f"no press to be seen: {name}"
    with patch.object(Control, "hasFocus", lambda _: True, create=True):
        reached = painting_of(control)
    yield from (f"reached: {fault} on {name}" for fault in reached.pale(least))
    around = 2 * (control.width() + control.height()) * theme.stroke
    if _differing(plain, reached.image) < around:
        yield f"no focus to be seen: {name}"


def _differing(one: QImage, other: QImage) -> int:
    """The pixels of two pictures of one size that differ plainly."""
    pairs = Counter(zip(_pixels(one), _pixels(other), strict=True))
    return sum(count for pair, count in pairs.items() if _ratio(*pair) >= RING_CONTRAST)


def _pixels(image: QImage) -> memoryview:
    return memoryview(image.constBits()).cast("B").cast("I")


@cache
def _ratio(one: int, other: int) -> float:
    return contrast_ratio(f"#{one & 0xFFFFFF:06x}", f"#{other & 0xFFFFFF:06x}")
