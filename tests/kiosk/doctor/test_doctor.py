"""``kiosk doctor``: a machine played in a folder, real lines to a simulated printer and reader."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import tomllib
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from termios import tcgetattr
from tty import setraw

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import cli, devices
from kiosk.cards.codabar import CheckRule
from kiosk.cards.evdev_reader import EvdevReader
from kiosk.cards.frames import BlockCheck, FrameKind, Framing
from kiosk.cards.pcsc import reading
from kiosk.cards.pcsc.service import Trouble as ServiceTrouble
from kiosk.cards.profile import (
    Alphabet,
    CardKind,
    CardProfile,
    ReaderCommands,
    Source,
    StartStop,
)
from kiosk.cards.reader import ReaderStatus
from kiosk.cards.shown import CardShown
from kiosk.disk import SPOOL_FOLDER
from kiosk.doctor import machine as machines
from kiosk.doctor.advise import CHIP_PROFILE, PROFILE_NAME, card_table, printer_table
from kiosk.doctor.check import check_chips
from kiosk.doctor.examine import Asked, Configured, examine
from kiosk.doctor.find import find
from kiosk.doctor.listen import Came, listen
from kiosk.doctor.machine import Machine, Port
from kiosk.doctor.report import as_json, lines
from kiosk.doctor.shape import mask, seen
from kiosk.readiness.finding import Verdict
from kiosk.settings import read
from kiosk.settings_card import CardSettings
from kiosk.settings_printer import PrinterSettings
from printing.drivers.memory import MemoryPrinter
from printing.models import MODELS, Cutter, NearEnd, model
from printing.printer import NO_ANSWER
from printing.scrap import Scrap
from printing.simulator import start, start_pty
from printing.simulator.build import Build
from printing.simulator.states import State
from tests.kiosk.cards.test_chips import chip
from tests.kiosk.cards.test_evdev_reader import Kernel
from tests.kiosk.cards.test_frames import frame
from tests.kiosk.cards.vpcd_card import FELICA_ATR
from tests.printing.peers import peer, says

NUMBER = "1234567"
TOP = 'city = "shiroi"\nkiosk_id = "k1"\nhome_facility = "f1"\ncache_directory = "c"\n'
SERVICE = '[service]\nurl = "https://booking.example"\n'
EPSON = model("epson-tm-t20iii")


def nothing_attached(folder: Path, **played: object) -> Machine:
    parts = {
        "folder": folder / "dev",
        "bus": folder / "bus",
        "inputs": folder / "inputs",
        "ports": list,
        "queues": list,
        "chips": lambda: ServiceTrouble.NO_SERVICE,
    }
    return Machine(**(parts | played))


def text(report) -> str:
    return "\n".join(lines(report))


def loaded(folder: Path, *tables: str):
    document = tomllib.loads(TOP + SERVICE + "".join(tables))
    return read(document, folder / "kiosk.toml")


def write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def plugged_in(folder: Path, name: str, usb: str, interface: dict[str, str]) -> Path:
    """A device on the played bus; returns the folder of its only interface."""
    vendor, product = usb.split(":")
    for file, content in {"idVendor": vendor, "idProduct": product, "product": name}.items():
        write(folder / "bus" / usb.replace(":", "-") / file, content + "\n")
    at = folder / "bus" / f"{usb.replace(':', '-')}:1.0"
    for file, content in interface.items():
        write(at / file, content + "\n")
    return at


def typing_reader(folder: Path, name: str, number: int, vendor: str) -> None:
    node = folder / "dev" / "input" / f"event{number}"
    write(node, "")
    link = folder / "dev" / "input" / "by-id" / f"usb-{name}-event-kbd"
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(node)
    write(folder / "inputs" / f"event{number}" / "device" / "name", name + "\n")
    write(folder / "inputs" / f"event{number}" / "device" / "id" / "vendor", vendor + "\n")


@pytest.fixture
def plugged(tmp_path):
    """An Epson, another receipt printer, an office one, a mouse, a keyboard, a scanner."""
    lp = plugged_in(tmp_path, "TM-T20III", "04b8:0e28", {"bInterfaceClass": "07"})
    (lp / "usbmisc" / "lp3").mkdir(parents=True)
    node = tmp_path / "dev" / "usb" / "lp3"
    write(node, "")
    link = tmp_path / "dev" / "usb" / "by-id" / "usb-EPSON_TM-T20III"
    link.parent.mkdir()
    link.symlink_to(node)
    plugged_in(tmp_path, "Receipt", "1234:0001", {"bInterfaceClass": "07"})
    office = {"bInterfaceClass": "07", "ieee1284_id": "MFG:X;CMD:PJL,PCL,POSTSCRIPT;"}
    plugged_in(tmp_path, "Laser", "1234:0002", office)
    plugged_in(tmp_path, "Mouse", "1234:0003", {"bInterfaceClass": "03"})
    typing_reader(tmp_path, "Plain_Keyboard", 1, "1111")
    typing_reader(tmp_path, "Some_Device", 2, "05f9")
    return tmp_path


def test_what_is_attached_is_found_with_the_settings_that_reach_it(plugged):
    write(plugged / "dev" / "usb" / "lp7", "")
    found = find(nothing_attached(plugged, queues=lambda: ["lobby"]))
    by_kind = [(one.settings.kind, one.office) for one in found.printers]
    usb = ("usb", False)
    assert sorted(by_kind) == sorted(
        [("device", False), usb, ("usb", True), ("device", False), ("cups", False)]
    )
    epson = next(one for one in found.printers if EPSON in one.models)
    assert epson.settings == PrinterSettings(
        kind="device", model=EPSON, device=Path("/dev/usb/by-id/usb-EPSON_TM-T20III")
    )
    (reader,) = found.typing_readers
    assert reader.device == Path("/dev/input/by-id/usb-Some_Device-event-kbd")
    assert len(found.keyboards) == 2


def test_without_a_configuration_the_best_is_advised_and_the_advice_loads(plugged):
    """The office printer is not asked; what answers comes before what does not."""
    asked: list[PrinterSettings] = []

    def played(settings: PrinterSettings) -> MemoryPrinter:
        asked.append(settings)
        ready = settings.vendor == 0x1234
        return MemoryPrinter() if ready else MemoryPrinter(status=NO_ANSWER)

    machine = nothing_attached(plugged, printer=played, chips=lambda: ("Sony RC-S300 00",))
    report = examine(machine, None, Asked())
    assert all(settings.product != 2 for settings in asked)
    (plugged / PROFILE_NAME).write_text(report.advice.profile)
    settings = loaded(plugged, report.advice.printer, report.advice.card)
    assert settings.printer == PrinterSettings(kind="usb", vendor=0x1234, product=1)
    assert devices.card_reader(settings.card) is not None
    assert settings.card.reader == "pcsc"
    assert "a keyboard, or a reader that passes for one" in text(report)


def test_nothing_attached_is_said_and_nothing_is_advised(tmp_path):
    report = examine(nothing_attached(tmp_path), None, Asked(test_page=True))
    assert not report.all_pass
    assert (report.advice.printer, report.advice.card, report.advice.profile) == ("", "", "")
    said = text(report)
    for words in ("Fail  printer: none was found", "Fail  reader: none was found", "pcscd"):
        assert words in said
    assert "No printer was found" in said
    assert "No card reader was found" in said


def test_a_configured_printer_and_its_two_test_pages(tmp_path):
    with start(build=Build(mm_per_second=None)) as simulator:
        settings = PrinterSettings(kind="network", host=simulator.host, port=simulator.port)
        configured = Configured(settings, CardSettings())
        machine = nothing_attached(tmp_path)
        report = examine(machine, configured, Asked(test_page=True))
        assert report.all_pass
        assert text(report).count("the printer says that it is out") == 2
        asked, model, *_ = text(report).splitlines()
        assert asked.startswith("Pass  printer (network")
        assert model.startswith("      model generic-80: Generic ESC/POS")
        assert "[printer] can stay as it is." in text(report)
        raster, _ = simulator.receipts
        assert raster.width == 576
        ruler = raster.crop((0, 0, 576, 56)).convert("L")
        edges = [ruler.getpixel((x, 50)) for x in (0, 575, 300)]
        assert edges == [0, 0, 255]
        assert "テスト印字" in simulator.texts[-1]
        assert simulator.unknown == b""

        simulator.set_state(State.NO_PAPER)
        report = examine(machine, configured, Asked(test_page=True))
        assert not report.all_pass
        assert "no paper" in text(report)
        assert "put in a roll" in text(report)
        assert len(simulator.receipts) == 2


def test_a_printer_at_a_serial_line_is_found_and_one_that_is_taken_is_busy(tmp_path):
    with start_pty(Build(mm_per_second=None)) as simulator:
        device = Path(simulator.address)
        machine = nothing_attached(tmp_path, ports=lambda: [Port(device, "converter")])
        report = examine(machine, None, Asked())
        assert loaded(tmp_path, report.advice.printer).printer == PrinterSettings(
            kind="serial", device=device
        )
        with device.open("rb", buffering=0) as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            settings = PrinterSettings(kind="serial", device=device)
            report = examine(machine, Configured(settings, CardSettings()), Asked())
        assert "in use by another program" in text(report)
        assert not report.all_pass


def test_a_wrong_speed_is_found_out(tmp_path):
    def only_at_9600(settings: PrinterSettings) -> MemoryPrinter:
        answers = settings.baud == 9600
        return MemoryPrinter() if answers else MemoryPrinter(status=NO_ANSWER)

    machine = nothing_attached(tmp_path, printer=only_at_9600)
    network = PrinterSettings(kind="network", host="192.0.2.7")
    silent = examine(machine, Configured(network, CardSettings()), Asked())
    assert "address and port" in text(silent), "where there is no speed to be wrong"
    settings = PrinterSettings(kind="serial", device=Path("/dev/ttyS7"), parity="even")
    report = examine(machine, Configured(settings, CardSettings()), Asked())
    assert not report.all_pass
    assert "wrong speed: set baud = 9600" in text(report)
    advised = loaded(tmp_path, report.advice.printer).printer
    assert advised == PrinterSettings(
        kind="serial", device=Path("/dev/ttyS7"), parity="even", baud=9600
    )


def test_a_port_that_is_no_printer_says_so(tmp_path):
    with peer(says(b"HTTP/1.1 400 Bad Request\r\n")) as port:
        settings = PrinterSettings(kind="network", host="127.0.0.1", port=port)
        report = examine(nothing_attached(tmp_path), Configured(settings, CardSettings()), Asked())
    assert "something that is no printer answers" in text(report)
    assert report.advice.printer == ""


def test_permission_denied_names_the_rules_for_printers_and_readers(tmp_path, monkeypatch):
    def denied(path, *rest, **named):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr("printing.drivers.lines.device.os", SimpleOs(denied))
    monkeypatch.setattr("kiosk.cards.evdev_reader.os", SimpleOs(denied))
    printer = PrinterSettings(kind="device", device=Path("/dev/usb/lp0"))
    card = CardSettings(reader="evdev", device=Path("/dev/input/by-id/usb-X-event-kbd"))
    report = examine(nothing_attached(tmp_path), Configured(printer, card), Asked())
    said = text(report)
    assert "60-lobby-kiosk-printers.rules" in said
    assert "60-lobby-kiosk-cards.rules" in said
    assert [check.verdict for check in report.checks] == [Verdict.FAIL, Verdict.FAIL]


class SimpleOs:
    """The module with another ``open``, for one module only."""

    def __init__(self, opening) -> None:
        self.open = opening

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)


def test_chip_readers(tmp_path):
    ready = check_chips(("Sony RC-S300 00", "ACS ACR1251 01"), "rc-s300")
    assert (ready.verdict, ready.said) == (Verdict.PASS, "ready: Sony RC-S300 00")
    assert "reader_name" in check_chips(("ACS ACR1251 01",), "RC-S300").todo
    assert "polkit" in check_chips(ServiceTrouble.NOT_ALLOWED).todo
    assert check_chips(()).verdict is Verdict.FAIL
    # No service is there where the tests look for one.
    assert machines.chip_readers() is ServiceTrouble.NO_SERVICE


def test_a_queue_is_found_and_cannot_say_how_its_printer_is(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machines.print_queues() == []
    program = tmp_path / "lpstat"
    program.write_text(
        """#!/bin/sh
