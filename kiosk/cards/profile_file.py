"""Reads ``cards.toml``, the file in which a city says what its cards look like.

``docs/cards.md`` explains it to who writes it. As with all settings, what is wrong in it stops the
start with the file, the key and what would be right.
"""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from typing import Final

from kiosk.cards.codabar import CheckRule
from kiosk.cards.profile import (
    TYPED_OR_SENT,
    Alphabet,
    CardKind,
    CardProfile,
    Columns,
    Encoding,
    FelicaPlace,
    IsoPlace,
    Parameter,
    Part,
    Place,
    Rest,
    Source,
    StartStop,
)
from kiosk.settings_table import SettingsError, Table

_LONGEST: Final = 512
_READ_AT_A_PLACE: Final = frozenset({Source.FELICA_BLOCK, Source.ISO_FILE})
_HEX_SERVICE: Final = r"[0-9A-Fa-f]{4}"
_HEX_APPLICATION: Final = r"([0-9A-Fa-f]{2}){5,16}"


def load(file: Path) -> CardProfile:
    """The city's cards. Raises ``SettingsError`` with the one thing that is wrong first."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(file, "", "cannot be read", "a readable UTF-8 file") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(file, "", f"is not TOML: {error}", "correct that place") from error
    top = Table(file, "", content)
    kinds = tuple(_kind(table) for table in top.tables("card"))
    top.nothing_else()
    names = [kind.name for kind in kinds]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        top.wrong("card", f"has two of the name {twice!r}", "a name of its own for each [[card]]")
    if all(kind.other or kind.staff for kind in kinds):
        top.wrong(
            "card", "has no card of this city", "a [[card]] without other = true and staff = true"
        )
    return CardProfile(kinds)


def _kind(table: Table) -> CardKind:
    shortest, longest = _how_long(table)
    sources = _sources(table)
    default = CardKind()
    kind = CardKind(
        name=table.text("name", pattern=r"[a-z][a-z0-9_]{0,30}", like="a short word of a-z"),
        other=table.flag("other", default=False),
        staff=table.flag("staff", default=False),
        sources=sources,
        encoding=Encoding(_choice(table, "encoding", default.encoding)),
        start_stop=StartStop(_choice(table, "start_stop", default.start_stop)),
        starts_with=_half_width(table, "starts_with"),
        ends_with=_half_width(table, "ends_with"),
        length=table.whole("length", 0, 0, _LONGEST),
        check=_check(table),
        check_number=table.one_of("check_of", ("card", "number"), "card") == "number",
        place=_place(table),
        shortest=shortest,
        longest=longest,
        alphabet=Alphabet(_choice(table, "alphabet", default.alphabet)),
        chip=_chip(table, sources),
    )
    if kind.check is CheckRule.M16 and (kind.start_stop is StartStop.NONE or kind.check_number):
        table.wrong("check", "M16 counts start and stop as well", 'start_stop = "remove"')
    if kind.other and kind.staff:
        table.wrong("staff", "is somebody else's card as well", "only one of other and staff")
    table.nothing_else()
    return kind


def _half_width(table: Table, key: str) -> str:
    """What readers send: full-width signs come in half width from them."""
    text = table.text(key, "", may_be_empty=True)
    narrow = unicodedata.normalize("NFKC", text)
    if text != narrow:
        table.wrong(key, f"{text!r} is in full width", f"{narrow!r}")
    return text


def _sources(table: Table) -> frozenset[Source]:
    """Without any said: every reader but those of chips."""
    if not table.has("sources"):
        return TYPED_OR_SENT
    said = table.several_of("sources", [source.value for source in Source])
    return frozenset(Source(one) for one in said)


def _choice(table: Table, key: str, default: Encoding | StartStop | Alphabet) -> str:
    choices = [str(choice.value) for choice in type(default)]
    return table.one_of(key, choices, str(default.value))


def _check(table: Table) -> CheckRule | None:
    rule = table.one_of("check", ["none", *(rule.value for rule in CheckRule)], "none")
    return None if rule == "none" else CheckRule(rule)


def _how_long(table: Table) -> tuple[int, int]:
    """How many characters the number has; the columns say it where there are columns."""
    if table.has("from"):
        if table.has("characters"):
            table.wrong("characters", "is said by count", "leave it out")
        count = table.whole("count", 0, 1, _LONGEST)
        return (1 if table.flag("padded", default=False) else count), count
    exactly = table.whole("characters", 0, 1, 64)
    if exactly == 0:
        table.wrong("characters", "is missing", "how many characters the number has")
    most = table.whole("characters_at_most", exactly, exactly, 64)
    return exactly, most


def _place(table: Table) -> Place:
    ways = [key for key in ("from", "part", "key") if table.has(key)]
    if len(ways) > 1:
        table.wrong(ways[1], f"is a second way beside {ways[0]}", "leave one of them out")
    if ways == ["from"]:
        if not table.has("count"):
            table.wrong("count", "is missing", "how many columns the number has")
        return Columns(table.whole("from", 1, 1, _LONGEST), table.whole("count", 1, 1, _LONGEST))
    if ways == ["part"]:
        separator = table.text("separator", like="what stands between the parts")
        return Part(separator, table.whole("part", 1, 1, _LONGEST))
    if ways == ["key"]:
        return Parameter(table.text("key"))
    return Rest()


def _chip(table: Table, sources: frozenset[Source]) -> FelicaPlace | IsoPlace | None:
    chips = sources & _READ_AT_A_PLACE
    if chips and len(sources) > 1:
        table.wrong("sources", "a chip is read in one way", "a [[card]] of its own for it")
    if Source.FELICA_BLOCK in chips:
        service = table.text("felica_service", pattern=_HEX_SERVICE, like='such as "000B"')
        return FelicaPlace(int(service, 16), table.wholes("felica_blocks", (0,), 0, 255))
    if Source.ISO_FILE in chips:
        application = table.text("iso_application", pattern=_HEX_APPLICATION, like="5-16 bytes")
        file = table.text("iso_file", pattern=_HEX_SERVICE, like='such as "0001"')
        return IsoPlace(
            bytes.fromhex(application),
            int(file, 16),
            table.whole("iso_offset", 0, 0, 32767),
            table.whole("iso_length", 16, 1, 255),
            table.whole("iso_record", 0, 0, 254),
        )
    return None
