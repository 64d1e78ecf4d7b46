"""Reads ``counters.toml``: where residents register, and where terminals stand."""

from __future__ import annotations

from booking_service.cities import reading
from booking_service.cities.table import CityFile, Table
from booking_service.policy.model import Counter, Terminal


def read_counters(
    file: CityFile, kinds: tuple[str, ...]
) -> tuple[tuple[Counter, ...], tuple[Terminal, ...]]:
    """The counters, and the terminals, in the order of the file."""
    with file.root() as root:
        counters = tuple(_counter(table, kinds) for table in root.unique_tables("counter"))
        terminals = tuple(_terminal(table) for table in root.unique_tables("terminal"))
    return counters, terminals


def _counter(given: Table, kinds: tuple[str, ...]) -> Counter:
    with given as table:
        served = table.strings("kinds", kinds)
        if not served:
            raise table.error("kinds", "it registers nobody", "name at least one of the kinds")
        return Counter(
            id=table.slug("id"),
            name=table.text("name"),
            address=table.text("address"),
            tel=reading.telephone(table, "tel"),
            fax=reading.telephone(table, "fax") if table.has("fax") else None,
            kinds=served,
            note=table.optional_text("note"),
        )


def _terminal(given: Table) -> Terminal:
    with given as table:
        return Terminal(
            table.slug("id"), table.text("name"), table.text("address"), table.text("area")
        )