case "$1" in
  -e) echo lobby ;;
  -p) echo "printer lobby is idle.  enabled since today" ;;
  -a) echo "lobby accepting requests since today" ;;
esac
"""
    )
    program.chmod(0o755)
    machine = nothing_attached(tmp_path, queues=machines.print_queues)
    report = examine(machine, None, Asked())
    assert "never says what became of them" in text(report)
    queue = loaded(tmp_path, report.advice.printer).printer
    assert queue == PrinterSettings(kind="cups", queue="lobby")
    program.write_text("#!/bin/sh\nexit 1\n")
    assert machines.print_queues() == []


@contextmanager
def line():
    mine, theirs = os.openpty()
    setraw(theirs)
    try:
        yield mine, Path(os.ttyname(theirs))
    finally:
        os.close(mine)
        os.close(theirs)


def shown(settings: CardSettings, data: bytes, mine: int, *, known: bool, terminal=None) -> Came:
    """What is heard of a card that is shown as soon as it is asked for."""
    came = listen(settings, 60.0, lambda: os.write(mine, data), known=known, terminal=terminal)
    assert came is not None
    return came


def test_a_card_at_a_serial_line_is_told_by_its_shape_and_its_frame_is_advised(tmp_path):
    framing = Framing(FrameKind.STX, BlockCheck.BCC)
    with line() as (mine, device):
        asked = CardSettings(reader="serial", device=device)
        came = shown(asked, frame(NUMBER.encode(), framing), mine, known=False)
        assert came.seen.shape.startswith("<STX>9999999<ETX>")
        assert came.seen.fitting
        advised = loaded(tmp_path, card_table(came.settings)).card
        assert advised == came.settings
        assert (advised.frame, advised.block_check) == (FrameKind.STX, BlockCheck.BCC)
        # Configured for lines, the same card shows what is wrong.
        came = shown(asked, frame(NUMBER.encode(), framing), mine, known=True)
        assert not came.seen.fitting
        assert any("frame stx, block check bcc" in remark for remark in came.seen.remarks)
        garbage = shown(asked, b"\x81\x92\xa3\xb4", mine, known=True)
        assert any("baud" in remark for remark in garbage.seen.remarks)


def test_a_reader_that_types_is_heard_at_the_terminal(tmp_path):
    mine, theirs = os.openpty()
    try:
        settings = CardSettings(reader="wedge", terminator="\t")
        before = tcgetattr(theirs)
        came = shown(settings, f"A{NUMBER}\r".encode(), mine, known=True, terminal=theirs)
        assert tcgetattr(theirs) == before
        os.set_blocking(mine, False)
        with pytest.raises(BlockingIOError):  # nothing was echoed
            os.read(mine, 1)
        assert came.seen.shape == "A9999999"
        assert came.settings.terminator == "\r"
        assert "ended by Enter" in came.seen.remarks
        assert 'alphabet = "alphanumeric"' in came.seen.suggestion
        (tmp_path / PROFILE_NAME).write_text(came.seen.suggestion)
        card = loaded(tmp_path, card_table(came.settings, PROFILE_NAME)).card
        assert card.profile.of(Source.WEDGE)[0].fewest == 8
    finally:
        os.close(mine)
        os.close(theirs)


def test_a_reader_that_types_is_taken_from_the_kernel_and_told_by_its_shape(tmp_path, monkeypatch):
    kernel = Kernel(tmp_path / "event7")
    kernel.plug_in()
    played = partial(EvdevReader, grab=lambda _: None)
    monkeypatch.setattr("kiosk.doctor.listen.EvdevReader", played)
    settings = CardSettings(reader="evdev", device=kernel.device)
    try:
        came = listen(
            settings, 60.0, lambda: kernel.types(f"{NUMBER}\t"), known=False, terminal=None
        )
    finally:
        kernel.pull_out()
    assert came is not None
    assert (came.seen.shape, came.seen.fitting) == ("9999999", True)
    assert came.settings == CardSettings(reader="evdev", device=kernel.device, terminator="\t")


class PlayedChipReader:
    """A reader of chips with a card on it, whose profile is that of the doctor."""

    def __init__(self, profile: CardProfile, name: str) -> None:
        self._profile = profile

    def status(self) -> ReaderStatus:
        return ReaderStatus.READY

    def start(self, on_read) -> None:
        fare_card = chip(FELICA_ATR, FFCA000000="0102030405060708" + "9000")
        on_read(reading.read(fare_card, self._profile))

    def stop(self) -> None:
        return


def test_a_chip_is_told_by_its_shape_and_an_identifier_is_no_number(tmp_path, monkeypatch):
    monkeypatch.setattr("kiosk.doctor.listen.PcscReader", PlayedChipReader)
    idm = CardKind(
        "idm",
        sources=frozenset((Source.FELICA_IDM,)),
        alphabet=Alphabet.ALPHANUMERIC,
        shortest=16,
        longest=16,
    )
    unknown = CardSettings(reader="pcsc")
    asked = Asked(card_seconds=5.0)
    machine = nothing_attached(tmp_path, chips=lambda: ("Desk Reader 00",))
    report = examine(machine, Configured(PrinterSettings(), unknown), asked)
    assert report.card is not None
    assert (report.card.shape, report.card.fitting) == ("9999999999999999", False)
    assert "proves nothing" in text(report)
    assert 'sources = ["felica_block"]' in report.advice.profile
    wanted = CardSettings(reader="pcsc", profile=CardProfile((idm,)))
    report = examine(machine, Configured(PrinterSettings(), wanted, "cards.toml"), asked)
    assert report.card.fits[0].verdict == "fits, a number of 16 characters"
    assert "[card] can stay as it is." in text(report)
    assert "0102030405060708" not in text(report) + as_json(report)


def test_a_card_that_fits_nothing_is_added_to_the_profile_that_is_there(tmp_path):
    with line() as (mine, device):
        card = CardSettings(reader="serial", device=device)
        configured = Configured(PrinterSettings(), card, "cards.toml")
        asked = Asked(card_seconds=60.0, now=lambda: os.write(mine, b"AB12\r\n"))
        report = examine(nothing_attached(tmp_path), configured, asked)
    assert not report.all_pass
    assert "fits no kind of the profile" in text(report)
    assert report.advice.profile_file == "cards.toml"
    (tmp_path / "cards.toml").write_text(report.advice.profile)
    (kind,) = loaded(tmp_path, report.advice.card).card.profile.kinds
    assert kind.read("AB12") == CardShown("AB12")


def test_two_printers_alike_are_told_apart_by_their_serial_numbers(tmp_path):
    for number in "12":
        at = tmp_path / "bus" / number
        for file, content in {"idVendor": "1234", "idProduct": "1", "serial": f"S{number}"}.items():
            write(at / file, content + "\n")
        write(tmp_path / "bus" / f"{number}:1.0" / "bInterfaceClass", "07\n")
    found = find(nothing_attached(tmp_path))
    assert [one.settings.serial for one in found.printers] == ["S1", "S2"]


def test_no_card_in_time_fails(tmp_path):
    with line() as (_, device):
        card = CardSettings(reader="serial", device=device)
        configured = Configured(PrinterSettings(), card)
        report = examine(nothing_attached(tmp_path), configured, Asked(card_seconds=0.01))
    assert "Fail  card: none came in 0.01 seconds" in text(report)
    configured = Configured(PrinterSettings(), CardSettings(reader="wedge"))
    report = examine(nothing_attached(tmp_path), configured, Asked(card_seconds=60.0))
    assert "run kiosk doctor in a terminal" in text(report)


def test_the_check_digit_is_judged_and_no_number_is_told():
    kind = CardKind("code", start_stop=StartStop.REMOVE, check=CheckRule.SEVEN_DR)
    right, wrong = f"a{NUMBER}{int(NUMBER) % 7}b", f"a{NUMBER}{(int(NUMBER) + 1) % 7}b"
    profile = CardProfile((kind,))
    for content, verdict in ((right, "7DR right"), (wrong, "7DR wrong")):
        told = seen("wedge", content, profile, Source.WEDGE)
        assert told.fits[0].check == verdict
        assert told.misread is not told.fitting
        assert told.fitting or told.suggestion == "", "a card that was misread is no new kind"
        assert told.shape == "a99999999a"
        assert NUMBER not in repr(told)
    theirs = CardProfile((replace(kind, name="theirs", other=True), kind))
    told = seen("wedge", right, theirs, Source.WEDGE)
    assert told.taken_for == "theirs (not this city's)", "the first that fits decides"
    told = seen("wedge", right, CardProfile(), Source.WEDGE)
    assert "7DR" in told.remarks[0]
    assert 'start_stop = "remove"' in told.suggestion
    assert mask("渡邊 1a-Z\x02") == "<?><?> 9a-A<STX>"


@given(st.text() | st.binary())
def test_of_whatever_is_shown_nothing_can_be_read(content):
    told = seen("reader", content, CardProfile(), Source.SERIAL)
    signs = re.sub(r"<(NUL|STX|ETX|TAB|LF|CR|FF)>", "", told.shape)
    assert not re.search(r"[0-8B-Zb-z]|[^ -~…]", signs)
    assert told.length == len(content)


@pytest.mark.parametrize("one", MODELS, ids=lambda one: one.id)
def test_every_model_is_advised_as_it_is(one, tmp_path):
    for paper_mm in one.papers_mm:
        settings = PrinterSettings(
            kind="usb", model=one.on(paper_mm), vendor=0x04B8, product=0x0202, serial='q"\\'
        )
        assert loaded(tmp_path, printer_table(settings, (one, EPSON))).printer == settings


def test_what_was_said_of_a_printer_by_hand_stays_in_the_advice(tmp_path):
    mended = replace(
        EPSON, cutter=Cutter.FULL, near_end_sensor=NearEnd.NO, mm_per_second=40, clears_buffer=False
    )
    settings = PrinterSettings(kind="serial", device=Path("/dev/ttyS3"), model=mended, baud=9600)
    table = printer_table(settings)
    assert loaded(tmp_path, table).printer == settings
    assert table.count("=") == 8, table


def test_readers_beside_one_another_are_advised_as_they_are(tmp_path):
    beside = CardSettings(reader="evdev", device=Path("/dev/input/event9"), terminator="\t")
    settings = CardSettings(
        reader="serial", device=Path("/dev/ttyS3"), baud=2400, bits=7, beside=(beside,)
    )
    assert loaded(tmp_path, card_table(settings)).card == settings
    (tmp_path / PROFILE_NAME).write_text(CHIP_PROFILE)
    acs = CardSettings(reader="pcsc", reader_commands=ReaderCommands.ACS)
    chips = loaded(tmp_path, card_table(acs, PROFILE_NAME)).card
    assert chips.reader_commands is ReaderCommands.ACS
    assert chips.profile.of(Source.FELICA_BLOCK)


def test_the_command(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(machines, "Machine", partial(nothing_attached, tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr("kiosk.doctor.readiness.readiness", lambda _: ())  # see setup/
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(TOP)
    assert cli.main(["doctor", "--config", str(wrong)]) == 2
    with start(build=Build(mm_per_second=None)) as simulator:
        right = tmp_path / "right.toml"
        printer = f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {simulator.port}\n'
        kept = tmp_path / "kept"
        right.write_text(TOP.replace('"c"', f'"{kept}"') + SERVICE + printer)
        assert cli.main(["doctor", "--config", str(right), "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["pass"] is True
        assert said["checks"][0]["said"] == "ready"
        simulator.set_state(State.COVER_OPEN)
        assert cli.main(["doctor", "--config", str(right)]) == 1
        said = capsys.readouterr().out
        assert "close the cover" in said
        assert "NOT READY: printer (network" in said
        simulator.set_state(State.READY)
        simulator.change_after(100, State.NO_PAPER)
        (kept / SPOOL_FOLDER).mkdir(parents=True)
        assert cli.main(["doctor", "--config", str(right), "--test-page"]) == 1
        assert Scrap(kept / SPOOL_FOLDER).may_hang_out, "the kiosk cuts it off before it prints"


def test_the_report_for_programs_holds_the_same(tmp_path):
    report = examine(nothing_attached(tmp_path), None, Asked())
    assert len(json.loads(as_json(report))["checks"]) == len(report.checks)
