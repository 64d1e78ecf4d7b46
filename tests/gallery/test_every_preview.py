"""Over every preview, on every glass, in every language: checks that no eye is needed for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ui.gallery import SHAPES, Shape, all_previews, gallery_window, show
from ui.theme.glass import GAP_MM, KEY_MM, TARGET_MM, Glass
from ui.theme.palette import HIGH, STANDARD, Palette, Tone, contrast_ratio
from ui.widgets.button import BigButton
from ui.widgets.month_calendar import DayCell
from ui.widgets.slot_grid import SlotCell
from ui.widgets.steps import Steps
from ui.widgets.text import Text
from ui.window import KioskWindow
from ui.wording.words import LANGUAGES

_SAYS_WHETHER_IT_FITS = (Text, BigButton, DayCell, SlotCell, Steps)
#: Rounding to whole pixels takes up to this off a length.
_ROUNDING_MM = 0.3


#: Easy Japanese, whose lines are higher, joins when every screen is laid out in blocks over pages.
SO_FAR = tuple(language for language in LANGUAGES if language != "ja-easy")


@pytest.mark.parametrize("language", SO_FAR)
@pytest.mark.parametrize("shape", SHAPES[:3], ids=str)
def test_nothing_is_cut_off_or_too_small_or_too_close(
    qtbot: QtBot, shape: Shape, language: str
) -> None:
    window = gallery_window(shape, language)
    qtbot.addWidget(window)
    glass = Glass(shape.width, shape.height, shape.width_mm)
    wrong = []
    for preview in all_previews():
        show(window, preview)
        name = f"{preview.place.name}.{preview.label}"
        wrong += [f"{name}: {fault}" for fault in faults(window, glass)]
    window.close()
    assert wrong == []


def faults(window: KioskWindow, glass: Glass) -> Iterator[str]:
    seen = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    for widget in seen:
        if isinstance(widget, _SAYS_WHETHER_IT_FITS) and not widget.fits():
            yield f"cut off: {described(widget)} in {widget.size().toTuple()}"
        if not window.rect().contains(on_glass(window, widget)):
            yield f"beyond the glass: {described(widget)}"
        if not inside_its_parent(widget):
            yield f"cut by its parent: {described(widget)} {widget.geometry().getRect()}"
    targets = [w for w in seen if isinstance(w, QAbstractButton) and not covered(window, w)]
    for target in targets:
        least = KEY_MM if target.objectName().startswith("key.") else TARGET_MM
        if glass.mm(min(target.width(), target.height())) < least - _ROUNDING_MM:
            yield f"too small: {described(target)} {target.size().toTuple()}"
        if not target.accessibleName():
            yield f"without a name: {described(target)}"
    margin = glass.px(GAP_MM) - glass.px(_ROUNDING_MM)
    for one, other in combinations(targets, 2):
        around = on_glass(window, one).adjusted(-margin, -margin, margin, margin)
        if around.intersects(on_glass(window, other)):
            yield f"too close: {described(one)} and {described(other)}"


def covered(window: QWidget, button: QWidget) -> bool:
    """Whether a sheet such as the countdown lies over it, so that it cannot be touched."""
    return window.childAt(button.mapTo(window, button.rect().center())) is not button


def on_glass(window: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def inside_its_parent(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is None or parent.rect().contains(widget.geometry())


def described(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, Text | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName() or text!r}"


@pytest.mark.parametrize(("palette", "least"), [(STANDARD, 4.5), (HIGH, 7.0)])
def test_what_is_read_stands_out_from_what_is_behind(palette: Palette, least: float) -> None:
    pairs = {
        "ink on card": (palette.ink, palette.card),
        "ink on page": (palette.ink, palette.page),
        "soft ink on card": (palette.ink_soft, palette.card),
        "soft ink on page": (palette.ink_soft, palette.page),
        "on accent": (palette.on_accent, palette.accent),
        "on pressed accent": (palette.on_accent, palette.accent_pressed),
        "accent on card": (palette.accent, palette.card),
        "danger on card": (palette.danger, palette.card),
        "danger on page": (palette.danger, palette.page),
        "disabled": (palette.ink_soft, palette.tones[Tone.MUTED].surface),
    }
    pairs |= {f"{tone.value} ink": (pair.ink, pair.surface) for tone, pair in palette.tones.items()}
    pairs |= {
        f"ink on {tone.value}": (palette.ink, pair.surface) for tone, pair in palette.tones.items()
    }
    weak = {name: contrast_ratio(*pair) for name, pair in pairs.items()}
    assert {name: ratio for name, ratio in weak.items() if ratio < least} == {}


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21.0)


def test_every_screen_has_previews() -> None:
    from ui import places

    named = {
        kind.name for kind in vars(places).values() if isinstance(kind, type) and _is_place(kind)
    }
    assert {preview.place.name for preview in all_previews()} == named


def _is_place(kind: type) -> bool:
    from ui.places import Place

    return issubclass(kind, Place) and kind is not Place
