"""The simulated printer at a TCP port of this machine."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread

from PIL import Image

from printing.simulator.commands import CommandReader
from printing.simulator.control import read_control
from printing.simulator.machine import Machine, State

LOOPBACK = "127.0.0.1"
READ_BYTES = 65536
#: How often the control file is looked at, in seconds.
CONTROL_SECONDS = 0.05
#: How long the threads may take to end, in seconds.
END_SECONDS = 5.0


def start(
    port: int = 0,
    *,
    width_dots: int = 576,
    dots_per_inch: int = 203,
    control: Path | None = None,
    receipts_folder: Path | None = None,
) -> Simulator:
    """Start a simulated printer on 127.0.0.1; port 0 takes any free one.

    ``control`` is a file as in ``printing.simulator.control``; each receipt that comes out is
    also written to ``receipts_folder`` as a PNG, if one is given.
    """
    listener = socket.create_server((LOOPBACK, port))
    return Simulator(listener, Machine(width_dots, dots_per_inch), control, receipts_folder)


class Simulator:
    """A running simulated printer. Use as a context manager, or call ``stop``."""

    def __init__(
        self,
        listener: socket.socket,
        machine: Machine,
        control: Path | None,
        receipts_folder: Path | None,
    ) -> None:
        self.host: str
        self.port: int
        self.host, self.port = listener.getsockname()
        self._listener = listener
        self._machine = machine
        self._receipts_folder = receipts_folder
        self._saved = 0
        self._lock = Lock()
        self._connection: socket.socket | None = None
        self._ending = Event()
        self._threads = [Thread(target=self._serve, name="printer simulator")]
        if control is not None:
            watch = Thread(target=self._watch, args=[control], name="printer simulator control")
            self._threads.append(watch)
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Simulator:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

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

    def set_state(self, state: State) -> None:
        """Open the cover, take the paper out, mend it: at any time, also while it prints."""
        with self._lock:
            self._machine.set_state(state)
            self._save_receipts()

    def change_after(self, rows: int, state: State) -> None:
        """Let ``state`` come by itself in the middle of a receipt, after so many more rows."""
        with self._lock:
            self._machine.change_after(rows, state)

    def hang_up(self) -> None:
        """Break the line in the middle, as a pulled plug would."""
        with self._lock:
            connection = self._connection
        if connection is not None:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self._ending.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.hang_up()
        for thread in self._threads:
            thread.join(END_SECONDS)

    def _serve(self) -> None:
        """One connection at a time, as printers have it."""
        while not self._ending.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        def say(data: bytes) -> None:
            with suppress(OSError):
                connection.sendall(data)

        reader = CommandReader()
        with self._lock:
            self._connection = connection
            self._machine.connect(say)
        try:
            while data := connection.recv(READ_BYTES):
                with self._lock:
                    for command in reader.feed(data):
                        self._machine.take(command)
                    self._save_receipts()
        except OSError:
            pass
        finally:
            with self._lock:
                self._connection = None
                self._machine.disconnect()

    def _watch(self, path: Path) -> None:
        """Take over what the control file says whenever it says something new."""
        last = None
        while not self._ending.wait(CONTROL_SECONDS):
            control = read_control(path)
            if control is not None and control != last:
                self.set_state(control.state)
                if control.rows_left is not None:
                    self.change_after(control.rows_left, State.NO_PAPER)
                last = control

    def _save_receipts(self) -> None:
        if self._receipts_folder is None:
            return
        self._receipts_folder.mkdir(parents=True, exist_ok=True)
        for receipt in self._machine.paper.receipts[self._saved :]:
            self._saved += 1
            receipt.save(self._receipts_folder / f"receipt-{self._saved:04d}.png")
