"""Connection files of NetworkManager (its "keyfile" format), as text.

A password reaches NetworkManager in such a file, which only root may read, and never on a command
line, where every user of the machine can see it.
"""

from __future__ import annotations

from typing import Final

from kiosk.machine.tasks import JoinWifi, UseAddress, UseDhcp

#: Before connections that NetworkManager makes up by itself.
_PRIORITY: Final = 50
_KEY_MANAGEMENT: Final = {"wpa-psk": "wpa-psk", "sae": "sae"}

Change = UseDhcp | UseAddress | JoinWifi


def keyfile(change: Change, uuid: str) -> str:
    """The connection that a task asks for."""
    kind = "wifi" if isinstance(change, JoinWifi) else "ethernet"
    sections = [
        _section(
            "connection",
            id=f"lobby-kiosk {change.link}",
            uuid=uuid,
            type=kind,
            **{"interface-name": change.link},
            **{"autoconnect-priority": str(_PRIORITY)},
        )
    ]
    if isinstance(change, JoinWifi):
        sections += _wifi(change)
    sections += [_ipv4(change), _section("ipv6", method="auto")]
    return "\n".join(sections)


def _wifi(change: JoinWifi) -> list[str]:
    # As numbers, so that no character of a network's name means anything in the file.
    ssid = "".join(f"{byte};" for byte in change.ssid.encode("utf-8", "surrogatepass"))
    hidden = {"hidden": "true"} if change.hidden else {}
    made = [_section("wifi", mode="infrastructure", ssid=ssid, **hidden)]
    if change.security != "open":
        management = {"key-mgmt": _KEY_MANAGEMENT[change.security]}
        made.append(_section("wifi-security", **management, psk=_escaped(change.password)))
    return made


def _ipv4(change: Change) -> str:
    if not isinstance(change, UseAddress):
        return _section("ipv4", method="auto")
    gateway = f",{change.gateway}" if change.gateway else ""
    values = {"method": "manual", "address1": f"{change.address}/{change.prefix}{gateway}"}
    if change.dns:
        values["dns"] = "".join(f"{one};" for one in change.dns)
    return _section("ipv4", **values)


def _section(name: str, **values: str) -> str:
    return f"[{name}]\n" + "".join(f"{key}={value}\n" for key, value in values.items())


def _escaped(text: str) -> str:
    """As GLib's key files want it: a blank at the beginning would be left out otherwise."""
    return text.replace("\\", "\\\\").replace(" ", "\\s")
