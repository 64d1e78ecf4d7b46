"""The settings file as ``kiosk setup`` writes it: whole or not at all, with a remark on its keys.

What setup does not ask stays as it was, remarks of a technician's own apart: the file before is
kept beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from printing.durable import write_whole

#: The file before the last setup.
BEFORE_SUFFIX: Final = ".before"
_READABLE: Final = 0o644
_HEAD: Final = """\
# The settings of this kiosk, written by `kiosk setup`, which can be run again at any time.
# What each key means stands in docs/settings.md. No secret belongs in here: the credential is
# sealed beside this file, PINs are kept as hashes.
"""
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_REMARKS: Final = {
    "city": "the city; a service of another one is refused",
    "kiosk_id": "the name under which this terminal is enrolled",
    "home_facility": "the facility in whose lobby it stands",
    "cache_directory": "availability, writes on their way, receipts; survives a restart",
    "service": "The booking service.",
    "service.ca_file": "the certificates to trust instead of the usual ones",
    "service.proxy": "the way out of this network",
    "printer": "The receipt printer; `kiosk doctor` finds it.",
    "card": "The card reader; `kiosk doctor --card` shows what a card sends.",
    "screen": "The glass.",
    "voice": "Voice guidance, for residents who turn it on.",
    "power": "Off at closing time, on again in the morning.",
    "update": "New versions.",
    "update.release_key": "the public half of the city's; without it none is installed from afar",
    "screen.width_mm": "width of what is visible, in millimetres: sizes of touch fields follow",
}
_ORDER: Final = ("service", "printer", "card", "screen", "voice", "power", "update")


def settings_text(document: Mapping[str, object]) -> str:
    """The document as TOML; read again it is the same."""
    return "\n".join((_HEAD, *_table(document, ()))).rstrip("\n") + "\n"


def write_settings(file: Path, document: Mapping[str, object], beside: Mapping[str, str]) -> None:
    """Write the settings, and the files that they name, durably; the file before is kept.

    Raises ``OSError`` if the disk does not take it; then the old settings are still there.
    """
    file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    for name, text in beside.items():
        _write(file.with_name(name), text.encode())
    with suppress(FileNotFoundError):
        _write(file.with_name(file.name + BEFORE_SUFFIX), file.read_bytes())
    _write(file, settings_text(document).encode())


def _write(file: Path, data: bytes) -> None:
    write_whole(file, data, _READABLE)


def _table(content: Mapping[str, object], name: tuple[str, ...]) -> Iterator[str]:
    tables = {key: value for key, value in content.items() if _is_table(value)}
    for key, value in content.items():
        if key not in tables:
            remark = _REMARKS.get(".".join((*name, key)))
            yield f"{_key(key)} = {_value(value)}" + (f"  # {remark}" if remark else "")
    for key in sorted(tables, key=lambda one: _ORDER.index(one) if one in _ORDER else len(_ORDER)):
        inside = (*name, key)
        dotted = ".".join(map(_key, inside))
        value = tables[key]
        yield ""
        if remark := _REMARKS.get(".".join(inside)):
            yield f"# {remark}"
        if isinstance(value, Mapping):
            yield f"[{dotted}]"
            yield from _table(value, inside)
            continue
        for number, one in enumerate(value if isinstance(value, list) else ()):
            if number:
                yield ""
            yield f"[[{dotted}]]"
            yield from _table(one, inside)


def _is_table(value: object) -> bool:
    several = isinstance(value, list) and bool(value)
    return isinstance(value, Mapping) or (
        several and all(isinstance(one, Mapping) for one in value)  # type: ignore[attr-defined]
    )


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case list():
            return "[" + ", ".join(map(_value, value)) + "]"
        case Mapping():
            return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
        case _:
            return str(value)


def _text(text: str) -> str:
    # Strings of TOML are those of JSON, but for one control character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
