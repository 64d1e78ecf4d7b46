"""What the kiosk hears from root's side, whatever that does."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from kiosk.machine.client import NOT_INSTALLED, MachineSocket
from kiosk.machine.memory import MemoryMachine
from kiosk.machine.root.serve import serve
from kiosk.machine.state import ScreenState, told
from kiosk.machine.tasks import (
    Answer,
    KeepNetwork,
    ReadNetwork,
    ReadScreen,
    Rotate,
    SaveLogs,
    SetVolume,
    UseDhcp,
    encode,
)
from tests.kiosk.machine.scripted_host import kiosk

ME = os.getuid()


@contextmanager
def listening(file: Path, answer: Callable[[socket.socket], None]) -> Iterator[None]:
    """A socket that takes one connection and lets ``answer`` speak with it."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(file))
        door.listen(1)

        def serve_one() -> None:
            with door.accept()[0] as line:
                answer(line)

        serving = Thread(target=serve_one)
        serving.start()
        yield
        serving.join()


def test_where_nobody_listens_it_is_not_installed(tmp_path: Path) -> None:
    assert MachineSocket(tmp_path / "machine.sock").do(SaveLogs()) == NOT_INSTALLED
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(tmp_path / "old.sock"))
    assert MachineSocket(tmp_path / "old.sock").do(SaveLogs()) == NOT_INSTALLED


def test_a_task_is_done_at_the_other_end(tmp_path: Path) -> None:
    made = kiosk(tmp_path / "machine")
    file = tmp_path / "machine.sock"
    with listening(file, lambda line: serve(line, made.host, ME)):
        answer = MachineSocket(file).do(ReadScreen())
    assert told(answer, ScreenState) == ScreenState(rotation="rotate-90", brightness=50, volume=62)


def test_another_user_is_not_answered_to(tmp_path: Path) -> None:
    made = kiosk(tmp_path / "machine")
    file = tmp_path / "machine.sock"
    with listening(file, lambda line: serve(line, made.host, ME + 1)):
        assert MachineSocket(file).do(SetVolume(10)) == Answer(ok=False, code="not_allowed")
    assert made.calls == []


@pytest.mark.parametrize(
    "said",
    [b"", b"half an ans", b"{}\n", b"\xff\xff\n", b'{"ok":true,"code":"x y","detail":{}}\n'],
)
def test_an_answer_that_is_none_is_its_own_code(tmp_path: Path, said: bytes) -> None:
    file = tmp_path / "machine.sock"

    def speak(line: socket.socket) -> None:
        line.recv(100)
        line.sendall(said)

    with listening(file, speak):
        assert MachineSocket(file).do(SaveLogs()) == Answer(ok=False, code="no_answer")


def test_an_answer_in_pieces_is_put_together(tmp_path: Path) -> None:
    file = tmp_path / "machine.sock"

    def speak(line: socket.socket) -> None:
        line.recv(100)
        for byte in encode(Answer(ok=True, code="done")):
            line.sendall(bytes([byte]))

    with listening(file, speak):
        assert MachineSocket(file).do(SaveLogs()).ok


def test_silence_is_given_up(tmp_path: Path) -> None:
    file = tmp_path / "machine.sock"

    def speak(line: socket.socket) -> None:
        while line.recv(100):  # until the other end has had enough
            pass

    with listening(file, speak):
        assert MachineSocket(file, seconds=0.05).do(SaveLogs()).code == "no_answer"


def test_the_machine_in_memory_tries_and_goes_back() -> None:
    machine = MemoryMachine()
    before = machine.network
    assert machine.do(UseDhcp("enp1s0")).code == "trying"
    assert machine.do(UseDhcp("enp1s0")).code == "still_trying"
    assert machine.do(KeepNetwork()).ok
    assert machine.network != before
    assert machine.do(KeepNetwork()).code == "nothing_tried"
    machine.do(Rotate("normal"))
    assert machine.screen.trying
    assert machine.do(ReadNetwork()).ok
