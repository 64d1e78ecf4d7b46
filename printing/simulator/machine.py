"""What the simulated printer does with commands in each of its states."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from printing.simulator.commands import (
    AskNow,
    ClearBuffer,
    Command,
    Cut,
    FeedLines,
    FeedUnits,
    Padding,
    Picture,
    Recover,
    ReportChanges,
    Reset,
    SetUnits,
    TellName,
    TellWhenPrinted,
    Unknown,
)
from printing.simulator.garbage import garbage
from printing.simulator.head import Head
from printing.simulator.paper import Paper
from printing.simulator.roll import Roll
from printing.simulator.states import (
    CLEARED,
    WORKING,
    State,
    automatic_status,
    name,
    paper_status,
    real_time_status,
)
from printing.simulator.text import Rows, TextMode
from printing.simulator.text_commands import Letter, TextCommand

#: Vertical motion units an inch after ESC @: half dots, as on Epson's 203 dpi models.
DEFAULT_UNITS_PER_INCH = 406
LINE_SPACING_INCH = 1 / 6


class Machine:
    """The printer behind the line. Not safe for threads: the server holds a lock around it.

    ``say`` sends bytes back. Commands wait in the buffer while the printer cannot print, and are
    carried out when it can again, unless they are cleared before.
    """

    def __init__(
        self,
        width_dots: int,
        dots_per_inch: int,
        *,
        roll: Roll | None = None,
        head: Head | None = None,
        cutter: bool = True,
    ) -> None:
        self.paper = Paper(width_dots)
        self._width_dots = width_dots
        self.roll = roll or Roll(dots_per_inch, None, None)
        self._head = head or Head(dots_per_inch, None)
        self._cutter = cutter
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
        """Change the state as a hand at the printer would; reported if that was asked for.

        Who makes a printer without paper ready puts a new roll in.
        """
        self._to_come = None
        if state in WORKING and self.roll.is_out:
            self.roll.replace()
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
                self._answer(real_time_status(self.state, what))
            case ClearBuffer():
                self._buffer.clear()
                self._text.forget_line()
                self._answer(CLEARED)
            case Recover():
                pass
            case _:
                self._wait_in_line(command)

    @property
    def is_behind(self) -> bool:
        """Whether commands wait here, because of trouble or because the head is not that fast."""
        return bool(self._buffer)

    def work(self) -> float | None:
        """Print what has become possible; after how many seconds there is more, None for never."""
        self._work()
        at_work = self._buffer and self.state in WORKING
        return self._head.seconds_until_free() if at_work else None

    def load_roll(self, mm: float) -> None:
        """Put in a roll with so much paper; a printer that had run out or low is ready again."""
        self.roll.replace(mm)
        if self.state in (State.NO_PAPER, State.PAPER_LOW):
            self._enter(State.READY)
        self._work()

    def tear_off(self) -> None:
        """Tear the paper off by hand, as is done at a printer without a cutter."""
        self._cut()

    def _wait_in_line(self, command: Command) -> None:
        if isinstance(command, Padding):
            return
        self._buffer.append(command)
        self._work()

    def _enter(self, state: State) -> None:
        if state is self.state:
            return
        self.state = state
        if self._reporting:
            self._answer(automatic_status(self.state))

    def _work(self) -> None:
        while self._buffer and self.state in WORKING:
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
                    self._answer(automatic_status(self.state))
            case TellWhenPrinted():
                self._answer(paper_status(self.state))
            case TellName(what):
                self._answer(name(what))
            case FeedUnits(units):
                return self._feed(round(units * self._dots_per_inch / self._units_per_inch))
            case FeedLines(lines):
                return self._feed(round(lines * LINE_SPACING_INCH * self._dots_per_inch))
            case Cut():
                if self._cutter:
                    self._cut()
            case Unknown(data):
                self.unknown += data
                return self._print_garbage(data)
            case AskNow() | ClearBuffer() | Recover() | Padding():
                raise AssertionError("these never wait in the buffer")
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

    def _print_garbage(self, data: bytes) -> Rows | None:
        band = garbage(data, self._width_dots)
        return self._print(Rows(band)) if band else None

    def _feed(self, dots: int) -> Command | None:
        for fed in range(dots):
            if not self._goes_on():
                units = round((dots - fed) * self._units_per_inch / self._dots_per_inch)
                return FeedUnits(units)
            self.paper.print_row(b"")
        return None

    def _goes_on(self) -> bool:
        """Whether one more row can be printed; its paper is used up then."""
        if not self._head.is_free or self._ends_by_itself():
            return False
        if self.roll.is_out:
            self._enter(State.NO_PAPER)
            return False
        self.roll.use_row()
        self._head.print_row()
        if self.roll.is_near_its_end and self.state is State.READY:
            self._enter(State.PAPER_LOW)
        return True

    def _ends_by_itself(self) -> bool:
        """Whether what was to come after some rows comes now, and ends the printing."""
        if self._to_come is None:
            return False
        rows, state = self._to_come
        if rows > 0:
            self._to_come = (rows - 1, state)
            return False
        self._to_come = None
        self._enter(state)
        return state not in WORKING

    def _answer(self, data: bytes) -> None:
        if self.state is not State.NOT_ANSWERING:
            self._say(data)
