"""The one value of the kiosk's settings file that root's side changes, and those it goes by."""

from __future__ import annotations

import re
import tomllib
from typing import Final

from kiosk.machine.root.host import Host

FILE: Final = "/etc/kiosk/kiosk.toml"
_SERVICE: Final = re.compile(r"^[ \t]*\[[ \t]*service[ \t]*\][ \t]*(#.*)?$")
_TABLE: Final = re.compile(r"^[ \t]*\[")
_PROXY: Final = re.compile(r"^[ \t]*proxy[ \t]*=")


def proxy(host: Host) -> str:
    """The proxy that is set; empty for none."""
    said = _table(_document(host), "service").get("proxy", "")
    return said if isinstance(said, str) else ""


def kiosk_id(host: Host) -> str:
    """The terminal's name; empty without settings."""
    said = _document(host).get("kiosk_id", "")
    return said if isinstance(said, str) else ""


def shell_allowed(host: Host) -> bool:
    """Whether ``[maintenance] shell = true`` stands there."""
    return _table(_document(host), "maintenance").get("shell") is True


def release_key(host: Host) -> str:
    """The public half of the city's release key, hexadecimal; empty without one."""
    said = _table(_document(host), "update").get("release_key", "")
    return said if isinstance(said, str) else ""


def set_proxy(host: Host, address: str) -> str | None:
    """Write the proxy into the file, all else of which stays as it is; or why that cannot be."""
    text = host.read(FILE)
    if text is None or "�" in text:
        return "no_settings"
    changed = with_proxy(text, address)
    if changed is None:
        return "settings_unusual"
    host.write(FILE, changed, host.file(FILE).stat().st_mode & 0o777)
    return None


def with_proxy(text: str, address: str) -> str | None:
    """The settings with this proxy; None where the table is not written as a table of lines."""
    made: list[str] = []
    inside = placed = False
    for line in text.splitlines(keepends=True):
        if _TABLE.match(line):
            inside = bool(_SERVICE.match(line.rstrip("\r\n")))
        if inside and _PROXY.match(line):
            continue
        made.append(line if line.endswith("\n") else f"{line}\n")
        if inside and not placed:
            placed = True
            if address:
                made.append(f'proxy = "{address}"\n')
    changed = "".join(made)
    return changed if _differ_by_proxy_alone(text, changed, address) else None


def _differ_by_proxy_alone(before: str, after: str, address: str) -> bool:
    """Whatever this file looks like: nothing but the one value may have become another."""
    try:
        was, is_now = tomllib.loads(before), tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        return False
    service = was.get("service")
    if not isinstance(service, dict):
        return False
    service.pop("proxy", None)
    if address:
        service["proxy"] = address
    return was == is_now


def _document(host: Host) -> dict[str, object]:
    try:
        return tomllib.loads(host.read(FILE) or "")
    except tomllib.TOMLDecodeError:
        return {}


def _table(document: dict[str, object], name: str) -> dict[str, object]:
    table = document.get(name)
    return table if isinstance(table, dict) else {}
