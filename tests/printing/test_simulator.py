"""The simulated printer itself: it must be as strict as the real ones it stands for."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.simulator import Build, Fault, State, Trouble, start
from printing.simulator.commands import (
    AskNow,
    ClearBuffer,
    CommandReader,
    Cut,
    FeedLines,
    FeedUnits,
    Padding,
    Picture,
    ReportChanges,
    Reset,
    SetUnits,
    TellWhenPrinted,
    Unknown,
)
from printing.simulator.control import Control, read_control
from printing.simulator.machine import Machine
from printing.simulator.text_commands import Letter

PATIENCE_SECONDS = 60.0
JOB = b"\x1b@\x1dP\xcb\xcb\x1dv0\x00\x02\x00\x01\x00\xff\x80\x1bJ\x05\x1dV\x42\x00"


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether ``condition`` comes true in time; it is asked again and again until then."""
    until = monotonic() + PATIENCE_SECONDS
    while monotonic() < until:
        if condition():
            return True
    return False


def hears(line: socket.socket, count: int) -> bytes:
    """So many bytes, in however many pieces they come."""
    with line.makefile("rb", buffering=0) as pieces:
        heard = b""
        while len(heard) < count and (more := pieces.read(count - len(heard))):
            heard += more
    return heard


@contextmanager
def line_to(host: str, port: int) -> Iterator[socket.socket]:
    with socket.create_connection((host, port), PATIENCE_SECONDS) as line:
        yield line


@pytest.mark.parametrize(
    ("data", "commands"),
    [
        (b"\x1b@", [Reset()]),
        (b"\x1dP\xcb\xb4", [SetUnits(0xB4, 0xCB)]),
        (b"\x1da\xff\x1dr\x01", [ReportChanges(255), TellWhenPrinted(1)]),
        (b"\x1bJ\x10\x1bd\x03", [FeedUnits(16), FeedLines(3)]),
        (b"\x1dV\x00\x1dV\x31\x1dV\x42\x05", [Cut(0), Cut(0), Cut(5)]),
        (b"\x1dv0\x00\x01\x00\x02\x00ab", [Picture(1, 2, b"ab")]),
        (b"\x10\x04\x02", [AskNow(2)]),
        (bytes.fromhex("10 14 08 01 03 14 01 06 02 08"), [ClearBuffer()]),
        (b"\x05\x1bZ", [Unknown(b"\x05"), Unknown(b"\x1bZ")]),
        (b"A\n", [Letter(0x41), Letter(0x0A)]),
        (b"\x1dv0\x00\x01\x00", []),
        (b"\0\0\0\x1b@", [Padding(), Reset()]),
        (b"\x1d", []),
        (b"\x1dV", []),
    ],
)
def test_commands(data, commands):
    assert list(CommandReader().feed(data)) == commands


@given(data=st.binary(max_size=200), cuts=st.lists(st.integers(0, 200), max_size=8))
@settings(deadline=None)
def test_commands_are_the_same_in_whatever_pieces_they_come(data, cuts):
    reader = CommandReader()
    edges = [0, *sorted(cuts), len(data)]
    in_pieces = [c for a, b in pairwise(edges) for c in reader.feed(data[a:b])]
    again = b"".join(data[a:b] for a, b in pairwise(edges))
    assert in_pieces == list(CommandReader().feed(again))


def test_feeding_is_in_half_dots_until_the_unit_is_set():
    """As on Epson's 203 dpi models: who forgets GS P gets receipts of half the height."""
    machine = Machine(384, 203)
    for command in (FeedUnits(100), SetUnits(203), FeedUnits(100), Cut(0)):
        machine.take(command)
    (out,) = machine.paper.receipts
    assert out.height == 50 + 100


def test_what_is_wider_than_the_paper_is_lost():
    machine = Machine(8, 203)
    for command in (Picture(2, 1, b"\xff\xff"), Cut(0)):
        machine.take(command)
    assert machine.paper.receipts[0].size == (8, 1)


def test_cutting_without_paper_out_gives_no_receipt():
    machine = Machine(384, 203)
    machine.take(Cut(0))
    assert machine.paper.receipts == []


def test_what_waits_is_printed_when_the_trouble_is_gone():
    machine = Machine(16, 203)
    machine.set_state(State.COVER_OPEN)
    for command in CommandReader().feed(JOB):
        machine.take(command)
    assert machine.paper.receipts == []
    machine.set_state(State.READY)
    assert machine.paper.receipts[0].height == 6


def test_what_waits_can_be_forgotten():
    machine = Machine(16, 203)
    machine.set_state(State.NO_PAPER)
    for command in (*CommandReader().feed(JOB), ClearBuffer()):
        machine.take(command)
    machine.set_state(State.READY)
    assert machine.paper.receipts == []


def test_a_change_is_reported_only_to_who_asked_for_it():
    with start() as simulator, line_to(simulator.host, simulator.port) as line:
        line.sendall(b"\x10\x04\x01")
        assert hears(line, 1) == b"\x12"
        simulator.set_state(State.COVER_OPEN)
        line.sendall(b"\x10\x04\x01")
        assert hears(line, 1) == b"\x1a"
        simulator.set_state(State.READY)
        line.sendall(b"\x1da\xff")
        assert hears(line, 4) == bytes.fromhex("10 00 00 0f")
        simulator.set_state(State.COVER_OPEN)
        assert hears(line, 4) == bytes.fromhex("38 00 00 0f")
        simulator.set_state(State.READY)
        assert hears(line, 4) == bytes.fromhex("10 00 00 0f")


def test_hanging_up_ends_the_line():
    with start() as simulator, line_to(simulator.host, simulator.port) as line:
        line.sendall(b"\x10\x04\x01")
        line.recv(1)
        simulator.hang_up()
        assert line.recv(1) == b""


def test_a_hand_at_the_control_file(tmp_path):
    control = tmp_path / "printer.json"
    with start(build=Build(width_dots=16, paper_mm=1e6), control=control) as simulator:
        control.write_text(json.dumps({"state": "cover_open"}))
        assert eventually(lambda: simulator.state is State.COVER_OPEN)
        control.write_text('{"state": "no_pa')
        control.write_text(json.dumps({"state": "ready", "paper_mm": 0.4}))
        assert eventually(lambda: simulator.state is State.READY)
        with line_to(simulator.host, simulator.port) as line:
            line.sendall(JOB)
            assert eventually(lambda: simulator.state is State.NO_PAPER)
        assert simulator.uncut_rows == 3


@pytest.mark.parametrize("text", ["", "[]", "5", '{"state": "on fire"}', '{"state": 7}', "\udcff"])
def test_a_control_file_that_makes_no_sense_changes_nothing(tmp_path, text):
    path = tmp_path / "printer.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read_control(path) is None
    assert read_control(tmp_path / "missing.json") is None


def test_what_a_control_file_says(tmp_path):
    path = tmp_path / "printer.json"
    path.write_text('{"state": "paper_low", "paper_mm": 12, "faults": ["9:stall"]}')
    assert read_control(path) == Control(State.PAPER_LOW, 12, (Fault(9, Trouble.STALL),))
