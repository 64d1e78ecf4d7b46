"""A line and the boards that type into it.

``Desk`` is Qt's side of ``ui.entry.line``: touches and keys become lines. Whoever shows it asks for
the writings of a reading (``reading``) off the GUI thread, and hands them in with ``offer``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.entry.kana import HALF_VOICED, SMALL, VOICED, to_katakana
from ui.entry.line import Line
from ui.entry.rules import Kind, Problem, Rules, takes
from ui.theme.glass import GAP_MM, KEY_MM
from ui.theme.theme import Theme
from ui.widgets.keyboards.board import Board
from ui.widgets.keyboards.candidates import Candidates
from ui.widgets.keyboards.plans import BLANK, TYPES, Letters, Mode, faces, more, plans
from ui.widgets.keyboards.text_line import TextLine
from ui.wording.words import Words

if TYPE_CHECKING:
    from ui.screens.screen import Screen

_MARKS: Final = {"voiced": VOICED, "half_voiced": HALF_VOICED, "small": SMALL}
_MODES: Final = {
    Kind.TEXT: (Mode.KANA, Mode.ROMAJI, Mode.LATIN, Mode.DIGITS),
    Kind.KANA: (Mode.KANA, Mode.ROMAJI),
    Kind.EMAIL: (Mode.EMAIL,),
    Kind.ASCII: (Mode.LATIN, Mode.SIGNS),
}
#: The twelfth key of a number.
_CORNERS: Final = {Kind.TEL: "hyphen", Kind.SECRET: "show", Kind.NETWORK_ADDRESS: "dot"}
#: What kana are written with.
_OF_ROMAJI: Final = frozenset(ascii_lowercase + "-'")
#: Ten keys of a key board's row, in millimetres.
_TEN_KEYS_MM: Final = 10 * KEY_MM + 9 * GAP_MM
#: Rows of writings that stand above the board where there is much room.
_MOST_LINES: Final = 3


class Desk(QWidget):
    """``changed`` carries the text, ``reading`` kana that want to be written in kanji, ``refused``
    why something that was typed is not taken (``Problem``).

    ``line`` is a widget of its own, so that it may stand out of reach: see ``stand_on``.
    """

    changed = Signal(str)
    reading = Signal(str)
    refused = Signal(object)

    def __init__(self, theme: Theme, words: Words, name: str, rules: Rules, text: str = "") -> None:
        """``name``: what is asked, for who cannot see it. ``text`` stands there already."""
        super().__init__()
        self._theme, self._words, self._rules = theme, words, rules
        self._line = Line(before=text, converts=rules.kind is Kind.TEXT)
        self._shift = False
        self._hidden = rules.hidden
        self._letters = Letters.QWERTY
        self._writings: tuple[str, ...] = ()
        #: Whether writings stand above the whole board, without a touch that asks for them.
        self._roomy = False
        #: Whether there is no room for keys that lead to all other boards.
        self._few = theme.cramped
        letters = (Mode.LATIN,) if rules.letters else (Mode.NUMBER,)
        self._modes = _MODES.get(rules.kind, letters)
        self._mode = self._modes[0]
        self._choosing = False
        self.line = TextLine(theme, words, name, rules.most)
        self._board = Board(theme, faces(words), more(words))
        self._board.setParent(self)
        self._board.pressed.connect(self.press)
        self._candidates = Candidates(theme, words)
        self._candidates.setParent(self)
        self._candidates.chosen.connect(self._choose)
        self._candidates.hide()
        # Key boards of staff type here; no button looks chosen before somebody walks to it.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._fit()
        self.line.show_line(self._line, masked=self._hidden)

    # -- for screens ----------------------------------------------------------------------------

    def stand_on(self, screen: Screen) -> None:
        """The line above, the board below it and within reach, in one column on every glass."""
        screen.columns = 1
        screen.tell(self.line)
        screen.add(self, grow=True)

    @property
    def typed(self) -> str:
        """What was typed, with the last kana settled."""
        return self._line.settled().text

    def clear(self) -> None:
        self._become(Line(converts=self._line.converts))

    def offer(self, reading: str, writings: Sequence[str]) -> None:
        """The writings of a reading; those of another than the present one come too late."""
        if reading == self._line.whole_reading:
            self._writings = tuple(writings)
            self._candidates.offer(self._writings)
            self._arrange()

    # -- keys -----------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Types characters as a key board does, one after the other; stops at what is refused."""
        for character in text:
            romaji = self._mode is Mode.ROMAJI and character.lower() in _OF_ROMAJI
            if not romaji and not takes(character, self._rules):
                self.refused.emit(Problem.NOT_ALLOWED)
                return
            line = self._line.type_romaji(character) if romaji else self._line.type(character)
            if not self._become(line):
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        match event.key():
            case Qt.Key.Key_Backspace:
                self._become(self._line.delete())
            case Qt.Key.Key_Left:
                self._become(self._line.left())
            case Qt.Key.Key_Right:
                self._become(self._line.right())
            case _ if event.text() and event.text().isprintable():
                self.type(event.text())
            case _:
                super().keyPressEvent(event)

    def press(self, name: str) -> None:
        """Does what a key does."""
        match name:
            case "voiced" | "half_voiced" | "small":
                self._become(self._line.mark(_MARKS[name]))
            case "delete":
                self._become(self._line.delete())
            case "left":
                self._become(self._line.left())
            case "right":
                self._become(self._line.right())
            case "kanji":
                self._choosing = True
                self._arrange()
            case "shift":
                self._shift = not self._shift
                self._write_letters()
            case "order":
                other = self._letters is Letters.QWERTY
                self._letters = Letters.ABC if other else Letters.QWERTY
                self._fit()
            case "show":
                self._hidden = not self._hidden
                self.line.show_line(self._line, masked=self._hidden)
                verb = "show" if self._hidden else "hide"
                self._board.keys["show"].say(self._words.text(f"entry.key.{verb}"))
                self._board.arrange()
            case _ if name.startswith("to_"):
                self._turn_to(Mode(name.removeprefix("to_")))
            case _:
                text = TYPES.get(name, name)
                self.type(text.upper() if self._shift and len(text) == 1 else text)

    def _turn_to(self, mode: Mode) -> None:
        self._mode = mode
        self._become(self._line if mode in (Mode.KANA, Mode.ROMAJI) else self._line.settled())
        self._fit()

    def _choose(self, writing: str) -> None:
        self._become(self._line.chosen(writing))

    def _become(self, line: Line) -> bool:
        """Shows the line unless it is too long. Returns whether it was taken."""
        if self._rules.kind is Kind.KANA:
            line = replace(line, before=to_katakana(line.before))
        if len(line.text) > self._rules.most and len(line.text) > len(self._line.text):
            self.refused.emit(Problem.TOO_LONG)
            return False
        before, self._line = self._line, line
        self.line.show_line(line, masked=self._hidden)
        if line.whole_reading != before.whole_reading:
            self._choosing, self._writings = False, ()
            self._candidates.offer(())
            self._arrange()
            self.reading.emit(line.whole_reading)
        self.changed.emit(self.typed)
        return True

    # -- looks ----------------------------------------------------------------------------------

    def _lay(self) -> None:
        corner = _CORNERS.get(self._rules.kind)
        functions, upright = self._functions(), self._theme.glass.portrait
        self._board.lay(*plans(self._mode, self._letters, functions, corner, upright=upright))
        self._write_letters()

    def _functions(self) -> tuple[str, ...]:
        """The keys that stand on every page of the board."""
        if self._mode is Mode.NUMBER:
            return ()
        letters = self._mode in (Mode.LATIN, Mode.ROMAJI, Mode.EMAIL)
        # Ten letters in a row need a glass that is wide enough.
        wide = self._theme.glass.width_mm - 2 * self._theme.glass.mm(self._theme.pad)
        return (
            *(("kanji",) if self._line.converts and not self._roomy else ()),
            *(f"to_{mode.value}" for mode in self._others()),
            *(("shift",) if self._mode is Mode.LATIN else ()),
            *(("order",) if letters and wide >= _TEN_KEYS_MM else ()),
            *(("show",) if self._rules.hidden else ()),
            *(("space",) if self._rules.kind in (Kind.TEXT, Kind.KANA) else ()),
            *((BLANK,) if self._mode is Mode.SIGNS else ()),
            "left",
            "right",
            "delete",
        )

    def _others(self) -> tuple[Mode, ...]:
        """The boards that keys lead to: all others, or only the next where there is little room."""
        here = self._modes.index(self._mode)
        others = (*self._modes[here + 1 :], *self._modes[:here])
        return others[:1] if self._few else others

    def _write_letters(self) -> None:
        for name, key in self._board.keys.items():
            if len(name) == 1 and name.isascii() and name.isalpha():
                key.say(name.upper() if self._shift and self._mode is Mode.LATIN else name)

    def _fit(self) -> None:
        """Finds out how much there is room for, then lays the board."""
        theme, height = self._theme, self.height()
        self._roomy, self._few = self._line.converts, theme.cramped
        self._lay()
        # Writings come for good where they take no place from the best board that has room.
        board = self._board.natural_height(self.width(), height)
        if self._roomy and height < board + theme.pad + theme.target:
            self._roomy = False
            self._lay()
            board = self._board.natural_height(self.width(), height)
        if height < board:
            self._few = True
            self._lay()
        self._arrange()

    def _arrange(self) -> None:
        width, height, roomy = self.width(), self.height(), self._roomy
        pad, gap, target = self._theme.pad, self._theme.gap, self._theme.target
        if roomy:
            spare = height - self._board.natural_height(width, height) - pad
            lines = max(1, min(_MOST_LINES, (spare + gap) // (target + gap)))
            top = lines * (target + gap) - gap
            self._candidates.setGeometry(0, 0, width, top)
            self._board.setGeometry(0, top + pad, width, height - top - pad)
        else:
            self._candidates.setGeometry(0, 0, width, height)
            self._board.setGeometry(0, 0, width, height)
        choosing = self._choosing and not roomy
        self._candidates.setVisible(bool(self._writings) and (roomy or choosing))
        self._board.setVisible(not (choosing and self._writings))
        if kanji := self._board.keys.get("kanji"):
            read = bool(self._line.whole_reading)
            kanji.allow(when=read, otherwise=self._words.text("off.enter_kana"))

    def in_order(self) -> list[QWidget]:
        """The writings before the board, as they stand."""
        return [self._candidates, self._board]

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self._board.minimumSizeHint()

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.setFocus()
