"""What stands on the boards, and where: the fifty sounds, letters, digits, e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from string import ascii_lowercase
from typing import Final

from ui.entry.kana import CHART
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.keyboards.board import MORE, Plan, Row, grid
from ui.widgets.keyboards.key import Face
from ui.wording.words import Words


class Mode(Enum):
    """Which board is shown; the value is the wording of the key that leads there:
    ``entry.key.to_VALUE``."""

    KANA = "kana"
    ROMAJI = "romaji"
    LATIN = "latin"
    DIGITS = "digits"
    NUMBER = "number"
    EMAIL = "email"
    SIGNS = "signs"


class Letters(Enum):
    """The order of the letters: as on key boards, or as in the alphabet."""

    QWERTY = "qwerty"
    ABC = "abc"


#: How most addresses end that residents have, by telephone company and at home.
ENDINGS: Final = (
    "@gmail.com",
    "@yahoo.co.jp",
    "@icloud.com",
    "@docomo.ne.jp",
    "@ezweb.ne.jp",
    "@au.com",
    "@softbank.ne.jp",
    "@outlook.jp",
    ".com",
    ".co.jp",
    ".ne.jp",
)
_ENDING_NAMES: Final = tuple(f"ending-{index}" for index in range(len(ENDINGS)))
#: The signs of a key board that have no name of their own here.
_ASCII: Final = tuple("!\"#$%&'()*+,:;<=>?[\\]^`{|}~ ")
_ASCII_NAMES: Final = tuple(f"sign-{ord(sign):x}" for sign in _ASCII)
#: A narrow blank; it stands beside the board, as a word on a key needs room.
BLANK: Final = _ASCII_NAMES[-1]
#: What a key types, where that is not its name.
TYPES: Final = {
    "long": "ー",
    "space": "　",
    "middle_dot": "・",
    "hyphen": "-",
    "slash": "/",
    "at": "@",
    "dot": ".",
    "underscore": "_",
    "open": "（",
    "close": "）",
    "chome": "丁目",
    "banchi": "番地",
    "ban": "番",
    "go": "号",
    "room": "号室",
    "floor": "階",
    **dict(zip(_ENDING_NAMES, ENDINGS, strict=True)),
    **dict(zip(_ASCII_NAMES, _ASCII, strict=True)),
}
#: Keys with a sign, which a voice says in words: ``entry.key.NAME``.
_SIGNS: Final = {
    "voiced": "゛",
    "half_voiced": "゜",
    "small": "小",
    "left": "←",
    "right": "→",
}
_LED_TO: Final = (Mode.KANA, Mode.ROMAJI, Mode.LATIN, Mode.DIGITS, Mode.SIGNS)
#: Keys with a word on them: ``entry.key.NAME``.
_VERBS: Final = (
    "delete",
    "kanji",
    "shift",
    "order",
    "show",
    *(f"to_{mode.value}" for mode in _LED_TO),
)
_EXTRAS: Final = ("voiced", "half_voiced", "small", "long", "middle_dot")
#: Of the chart.
_LINES: Final = 5
_FIFTY: Final = tuple("".join(CHART).replace(" ", ""))


def faces(words: Words) -> Iterator[Face]:
    """Every key there is."""
    for kana in _FIFTY:
        yield Face(kana, kana)
    for sign in (*ascii_lowercase, *"0123456789"):
        yield Face(sign, sign)
    for name, sign in TYPES.items():
        if sign.isspace():
            space = words.text("entry.key.space")
            yield Face(name, space, type_=Type.NOTE)
        else:
            said = words.text(f"entry.said.{name}") if name in _SAID else ""
            yield Face(name, sign, said, type_=Type.NOTE if len(sign) > 1 else Type.LABEL)
    for name, sign in _SIGNS.items():
        yield Face(name, sign, words.text(f"entry.key.{name}"), Look.SECONDARY)
    for name in _VERBS:
        yield Face(name, words.text(f"entry.key.{name}"), look=Look.SECONDARY, type_=Type.NOTE)


def more(words: Words) -> Face:
    """The key that turns to the rows that have no room."""
    return Face(MORE, words.text("entry.key.more"), look=Look.SECONDARY, type_=Type.NOTE)


#: Signs that a voice does not say by themselves: ``entry.said.NAME``.
_SAID: Final = ("long", "middle_dot", "hyphen", "slash", "at", "dot", "underscore", "open", "close")


def plans(
    mode: Mode,
    letters: Letters,
    functions: Sequence[str],
    corner: str | None = None,
    *,
    upright: bool = True,
) -> tuple[Plan, ...]:
    """The arrangements of a board, the best first. ``functions`` stand on every page of it;
    ``corner`` is the twelfth key of a number: the one that shows a secret takes the hyphen away.
    ``upright``: there is more height than width."""
    always = (Row(tuple(functions), grid=False),) if functions else ()
    match mode:
        case Mode.KANA:
            return _kana(functions, upright)
        case Mode.ROMAJI | Mode.LATIN:
            return _letters(letters, always, (), None if corner == "show" else "hyphen")
        case Mode.EMAIL:
            return _letters(letters, always, ("at", "dot", "hyphen", "underscore"), "at")
        case Mode.DIGITS:
            return (Plan(_DIGITS, always, highest_mm=_NUMBER_MM),)
        case Mode.NUMBER:
            return _number(corner)
        case Mode.SIGNS:
            return tuple(Plan(grid(*_lines(_SIGNS_BOARD, count)), always) for count in (9, 12))


def _kana(functions: Sequence[str], upright: bool) -> tuple[Plan, ...]:
    # As it hangs in classrooms: from right to left, each column from top to bottom.
    chart = grid(*([_EXTRAS[i], *(_at(c, i) for c in reversed(CHART))] for i in range(_LINES)))
    # Where no ten columns have room the last one lies below the others.
    *most, last = CHART
    rest = [kana for kana in reversed(last) if kana != " "]
    slim = grid(
        *([_at(c, i) for c in reversed(most)] for i in range(_LINES)), [*_EXTRAS, None, *rest]
    )
    # Where there is height for four rows only: column after column.
    a, ka, sa, ta, na, ha, ma, ya, ra, wa = ([*c.replace(" ", "")] for c in CHART)
    low = grid((*a, *ka, *sa, "voiced"), (*ta, *na, *ha, "half_voiced"), (*ma, *ya, *ra, *wa))
    order, always = (*_FIFTY, *_EXTRAS), (Row(tuple(functions), grid=False),)
    below = Plan(chart, always, order)
    beside = Plan(chart, order=order, beside=_beside(functions))
    slim_plan = Plan(slim, always, order)
    low_plan = Plan(low, (Row((*_EXTRAS[2:], *functions), grid=False),), order)
    if upright:
        return below, beside, slim_plan, low_plan
    return beside, below, low_plan, slim_plan


def _beside(functions: Sequence[str]) -> tuple[Row, ...]:
    """The keys that are no kana, in two columns of as many lines as the chart has."""
    first = ("delete", "delete"), ("left", "right")
    others = [name for name in functions if name not in {"delete", "left", "right"}]
    # The wide ones first.
    others.sort(
        key=lambda name: ("kanji", "space").index(name) if name in ("kanji", "space") else 2
    )
    places = 2 * (_LINES - len(first))
    wide = [name for name in others[: places - len(others)] for _ in range(2)]
    names = [*wide, *others[places - len(others) :]]
    return grid(*first, *(names[at : at + 2] for at in range(0, len(names), 2)))


def _number(corner: str | None) -> tuple[Plan, ...]:
    high = grid("123", "456", "789", (corner, "0", "delete"))
    middle = grid((*"123", "delete"), (*"456", corner), "7890")
    low = grid((*"12345", corner), (*"67890", "delete"))
    order = (*"1234567890", *((corner,) if corner else ()), "delete")
    return tuple(Plan(rows, (), order, _NUMBER_MM, _NUMBER_MM) for rows in (high, middle, low))


def _at(column: str, place: int) -> str | None:
    return None if column[place] == " " else column[place]


def _letters(
    order: Letters, always: tuple[Row, ...], signs: Sequence[str], beside_l: str | None
) -> tuple[Plan, ...]:
    endings = (Row(_ENDING_NAMES, grid=False),) if signs else ()
    extra = (Row(tuple(signs), grid=False),) if signs else ()
    qwerty = grid("1234567890", "qwertyuiop", [*"asdfghjkl", beside_l], [None, *"zxcvbnm"])
    abc = grid("123456789", "abcdefghi", "jklmnopqr", "stuvwxyz0")
    abc_plan = Plan((*abc, *extra, *endings), always)
    if order is Letters.ABC:
        return (abc_plan,)
    if signs:
        low = [*"asdfghjkl", beside_l], [*"zxcvbnm", "dot", "hyphen", "underscore"]
        qwerty = (*qwerty[:2], *grid(*low))
    return Plan((*qwerty, *endings), always), abc_plan


def _lines(names: Sequence[str], count: int) -> Iterator[Sequence[str | None]]:
    for at in range(0, len(names), count):
        line = names[at : at + count]
        yield (*line, *(None for _ in range(count - len(line))))


_SIGNS_BOARD: Final = ("hyphen", "underscore", "dot", "at", "slash", *_ASCII_NAMES[:-1])
_DIGITS: Final = grid(
    ("1", "2", "3", "hyphen", "chome", "banchi"),
    ("4", "5", "6", "middle_dot", "ban", "go"),
    ("7", "8", "9", "slash", "room", "floor"),
    (None, "0", None, "open", "close", None),
)
#: Keys of a number may be wide: there are few of them.
_NUMBER_MM: Final = 44.0
