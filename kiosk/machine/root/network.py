"""Network: what there is, new settings on trial, the proxy.

New settings are a connection that only lives in /run until somebody keeps it, so a power cut in
the middle leaves the machine as it was before.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kiosk.machine.root import settings_file
from kiosk.machine.root.host import NOT_INSTALLED, Done, Host, Program, Ran, done, refused
from kiosk.machine.root.keyfile import Change, keyfile
from kiosk.machine.root.trial import Trial
from kiosk.machine.state import Link, NetworkState, Wifi, telling
from kiosk.machine.tasks import (
    JoinWifi,
    KeepNetwork,
    ReadNetwork,
    ReturnNetwork,
    Security,
    UseProxy,
)

#: How long new settings wait to be kept, in seconds.
TRIAL_SECONDS: Final = 60.0
_UP_SECONDS: Final = 40.0
_TRIED: Final = "/run/NetworkManager/system-connections/lobby-kiosk-trial.nmconnection"
_KEPT: Final = "/etc/NetworkManager/system-connections/lobby-kiosk-{link}.nmconnection"
_LINKS: Final = {"ethernet": False, "wifi": True}
_CONNECTED: Final = "connected"
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LINK: Final = re.compile(r"[a-z][a-z0-9]{0,14}")
_MOST_WIFI: Final = 40
_MOST_SIGNS: Final = 32


class Before(Struct, frozen=True):
    """``connection``: what was up at ``link``, by its UUID; ``tried``: what came in its place."""

    link: str
    tried: str
    connection: str | None


def trial(host: Host) -> Trial[Before]:
    return Trial(host, "network", Before)


def read_network(_: ReadNetwork, host: Host) -> Done:
    listed = host.run(Program.NMCLI, *_STATUS)
    if not listed.ok:
        return _failed(listed)
    links = tuple(_link(host, *row) for row in _links(listed.text))
    wifi: tuple[Wifi, ...] = ()
    if any(link.wireless for link in links):
        near = host.run(Program.NMCLI, *_NEAR, seconds=_UP_SECONDS)
        wifi = _wifi(near.text) if near.ok else ()
    state = NetworkState(links, wifi, settings_file.proxy(host), trial(host).is_open)
    return Done(telling(state))


def change_network(change: Change, host: Host) -> Done:
    """Try other settings for an interface; they go back by themselves unless they are kept."""
    attempt = trial(host)
    if attempt.is_open:
        return refused("still_trying")
    listed = host.run(Program.NMCLI, *_STATUS)
    if not listed.ok:
        return _failed(listed)
    rows = {name: (wireless, up) for name, wireless, _, up in _links(listed.text)}
    wireless, up = rows.get(change.link, (None, None))
    if wireless is not isinstance(change, JoinWifi):
        return refused("no_such_link")
    before = Before(change.link, str(uuid.uuid4()), up)
    if not attempt.begin(before):
        return refused("still_trying")
    host.write(_TRIED, keyfile(change, before.tried), 0o600)
    loaded = host.run(Program.NMCLI, "connection", "load", _TRIED)
    if loaded.ok:
        loaded = _up(host, before.tried)
    if not loaded.ok:
        with attempt.undone() as left:
            if left is not None:
                _back(host, left)
        return _failed(loaded)
    return done(
        "trying",
        lambda: attempt.watch(TRIAL_SECONDS, lambda left: _back(host, left)),
        seconds=TRIAL_SECONDS,
    )


def keep_network(_: KeepNetwork, host: Host) -> Done:
    before = trial(host).keep()
    if before is None:
        return refused("nothing_tried")
    text = host.read(_TRIED)
    if text is None or not _LINK.fullmatch(before.link):
        return refused("nothing_tried")
    host.write(_KEPT.format(link=before.link), text, 0o600)
    host.file(_TRIED).unlink(missing_ok=True)
    host.run(Program.NMCLI, "connection", "reload")
    return done()


def return_network(_: ReturnNetwork, host: Host) -> Done:
    with trial(host).undone() as before:
        if before is None:
            return refused("nothing_tried")
        _back(host, before)
    return done()


def after_power_cut(host: Host) -> None:
    """/run was emptied by it: the settings before are back already."""
    attempt = trial(host)
    if attempt.is_stale:
        with attempt.undone() as before:
            if before is not None:
                attempt.mark("power_cut")


def use_proxy(task: UseProxy, host: Host) -> Done:
    """The kiosk reads its settings when it starts, so it is started anew."""
    why = settings_file.set_proxy(host, task.address)
    if why is not None:
        return refused(why)
    return done(
        "done",
        lambda: _ignore(host.run(Program.SYSTEMCTL, "--no-block", "restart", "kiosk.service")),
    )


_STATUS: Final = ("-t", "-f", "DEVICE,TYPE,STATE,CON-UUID", "device", "status")
_SHOW: Final = ("-t", "-f", "GENERAL.HWADDR,IP4.ADDRESS,IP4.GATEWAY,IP4.DNS", "device", "show")
_NEAR: Final = ("-t", "-f", "IN-USE,SIGNAL,SECURITY,SSID", "device", "wifi", "list")
_METHOD: Final = ("-g", "ipv4.method", "connection", "show", "uuid")


def _ignore(_: Ran) -> None:
    """How it ended shows by itself."""


def _up(host: Host, connection: str) -> Ran:
    return host.run(
        Program.NMCLI, "--wait", "30", "connection", "up", "uuid", connection, seconds=_UP_SECONDS
    )


def _back(host: Host, before: Before) -> None:
    if _UUID.fullmatch(before.tried):
        host.run(Program.NMCLI, "connection", "delete", "uuid", before.tried)
    host.file(_TRIED).unlink(missing_ok=True)
    host.run(Program.NMCLI, "connection", "reload")
    if before.connection is not None and _UUID.fullmatch(before.connection):
        _up(host, before.connection)


def _failed(ran: Ran) -> Done:
    """Never with what the program said: it may repeat a password."""
    if ran.code == NOT_INSTALLED:
        return refused("network_manager_missing")
    said = ran.text.casefold()
    if "secrets were required" in said or "password" in said:
        return refused("password_wrong")
    if "networkmanager is not running" in said:
        return refused("network_manager_missing")
    return refused("not_connected")


def _links(text: str) -> Iterator[tuple[str, bool, bool, str | None]]:
    """Name, wireless or not, connected or not, and the connection that is up."""
    for line in text.splitlines():
        name, kind, state, up = (*_fields(line), "", "", "", "")[:4]
        if kind in _LINKS and _LINK.fullmatch(name):
            yield name, _LINKS[kind], state == _CONNECTED, up if _UUID.fullmatch(up) else None


def _link(host: Host, name: str, wireless: bool, connected: bool, up: str | None) -> Link:
    shown: dict[str, list[str]] = {}
    for line in host.run(Program.NMCLI, *_SHOW, name).text.splitlines():
        key, _, value = line.partition(":")
        shown.setdefault(key.partition("[")[0], []).append(value.replace("\\:", ":"))
    method = "" if up is None else host.run(Program.NMCLI, *_METHOD, up).text.strip()
    return Link(
        name,
        wireless,
        connected,
        hardware=_first(shown, "GENERAL.HWADDR"),
        address=_first(shown, "IP4.ADDRESS"),
        gateway=_first(shown, "IP4.GATEWAY"),
        dns=tuple(filter(None, shown.get("IP4.DNS", ()))),
        fixed=method == "manual",
    )


def _first(shown: dict[str, list[str]], key: str) -> str:
    return shown.get(key, [""])[0]


def _wifi(text: str) -> tuple[Wifi, ...]:
    """The strongest first, each name once. A name comes from the air: it is cut and cleaned."""
    found: dict[str, Wifi] = {}
    for line in text.splitlines():
        in_use, signal, security, ssid = (*_fields(line), "", "", "", "")[:4]
        if not ssid or len(ssid) > _MOST_SIGNS or not ssid.isprintable():
            continue
        strength = min(int(signal), 100) if signal.isdecimal() else 0
        one = Wifi(ssid, strength, _security(security), in_use == "*")
        known = found.get(ssid)
        if known is None or (one.joined, one.strength) > (known.joined, known.strength):
            found[ssid] = one
    ordered = sorted(found.values(), key=lambda one: (not one.joined, -one.strength, one.ssid))
    return tuple(ordered[:_MOST_WIFI])


def _security(said: str) -> Security | None:
    kinds = said.split()
    if not kinds or kinds == ["--"]:
        return "open"
    if "802.1X" in kinds or "WEP" in kinds:
        return None
    if "WPA1" in kinds or "WPA2" in kinds:
        return "wpa-psk"
    return "sae" if "WPA3" in kinds else None


def _fields(line: str) -> list[str]:
    """The fields of a terse line, in which a colon or backslash of a value follows a backslash."""
    parts = re.findall(r"((?:\\.|[^:\\])*)(?::|$)", line)
    return [re.sub(r"\\(.)", r"\1", part) for part in parts]
