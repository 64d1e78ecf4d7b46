"""What staff and technicians do to the machine: by role, noted, and told when it failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.cards.memory import MemoryReader
from kiosk.cards.profile import CardProfile
from kiosk.cards.reader import ReaderStatus
from kiosk.doctor.find import Found, FoundKeyboard, FoundPrinter
from kiosk.doctor.machine import Port
from kiosk.journeys.device_findings import DeviceFindings, print_sample
from kiosk.journeys.machine_care import Addresses, Done, MachineCare, Network
from kiosk.machine.calibration import IDENTITY
from kiosk.machine.client import NOT_INSTALLED
from kiosk.machine.memory import NETWORK, MemoryMachine
from kiosk.machine.reach import Reach
from kiosk.machine.tasks import (
    Answer,
    InstallFromStick,
    JoinWifi,
    ReadNetwork,
    ReadScreen,
    RestartProgram,
    SaveLogs,
    SetVolume,
)
from kiosk.maintenance.mode import LOCKED
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.settings_card import CardSettings
from kiosk.settings_printer import PrinterSettings
from printing.drivers.memory import MemoryPrinter
from printing.printer import NO_ANSWER, NO_PAPER, READY
from tests.kiosk.machine.test_calibration import CROSSES
from ui.samples.machine import HERE, REACHED, SampleUpdates, unreached
from ui.samples.maintenance import SampleMaintenance

NOT_REACHED = unreached("nobody_answers")
WIRED = Addresses("192.0.2.9", 24, "192.0.2.1", "192.0.2.53")


class Bench:
    """A machine in memory, and who stands before it."""

    def __init__(self, role: Role | None = Role.TECHNICIAN, way: Reach = REACHED) -> None:
        self.machine = MemoryMachine()
        self.maintenance = SampleMaintenance(role)
        self.way, self.seconds = way, 100.0
        self.tried: list[float] = []
        self.care = MachineCare(
            self.machine,
            self.maintenance,
            lambda: self.way,
            tuple,
            lambda: False,
            updates=SampleUpdates(),
            identity=HERE,
            steady=lambda: self.seconds,
            trying=lambda: self.tried.append(self.seconds),
        )


def test_settings_with_which_the_service_is_reached_are_kept() -> None:
    bench = Bench()
    tried = bench.care.use_address("enp1s0", WIRED)
    assert isinstance(tried, Network)
    assert (tried.state.trying, tried.reach) == (False, REACHED)
    assert tried.state.links[0].address == "192.0.2.9/24"
    assert bench.care.seconds_of_network_trial() is None
    assert bench.maintenance.done == ["network.change", "network.keep"]


def test_others_wait_until_somebody_keeps_them_or_goes_back() -> None:
    bench = Bench(way=NOT_REACHED)
    tried = bench.care.use_dhcp("enp1s0")
    assert isinstance(tried, Network)
    assert tried.state.trying
    assert bench.care.seconds_of_network_trial() == 60.0
    bench.seconds += 45.0
    assert bench.care.use_dhcp("enp1s0") == Refused("machine_still_trying")
    assert bench.care.seconds_of_network_trial() == 15.0
    assert bench.tried == [100.0]  # the refused one is no trial
    bench.seconds += 45.0
    assert bench.care.seconds_of_network_trial() == 0.0
    assert bench.care.return_network() == Done()
    assert bench.care.seconds_of_network_trial() is None
    assert bench.machine.network == NETWORK
    assert bench.care.keep_network() == Refused("machine_nothing_tried")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Addresses("", 24), "not_a_task"),
        (Addresses("1.2.3", 24), "not_a_task"),
        (Addresses("192.0.2.400", 24), "no_address"),
        (Addresses("192.0.2.9", 0), "not_a_task"),
        (Addresses("192.0.2.255", 24), "address_is_the_network"),
        (Addresses("192.0.2.9", 24, "198.51.100.1"), "gateway_not_in_network"),
    ],
)
def test_what_is_no_address_never_leaves(wanted: Addresses, code: str) -> None:
    bench = Bench()
    assert bench.care.use_address("enp1s0", wanted) == Refused(f"machine_{code}")
    assert bench.machine.done == []


def test_a_wifi_is_joined_by_what_it_asks_for() -> None:
    bench = Bench()
    lobby, _, guest = NETWORK.wifi
    assert bench.care.join_wifi("wlp2s0", lobby, "") == Refused("machine_password_needed")
    assert isinstance(bench.care.join_wifi("wlp2s0", lobby, "correct horse"), Network)
    assert isinstance(bench.care.join_wifi("wlp2s0", guest, ""), Network)
    asked = [one for one in bench.machine.done if isinstance(one, JoinWifi)]
    assert [(one.ssid, one.security) for one in asked] == [
        ("city-lobby", "wpa-psk"),
        ("guest", "open"),
    ]


def test_a_proxy_is_taken_with_its_port_only() -> None:
    bench = Bench()
    assert bench.care.use_proxy("proxy.example:8080") == Done()
    assert bench.machine.network.proxy == "http://proxy.example:8080"
    assert bench.care.use_proxy("proxy.example:0") == Refused("machine_no_port")
    assert bench.care.use_proxy("me:hush@proxy.example:1") == Refused("machine_not_a_task")
    assert bench.care.use_proxy("") == Done()
    assert bench.machine.network.proxy == ""


def test_staff_may_some_of_it_and_nobody_nothing() -> None:
    staff, nobody = Bench(Role.STAFF), Bench(None)
    assert staff.care.set_volume(40) == Done()
    assert staff.care.set_brightness(70) == Done()
    assert staff.care.restart_program() == Done()
    assert (staff.machine.screen.volume, staff.machine.screen.brightness) == (40, 70)
    done = list(staff.machine.done)
    for refused in (
        staff.care.shut_down(),
        staff.care.open_shell(),
        staff.care.save_logs(),
        staff.care.update_from_stick(),
        staff.care.rotate("normal"),
        staff.care.use_dhcp("enp1s0"),
        staff.care.print_sample(),
        nobody.care.restart_machine(),
        nobody.care.set_volume(10),
    ):
        assert refused == Refused(LOCKED)
    assert staff.machine.done == done
    assert nobody.machine.done == []


def test_a_stick_that_brings_only_what_runs_brings_nothing_new() -> None:
    bench = Bench()
    assert bench.care.update_from_stick() == Done()
    bench.machine.answers = {InstallFromStick: Answer(ok=True, code="done")}
    assert bench.care.update_from_stick() == Refused("machine_same_version")
    bench.machine.answers = {InstallFromStick: Answer(ok=False, code="signature_wrong")}
    assert bench.care.update_from_stick() == Refused("machine_signature_wrong")


def test_nothing_is_done_that_cannot_be_noted() -> None:
    bench = Bench()
    bench.maintenance.refuse["power.restart_program"] = Refused("audit_not_kept")
    assert bench.care.restart_program() == Refused("audit_not_kept")
    assert not any(isinstance(one, RestartProgram) for one in bench.machine.done)


def test_a_new_picture_is_kept_by_whoever_sees_it() -> None:
    bench = Bench()
    assert not bench.care.tried_screen()
    assert bench.care.rotate("rotate-180") == Done()
    assert bench.care.tried_screen()
    bench.maintenance.lock()
    assert bench.care.keep_screen() == Done()
    assert bench.machine.screen.rotation == "rotate-180"
    assert bench.care.return_screen() == Refused("machine_nothing_tried")
    assert bench.maintenance.done == ["screen.rotate", "screen.keep", "screen.return"]


def test_settings_that_cannot_be_kept_are_not_said_to_be() -> None:
    bench = Bench()
    bench.maintenance.refuse["network.keep"] = Refused("audit_not_kept")
    assert bench.care.use_address("enp1s0", WIRED) == Refused("audit_not_kept")
    assert bench.machine.network.trying
    assert bench.care.seconds_of_network_trial() == 60.0


def test_touches_become_a_matrix_or_are_refused() -> None:
    bench = Bench()
    assert bench.care.calibrate(CROSSES, CROSSES) == Done()
    assert bench.machine.screen.matrix == pytest.approx(IDENTITY)
    bench.care.return_screen()
    one_spot = ((0.5, 0.5),) * 4
    assert bench.care.calibrate(CROSSES, one_spot) == Refused("machine_not_aligned")


def test_what_roots_side_says_is_told() -> None:
    bench = Bench()
    saved = bench.care.save_logs()
    assert isinstance(saved, Done)
    assert saved.file.endswith(".tar.gz")
    bench.machine.answers = {
        SaveLogs: Answer(ok=False, code="no_stick"),
        ReadScreen: NOT_INSTALLED,
        ReadNetwork: Answer(ok=True, code="done", detail={"links": "none"}),
        SetVolume: Answer(ok=False, code="no_sound"),
    }
    assert bench.care.save_logs() == Refused("machine_no_stick")
    assert bench.care.screen() == Refused("machine_not_installed")
    assert bench.care.network() == Refused("machine_no_answer")
    assert bench.care.set_volume(5) == Refused("machine_no_sound")
    assert not bench.care.tried_screen()
    assert bench.care.print_sample() == Refused("machine_not_printed")
    assert bench.care.devices() == ()


def test_the_findings_name_what_is_used_and_what_is_not() -> None:
    printing = PrinterSettings(kind="network", host="192.0.2.7")
    card = CardSettings(reader="serial", device=Path("/dev/ttyS9"))
    printer, reader = MemoryPrinter(), MemoryReader(CardProfile(()))
    usb = FoundPrinter("Printer (USB 04b8:0e15)", PrinterSettings(kind="usb", vendor=0x04B8))
    typing = FoundKeyboard(Path("/dev/input/by-id/reader"), "Scanner", is_reader=True)
    ports = (Port(Path("/dev/ttyS9")), Port(Path("/dev/ttyS0"), "modem"))
    found = Found((usb,), ports, (typing,), ("Chip reader 00",))
    findings = DeviceFindings(lambda: found, (printing, card), printer, (reader,))
    printer.set_status(NO_PAPER)
    reader.set_status(ReaderStatus.NOT_THERE)
    assert findings.look() == (
        Finding(Part.PRINTER, Verdict.FAIL, "no_paper", "network, 192.0.2.7 port 9100"),
        Finding(Part.READER, Verdict.FAIL, "not_there", "serial, /dev/ttyS9"),
        Finding(Part.OTHER_PRINTER, Verdict.NONE, "unused", "Printer (USB 04b8:0e15)"),
        Finding(Part.OTHER_PORT, Verdict.NONE, "unused", "/dev/ttyS0 modem"),
        Finding(Part.OTHER_READER, Verdict.NONE, "unused", "Scanner"),
        Finding(Part.OTHER_READER, Verdict.NONE, "unused", "Chip reader 00"),
    )
    printer.set_status(READY)
    reader.set_status(ReaderStatus.CANNOT_TELL)
    assert [one.verdict for one in findings.look()[:2]] == [Verdict.PASS, Verdict.NONE]
    printer.set_status(NO_ANSWER)
    assert findings.look()[0].code == "no_answer"


def test_a_terminal_without_devices_says_so() -> None:
    nothing = Found((), (), (), ())
    configured = PrinterSettings(), CardSettings()
    findings = DeviceFindings(lambda: nothing, configured, MemoryPrinter(), ())
    assert [(one.part, one.code) for one in findings.look()] == [
        (Part.PRINTER, "none_configured"),
        (Part.READER, "none_configured"),
    ]


def test_a_page_to_look_at_is_printed() -> None:
    printer = MemoryPrinter()
    assert print_sample(printer, PrinterSettings(kind="network"))
    assert len(printer.pages) == 1
    printer.set_status(NO_PAPER)
    assert not print_sample(printer, PrinterSettings(kind="network"))
