"""The simulated printer as a program part: one thread between a line and the printer behind it."""

from __future__ import annotations

import os
import select
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread

from PIL import Image

from printing.simulator.build import Build
from printing.simulator.control import Control, read_control
from printing.simulator.faults import Change, Fault, Trouble
from printing.simulator.links import LOOPBACK, Link, Port, PtyPort, TcpPort
from printing.simulator.states import State
from printing.simulator.tray import Tell, Tray, nothing_told

#: How often the control file is looked at, in seconds.
CONTROL_SECONDS = 0.05
#: How long the thread may take to end, in seconds.
END_SECONDS = 5.0
_MOST_READ_BYTES = 65536
_LINE_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL


def start(
    port: int = 0,
    build: Build | None = None,
    *,
    control: Path | None = None,
    receipts_folder: Path | None = None,
    faults: Iterable[Fault] = (),
    tell: Tell = nothing_told,
) -> Simulator:
    """Start a simulated printer on 127.0.0.1; port 0 takes any free one.

    ``control`` is a file as in ``printing.simulator.control``; each receipt that comes out is
    also written to ``receipts_folder`` as a PNG, if one is given; ``tell`` hears what happens.
    """
    build = build or Build()
    at = TcpPort(LOOPBACK, port, build.buffer_bytes)
    return Simulator(at, build, control, Tray(build, receipts_folder, tell), faults)


def start_pty(
    build: Build | None = None,
    *,
    link: Path | None = None,
    control: Path | None = None,
    receipts_folder: Path | None = None,
    faults: Iterable[Fault] = (),
    tell: Tell = nothing_told,
) -> Simulator:
    """Start a simulated printer at a serial line, a pseudo-terminal; ``link`` leads to it."""
    build = build or Build()
    return Simulator(PtyPort(link), build, control, Tray(build, receipts_folder, tell), faults)


class Simulator:
    """A running simulated printer. Use as a context manager, or call ``stop``."""

    def __init__(
        self,
        port: Port,
        build: Build,
        control: Path | None,
        tray: Tray,
        faults: Iterable[Fault],
    ) -> None:
        self._port = port
        self._machine = build.machine()
        self._intake = build.intake(self._machine, out=tray.take, told=tray.changed)
        for fault in faults:
            self._intake.faults.add(fault)
        self._control_file = control
        self._control: Control | None = None
        self._tray = tray
        self._lock = Lock()
        self._link: Link | None = None
        self._breaks = False
        self._ending = False
        self._woken, self._wake_end = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._told_address = ""
        self._tell_address()
        self._thread = Thread(target=self._run, name="printer simulator")
        self._thread.start()

    def __enter__(self) -> Simulator:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        """``host:port``, or the path of the device."""
        return self._port.address

    @property
    def host(self) -> str:
        return self.address.rpartition(":")[0]

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def state(self) -> State:
        with self._lock:
            return self._machine.state

    @property
    def receipts(self) -> list[Image.Image]:
        """The receipts that were cut off so far, oldest first, as pictures of mode ``1``."""
        with self._lock:
            return list(self._machine.paper.receipts)

    @property
    def texts(self) -> list[str]:
        """What each of these receipts says where it was sent as text, line by line."""
        with self._lock:
            return list(self._machine.texts)

    @property
    def unknown(self) -> bytes:
        """Bytes that were no command of this printer."""
        with self._lock:
            return self._machine.unknown

    @property
    def uncut_rows(self) -> int:
        """How much paper hangs out of the printer without being cut off, in rows."""
        with self._lock:
            return self._machine.paper.rows

    @property
    def paper_mm(self) -> float | None:
        """How much paper is left, in millimetres; None for a roll without end."""
        with self._lock:
            return self._machine.roll.mm_left

    def set_state(self, state: State) -> None:
        """Open the cover, take the paper out, mend it: at any time, also while it prints."""
        self.change(state)

    def change(self, change: Change) -> None:
        """Change the printer's state or the line's trouble."""
        with self._lock:
            self._intake.change(change)
        self._wake()

    def change_after(self, rows: int, state: State) -> None:
        """Let ``state`` come by itself in the middle of a receipt, after so many more rows."""
        with self._lock:
            self._machine.change_after(rows, state)

    def add_fault(self, fault: Fault) -> None:
        """Let something go wrong after so many more bytes."""
        with self._lock:
            self._intake.faults.add(fault)

    def load_roll(self, mm: float) -> None:
        """Put in a roll with so much paper."""
        with self._lock:
            self._intake.load_roll(mm)
        self._wake()

    def hang_up(self) -> None:
        """Break the line in the middle, as a pulled plug would."""
        self.change(Trouble.HANG_UP)

    def stop(self) -> None:
        if self._ending:
            return
        self._ending = True
        self._wake()
        self._thread.join(END_SECONDS)
        for end in (self._woken, self._wake_end):
            os.close(end)

    def _wake(self) -> None:
        with suppress(OSError):
            os.write(self._wake_end, b"\0")

    # -- the thread -------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._ending:
            with self._lock:
                wait = self._intake.work()
                room = self._intake.room()
            if self._control_file is not None:
                wait = CONTROL_SECONDS if wait is None else min(wait, CONTROL_SECONDS)
            self._wait(wait, room)
            if self._control_file is not None:
                self._look_at(self._control_file)
        self._break()
        self._port.close()

    def _wait(self, seconds: float | None, room: int) -> None:
        """Wait for whatever comes first, and take what came."""
        poll = select.poll()
        poll.register(self._woken, select.POLLIN)
        link = self._link
        at_door = self._port.fileno()
        if link is None and at_door is not None:
            poll.register(at_door, select.POLLIN)
        elif link is None:
            self._connect()
            return
        elif link is not None:
            wanted = (select.POLLIN if room else 0) | (select.POLLOUT if link.unsaid else 0)
            poll.register(link.fd, wanted)
        for fd, events in poll.poll(None if seconds is None else seconds * 1000):
            if fd == self._woken:
                os.read(self._woken, _MOST_READ_BYTES)
            elif link is None:
                self._connect()
            else:
                self._serve(link, events, room)
        if self._breaks:
            self._break()

    def _tell_address(self) -> None:
        """A serial line that was pulled out comes back, at another path if no link leads there."""
        if self._port.address != self._told_address:
            self._told_address = self._port.address
            self._tray.listening(self._told_address)

    def _connect(self) -> None:
        with self._lock:
            self._link = link = self._port.accept()
            self._breaks = False
            if link is not None:
                self._intake.connect(link.say, self._break_soon)
        self._tell_address()

    def _serve(self, link: Link, events: int, room: int) -> None:
        if events & select.POLLOUT:
            with self._lock:
                link.say(b"")
        if events & select.POLLIN:
            data = link.read(min(room, _MOST_READ_BYTES))
            if data is None:
                self._break()
            elif data:
                with self._lock:
                    self._intake.receive(data)
        elif events & _LINE_GONE:
            self._break()

    def _break_soon(self) -> None:
        self._breaks = True

    def _break(self) -> None:
        """The line is over, whoever ended it."""
        with self._lock:
            link, self._link = self._link, None
            self._breaks = False
            if link is not None:
                self._intake.disconnect(forgets=self._port.forgets)
                link.close()
                if self._port.fileno() is None:
                    self._told_address = ""

    def _look_at(self, path: Path) -> None:
        """Take over what the control file says whenever it says something new."""
        control = read_control(path)
        if control is not None and control != self._control:
            self._control = control
            control.apply(self)
