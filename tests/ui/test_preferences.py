"""What a resident asks of the screens is done at once, and gone with their visit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.resident import Resident
from ui.places import Menu
from ui.preferences import Preferences, Reach, TypeSize
from ui.theme.palette import HIGH, STANDARD, Contrast
from ui.theme.theme import Type
from ui.widgets.text import Text

FOUND = Preferences("ja")
ASKED = Preferences("en", TypeSize.LARGEST, Contrast.HIGH, Reach.SEATED, voice=True)


def title_px(resident: Resident) -> int:
    assert resident.window.stage.current is not None
    title = resident.window.stage.current.findChild(Text, "title")
    assert title is not None
    return title.font().pixelSize()


def test_everything_shown_follows_at_once(resident: Resident) -> None:
    small = title_px(resident)
    resident.window.prefer(ASKED)
    resident.waits_for("start")
    around = resident.window.stage.around
    assert around.preferences == ASKED
    assert around.theme.palette is HIGH
    assert around.theme.touch_from == around.theme.glass.height_px // 2
    assert title_px(resident) > small
    assert "Help" in resident.button("help").accessibleName()


def test_it_goes_back_to_the_start_without_a_log_in(resident: Resident) -> None:
    resident.window.prefer(ASKED)
    resident.waits_for("start")
    resident.script.idle = resident.window.stage.around.settings.idle_home_seconds + 1
    resident.window.idle.look()
    resident.waits_for("start")
    assert resident.window.stage.around.preferences == FOUND
    assert resident.window.stage.around.theme.palette is STANDARD


def test_it_stays_for_the_farewell_and_goes_with_the_visit(resident: Resident) -> None:
    resident.shows_card()
    resident.waits_for("log_in_secret")
    resident.types("9876")
    resident.tap("secret.next", "menu")
    resident.window.prefer(replace(FOUND, type_size=TypeSize.LARGE))
    resident.waits_for("menu")
    resident.tap("stop", "ended")
    assert resident.window.stage.around.preferences.type_size is TypeSize.LARGE
    resident.tap("ended.start", "start")
    assert resident.window.stage.around.preferences == FOUND


def test_a_question_under_way_is_not_disturbed(resident: Resident) -> None:
    stage = resident.window.stage
    stage.go(Menu())
    stage._set_busy(busy=True)
    resident.window.prefer(ASKED)
    assert stage.around.preferences == FOUND
    stage._set_busy(busy=False)


@pytest.mark.parametrize("type_", list(Type))
def test_each_size_of_type_is_larger_than_the_one_before(type_: Type) -> None:
    heights = [type_.mm(size) for size in TypeSize]
    assert heights == sorted(set(heights))
