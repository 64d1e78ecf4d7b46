"""The rules for the kernel's packet filter, as text for ``nft``.

Only addresses and port numbers are ever put into it, never a text of the settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network
from typing import Final

from kiosk.lockdown.ways import Address, Ways

TABLE: Final = "lobby_kiosk"
#: Takes the table away, whether it is there or not.
OFF: Final = f"table inet {TABLE}\ndelete table inet {TABLE}\n"

_IN: Final = """\
	chain incoming {
		type filter hook input priority filter; policy drop;
		iifname "lo" accept
		ct state established,related accept
		ip6 hoplimit 255 icmpv6 type { 134, 135, 136 } accept comment "neighbours and routers"
		udp sport 67 udp dport 68 accept
		udp sport 547 udp dport 546 accept
"""
_THROUGH: Final = """\
	}
	chain through {
		type filter hook forward priority filter; policy drop;
	}
"""
_OUT: Final = """\
	chain outgoing {
		type filter hook output priority filter; policy drop;
		oifname "lo" accept
		ct state established,related accept
		icmpv6 type { 133, 135, 136, 143 } accept comment "neighbours and routers"
		udp sport 68 udp dport 67 accept
		udp sport 546 udp dport 547 accept
		udp dport 123 accept
"""
#: Whoever tries learns at once that it may not, rather than waiting.
_END: Final = """\
		reject with icmpx admin-prohibited
	}
}
"""


def rules(ways: Ways) -> str:
    """The whole table, in the place of the one that is there: the kernel takes all of it or none.

    Nothing comes in but answers, and SSH from ``ssh_from``. Out go: asking for an address (DHCP),
    the names at ``nameservers``, the time (NTP), and TCP to ``endpoints``.
    """
    parts = [OFF, f"table inet {TABLE} {{\n", _IN]
    parts += [f"\t\t{_family(net)} saddr {net} tcp dport 22 accept\n" for net in ways.ssh_from]
    parts += [_THROUGH, _OUT]
    parts += [f"\t\t{line} accept\n" for line in _names(ways.nameservers)]
    parts += [f"\t\t{line} accept\n" for line in _endpoints(ways.endpoints)]
    return "".join([*parts, _END])


def _names(servers: Iterable[Address]) -> Iterable[str]:
    for server in servers:
        yield f"{_family(server)} daddr {server} meta l4proto {{ tcp, udp }} th dport 53"


def _endpoints(endpoints: Iterable[tuple[Address, int]]) -> Iterable[str]:
    for address, port in endpoints:
        yield f"{_family(address)} daddr {address} tcp dport {port:d}"


def _family(address: Address | IPv4Network | IPv6Network) -> str:
    return "ip" if address.version == 4 else "ip6"  # noqa: PLR2004  (of the protocol)
