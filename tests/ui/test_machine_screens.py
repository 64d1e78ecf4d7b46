"""The machine's screens, walked by staff and technicians at the glass."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.machine.memory import ON_STICK, SCREEN, UPDATE, MemoryMachine
from kiosk.machine.tasks import Answer, JoinWifi, RestartMachine, SaveLogs
from kiosk.maintenance.roles import Role
from tests.ui.resident import NUMBER, Resident, visit
from ui.places import StaffMenu
from ui.places.machine import MachineReach
from ui.places.staff import StaffOfficerDone
from ui.samples.machine import unreached
from ui.samples.maintenance import PINS
from ui.samples.terminal import Script
from ui.screens.machine.machine_crosses import CrossField
from ui.screens.machine.machine_update import WHY
from ui.wording.words import LANGUAGES, Words

PASSWORD = "tr0ub4dor"
FLEET = Path(__file__).parents[2] / "docs/fleet.md"


@contextmanager
def at_work(qtbot: QtBot, role: Role, script: Script | None = None) -> Iterator[Resident]:
    """Somebody who has opened maintenance mode."""
    with visit(qtbot, script or Script()) as someone:
        someone.waits_for("start")
        someone.window.stage.maintain()
        someone.waits_for("staff_pin")
        if role is Role.TECHNICIAN:
            someone.tap("role.technician", "staff_pin")
        someone.types(PINS[role])
        someone.tap("staff.open", "staff_menu")
        yield someone


def to_menu(someone: Resident) -> None:
    someone.window.stage.restart((StaffMenu(),))
    someone.waits_for("staff_menu")


def joins_what_is_not_listed(technician: Resident) -> None:
    """By the name that is typed, with a password and without, from the network and back to it."""
    machine = technician.script.machine
    for verb, security in (("with_password", "wpa-psk"), ("without_password", "open")):
        technician.tap("wifi.wlp2s0", "machine_wifi")
        technician.tap("wifi.not_listed", "machine_wifi_name")
        assert not technician.button(f"wifi.{verb}").isEnabled()
        technician.types("lan")
        ends_at = "machine_wifi_password" if security == "wpa-psk" else "machine_reach"
        technician.tap(f"wifi.{verb}", ends_at)
        if security == "wpa-psk":
            assert "lan のパスワード" in technician.reads()
            technician.types(PASSWORD)
            technician.tap("wifi.join", "machine_reach")
        (joined,) = (one for one in machine.done if isinstance(one, JoinWifi))
        assert (joined.ssid, joined.security, joined.hidden) == ("lan", security, True)
        machine.done.clear()
        to_menu(technician)
        technician.tap("door.network", "machine_network")


def tries_what_does_not_reach_the_service(technician: Resident) -> None:
    """It counts until the settings before come back, and keeps nothing after that."""
    technician.script.way = unreached("nobody_answers")
    technician.tap("dhcp.enp1s0", "machine_reach")
    assert "あと60秒で前の設定" in technician.reads()
    technician.script.now += timedelta(seconds=13)
    technician.tap("reach.again", "machine_reach")
    assert "あと47秒で前の設定" in technician.reads()
    assert technician.button("reach.keep").isEnabled()
    technician.script.now += timedelta(seconds=47)
    technician.qtbot.waitUntil(lambda: "前の設定に戻しています" in technician.reads())
    assert not technician.button("reach.keep").isEnabled()
    assert not technician.button("reach.return").isEnabled()
    technician.tap("reach.again", "machine_reach")
    assert technician.window.stage.trail.here == MachineReach(trying=False)


def test_a_technician_walks_through_the_network(qtbot: QtBot) -> None:
    with at_work(qtbot, Role.TECHNICIAN) as technician:
        machine = technician.script.machine
        technician.tap("door.network", "machine_network")
        assert "192.0.2.41/24" in technician.reads()
        technician.tap("back", "staff_menu")
        # The page of that door, and so in the other language.
        assert technician.sees_button("door.network")
        technician.tap("staff.language")
        technician.qtbot.waitUntil(lambda: "Network" in technician.reads())
        assert technician.sees_button("door.network")
        technician.tap("staff.language")
        technician.qtbot.waitUntil(lambda: "Network" not in technician.reads())
        technician.tap("door.network", "machine_network")
        technician.tap("address.enp1s0", "machine_address")
        technician.tap("key.delete")
        technician.tap("key.7")
        technician.tap("field.gateway", "machine_address")
        technician.tap("field.address", "machine_address")
        assert "192.0.2.47" in technician.reads()
        technician.tap("address.try", "machine_reach")
        assert machine.network.links[0].address == "192.0.2.47/24"
        assert not machine.network.trying

        to_menu(technician)
        technician.tap("door.network", "machine_network")
        technician.tap("wifi.wlp2s0", "machine_wifi")
        assert not technician.button("wifi.2").isEnabled()
        technician.tap("wifi.1", "machine_wifi_password")
        technician.types("tr0ub4dor")
        technician.tap("key.to_signs")
        technician.tap("key.sign-21")
        technician.tap("wifi.join", "machine_reach")
        (joined,) = (one for one in machine.done if isinstance(one, JoinWifi))
        assert joined.password == f"{PASSWORD}!"
        machine.done.clear()
        del joined
        gc.collect()
        assert PASSWORD not in repr(technician.window.stage.trail.places) + technician.reads()

        to_menu(technician)
        technician.tap("door.network", "machine_network")
        joins_what_is_not_listed(technician)

        technician.tap("network.proxy", "machine_proxy")
        technician.types("p")
        technician.tap("key.to_signs")
        technician.tap("key.sign-3a")
        technician.tap("key.to_latin")
        technician.types("1")
        technician.tap("proxy.use", "machine_network")
        assert machine.network.proxy == "http://p:1"

        tries_what_does_not_reach_the_service(technician)


def test_a_technician_turns_and_aligns_the_picture(qtbot: QtBot) -> None:
    with at_work(qtbot, Role.TECHNICIAN) as technician:
        machine = technician.script.machine
        technician.tap("door.screen", "machine_screen")
        assert not technician.button("screen.rotate").isEnabled()
        technician.tap("rotation.normal")
        technician.tap("screen.rotate")
        qtbot.waitUntil(lambda: machine.screen.trying)
        # Where nothing starts anew, as in the demonstration, it asks at once and counts down.
        technician.waits_for("machine_picture")
        assert "あと 15 秒" in technician.reads()
        technician.script.now += timedelta(seconds=6)
        qtbot.waitUntil(lambda: "あと 9 秒" in technician.reads())
        machine.screen = SCREEN
        machine._screen_before = None
        technician.window.stage.restart((StaffMenu(),))
        technician.waits_for("staff_menu")
        technician.tap("door.screen", "machine_screen")
        technician.tap("screen.calibrate", "machine_crosses")
        field = technician.window.findChild(QWidget, "crosses")
        assert isinstance(field, CrossField)
        for _ in range(4):
            cross = field.cross().toPoint() + QPoint(1, 0)
            technician.touch(field.mapTo(technician.window, cross))
        qtbot.waitUntil(lambda: machine.screen.trying)
        assert machine.screen.matrix[0] == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("keep", [True, False])
def test_a_new_picture_asks_whether_it_is_right(qtbot: QtBot, keep: bool) -> None:
    script = Script(machine=MemoryMachine())
    terminal_before = script.machine.screen.rotation
    script.maintenance.role = Role.TECHNICIAN
    from ui.samples.machine import sample_care

    sample_care(script.maintenance, script.machine).rotate("rotate-180")
    script.maintenance.role = None
    with visit(qtbot, script) as someone:
        someone.waits_for("machine_picture")
        someone.tap("picture.keep" if keep else "picture.return", "start")
    assert script.machine.screen.rotation == ("rotate-180" if keep else terminal_before)


def test_staff_set_light_and_sound_and_start_anew(qtbot: QtBot) -> None:
    with at_work(qtbot, Role.STAFF) as staff:
        assert not staff.sees_button("door.network")
        machine = staff.script.machine
        staff.tap("door.light", "machine_light")
        staff.tap("brightness.less")
        staff.tap("volume.more")
        staff.tap("light.use", "staff_menu")
        assert (machine.screen.brightness, machine.screen.volume) == (70, 70)
        staff.tap("door.power", "machine_power")
        assert not staff.sees_button("power.shut_down")
        staff.tap("power.restart_machine", "machine_power_sure")
        staff.tap("power.now")
        qtbot.waitUntil(lambda: RestartMachine() in machine.done)
        qtbot.waitUntil(lambda: not staff.button("power.now").isEnabled())


def test_a_technician_takes_logs_along_and_looks_at_devices(qtbot: QtBot) -> None:
    with at_work(qtbot, Role.TECHNICIAN) as technician:
        machine = technician.script.machine
        machine.answers[SaveLogs] = Answer(ok=False, code="no_stick")
        technician.tap("door.logs", "machine_logs")
        technician.tap("logs.write", "staff_refused")
        del machine.answers[SaveLogs]
        technician.tap("back", "machine_logs")
        technician.tap("logs.write", "machine_logs")
        assert "lobby-kiosk-logs-" in technician.reads()

        to_menu(technician)
        technician.tap("door.devices", "machine_devices")
        technician.shows_card()
        qtbot.waitUntil(lambda: "読めました" in technician.reads())
        technician.waits_for("machine_devices")
        assert NUMBER not in technician.reads() + repr(technician.window.stage.trail.places)
        technician.tap("devices.page", "machine_devices")

        to_menu(technician)
        technician.tap("door.shell", "machine_shell")
        technician.tap("shell.open", "staff_refused")
        # Whatever ends with the menu ends with the page of it that was left.
        technician.window.stage.go(StaffOfficerDone())
        technician.tap("officer.menu", "staff_menu")
        assert technician.sees_button("door.shell")


def test_a_technician_sees_the_version_and_goes_back(qtbot: QtBot) -> None:
    with at_work(qtbot, Role.TECHNICIAN) as technician:
        machine = technician.script.machine
        technician.tap("door.update", "machine_update")
        read = technician.reads()
        assert "1.4.0" in read
        assert "1.3.2" in read
        technician.tap("update.check", "machine_update")
        technician.tap("update.from_stick", "machine_update")
        assert (machine.update.phase, machine.update.last) == ("ready", ON_STICK)
        machine.update = UPDATE
        technician.tap("update.roll_back", "machine_roll_back")
        technician.tap("update.roll_back_now", "machine_roll_back")
        assert machine.update.phase == "ready"


def test_whatever_keeps_an_update_out_is_said_in_words() -> None:
    """Each reason that the page for operators names."""
    table = (
        FLEET.read_text(encoding="utf-8").partition("| reason | means |")[2].partition("\n\n")[0]
    )
    named = [
        code for row in table.splitlines() for code in re.findall(r"`(\w+)`", row.split("|")[1])
    ]
    assert len(named) > 10
    assert set(named) <= set(WHY)
    for language in LANGUAGES:
        words = Words(language)
        for key in WHY.values():
            assert words.text(f"maintenance.{key}")
