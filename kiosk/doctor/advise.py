"""What to put into the configuration, as TOML that ``kiosk/settings.py`` loads.

A value that is the default is left out, as one would write it by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import Final

from kiosk.settings_card import CardSettings
from kiosk.settings_printer import TUNED, PrinterSettings
from printing.models import Model, model

#: Where the number stands on a chip nobody can find out by looking at it.
CHIP_PROFILE: Final = """\
# Ask the maker of the cards where the number stands; see docs/cards.md. Here: FeliCa, without a
# key, block 0 of service 000B, seven digits at its beginning.
[[card]]
name = "chip"
sources = ["felica_block"]
felica_service = "000B"
felica_blocks = [0]
from = 1
count = 7
"""
#: The name under which a profile that is advised is to be saved, beside the configuration.
PROFILE_NAME: Final = "doctor-cards.toml"

_DEFAULT_KIND = PrinterSettings()
_OF_KIND: Final = {
    "network": ("host", "port"),
    "serial": ("device", "baud", "parity", "flow_control"),
    "device": ("device",),
    "usb": ("vendor", "product", "serial"),
    "cups": ("queue",),
    "file": ("folder",),
    "none": (),
}
_BURST: Final = ("gap_seconds", "shortest_burst", "longest_burst", "terminator")
_OF_READER: Final = {
    "wedge": _BURST,
    "evdev": ("device", "keyboard", *_BURST),
    "serial": (
        "device",
        "baud",
        "bits",
        "parity",
        "stop_bits",
        "frame",
        "block_check",
        "parity_bit",
        "longest_frame",
        "silence_seconds",
    ),
    "pcsc": ("reader_name", "reader_commands"),
    "file": ("file",),
    "none": (),
}


def printer_table(settings: PrinterSettings, also: tuple[Model, ...] = ()) -> str:
    """``[printer]`` for this printer; ``also``: other models that it may be just as well."""
    lines = [_pair("kind", settings.kind), *_model(settings.model, also)]
    names = (*_OF_KIND[settings.kind], "layout", "foreign", "unprinted_days", "printed_hours")
    lines += _changed(settings, _DEFAULT_KIND, names)
    return "\n".join(("[printer]", *lines)) + "\n"


def card_table(settings: CardSettings, profile: str | None = None) -> str:
    """``[card]`` for this reader and those beside it; ``profile`` as the configuration names it."""
    lines = ["[card]", *_reader(settings)]
    if profile is not None:
        lines.insert(2, _pair("profile", profile))
    for beside in settings.beside:
        lines += ["", "[[card.beside]]", *_reader(beside)]
    return "\n".join(lines) + "\n"


def _model(chosen: Model, also: tuple[Model, ...]) -> Iterator[str]:
    others = [one.id for one in also if one.id != chosen.id]
    remark = f"  # or {', '.join(others)}: its self test says" if others else ""
    yield _pair("model", chosen.id) + remark
    known = model(chosen.id)
    if known is None:  # a model that is in no table can be in no settings
        raise AssertionError(f"no model {chosen.id}")
    if chosen.paper_mm != known.paper_mm:
        yield _pair("paper_mm", chosen.paper_mm)
    table = known.on(chosen.paper_mm)
    for key in TUNED:
        if getattr(chosen, key) != getattr(table, key):
            yield _pair(key, getattr(chosen, key))


def _reader(settings: CardSettings) -> Iterator[str]:
    yield _pair("reader", settings.reader)
    yield from _changed(settings, CardSettings(), _OF_READER[settings.reader])


def _changed(
    settings: PrinterSettings | CardSettings,
    default: PrinterSettings | CardSettings,
    names: tuple[str, ...],
) -> Iterator[str]:
    for name in (one.name for one in fields(settings) if one.name in names):
        value = getattr(settings, name)
        if value != getattr(default, name):
            yield _pair(name, value)


def _pair(key: str, value: object) -> str:
    return f"{key} = {_hexadecimal(value) if key in ('vendor', 'product') else _value(value)}"


def _hexadecimal(value: object) -> str:
    return f"0x{value:04x}"


def _value(value: object) -> str:
    match value:
        case Enum(value=text):
            return _value(text)
        case bool():
            return str(value).lower()
        case str() | Path():
            # Strings of TOML are those of JSON, but for one control character.
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
        case _:
            return str(value)
