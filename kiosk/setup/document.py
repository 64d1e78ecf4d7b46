"""Settings on their way into the file: a TOML document, and all that is wrong in it at once."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kiosk.outcome import Refused
from kiosk.settings import SettingsError, read

Document = dict[str, Any]

#: What the package makes for the kiosk's user.
CACHE_DIRECTORY: Final = "/var/lib/kiosk/cache"
#: Stand in for what is missing, so that the rest can be looked at.
_STAND_INS: Final[Mapping[str, object]] = {
    "city": "x",
    "kiosk_id": "x",
    "home_facility": "x",
    "cache_directory": "/nowhere",
    "service": {},
    "service.url": "https://service.invalid",
}
#: More than this many wrong things are no settings at all.
_MOST: Final = 100


def present(file: Path) -> Document:
    """What stands in the file now; nothing if it is not there or no TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> Document:
    """Both, where ``over`` goes first. A device is named by its table as a whole: keys of the one
    before do not stay."""
    made = copy.deepcopy(dict(under))
    for key, value in over.items():
        before = made.get(key)
        if key in ("printer", "card") or not isinstance(value, Mapping):
            made[key] = copy.deepcopy(value)
        else:
            made[key] = merged(before if isinstance(before, Mapping) else {}, value)
    return made


def every_wrong(document: Mapping[str, Any], file: Path) -> tuple[Refused, ...]:
    """Everything that ``kiosk run`` would not start with, each as ``setting_wrong`` with its
    ``place``, ``problem`` and ``remedy``."""
    rest = {"service": {}, **copy.deepcopy(dict(document))}
    found: list[Refused] = []
    while len(found) < _MOST:
        try:
            read(rest, file)
        except SettingsError as error:
            found.append(_told(error))
            if not _without(rest, error.key):
                break
        else:
            break
    return tuple(found)


def wrong_at(document: Mapping[str, Any], file: Path, *places: str) -> Refused | None:
    """The first wrong thing at or below one of these places, whatever is wrong elsewhere."""
    for refused in every_wrong(document, file):
        place = str(refused.details["place"])
        if any(place == one or place.startswith((f"{one}.", f"{one}[")) for one in places):
            return refused
    return None


def _told(error: SettingsError) -> Refused:
    told = {"place": error.key or str(error.file), "problem": error.problem}
    return Refused("setting_wrong", {**told, "remedy": error.remedy})


def _without(document: Document, place: str) -> bool:
    """Take what is wrong out of the way; False if nothing more can be done."""
    *above, key = place.split(".")
    table: Any = document
    for name in above:
        table = table.get(name.partition("[")[0]) if isinstance(table, dict) else None
    if isinstance(table, dict) and key in table and table[key] != _STAND_INS.get(place):
        if place in _STAND_INS:
            table[key] = copy.deepcopy(_STAND_INS[place])
        else:
            del table[key]
        return True
    if isinstance(table, dict) and key not in table and place in _STAND_INS:
        table[key] = copy.deepcopy(_STAND_INS[place])
        return True
    # Something inside an array of tables, or missing in a table: the table as a whole.
    top = place.partition(".")[0].partition("[")[0]
    return top not in _STAND_INS and document.pop(top, None) is not None
