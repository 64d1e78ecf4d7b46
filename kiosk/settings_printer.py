"""The table ``[printer]`` of the settings: which printer stands here, and how it is reached."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, TypeVar, get_args

from kiosk.settings_table import Table
from printing.models import GENERIC_80, MODELS, Kanji, Model, model

PrinterKind = Literal["network", "serial", "device", "usb", "cups", "file", "none"]
Layout = Literal["auto", "raster", "kanji"]
Foreign = Literal["raster", "japanese"]
Parity = Literal["none", "even", "odd"]
FlowControl = Literal["dtr_dsr", "rts_cts", "xon_xoff", "none"]

#: The speeds that receipt printers can be switched to.
BAUDS = (2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200)

#: What of a model may be said otherwise in the settings, under the names of ``Model``.
TUNED = (
    "width_dots",
    "dots_per_inch",
    "cutter",
    "tear_off_mm",
    "near_end_sensor",
    "code_page",
    "kanji",
    "qr_code",
    "mm_per_second",
    "clears_buffer",
)
#: The narrowest that receipts are laid out for, and the widest paper that such printers take.
WIDTHS_DOTS = (360, 832)
#: GS P takes one byte.
RESOLUTIONS = (150, 255)
SPEEDS_MM = (20, 500)

_HOST_NAME = r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9-]{1,63})*"
#: What CUPS lets a queue be called, and what no option of its programs looks like.
_QUEUE = r"[^\s/#\-][^\s/#]{0,126}"


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """``model`` with the paper that is in it.

    ``host`` and ``port`` are for ``network``; ``device`` for ``serial`` and ``device``; ``baud``,
    ``parity`` and ``flow_control`` for ``serial``; ``vendor``, ``product`` and ``serial`` for
    ``usb``, where none of them means the first printer on the bus; ``queue`` for ``cups``;
    ``folder`` (state and output) for ``file``.
    """

    kind: PrinterKind = "none"
    model: Model = GENERIC_80
    layout: Layout = "auto"
    foreign: Foreign = "raster"  # Chinese and Korean where other receipts go as text
    host: str = ""
    port: int = 9100
    device: Path = Path()
    baud: int = 19_200
    parity: Parity = "none"
    flow_control: FlowControl = "dtr_dsr"
    vendor: int = 0
    product: int = 0
    serial: str = ""
    queue: str = ""
    folder: Path = Path()
    unprinted_days: float = 3.0  # how long a receipt that a crash left over waits for staff
    printed_hours: float = 24.0  # how long staff can print one again that came out


def read_printer(table: Table) -> PrinterSettings:
    """The printer's settings. Raises ``SettingsError`` for the first thing that is wrong."""
    default = PrinterSettings()
    kind = table.one_of("kind", get_args(PrinterKind), default.kind)
    made = PrinterSettings(
        kind=kind,
        model=_model(table),
        layout=table.one_of("layout", get_args(Layout), default.layout),
        foreign=table.one_of("foreign", get_args(Foreign), default.foreign),
        host=_host(table, needed=kind == "network"),
        port=table.whole("port", default.port, 1, 65535),
        device=_device(table, kind),
        baud=table.one_of("baud", BAUDS, default.baud),
        parity=table.one_of("parity", get_args(Parity), default.parity),
        flow_control=table.one_of("flow_control", get_args(FlowControl), default.flow_control),
        vendor=table.whole("vendor", default.vendor, 0, 0xFFFF),
        product=table.whole("product", default.product, 0, 0xFFFF),
        serial=table.text("serial", default.serial),
        queue=_queue(table, needed=kind == "cups"),
        folder=table.path("folder") if kind == "file" else Path(),
        unprinted_days=table.number("unprinted_days", default.unprinted_days, 0.01, 31),
        printed_hours=table.number("printed_hours", default.printed_hours, 0.01, 240),
    )
    if made.product and not made.vendor:
        table.wrong("vendor", "is missing beside product", "the first half of what lsusb shows")
    if made.layout == "kanji" and made.model.kanji is Kanji.NONE:
        table.wrong("layout", "needs letters that this printer has not", 'layout = "raster"')
    table.nothing_else()
    return made


def _model(table: Table) -> Model:
    chosen = model(table.one_of("model", [one.id for one in MODELS], GENERIC_80.id))
    if chosen is None:  # one_of lets no other id through
        raise AssertionError("a model without its id")
    return _tuned(table, chosen.on(table.one_of("paper_mm", chosen.papers_mm, chosen.paper_mm)))


def _tuned(table: Table, known: Model) -> Model:
    """The model as it stands here: what the table of models does not know, or has wrong."""
    return replace(
        known,
        width_dots=table.whole("width_dots", known.width_dots, *WIDTHS_DOTS),
        dots_per_inch=table.whole("dots_per_inch", known.dots_per_inch, *RESOLUTIONS),
        cutter=_member(table, "cutter", known.cutter),
        tear_off_mm=table.whole("tear_off_mm", known.tear_off_mm, 0, 100),
        near_end_sensor=_member(table, "near_end_sensor", known.near_end_sensor),
        code_page=table.whole("code_page", known.code_page, 0, 255),
        kanji=_member(table, "kanji", known.kanji),
        qr_code=_member(table, "qr_code", known.qr_code),
        mm_per_second=table.whole("mm_per_second", known.mm_per_second, *SPEEDS_MM),
        clears_buffer=table.flag("clears_buffer", default=known.clears_buffer),
    )


Chosen = TypeVar("Chosen", bound=Enum)


def _member(table: Table, key: str, default: Chosen) -> Chosen:
    """One of the choices to which ``default`` belongs."""
    choices = type(default)
    return choices(table.one_of(key, [one.value for one in choices], default.value))


def _device(table: Table, kind: PrinterKind) -> Path:
    likes = {"serial": '"/dev/ttyS0" or "/dev/serial/by-id/…"', "device": '"/dev/usb/lp0"'}
    like = likes.get(kind, "the path of a device")
    named = table.text("device", None if kind in likes else "", like=like)
    if named and not is_device(named):
        table.wrong("device", f"{named!r} is no device", like)
    return Path(named)


def is_device(named: str) -> bool:
    """Whether a path is one of ``/dev``, with no way out of it."""
    return named.startswith("/dev/") and ".." not in Path(named).parts


def _queue(table: Table, *, needed: bool) -> str:
    like = "the name of a queue as lpstat -e lists it"
    queue = table.text("queue", None if needed else "", like=like)
    if queue and not re.fullmatch(_QUEUE, queue):
        table.wrong("queue", f"{queue!r} is no name of a queue", like)
    return queue


def _host(table: Table, *, needed: bool) -> str:
    like = "a host name or address, without a port"
    host = table.text("host", None if needed else "", like=like)
    if host and not _is_host(host):
        table.wrong("host", f"{host!r} is no host", like)
    return host


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return re.fullmatch(_HOST_NAME, host) is not None
    return True
