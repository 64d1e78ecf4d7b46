"""How Japanese reads a figure with what it counts: ついたち, ふたり, くじ, じゅっぷん.

Most counters are read after the figure as it stands (3日《にち》). Those here change the figure, or
both, so the reading is put over both in easy Japanese, and in their place for the voice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

#: Days of a month, and as many days, that are not read by their figure and にち.
_DAYS: Final = {
    2: "ふつか",
    3: "みっか",
    4: "よっか",
    5: "いつか",
    6: "むいか",
    7: "なのか",
    8: "ようか",
    9: "ここのか",
    10: "とおか",
    14: "じゅうよっか",
    17: "じゅうしちにち",
    19: "じゅうくにち",
    20: "はつか",
    24: "にじゅうよっか",
    27: "にじゅうしちにち",
    29: "にじゅうくにち",
}
_FIRST: Final = "ついたち"
_MONTHS: Final = {4: "しがつ", 7: "しちがつ", 9: "くがつ"}
_DIGITS: Final = ("", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
#: The hours, by their last figure.
_HOURS: Final = {0: "れい", 4: "よ", 7: "しち", 9: "く"}
#: The minutes, by their last figure.
_MINUTES: Final = {1: "いっ", 3: "さん", 4: "よん", 6: "ろっ", 8: "はっ"}
#: The figures that harden before k, by their last one.
_HARDENED: Final = {1: "いっ", 6: "ろっ", 8: "はっ"}
#: 4 is よ before people and years.
_FOUR: Final = 4
_MOST_HOURS, _MOST_MINUTES, _MOST_COUNTED = 24, 60, 100


def day(n: int) -> str | None:
    """A day of the month, if it is not read as it stands."""
    return _FIRST if n == 1 else _DAYS.get(n)


def days(n: int) -> str | None:
    """So many days, if that is not read as it stands: one day is いちにち."""
    return _DAYS.get(n)


def month(n: int) -> str | None:
    """A month of the year, if it is not read as it stands."""
    return _MONTHS.get(n)


def hour(n: int) -> str | None:
    """An hour, of the day or so many, if it is not read as it stands."""
    last = n % 10
    if n > _MOST_HOURS or last not in _HOURS or (last == 0 and n > 0):
        return None
    return f"{_tens(n)}{_HOURS[last]}じ"


def minute(n: int) -> str | None:
    """A minute, or so many, if it is not read as it stands."""
    if n == 0 or n > _MOST_MINUTES:
        return None
    if n % 10 == 0:
        return f"{_tens(n).removesuffix('う')}っぷん"
    return f"{_tens(n)}{_MINUTES[n % 10]}ぷん" if n % 10 in _MINUTES else None


def people(n: int) -> str | None:
    """So many people, if that is not read as it stands."""
    if n in (1, 2):
        return ("ひとり", "ふたり")[n - 1]
    return f"{_tens(n)}よにん" if n % 10 == _FOUR and n < _MOST_COUNTED else None


def years(n: int) -> str | None:
    """So many years, or a year of an era, if that is not read as it stands."""
    return f"{_tens(n)}よねん" if n % 10 == _FOUR and n < _MOST_COUNTED else None


def _hardened(counter: str, n: int) -> str | None:
    """So many of what is counted with a counter in k, if that is not read as it stands."""
    if not 0 < n < _MOST_COUNTED:
        return None
    if n % 10 == 0:
        return f"{_tens(n).removesuffix('う')}っ{counter}"
    return f"{_tens(n)}{_HARDENED[n % 10]}{counter}" if n % 10 in _HARDENED else None


def _tens(n: int) -> str:
    tens = n // 10
    return "" if tens == 0 else f"{_DIGITS[tens] if tens > 1 else ''}じゅう"


#: The sign of each counter, its reading as it stands, and what changes.
_COUNTERS: Final[Mapping[str, tuple[str, Callable[[int], str | None]]]] = {
    "月": ("がつ", month),
    "日": ("にち", days),
    "時": ("じ", hour),
    "分": ("ふん", minute),
    "人": ("にん", people),
    "年": ("ねん", years),
    "件": ("けん", partial(_hardened, "けん")),
    "回": ("かい", partial(_hardened, "かい")),
    "か月": ("かげつ", partial(_hardened, "かげつ")),
}
_OF_READING: Final = {"ぷん": minute, **dict(_COUNTERS.values())}
#: What stands before a day of the month, where 1 is the first and not one day.
_AFTER_MONTH: Final = re.compile(r"(?:月|がつ|つき|げつまえ|げつご|よくげつ)[》の\s\u00a0]*$")
_RUBY: Final = re.compile(
    r"(?<![0-9,.:])([0-9]{1,3})(か?)｜([月日時分人年件回])([^｜《》]*)《([^｜《》]+)》"
)
#: 4じょう, 4にんき and 1かいぎしつ are something else; a date of 4にち may be followed by anything.
_SPOKEN: Final = re.compile(
    r"(?<![0-9,.:])([0-9]{1,3})"
    r"(がつ|にち|じ(?![ょゅゃ])|[ふぷ]ん|にん(?!き)|ねん|かげつ"
    r"|けん(?![ぁ-ん])|けん(?=[あいをまのは]|から)|かい(?![ぁ-ん])|かい(?=[まのもは]|から))"
)


def over_figures(text: str) -> str:
    """Easy Japanese in which every figure that its counter changes has the reading of both."""
    return _RUBY.sub(_ruby, text) if "｜" in text else text


def spoken(text: str) -> str:
    """Kana in which every figure that its counter changes is written out."""
    return _SPOKEN.sub(_kana, text)


def _ruby(found: re.Match[str]) -> str:
    figure, small, sign, more, kana = found.groups()
    regular, changed = _COUNTERS.get(small + sign, ("", None))
    said = _read(changed, int(figure), found) if changed is not None else None
    if said is None or not (small + kana).startswith(regular):
        return found[0]
    return f"｜{figure}{small}{sign}{more}《{said}{(small + kana).removeprefix(regular)}》"


def _kana(found: re.Match[str]) -> str:
    return _read(_OF_READING[found[2]], int(found[1]), found) or found[0]


def _read(changed: Callable[[int], str | None], n: int, found: re.Match[str]) -> str | None:
    if changed is days and _AFTER_MONTH.search(found.string[: found.start()]):
        changed = day
    return changed(n)
