"""Before the log-in: all can be read, it is said what cannot be done, and nothing is left."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from kiosk.journeys.outcomes import PaperEnd
from kiosk.line import LineState
from kiosk.maintenance.out_of_service import OutReason
from kiosk.model import ServiceHours
from kiosk.outcome import Refused
from tests.ui.resident import Resident
from ui.directory import Directory
from ui.places import Ended, OutOfService
from ui.samples import values
from ui.samples.guide import LINKS
from ui.samples.terminal import Script
from ui.widgets.qr_picture import QrPicture
from ui.wording.words import JAPAN


def test_who_registers_with_what_and_where_is_found_in_four_touches(resident: Resident) -> None:
    resident.tap("start.home", "home")
    resident.tap("home.guide", "guide")
    resident.tap("guide.register", "guide_topic")
    resident.tap("guide.how", "guide_section")
    resident.tap("guide_section.print", "receipt_taken")
    resident.qtbot.waitUntil(lambda: "控えが出ました" in resident.reads())
    assert not resident.sees_button("receipt.menu")
    resident.tap("back", "guide_section")
    resident.script.paper = PaperEnd.NO_PAPER
    resident.tap("back", "guide_topic")
    resident.tap("guide.how", "guide_section")
    assert not resident.sees_button("guide_section.print")
    seen = resident.reads()
    while not everything_read(resident):
        resident.tap("page.next")
        seen += resident.reads()
    for said in ("申請書を窓口で受け取り", "会員名簿", "使う施設の窓口", "047-492-1011"):
        assert said in seen
    for before in ("guide_topic", "guide", "home", "start"):
        resident.tap("back", before)


def everything_read(resident: Resident) -> bool:
    turned = resident.sees_button("page.next")
    return not turned or not resident.button("page.next").isEnabled()


def test_who_answers_and_where_terminals_stand(resident: Resident) -> None:
    resident.tap("start.home", "home")
    resident.tap("home.contact", "contact")
    assert "047-401-8942" in resident.reads()
    resident.tap("contact.terminals", "counters")
    assert "西白井複合センター" in resident.reads()
    resident.tap("back", "contact")
    resident.tap("contact.counters", "counters")
    assert "047-492-1011" in resident.reads()


def test_other_services_are_codes_for_a_telephone(resident: Resident) -> None:
    resident.tap("start.home", "home")
    resident.tap("home.services", "services")
    pictures = resident.window.findChildren(QrPicture)
    names = {picture.accessibleName() for picture in pictures}
    assert names == {link.name["ja"] for link in LINKS}


def test_what_has_not_come_yet_is_said_and_hides_nothing_else(
    resident: Resident, script: Script
) -> None:
    never = Refused("never_synced")
    script.refuse |= dict.fromkeys(("guide", "counters", "links", "notices"), never)
    resident.tap("start.home", "home")
    assert "今、お知らせはありません。" in resident.reads()
    for door, screen, said in (
        ("guide", "guide", "今は案内を読めません"),
        ("counters", "counters", "一覧はまだありません"),
        ("services", "services", "案内できるサービスはまだありません"),
    ):
        resident.tap(f"home.{door}", screen)
        assert said in resident.reads()
        resident.tap("back", "home")


def test_out_of_hours_it_is_said_until_when_and_goes_away_by_itself(
    qtbot: QtBot, resident: Resident, script: Script
) -> None:
    city = replace(values.CITY, service_hours=ServiceHours(opens="09:00", closes="23:00"))
    around = resident.window.stage.around
    assert around.directory is not None
    looking = around.terminal.looking
    looking.city = lambda: city  # type: ignore[method-assign]
    around.directory = Directory(city, around.directory.facilities)
    script.now = datetime(2026, 12, 8, 23, 30, tzinfo=JAPAN)
    qtbot.waitUntil(lambda: "今は、見ることだけができます" in resident.reads())
    assert "2026年12月9日（水） 9:00" in resident.reads()
    resident.tap("start.home", "home")
    assert "2026年12月9日（水） 9:00" in resident.reads()
    resident.tap("stop", "start")
    nobody_types_before_hearing_from_when(resident)
    resident.tap("stop", "start")
    script.now = datetime(2026, 12, 9, 9, tzinfo=JAPAN)
    qtbot.waitUntil(lambda: "今は、見ることだけができます" not in resident.reads())


def test_the_notice_of_no_paper_comes_and_goes_with_the_printer(resident: Resident) -> None:
    """On the start and in the menu, without a touch and without asking the printer."""

    def told_after(end: PaperEnd) -> bool:
        resident.script.paper = end
        screen = resident.window.stage.current
        assert screen is not None
        screen.tick()
        return "いまは紙の控えが出ません" in resident.reads()

    for _ in ("start", "menu"):
        shown = resident.window.stage.current
        assert not told_after(PaperEnd.PRINTED)
        assert resident.window.stage.current is shown, "nothing is made anew for nothing"
        assert told_after(PaperEnd.NO_PAPER)
        assert not told_after(PaperEnd.PRINTED)
        if resident.screen == "start":
            resident.tap("start.log_in")
            resident.logs_in()
    assert resident.screen == "menu"
    assert "trouble" not in resident.script.calls


def nobody_types_before_hearing_from_when(resident: Resident) -> None:
    """Neither at the start nor at hours that would be free, with a card neither."""
    assert "2026年12月9日（水） 9:00 から使えます" in resident.reads()
    resident.tap("start.log_in", "refused")
    resident.tap("refused.next", "look")
    resident.finds_a_day()
    assert "2026年12月9日（水） 9:00 から受け付けます" in resident.reads()
    resident.tap("slot.1")
    resident.tap("day.reserve", "refused")
    resident.tap("back", "day")
    resident.shows_card()
    resident.waits_for("refused")
    assert "log_in" not in resident.script.calls


def test_only_what_was_used_is_to_be_taken_along(resident: Resident, script: Script) -> None:
    script.paper = PaperEnd.PRINTED
    resident.shows_card()
    resident.waits_for("log_in_secret")
    resident.types("9876")
    resident.tap("secret.next", "menu")
    resident.tap("stop", "ended")
    assert resident.window.stage.trail.here == Ended(card=True, receipt=False)
    assert "利用登録カードを取ってください" in resident.reads()
    assert "控えを取ってください" not in resident.reads()
    resident.tap("ended.start", "start")
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("stop", "ended")
    assert resident.window.stage.trail.here == Ended()


def test_out_of_service_says_why_and_until_when(resident: Resident) -> None:
    until = datetime(2026, 12, 8, 13, tzinfo=JAPAN)
    resident.window.stage.show_at_once(OutOfService(OutReason.TECHNICAL, until), ())
    assert "機器を点検しています" in resident.reads()
    assert "13:00" in resident.reads()


def test_why_nobody_answers_is_told_to_staff_where_nothing_else_can_be_shown(
    resident: Resident, script: Script
) -> None:
    stage, behind = resident.window.stage, Refused("clock_wrong", {"behind_seconds": 900})
    script.refuse["city"], script.line = Refused("never_synced"), LineState.STARTING
    stage.find_city()
    resident.waits_for("out_of_service")
    resident.qtbot.waitUntil(lambda: "準備しています" in resident.reads())
    assert "準備をしています" in resident.reads()
    script.line = LineState.DOWN
    resident.qtbot.waitUntil(lambda: "通信が切れています" in resident.reads())
    assert "職員の方へ" not in resident.reads()
    for trouble, said in (
        (behind, "15分遅れています"),
        (Refused("no_network"), "ネットワークがありません"),
        (Refused("certificate_over", {"since": "2026-11-01T00:00:00+00:00"}), "期限が"),
        (Refused("name_unknown"), "DNS"),
    ):
        script.service_trouble = trouble
        stage.find_city()
        resident.qtbot.waitUntil(lambda said=said: said in resident.reads())
        assert "職員の方へ" in resident.reads()
    del script.refuse["city"]
    stage.find_city()
    resident.waits_for("start")
    assert "DNS" not in resident.reads()


def test_a_terminal_that_was_shut_out_says_so_until_it_is_let_in(
    resident: Resident, script: Script
) -> None:
    script.shut_out = True
    resident.window.stage.close_start()
    resident.waits_for("out_of_service")
    assert "技術者に連絡してください" in resident.reads()
    resident.shows_card()
    assert resident.window.screen_name == "out_of_service"
    script.shut_out = False
    resident.window.stage.find_city()
    resident.waits_for("start")
