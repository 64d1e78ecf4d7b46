"""What the simulated printer does with commands in each of its states."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from enum import Enum

from printing.simulator.commands import (
    AskNow,
    ClearBuffer,
    Command,
    Cut,
    FeedLines,
    FeedUnits,
    Picture,
    ReportChanges,
    Reset,
    SetUnits,
    TellWhenPrinted,
    Unknown,
)
from printing.simulator.paper import Paper
from printing.simulator.text import Rows, TextMode
from printing.simulator.text_commands import Letter, TextCommand

#: Vertical motion units an inch after ESC @: half dots, as on Epson's 203 dpi models.
DEFAULT_UNITS_PER_INCH = 406
LINE_SPACING_INCH = 1 / 6


class State(Enum):
    READY = "ready"
    PAPER_LOW = "paper_low"
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    CUTTER_STUCK = "cutter_stuck"
    OVERHEATED = "overheated"
    NOT_ANSWERING = "not_answering"  # switched on, but it neither takes nor says anything


_ASKED_IN_A_PICTURE = re.compile(rb"\x10\x04([\x01-\x04])", re.DOTALL)
_WORKING = (State.READY, State.PAPER_LOW)


class Machine:
    """The printer behind the line. Not safe for threads: the server holds a lock around it.

    ``say`` sends bytes back. Commands wait in the buffer while the printer cannot print, and are
    carried out when it can again, unless they are cleared before.
    """

    def __init__(self, width_dots: int, dots_per_inch: int) -> None:
        self.paper = Paper(width_dots)
        self.state = State.READY
        self.unknown = b""
        #: What was printed as text on each receipt that was cut off, line by line.
        self.texts: list[str] = []
        self._text = TextMode(width_dots, dots_per_inch)
        self._dots_per_inch = dots_per_inch
        self._units_per_inch = DEFAULT_UNITS_PER_INCH
        self._reporting = False
        self._to_come: tuple[int, State] | None = None
        self._buffer: deque[Command | Rows] = deque()
        self._say: Callable[[bytes], None] = lambda _: None

    def connect(self, say: Callable[[bytes], None]) -> None:
        """A new line is there; what the one before asked to be told is no longer reported."""
        self._say = say
        self._reporting = False

    def disconnect(self) -> None:
        self._say = lambda _: None
        self._reporting = False

    def set_state(self, state: State) -> None:
        """Change the state as a hand at the printer would; reported if that was asked for."""
        self._to_come = None
        self._enter(state)
        self._work()

    def change_after(self, rows: int, state: State) -> None:
        """Let ``state`` come after so many more rows: the roll ends, somebody opens the cover."""
        self._to_come = (rows, state)

    def take(self, command: Command) -> None:
        """A command has arrived."""
        if self.state is State.NOT_ANSWERING:
            return
        match command:
            case AskNow(what):
                self._answer(self._real_time_status(what))
            case ClearBuffer():
                self._buffer.clear()
                self._text.forget_line()
            case Picture():
                # Epson's manual warns of it: the question is answered inside a picture, too.
                for asked in _ASKED_IN_A_PICTURE.findall(command.data):
                    self._answer(self._real_time_status(asked[0]))
                self._wait_in_line(command)
            case _:
                self._wait_in_line(command)

    def _wait_in_line(self, command: Command) -> None:
        self._buffer.append(command)
        self._work()

    def _enter(self, state: State) -> None:
        if state is self.state:
            return
        self.state = state
        if self._reporting:
            self._answer(self._automatic_status())

    def _work(self) -> None:
        while self._buffer and self.state in _WORKING:
            command = self._buffer.popleft()
            rest = self._carry_out(command)
            if rest is not None:
                self._buffer.appendleft(rest)
                return

    def _carry_out(self, command: Command | Rows) -> Command | Rows | None:
        """Do what ``command`` says; returns what is left of it if the printing stops meanwhile."""
        match command:
            case Reset() | SetUnits():
                self._set_up(command)
            case ReportChanges(what):
                self._reporting = what != 0
                if self._reporting:
                    self._answer(self._automatic_status())
            case TellWhenPrinted():
                self._answer(bytes([0x03 if self.state is State.PAPER_LOW else 0x00]))
            case FeedUnits(units):
                return self._feed(round(units * self._dots_per_inch / self._units_per_inch))
            case FeedLines(lines):
                return self._feed(round(lines * LINE_SPACING_INCH * self._dots_per_inch))
            case Cut():
                self._cut()
            case Unknown(data):
                self.unknown += data
            case AskNow() | ClearBuffer():
                raise AssertionError("real-time commands never wait in the buffer")
            case _:
                return self._print(command)
        return None

    def _set_up(self, command: Reset | SetUnits) -> None:
        match command:
            case Reset():
                self._units_per_inch = DEFAULT_UNITS_PER_INCH
                self._text.reset()
            case SetUnits(vertical, horizontal):
                self._units_per_inch = vertical or DEFAULT_UNITS_PER_INCH
                self._text.set_units(horizontal, vertical)

    def _print(self, command: Letter | TextCommand | Picture | Rows) -> Rows | None:
        """Print what comes of a command; what is left of it if the printing stops meanwhile."""
        rows = self._rows(command)
        for done, row in enumerate(rows):
            if not self._goes_on():
                return Rows(rows[done:])
            self.paper.print_row(row)
        return None

    def _rows(self, command: Letter | TextCommand | Picture | Rows) -> tuple[bytes, ...]:
        match command:
            case Rows(rows):
                return rows
            case Letter():
                ink = self._text.letter(command)
            case Picture():
                ink = self._text.place(command)
            case _:
                ink = self._text.obey(command)
        return ink.rows if ink is not None else ()

    def _cut(self) -> None:
        before = len(self.paper.receipts)
        self.paper.cut()
        words = self._text.take_words()
        if len(self.paper.receipts) > before:
            self.texts.append(words)

    def _feed(self, dots: int) -> Command | None:
        for fed in range(dots):
            if not self._goes_on():
                units = round((dots - fed) * self._units_per_inch / self._dots_per_inch)
                return FeedUnits(units)
            self.paper.print_row(b"")
        return None

    def _goes_on(self) -> bool:
        """Whether one more row can be printed."""
        if self._to_come is None:
            return True
        rows, state = self._to_come
        if rows > 0:
            self._to_come = (rows - 1, state)
            return True
        self._to_come = None
        self._enter(state)
        return state in _WORKING

    def _answer(self, data: bytes) -> None:
        if self.state is not State.NOT_ANSWERING:
            self._say(data)

    def _automatic_status(self) -> bytes:
        machine, error, sensors = 0x10, 0x00, 0x00
        match self.state:
            case State.PAPER_LOW:
                sensors = 0x03
            case State.NO_PAPER:
                machine, sensors = 0x18, 0x0F
            case State.COVER_OPEN:
                machine = 0x38
            case State.CUTTER_STUCK:
                machine, error = 0x18, 0x08
            case State.OVERHEATED:
                machine, error = 0x18, 0x40
            case State.READY | State.NOT_ANSWERING:
                pass
        return bytes([machine, error, sensors, 0x0F])

    def _real_time_status(self, what: int) -> bytes:
        bits = {
            1: {state: 0x08 for state in State if state not in _WORKING},
            2: {
                State.COVER_OPEN: 0x04,
                State.NO_PAPER: 0x20,
                State.CUTTER_STUCK: 0x40,
                State.OVERHEATED: 0x40,
            },
            3: {State.CUTTER_STUCK: 0x08, State.OVERHEATED: 0x40},
            4: {State.PAPER_LOW: 0x0C, State.NO_PAPER: 0x6C},
        }
        if what not in bits:
            return b""
        return bytes([0x12 | bits[what].get(self.state, 0x00)])
