"""On which line of a TOML file a key stands.

``tomllib`` gives values without their places, and a message without a line is of little help in a
file of three hundred. This reads the keys only, and only of text that ``tomllib`` has accepted, so
it may trust the grammar. A path is a tuple of keys and list indexes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r'"((?:[^"\\]|\\.)*)"|\'([^\']*)\'|([A-Za-z0-9_-]+)')
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> Mapping[Path, int]:
    """The line (from 1) of every key, table and list item of valid TOML ``text``."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [at for at, letter in enumerate(text) if letter == "\n"]
        self._lines: dict[Path, int] = {}
        self._lists: dict[Path, int] = {}  # how many tables each [[list]] has so far

    def scan(self) -> Mapping[Path, int]:
        table: Path = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self._lines

    def _header(self) -> Path:
        line = self._line()
        opening = "[[" if self._text.startswith("[[", self._at) else "["
        self._at += len(opening)
        path = self._inside_lists(self._dotted())
        self._at += len(opening)
        if opening == "[[":
            count = self._lists.get(path, 0)
            self._lists[path] = count + 1
            self._lines.setdefault(path, line)
            path = (*path, count)
        self._lines.setdefault(path, line)
        return path

    def _inside_lists(self, keys: Path) -> Path:
        """``class.quota`` below the second ``[[class]]`` is ``class[1].quota``."""
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            self._lines.setdefault(path, self._line())
            if path in self._lists:
                path = (*path, self._lists[path] - 1)
        return (*path, keys[-1])

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for key in self._dotted():
            path = (*path, key)
            self._lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _dotted(self) -> Path:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            found = _KEY.match(self._text, self._at)
            if found is None:
                raise ValueError(f"no key where one is expected, line {self._line()}")
            keys.append(next(part for part in found.groups() if part is not None))
            self._at = found.end()
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return tuple(keys)
            self._at += 1

    def _value(self, path: Path) -> None:
        self._lines.setdefault(path, self._line())
        match self._text[self._at]:
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case '"' | "'":
                self._skip(_STRING)
            case _:
                self._skip(_SCALAR)

    def _array(self, path: Path) -> None:
        self._at += 1
        index = 0
        while self._after_blank() != "]":
            self._value((*path, index))
            index += 1
            if self._after_blank() == ",":
                self._at += 1
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        while self._after_blank() != "}":
            self._pair(path)
            if self._after_blank() == ",":
                self._at += 1
        self._at += 1

    def _after_blank(self) -> str:
        self._skip(_BLANK)
        return self._text[self._at]

    def _skip(self, what: re.Pattern[str]) -> None:
        found = what.match(self._text, self._at)
        if found is not None:
            self._at = found.end()

    def _line(self) -> int:
        return bisect_left(self._ends, self._at) + 1
