"""What stands between the line and the head: the buffer, and what goes wrong there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PIL import Image

from printing.simulator.commands import AskNow, ClearBuffer, CommandReader
from printing.simulator.faults import Change, FaultPlan, Trouble
from printing.simulator.machine import Machine
from printing.simulator.realtime import Ears
from printing.simulator.states import State

#: Flow control for lines without other means (XON/XOFF).
XON, XOFF = b"\x11", b"\x13"
#: How full the buffer is when the printer asks for a stop, and when it asks for more.
_STOP_AT, _GO_ON_AT = 0.75, 0.5
#: A byte that no answer of a printer begins with.
NONSENSE = b"\xa5"
#: A line that was looked at late catches up by so much, in seconds.
CATCH_UP_SECONDS = 0.05
#: A slow line is looked at so often, in seconds.
LOOK_SECONDS = 0.01
#: How much of the buffer is cut into commands at a time.
_CUT_BYTES = 2048
_LOW_HALF = 0x0F
#: How long paper hangs out of a printer without a cutter before somebody tears it off, in seconds.
TEAR_OFF_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt that came out. ``bytes`` it took, ``seconds`` from the first one to the cut."""

    picture: Image.Image
    bytes: int
    seconds: float


class Intake:
    """Takes bytes as fast as the line brings them and the buffer has room for.

    ``buffer_bytes`` None takes all, ``bytes_per_second`` None takes them at once. ``out`` is handed
    each receipt, ``told`` every change. Not safe for threads.
    """

    def __init__(
        self,
        machine: Machine,
        *,
        buffer_bytes: int | None = None,
        bytes_per_second: float | None = None,
        xon_xoff: bool = False,
        tears_off: bool = False,
        out: Callable[[Slip], None] = lambda _: None,
        told: Callable[[Change], None] = lambda _: None,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self.faults = FaultPlan()
        self._machine = machine
        self._buffer_bytes = buffer_bytes
        self._bytes_per_second = bytes_per_second
        self._xon_xoff = xon_xoff
        self._tears_off = tears_off
        self._out, self._told = out, told
        self._seconds = seconds
        self._ears = Ears()
        self._reader = CommandReader()
        self._uncut = b""  # taken, and not yet given to the reader
        self._held = b""  # came while the printer stalls
        self._line_at = 0.0  # up to when the line has brought what came
        self._stopped = False  # XOFF was said
        self._trouble: Trouble | None = None
        self._say_on: Callable[[bytes], None] = lambda _: None
        self._hang_up: Callable[[], None] = lambda: None
        self._slips = 0
        self._slip_bytes = 0
        self._slip_began: float | None = None
        self._hanging_rows, self._hanging_since = 0, 0.0
        self._last_state = machine.state

    # -- the line ---------------------------------------------------------------------------------

    def connect(self, say: Callable[[bytes], None], hang_up: Callable[[], None]) -> None:
        """A line is there; ``say`` sends bytes on it, ``hang_up`` breaks it."""
        self._say_on, self._hang_up = say, hang_up
        self._machine.connect(self._say)

    def disconnect(self, *, forgets: bool) -> None:
        """The line is gone. ``forgets``: so is a command of which only the beginning came."""
        self._machine.disconnect()
        self._say_on, self._hang_up = lambda _: None, lambda: None
        if forgets:
            self._cut_all()
            self._forget()

    @property
    def waiting_bytes(self) -> int:
        """How much of the buffer is full."""
        return len(self._uncut) + self._reader.unread

    def room(self) -> int:
        """How many bytes are taken now; 0 while the line is slower or the printer is busy."""
        if self._trouble is Trouble.STALL:
            return 0
        room = self._line_room()
        if self._buffer_bytes is None:
            return room
        # What waits for the rest of its command passes through: a picture may be larger.
        waiting = self.waiting_bytes if self._machine.is_behind else 0
        return min(room, max(self._buffer_bytes - waiting, 0))

    def receive(self, data: bytes) -> None:
        """Bytes have arrived, no more of them than there was room for."""
        if self._bytes_per_second is not None:
            begins = max(self._line_at, self._seconds() - CATCH_UP_SECONDS)
            self._line_at = begins + len(data) / self._bytes_per_second
        for piece, change in self.faults.cut(data):
            self._take(piece)
            if change is not None:
                self.change(change)
            if change is Trouble.HANG_UP:
                break  # what comes after it never arrives
        self._after()

    def work(self) -> float | None:
        """Go on; after how many seconds there is more to do, None if only after something new."""
        while True:
            machine = self._machine.work()
            self._note()
            if self._machine.is_behind or not self._cut_one():
                break
        tear = self._tear_off_in()
        self._after()
        waits = (machine, self._line_wait(), tear)
        return min((wait for wait in waits if wait is not None), default=None)

    # -- a hand at the printer --------------------------------------------------------------------

    def change(self, change: Change) -> None:
        """Change the printer's state or the line's trouble; ``State.READY`` mends both."""
        if isinstance(change, Trouble):
            self._told(change)
            self._meet(change)
            return
        if change is State.READY:
            self._trouble = None
        self._machine.set_state(change)
        held, self._held = self._held, b""
        self._take(held)
        self._after()

    def load_roll(self, mm: float) -> None:
        self._machine.load_roll(mm)
        self._cut_more()
        self._after()

    def _meet(self, trouble: Trouble) -> None:
        if trouble is Trouble.HANG_UP:
            self._hang_up()
            return
        self._trouble = trouble
        if trouble is Trouble.GARBAGE:
            self._say_on(NONSENSE)

    # -- from the line to the machine -------------------------------------------------------------

    def _take(self, data: bytes) -> None:
        if self._trouble is Trouble.STALL:
            self._held += data
            return
        if self._machine.state is State.NOT_ANSWERING:
            self._forget()
            return
        for piece, heard in self._ears.listen(data):
            self._uncut += piece
            self._cut_more()
            if isinstance(heard, ClearBuffer):
                self._forget()
            if heard is not None:
                self._machine.take(heard)

    def _cut_more(self) -> None:
        """Cut commands for the machine for as long as it keeps up with them."""
        while not self._machine.is_behind and self._cut_one():
            self._note()

    def _cut_all(self) -> None:
        while self._cut_one():
            self._note()

    def _cut_one(self) -> bool:
        """Give the machine its next command; False if there is no whole one."""
        fresh = b""
        before = self.waiting_bytes
        while (command := next(self._reader.feed(fresh), None)) is None:
            if not self._uncut:
                return False
            fresh, self._uncut = self._uncut[:_CUT_BYTES], self._uncut[_CUT_BYTES:]
        if isinstance(command, AskNow | ClearBuffer):
            return True  # heard when it came
        if self._slip_began is None:
            self._slip_began = self._seconds()
        self._slip_bytes += before - self.waiting_bytes
        self._machine.take(command)
        return True

    def _forget(self) -> None:
        self._reader = CommandReader()
        self._uncut = b""

    # -- what comes of it -------------------------------------------------------------------------

    def _after(self) -> None:
        self._note()
        self._ask_for_a_stop()

    def _note(self) -> None:
        if self._machine.state is not self._last_state:
            self._last_state = self._machine.state
            self._told(self._last_state)
        for picture in self._machine.paper.receipts[self._slips :]:
            self._slips += 1
            began = self._seconds() if self._slip_began is None else self._slip_began
            self._out(Slip(picture, self._slip_bytes, self._seconds() - began))
            self._slip_bytes, self._slip_began = 0, None

    def _ask_for_a_stop(self) -> None:
        if not self._xon_xoff or self._buffer_bytes is None:
            return
        full = self.waiting_bytes / self._buffer_bytes
        if not self._stopped and full >= _STOP_AT and self._machine.is_behind:
            self._stopped = True
            self._say_on(XOFF)
        elif self._stopped and full <= _GO_ON_AT:
            self._stopped = False
            self._say_on(XON)

    def _say(self, data: bytes) -> None:
        match self._trouble:
            case Trouble.GARBAGE:
                self._say_on(NONSENSE * len(data))
            case Trouble.HALF_ANSWERS if len(data) > 1:
                self._say_on(data[: len(data) // 2])
            case Trouble.HALF_ANSWERS:
                self._say_on(bytes(byte & _LOW_HALF for byte in data))
            case Trouble.STALL:
                pass
            case _:
                self._say_on(data)

    # -- time -------------------------------------------------------------------------------------

    def _line_room(self) -> int:
        if self._bytes_per_second is None:
            return 1 << 16
        now = self._seconds()
        since = now - max(self._line_at, now - CATCH_UP_SECONDS)
        return int(since * self._bytes_per_second)

    def _line_wait(self) -> float | None:
        """When the line has brought something again; None when it has had time enough."""
        if self._bytes_per_second is None:
            return None
        enough = int(LOOK_SECONDS * self._bytes_per_second)
        return None if self._line_room() > enough else LOOK_SECONDS

    def _tear_off_in(self) -> float | None:
        """Tear off what has hung out of a printer without a cutter; how long it still may."""
        rows = self._machine.paper.rows
        if not self._tears_off or self._machine.is_behind or not rows:
            return None
        now = self._seconds()
        if rows != self._hanging_rows:
            self._hanging_rows, self._hanging_since = rows, now
        left = self._hanging_since + TEAR_OFF_SECONDS - now
        if left > 0:
            return left
        self._machine.tear_off()
        return None
