"""The table ``[lockdown]`` of the settings: what the firewall lets out beside the service."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final

from kiosk.settings_table import Table

_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_HIGHEST_PORT: Final = 65_535
#: More than anybody needs, and few enough to be looked up each minute.
MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody on the network: a name or IPv4 address, and a TCP port."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class LockdownSettings:
    """``reach``: whom the machine may speak with beside service, proxy and network printer, such as
    a mirror of Debian for its security updates; ``ssh_from``: from where SSH may come in."""

    reach: tuple[Reach, ...] = ()
    ssh_from: tuple[IPv4Network | IPv6Network, ...] = ()


def read_lockdown(table: Table) -> LockdownSettings:
    """Raises ``SettingsError``."""
    like = f'up to {MOST} of HOST:PORT, such as ["mirror.example:80"]'
    found: list[Reach] = []
    for text in table.texts("reach"):
        host, _, port = text.rpartition(":")
        number = int(port) if re.fullmatch(r"[0-9]{1,5}", port) else 0
        if not _HOST.fullmatch(host) or not 0 < number <= _HIGHEST_PORT:
            table.wrong("reach", f"{text!r} does not fit", like)
        found.append(Reach(host, number))
    if len(found) > MOST:
        table.wrong("reach", f"has {len(found)} of them", like)
    networks: list[IPv4Network | IPv6Network] = []
    for text in table.texts("ssh_from"):
        try:
            networks.append(ip_network(text))
        except ValueError:
            table.wrong("ssh_from", f"{text!r} does not fit", 'networks such as ["192.0.2.0/28"]')
    table.nothing_else()
    return LockdownSettings(tuple(found), tuple(networks))
