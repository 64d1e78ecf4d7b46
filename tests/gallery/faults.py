"""What can be wrong with a screen without anybody looking at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.gallery.inks import painting_of
from tests.gallery.said import (
    MAY_BE_JAPANESE,
    fields_in,
    foreign_in,
    is_japanese,
    keys_in,
    missing_in,
)
from ui.gallery import Look
from ui.places import Menu, OutOfService, Start
from ui.places.maintenance import MaintenancePlace
from ui.preferences import Reach
from ui.theme.glass import GAP_MM, KEY_MM, TARGET_MM, Glass
from ui.theme.palette import Contrast
from ui.widgets.attract import Attract
from ui.widgets.control import Control
from ui.widgets.cover import Cover
from ui.widgets.text import Text
from ui.window import KioskWindow
from ui.wording.ruby import plain

#: Rounding to whole pixels takes up to this off a length.
ROUNDING_MM = 0.3
#: The contrast of what is read (WCAG 2.2, 1.4.3 and 1.4.6).
LEAST_CONTRAST = {Contrast.STANDARD: 4.5, Contrast.HIGH: 7.0}
#: Where nobody is kept: they lead on, and back to the start, by themselves.
_LEAD_ON = (Start, OutOfService)
_FOOTER = {"back", "display", "help", "stop"}
#: In no description.
_UNTOLD = "\0"
_TURNING = {"page.next", "page.previous"}
#: What shows the same larger leads nowhere.
_LARGER = {"receipt.picture"}


class Glance:
    """One screen as it stands on the glass."""

    def __init__(self, window: KioskWindow, look: Look) -> None:
        shape = look.shape
        self.window, self.look = window, look
        self.glass = Glass(shape.width, shape.height, shape.width_mm)
        self.seen = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
        sheets = [widget for widget in self.seen if isinstance(widget, Cover | Attract)]
        #: What can be touched: a sheet such as the countdown lets nothing through.
        top = sheets[-1] if sheets else None
        self.open = [w for w in self.seen if top is None or top is w or top.isAncestorOf(w)]
        self.targets = [widget for widget in self.open if isinstance(widget, QAbstractButton)]
        self.seen_buttons = [widget for widget in self.seen if isinstance(widget, QAbstractButton)]
        self.place = window.stage.trail.here
        #: What lies under a sheet is dimmed on purpose.
        self.painting = painting_of(top or window)

    def faults(self) -> Iterator[str]:
        """Everything that is wrong, in words."""
        yield from self._cut_off()
        yield from self.painting.cut()
        yield from self._overlapping()
        yield from self._hard_to_touch()
        yield from self._out_of_reach()
        yield from self._badly_said()
        yield from self._no_way()
        yield from self._pale()

    def _cut_off(self) -> Iterator[str]:
        for widget in self.seen:
            fits = getattr(widget, "fits", None)
            if fits is not None and not fits():
                yield f"cut off: {described(widget)} in {widget.size().toTuple()}"
            if not self.window.rect().contains(self.on_glass(widget)):
                yield f"beyond the glass: {described(widget)}"
            parent = widget.parentWidget()
            if parent is not None and not parent.rect().contains(widget.geometry()):
                yield f"cut by its parent: {described(widget)} {widget.geometry().getRect()}"

    def _overlapping(self) -> Iterator[str]:
        """Nothing that is painted lies on something else that is."""
        leaves = [
            (widget, self.on_glass(widget))
            for widget in self.open
            if not widget.findChildren(QWidget)
        ]
        for (one, here), (other, there) in combinations(leaves, 2):
            shared = here.intersected(there)
            if shared.width() > 1 and shared.height() > 1:
                yield f"one over the other: {described(one)} and {described(other)}"

    def _hard_to_touch(self) -> Iterator[str]:
        for target in self.targets:
            least = KEY_MM if target.objectName().startswith("key.") else TARGET_MM
            if self.glass.mm(min(target.width(), target.height())) < least - ROUNDING_MM:
                yield f"too small: {described(target)} {target.size().toTuple()}"
            if not target.accessibleName():
                yield f"without a name: {described(target)}"
            if not target.accessibleDescription():
                yield f"without a description: {described(target)}"
        margin = self.glass.px(GAP_MM) - self.glass.px(ROUNDING_MM)
        places = [(target, self.on_glass(target)) for target in self.targets]
        for (one, here), (other, there) in combinations(places, 2):
            if here.adjusted(-margin, -margin, margin, margin).intersects(there):
                yield f"too close: {described(one)} and {described(other)}"

    def _out_of_reach(self) -> Iterator[str]:
        """Seated, all of it lies in the lower half, or the lower two thirds of a wide glass."""
        if self.look.reach is not Reach.SEATED:
            return
        line = self.window.stage.around.theme.touch_from
        for target in self.targets:
            if self.on_glass(target).top() < line - 1:
                yield f"too high for the seated: {described(target)}"

    def _badly_said(self) -> Iterator[str]:
        """What stands there, and what is said of it, is in the language, whole and readable."""
        language = self.look.language
        theirs = [w for w in self.seen if w.objectName().startswith(tuple(MAY_BE_JAPANESE))]
        may = {said for w in theirs for said in (*texts_of(w), *names_of(w))}
        written = {ink.what for ink in self.painting.inks}
        read = {text for widget in self.seen for text in texts_of(widget)}
        told = {name for widget in self.seen for name in names_of(widget)}
        for text in sorted(written | read | told):
            if bare := keys_in(text):
                yield f"a key instead of its text: {bare}"
            if unfilled := fields_in(text):
                yield f"not filled in: {unfilled} in {text!r}"
        for text in sorted(written | read):
            if missing := missing_in(text, language):
                yield f"no glyph: {sorted(missing)} in {text!r}"
        for text in sorted((read | told) - may):
            if foreign := foreign_in(text, language):
                yield f"Japanese among {language}: {sorted(foreign)} in {text!r}"
        for text in sorted(read - may):
            if is_japanese(text, language):
                yield f"not translated: {text!r}"
        # Easy Japanese without its readings often is the other.
        for text in sorted(told - may) if language != "ja-easy" else ():
            if is_japanese(text, language):
                yield f"said in Japanese: {text!r}"

    def moved(self, places: dict[str, QRect]) -> Iterator[str]:
        """Back, language, help and stop stand on every screen where they stood on the one before.
        ``places``: where they have been seen on this glass; what is new is noted there."""
        for target in self.targets:
            if (name := target.objectName()) in _FOOTER:
                here, before = self.on_glass(target), places.setdefault(name, self.on_glass(target))
                off = (here.topLeft() - before.topLeft()).manhattanLength()
                if max(off, (here.bottomRight() - before.bottomRight()).manhattanLength()) > 1:
                    yield f"moved: {name} from {before.getRect()} to {here.getRect()}"

    def _no_way(self) -> Iterator[str]:
        """From everywhere one can go back, or on where what was done is over, and out."""
        place = self.place
        offered = {b.objectName() for b in self.seen_buttons if b.isEnabled()}
        for button in self.seen_buttons:
            told = button.accessibleDescription()
            if not button.isEnabled() and not (
                isinstance(button, Control) and plain(button.why_off or _UNTOLD) in told
            ):
                yield f"off without a reason: {described(button)}"
            if button.objectName() in _FOOTER and not button.isEnabled():
                yield f"off in the footer: {button.objectName()}"
        # Staff have a handbook; what helps residents is theirs.
        if "help" not in offered and not isinstance(place, MaintenancePlace):
            yield "no help"
        if isinstance(place, _LEAD_ON):
            return
        if not offered & {"stop", f"{place.name}.start", f"{place.name}.leave"}:
            yield "no way out"
        screen = self.window.stage.current
        assert screen is not None
        if screen.has_back and not isinstance(place, Menu) and "back" not in offered:
            yield "no way back"
        if not offered - _FOOTER - _TURNING - _LARGER | offered & {"back"}:
            yield "neither back nor on"

    def _pale(self) -> Iterator[str]:
        """Writing and icons that do not stand out from what was painted behind them, also where
        they cannot be pressed now."""
        yield from self.painting.pale(LEAST_CONTRAST[self.look.contrast])

    def on_glass(self, widget: QWidget) -> QRect:
        """Where it is on the window."""
        return QRect(widget.mapTo(self.window, widget.rect().topLeft()), widget.size())


def texts_of(widget: QWidget) -> Sequence[str]:
    """What is written on a widget, text by text."""
    if isinstance(widget, Text | QAbstractButton):
        parts = (widget.text(), getattr(widget, "_sub", ""), getattr(widget, "_mark", ""))
        return [part for part in parts if part]
    return ()


def names_of(widget: QWidget) -> Sequence[str]:
    """What a screen reader says of a widget."""
    return [said for said in (widget.accessibleName(), widget.accessibleDescription()) if said]


def described(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, Text | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName() or text!r}"
