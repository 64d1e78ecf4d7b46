"""What can be wrong with a screen without anybody looking at it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.gallery import Look
from ui.preferences import Reach
from ui.theme.glass import GAP_MM, KEY_MM, TARGET_MM, Glass
from ui.theme.glyphs import missing_from
from ui.theme.palette import Contrast, contrast_ratio
from ui.widgets.attract import Attract
from ui.widgets.cover import Cover
from ui.widgets.text import Text
from ui.window import KioskWindow
from ui.wording.words import Words

#: Rounding to whole pixels takes up to this off a length.
ROUNDING_MM = 0.3
#: The contrast of what is read (WCAG 2.2, 1.4.3 and 1.4.6).
LEAST_CONTRAST = {Contrast.STANDARD: 4.5, Contrast.HIGH: 7.0}
#: What the footer offers.
_EVERYWHERE = frozenset({"back", "display", "help", "stop"})
#: A text that says as little as this may be the same in two languages.
_SAYS_SOMETHING = 4


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

    def faults(self) -> Iterator[str]:
        """Everything that is wrong, in words."""
        yield from self._cut_off()
        yield from self._overlapping()
        yield from self._hard_to_touch()
        yield from self._out_of_reach()
        yield from self._untranslated()

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

    def _untranslated(self) -> Iterator[str]:
        language = self.look.language
        for widget in self.seen:
            for text in texts_of(widget):
                if is_japanese(text, language):
                    yield f"not translated: {text!r}"
                if bare := keys_in(text):
                    yield f"a key instead of its text: {bare}"
                if missing := missing_in(text, language):
                    yield f"no glyph: {sorted(missing)} in {text!r}"
        for target in self.targets:
            for said in (target.accessibleName(), target.accessibleDescription()):
                # Easy Japanese without its readings often is the other.
                if language != "ja-easy" and is_japanese(said, language):
                    yield f"said in Japanese: {said!r}"

    def moved(self, places: dict[str, QRect]) -> Iterator[str]:
        """Back, language, help and stop stand on every screen where they stood on the one before.
        ``places``: where they have been seen on this glass; what is new is noted there."""
        for target in self.targets:
            if (name := target.objectName()) in _EVERYWHERE:
                here, before = self.on_glass(target), places.setdefault(name, self.on_glass(target))
                off = (here.topLeft() - before.topLeft()).manhattanLength()
                if max(off, (here.bottomRight() - before.bottomRight()).manhattanLength()) > 1:
                    yield f"moved: {name} from {before.getRect()} to {here.getRect()}"

    def pale(self, image: QImage) -> Iterator[str]:
        """Texts that do not stand out enough from what was painted behind them."""
        least = LEAST_CONTRAST[self.look.contrast]
        for widget in self.open:
            if isinstance(widget, Text) and widget.text().strip():
                behind = _commonest(image, self.on_glass(widget))
                if contrast_ratio(widget.colour, behind) < least:
                    yield f"pale: {described(widget)} {widget.colour} on {behind}"

    def on_glass(self, widget: QWidget) -> QRect:
        """Where it is on the window."""
        return QRect(widget.mapTo(self.window, widget.rect().topLeft()), widget.size())


def _commonest(image: QImage, rect: QRect) -> str:
    """The colour that fills most of ``rect``: what lies behind the writing."""
    inside = rect.intersected(image.rect())
    step_x, step_y = max(1, inside.width() // 40), max(1, inside.height() // 20)
    # One number a pixel, line after line: asked one by one they take as long as being painted.
    pixels, width = memoryview(image.constBits()).cast("I"), image.bytesPerLine() // 4
    counted = Counter(
        pixels[y * width + x] & 0xFFFFFF
        for x in range(inside.left(), inside.right(), step_x)
        for y in range(inside.top(), inside.bottom(), step_y)
    )
    return f"#{counted.most_common(1)[0][0]:06x}" if counted else "#ffffff"


def texts_of(widget: QWidget) -> Sequence[str]:
    """What is written on a widget."""
    if isinstance(widget, Text | QAbstractButton):
        return [part for part in (widget.text(), getattr(widget, "_sub", "")) if part]
    return ()


def keys_in(text: str) -> list[str]:
    """Keys of the catalogue that are shown as they stand."""
    return [word for word in re.findall(r"[a-z_]+(?:\.[a-z_]+)+", text) if word in _texts("ja")]


@cache
def missing_in(text: str, language: str) -> frozenset[str]:
    """The characters that no face of the language has, also of a city's own text."""
    return missing_from(text, language)


def described(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, Text | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName() or text!r}"


@cache
def _japanese_only(language: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Japanese texts, and patterns of those with fields, that are not as in ``language``."""
    japanese, own = _texts("ja"), _texts(language)
    differing = [text for key, text in japanese.items() if own.get(key) not in (None, text)]
    whole = frozenset(text for text in differing if "{" not in text)
    patterns = [
        re.compile(re.sub(r"\\\{.*?\\\}", ".+", re.escape(text)))
        for text in differing
        if "{" in text and len(re.sub(r"\{.*?\}", "", text)) >= _SAYS_SOMETHING
    ]
    return whole - frozenset(own.values()), tuple(patterns)


def _texts(language: str) -> dict[str, str]:
    catalogue = Words(language)._texts._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in catalogue.items() if key and isinstance(text, str)}


@cache
def is_japanese(text: str, language: str) -> bool:
    """Whether a text of the catalogue is shown in Japanese although ``language`` has its own."""
    if language == "ja":
        return False
    whole, patterns = _japanese_only(language)
    if text in whole:
        return len(text) >= _SAYS_SOMETHING
    # With readings it is easy Japanese, which often is the other with fewer words.
    return "｜" not in text and any(pattern.fullmatch(text) for pattern in patterns)
