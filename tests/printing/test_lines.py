"""Devices that cannot be opened, and what each kind of line does by itself."""

from __future__ import annotations

import errno
import grp
import os
import select
import socket
import termios
import tty
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
import usb.core

from printing.drivers.escpos_printer import EscposPrinter
from printing.drivers.line import LineBrokenError, Timeouts
from printing.drivers.lines.device import DeviceLine
from printing.drivers.lines.network import NetworkLine
from printing.drivers.lines.opening import UDEV_RULES, cannot_open
from printing.drivers.lines.serial import FlowControl, Parity, SerialLine, SerialPort
from printing.drivers.lines.usb import UsbLine, UsbPort
from printing.models import GENERIC_58, MODELS, Cutter, of_usb
from printing.page import Page
from printing.printer import NO_ANSWER, READY, Printed
from printing.simulator import start
from printing.simulator.build import Build
from printing.trouble import TroubleCode
from tests.printing.connections import PlayedBus, connection

SHORT_SECONDS = 0.05
PATIENCE_SECONDS = 10.0
#: DLE EOT 2: why the printer is offline.
QUESTION = b"\x10\x04\x02"
DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture
def terminal() -> Iterator[tuple[int, Path]]:
    """Our end of a pseudo terminal, and the device at the other end."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    yield ours, Path(os.ttyname(theirs))
    for file in (ours, theirs):
        os.close(file)


def read_up_to(terminal: int, ending: bytes) -> bytes:
    """What comes until ``ending``, in however many pieces; all there is if that never comes."""
    poll = select.poll()
    poll.register(terminal, select.POLLIN)
    data = b""
    while not data.endswith(ending) and poll.poll(PATIENCE_SECONDS * 1000):
        data += os.read(terminal, 1000)
    return data


def test_a_name_service_that_never_answers_keeps_nobody_waiting(monkeypatch):
    answers, answered = Event(), Event()

    def stalls(*_: object, **__: object) -> list[object]:
        answers.wait(60)
        answered.set()
        raise socket.gaierror("nobody")

    monkeypatch.setattr(socket, "getaddrinfo", stalls)
    try:
        with pytest.raises(LineBrokenError):
            NetworkLine("printer.example", 9100, SHORT_SECONDS)
        assert not answered.is_set()
    finally:
        answers.set()


def why(connect) -> TroubleCode:
    """The trouble of a printer that is opened so; its status tells residents nothing of it."""
    printer = EscposPrinter(connect, timeouts=Timeouts(answer=SHORT_SECONDS))
    assert printer.status() == NO_ANSWER
    trouble = printer.why()
    assert trouble is not None
    return trouble.code


OPENED = {
    "serial": lambda device: SerialLine(SerialPort(device)),
    "device": DeviceLine,
}


@pytest.mark.parametrize("opened", OPENED.values(), ids=OPENED)
def test_what_is_no_printers_device_says_so(opened, tmp_path, terminal):
    file, fifo = tmp_path / "file", tmp_path / "fifo"
    file.write_bytes(b"kept")
    os.mkfifo(fifo)
    assert why(lambda: opened(tmp_path / "lp0")) is TroubleCode.NOT_THERE
    assert why(lambda: opened(file / "lp0")) is TroubleCode.NOT_THERE
    for wrong in (file, fifo, tmp_path):
        assert why(lambda wrong=wrong: opened(wrong)) is TroubleCode.NOT_A_PRINTER, wrong
    assert file.read_bytes() == b"kept"
    _, device = terminal
    first = opened(device)
    assert why(lambda: opened(device)) is TroubleCode.BUSY
    first.close()
    opened(device).close()


def test_a_device_that_swallows_all_and_says_nothing_is_no_answer():
    assert why(lambda: DeviceLine(Path("/dev/null"))) is TroubleCode.NO_ANSWER


ERRORS = {
    errno.ENOENT: TroubleCode.NOT_THERE,
    errno.ENODEV: TroubleCode.NOT_THERE,
    errno.ENXIO: TroubleCode.NOT_THERE,
    errno.EACCES: TroubleCode.NOT_ALLOWED,
    errno.EPERM: TroubleCode.NOT_ALLOWED,
    errno.EBUSY: TroubleCode.BUSY,
    errno.ENOTTY: TroubleCode.NOT_A_PRINTER,
    errno.EISDIR: TroubleCode.NOT_A_PRINTER,
}


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
def test_each_error_of_opening_is_a_trouble_with_its_place(number):
    trouble = cannot_open(Path("/dev/usb/lp0"), OSError(number, os.strerror(number))).trouble
    assert trouble.code is ERRORS[number]
    assert "/dev/usb/lp0" in trouble.detail


def test_permission_denied_names_the_group_or_the_rules(tmp_path):
    device = tmp_path / "lp0"
    denied = OSError(errno.EACCES, os.strerror(errno.EACCES))

    def told(device):
        return cannot_open(device, denied).trouble.detail

    device.touch()
    os.chown(device, -1, grp.getgrnam("lp").gr_gid)
    device.chmod(0o660)
    assert "group lp" in told(device)
    device.chmod(0o640)
    assert "group lp" not in told(device), "a printer is written to"
    assert UDEV_RULES in told(device)
    assert UDEV_RULES in told(tmp_path / "gone")
    os.chown(device, -1, 54321)
    device.chmod(0o660)
    assert "group 54321" in told(device)


def test_the_rules_that_are_named_are_there_and_the_service_is_in_their_groups():
    rules = (DEPLOY / "udev" / UDEV_RULES).read_text(encoding="utf-8")
    assert 'GROUP="lp"' in rules
    service = (DEPLOY.parent / "kiosk.service").read_text(encoding="utf-8")
    assert "SupplementaryGroups=lp dialout" in service


def test_a_device_that_is_pulled_out_is_broken(terminal):
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    lines = [DeviceLine(Path(os.ttyname(theirs)))]
    os.close(ours)
    for line in lines:
        with pytest.raises(LineBrokenError):
            line.receive(1.0)
        with pytest.raises(LineBrokenError):
            line.send(b"data", 1.0)
        line.drop()
        line.close()
        line.close()
    os.close(theirs)


@pytest.mark.parametrize("opened", OPENED.values(), ids=OPENED)
def test_what_a_stuck_printer_has_not_taken_is_given_up(opened, terminal):
    _, device = terminal
    line = opened(device)
    with pytest.raises(LineBrokenError):
        line.send(bytes(1_000_000), SHORT_SECONDS)
    line.drop()
    line.close()


def test_a_serial_port_is_set_up_as_the_printer_is(terminal):
    _, device = terminal
    line = SerialLine(SerialPort(device, 9600, Parity.EVEN, FlowControl.XON_XOFF))
    theirs = os.open(device, os.O_RDWR | os.O_NOCTTY)
    iflag, _, _, lflag, _, speed, _ = termios.tcgetattr(theirs)
    os.close(theirs)
    assert speed == termios.B9600
    assert line._serial.parity == "E"  # a pseudo terminal itself knows no parity
    assert iflag & termios.IXON
    assert not lflag & (termios.ECHO | termios.ICANON)
    line.close()


class Wired(SerialLine):
    """A serial line whose printer pulls its DTR up and down, which no pseudo terminal has."""

    def __init__(self, device: Path, levels: list[bool]) -> None:
        super().__init__(SerialPort(device, 115_200))
        self._serial = _WithDsr(self._serial, levels)


class _WithDsr:
    def __init__(self, serial, levels: list[bool]) -> None:
        object.__setattr__(self, "_serial", serial)
        object.__setattr__(self, "_levels", levels)

    @property
    def dsr(self) -> bool:
        return self._levels.pop(0) if len(self._levels) > 1 else self._levels[0]

    def __getattr__(self, name: str):
        return getattr(self._serial, name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self._serial, name, value)


def test_a_busy_printer_is_waited_for_and_asked_all_the_same(terminal):
    ours, device = terminal
    receipt = bytes(99) + b"."
    with closing(Wired(device, [False, False, True])) as line:
        line.send(receipt, 1.0)
        assert read_up_to(ours, b".") == receipt
    with closing(Wired(device, [False])) as line:
        with pytest.raises(LineBrokenError, match="DTR"):
            line.send(receipt, SHORT_SECONDS)
        line.send(QUESTION, 2.0)
        assert read_up_to(ours, QUESTION) == QUESTION


def test_xoff_stops_a_receipt_but_no_question(terminal):
    ours, device = terminal
    with closing(SerialLine(SerialPort(device, flow_control=FlowControl.XON_XOFF))) as line:
        os.write(ours, b"\x13")
        with pytest.raises(LineBrokenError):
            for _ in range(1000):  # until the XOFF has got through the terminal
                line.send(bytes(100), SHORT_SECONDS)
                os.read(ours, 1000)
        line.send(QUESTION, 2.0)
        assert read_up_to(ours, QUESTION).endswith(QUESTION)


def refused_call() -> socket.socket:
    raise LineBrokenError("nobody calls here")


def test_a_usb_printer_is_claimed_and_given_back_and_never_reset():
    with start() as simulator:
        bus = PlayedBus(lambda: socket.create_connection((simulator.host, simulator.port)))
        printer = EscposPrinter(lambda: UsbLine(UsbPort(0x04B8, 0x0E28), bus))
        assert printer.status() == READY
        assert bus.kernel_has_it
        assert {"claim", "release", "close"} <= set(bus.done)
        assert not {"reset", "configure"} & set(bus.done)


def test_a_printer_of_its_makers_class_is_taken_where_it_is_named():
    with start() as simulator:
        bus = PlayedBus(
            lambda: socket.create_connection((simulator.host, simulator.port)),
            interface_class=255,
            kernel_has_it=False,
        )
        assert EscposPrinter(lambda: UsbLine(UsbPort(0x04B8, 0x0E28), bus)).status() == READY
        assert not bus.kernel_has_it
        assert why(lambda: UsbLine(UsbPort(), bus)) is TroubleCode.NOT_THERE


def test_what_the_bus_refuses_is_told():
    def on(port: UsbPort, **played) -> TroubleCode:
        return why(lambda: UsbLine(port, PlayedBus(refused_call, **played)))

    assert on(UsbPort(), refuses=errno.EACCES) is TroubleCode.NOT_ALLOWED
    assert on(UsbPort(), refuses=errno.EBUSY) is TroubleCode.BUSY
    assert on(UsbPort()) is TroubleCode.NOT_THERE
    assert on(UsbPort(0x0519, 0x0003)) is TroubleCode.NOT_THERE
    assert on(UsbPort(0x04B8, 0x0E28, "another one")) is TroubleCode.NOT_THERE
    assert on(UsbPort(0x04B8, 0x0E28), interface_class=8) is TroubleCode.NOT_A_PRINTER


def test_without_libusb_the_package_is_named(monkeypatch):
    def no_backend(**_: object) -> None:
        raise usb.core.NoBackendError("no backend")

    monkeypatch.setattr(usb.core, "find", no_backend)
    assert why(lambda: UsbLine(UsbPort())) is TroubleCode.NOT_INSTALLED


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_each_model_gets_its_width_and_ends_its_receipts(model):
    from printing.layout import draw
    from printing.receipts.blocks import ReceiptKind
    from tests.printing.samples import SAMPLES
    from ui.wording.words import PaperWords

    assert model.on(model.papers_mm[-1]).paper_mm == model.papers_mm[-1]
    with start(build=Build(model.width_dots, model.dots_per_inch)) as simulator:
        with connection("network", simulator.port) as connect:
            printer = EscposPrinter(connect, model)
            picture = draw(SAMPLES[ReceiptKind.CANCELLATION](PaperWords("ja")), model.width_dots)
            assert printer.print(Page(picture)) == Printed(READY)
        if model.cutter is Cutter.NONE:
            fed = round(model.tear_off_mm * model.dots_per_inch / 25.4)
            assert simulator.uncut_rows == picture.height + fed
        else:
            assert simulator.receipts[0].tobytes() == picture.tobytes()
        assert simulator.unknown == b""


def test_a_model_takes_only_its_papers():
    assert GENERIC_58.papers_mm == (58,)
    with pytest.raises(ValueError, match="80 mm"):
        GENERIC_58.on(80)


def test_models_are_found_by_what_the_bus_says_of_them():
    for model in MODELS:
        for numbers in model.usb:
            assert model in of_usb(numbers)
    ids = [model.id for model in MODELS]
    assert len(set(ids)) == len(ids)


def test_every_model_is_on_the_page_of_sources():
    page = (DEPLOY.parent / "docs/printers.md").read_text(encoding="utf-8")
    for model in MODELS:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{model.id}`")]
        assert str(model.width_dots) in row
        assert str(model.dots_per_inch) in row
        for numbers in model.usb:
            assert str(numbers) in row
