"""Over every preview, in looks that cover every glass, language, size, contrast and reach."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.gallery.documented import astray
from tests.gallery.faults import LEAST_CONTRAST, Glance
from tests.gallery.first_page import agreed_to_unseen, missing_on_first_page
from tests.gallery.looks import HANDS, hand
from tests.gallery.states import faults_of, kind_of
from ui.gallery import EXTREMES, Look, all_previews, every_look, gallery_window, show
from ui.preferences import TypeSize
from ui.preview import Preview
from ui.theme.palette import HIGH, STANDARD, Contrast, Palette, Tone, contrast_ratio
from ui.widgets.control import Control


def wrong_in(qtbot: QtBot, look: Look, previews: Iterable[Preview]) -> list[str]:
    """The faults of all pages of these previews."""
    window = gallery_window(look.shape, look.language, look)
    qtbot.addWidget(window)
    wrong = []
    places: dict[str, QRect] = {}
    for preview in previews:
        show(window, preview)
        screen = window.stage.current
        assert screen is not None
        for page in range(screen.pages):
            screen.turn_to(page)
            glance = Glance(window, look)
            faults = [*glance.faults(), *glance.moved(places)]
            if page == 0:
                faults += missing_on_first_page(glance, screen)
            faults += agreed_to_unseen(glance, screen)
            wrong += [f"{preview.place.name}.{preview.label} {page + 1}: {f}" for f in faults]
    window.close()
    return wrong


_SAMPLE = [(number, look) for number in range(HANDS) for look in hand(number)]


@pytest.mark.parametrize(("number", "look"), _SAMPLE, ids=str)
def test_nothing_is_wrong_with_any_screen(qtbot: QtBot, number: int, look: Look) -> None:
    previews = [p for index, p in enumerate(all_previews()) if index % HANDS == number]
    assert wrong_in(qtbot, look, previews) == []


@pytest.mark.parametrize("language", ["ja-easy", "en"])
def test_the_smallest_glass_has_room_for_the_largest_type(qtbot: QtBot, language: str) -> None:
    """English has the longest words, easy Japanese its readings."""
    look = Look(EXTREMES[0], language, TypeSize.LARGEST)
    full = {"menu", "display", "my_applications", "my_reservations", "month"}
    previews = [p for p in all_previews() if p.place.name in full]
    assert wrong_in(qtbot, look, previews) == []


@pytest.mark.long
@pytest.mark.parametrize("look", tuple(every_look()), ids=str)
def test_nothing_is_wrong_with_any_screen_in_any_look(qtbot: QtBot, look: Look) -> None:
    assert wrong_in(qtbot, look, all_previews()) == []


def test_every_hand_shows_every_value() -> None:
    for number in range(HANDS):
        looks = hand(number)
        for factor in ("shape", "language", "type_size", "contrast", "reach"):
            values = {getattr(look, factor) for look in looks}
            assert values >= {getattr(look, factor) for look in every_look()}, factor


def test_what_is_pressed_or_reached_by_keys_can_be_told(qtbot: QtBot) -> None:
    """One control of every kind there is, in both contrasts; and all have a name that is known."""
    wrong: list[str] = []
    names: set[tuple[str, str]] = set()
    previews = list(all_previews())
    for contrast in Contrast:
        look = Look(contrast=contrast)
        window = gallery_window(look.shape, look.language, look)
        qtbot.addWidget(window)
        known: set[tuple[object, ...]] = set()
        told = []
        for preview in previews:
            show(window, preview)
            buttons = window.findChildren(QAbstractButton)
            names |= {(preview.place.name, button.objectName()) for button in buttons}
            controls = {kind_of(c): c for c in window.findChildren(Control) if c.isVisible()}
            for kind in controls.keys() - known:
                theme = window.stage.around.theme
                wrong += faults_of(controls[kind], theme, LEAST_CONTRAST[contrast])
            if controls.keys() - known:
                told.append(preview)
            known |= controls.keys()
        window.close()
        # The other contrast shows the same kinds on the same screens.
        previews = told
    assert wrong == []
    assert sorted(astray(names)) == []


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
