"""With whom a terminal may speak: from its settings to addresses of the network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from kiosk.settings import Settings
from kiosk.settings_lockdown import Reach

Address = IPv4Address | IPv6Address
#: Asks for the addresses of a name; raises ``OSError`` if nobody knows it.
Resolve = Callable[[str], Iterable[str]]

_PORTS: Final = {"http": 80, "https": 443}
#: More addresses of one name than this are not believed.
_MOST: Final = 32
_NAMESERVER: Final = re.compile(r"^\s*nameserver\s+(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ways:
    """Everything that is let out beside what every machine on a network needs, and from where SSH
    is let in."""

    endpoints: tuple[tuple[Address, int], ...] = ()
    nameservers: tuple[Address, ...] = ()
    ssh_from: tuple[IPv4Network | IPv6Network, ...] = ()


def wanted(settings: Settings) -> tuple[Reach, ...]:
    """Whom the settings name, each once. Behind a proxy the service itself is not reached."""
    named: list[Reach] = []
    parts = urlsplit(settings.service.proxy or settings.service.url)
    named.append(Reach(parts.hostname or "", parts.port or _PORTS[parts.scheme]))
    if settings.printer.kind == "network":
        named.append(Reach(settings.printer.host, settings.printer.port))
    named.extend(settings.lockdown.reach)
    return tuple(dict.fromkeys(named))


def addresses_of(said: Iterable[str]) -> tuple[Address, ...]:
    """What of ``said`` is an address, in order; others, and those of one link, are left out."""
    found: set[Address] = set()
    for text in said:
        try:
            address = ip_address(text)
        except ValueError:
            continue
        if not (isinstance(address, IPv6Address) and address.scope_id):
            found.add(address)
    return tuple(sorted(found, key=lambda one: (one.version, int(one)))[:_MOST])


def nameservers(*files: str | None) -> tuple[Address, ...]:
    """Those that files such as ``resolv.conf`` name."""
    return addresses_of(name for text in files if text for name in _NAMESERVER.findall(text))


@dataclass(frozen=True, slots=True)
class Known:
    """Where names led when somebody knew it last: a name server that is down shuts nobody out."""

    of: Mapping[str, tuple[Address, ...]]

    @classmethod
    def read(cls, text: str | None) -> Known:
        """From what ``written`` made; whatever else stands there counts as nothing."""
        try:
            said = json.loads(text or "{}")
        except ValueError:
            return cls({})
        if not isinstance(said, dict):
            return cls({})
        return cls(
            {
                host: addresses_of(map(str, names))
                for host, names in said.items()
                if isinstance(names, list)
            }
        )

    def written(self) -> str:
        return json.dumps({host: [str(one) for one in known] for host, known in self.of.items()})

    def asked_anew(self, named: Sequence[Reach], ask: Resolve) -> Known:
        """For exactly the hosts of ``named``."""
        return Known({host: self._of(host, ask) for host in sorted({one.host for one in named})})

    def _of(self, host: str, ask: Resolve) -> tuple[Address, ...]:
        plain = addresses_of([host])
        if plain:
            return plain
        try:
            found = addresses_of(ask(host))
        except (OSError, UnicodeError):
            found = ()
        return found or self.of.get(host, ())

    def endpoints(self, named: Sequence[Reach]) -> tuple[tuple[Address, int], ...]:
        found = ((one, reach.port) for reach in named for one in self.of.get(reach.host, ()))
        return tuple(dict.fromkeys(found))
