"""Between the line and the head of the simulated printer: speed, buffer, paper, trouble.

Time is a number here: nothing is waited for.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.simulator import Build, Fault, State, Trouble
from printing.simulator.commands import AskNow, ClearBuffer
from printing.simulator.faults import Change, FaultError, FaultPlan, parse_fault
from printing.simulator.intake import TEAR_OFF_SECONDS, XOFF, XON, Slip
from printing.simulator.realtime import Ears

ASK = b"\x10\x04\x02"
CLEAR = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
REPORT = b"\x1da\xff"
CUT = b"\x1dV\x42\x00"
#: 50 rows of one byte each, with whole dots as units.
BAND = b"\x1b@\x1dP\xcb\xcb\x1dv0\x00\x01\x00\x32\x00" + b"\xff" * 50


class Bench:
    """A printer without a line, and a clock that is moved by hand."""

    def __init__(self, **build: object) -> None:
        self.now = 1000.0
        self.said = b""
        self.slips: list[Slip] = []
        self.told: list[Change] = []
        self.hung_up = 0
        made = Build(**{"width_dots": 16, **build})
        self.machine = made.machine(lambda: self.now)
        self.intake = made.intake(
            self.machine, out=self.slips.append, told=self.told.append, seconds=lambda: self.now
        )
        self.intake.connect(self._hear, self._hang_up)

    def _hear(self, data: bytes) -> None:
        self.said += data

    def _hang_up(self) -> None:
        self.hung_up += 1

    def hears(self) -> bytes:
        said, self.said = self.said, b""
        return said

    def rest(self) -> float:
        """Let it work until it has nothing more to do; how long that took."""
        began = self.now
        while (wait := self.intake.work()) is not None:
            self.now += wait
        return self.now - began

    def send(self, data: bytes, until: Callable[[], bool] = lambda: False) -> bytes:
        """Send as a line does, for as long as it is taken; what was not."""
        while data and not until():
            wait = self.intake.work()
            room = self.intake.room()
            if room:
                self.intake.receive(data[:room])
                data = data[room:]
            elif wait is None:
                break
            else:
                self.now += wait
        return data


@given(
    data=st.lists(st.sampled_from([ASK, CLEAR, b"\x10", b"\x10\x04", b"a", b"\x14"])), at=st.data()
)
def test_what_is_heard_is_heard_in_whatever_pieces_it_comes(data, at):
    whole = b"".join(data)
    cuts = at.draw(st.lists(st.integers(0, len(whole)), max_size=6))
    edges = [0, *sorted(cuts), len(whole)]
    ears = Ears()
    heard = [one for a, b in pairwise(edges) for one in ears.listen(whole[a:b])]
    assert b"".join(piece for piece, _ in heard) == whole
    at_once = list(Ears().listen(whole))
    assert [what for _, what in heard if what] == [what for _, what in at_once if what]
    for piece, what in at_once:
        if what is not None:
            assert piece.endswith(ASK if what == AskNow(2) else CLEAR)
            assert what in (AskNow(2), ClearBuffer())


@given(at=st.integers(0, 30), cuts=st.lists(st.integers(0, 30), max_size=5))
def test_a_fault_comes_at_its_byte_however_the_bytes_are_split(at, cuts):
    plan = FaultPlan()
    plan.add(Fault(at, State.NO_PAPER))
    edges = [0, *sorted(cuts), 30]
    pieces = [one for a, b in pairwise(edges) for one in plan.cut(bytes(range(a, b)))]
    before = next(n for n, (_, change) in enumerate(pieces) if change is not None)
    assert b"".join(piece for piece, _ in pieces[: before + 1]) == bytes(range(at))
    assert b"".join(piece for piece, _ in pieces) == bytes(range(30))


def test_faults_come_in_their_order_and_count_from_when_they_are_set():
    plan = FaultPlan()
    list(plan.cut(b"12345"))
    plan.add(Fault(4, State.READY))
    plan.add(Fault(2, Trouble.STALL))
    assert list(plan.cut(b"abcdef")) == [
        (b"ab", Trouble.STALL),
        (b"cd", State.READY),
        (b"ef", None),
    ]


@pytest.mark.parametrize("text", ["", "stall", ":stall", "-1:stall", "１:stall", "5:fire", "5"])
def test_a_fault_that_nobody_can_set(text):
    with pytest.raises(FaultError, match="colon"):
        parse_fault(text)


def test_the_paper_ends_at_a_byte():
    bench = Bench()
    bench.intake.faults.add(parse_fault(f"{len(BAND)}:no_paper"))
    bench.intake.receive(REPORT + BAND[: -len(REPORT)] + b"\xff\xff\xff" + CUT + b"\x1dr\x01")
    assert (bench.machine.state, bench.told) == (State.NO_PAPER, [State.NO_PAPER])
    assert bench.hears().endswith(bytes.fromhex("18 00 0f 0f"))
    assert bench.slips == []
    bench.intake.change(State.READY)
    assert [slip.picture.height for slip in bench.slips] == [50]
    assert bench.hears().endswith(b"\x00")


def test_a_head_takes_its_time_and_so_does_the_answer():
    bench = Bench(mm_per_second=100)
    job = BAND * 8 + CUT + b"\x1dr\x01"  # 400 rows are 50 mm
    bench.intake.receive(job[:-3])
    assert bench.machine.paper.rows < 300
    bench.intake.receive(job[-3:])
    bench.intake.receive(ASK)
    assert bench.hears() == b"\x12", "asked now, answered now"
    took = bench.rest()
    assert bench.hears() == b"\x00"
    assert took == pytest.approx(0.5, abs=0.05)
    (slip,) = bench.slips
    assert slip.picture.height == 400
    assert slip.bytes == len(job) - 3
    assert slip.seconds == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("baud", [9600, 38400, 115200])
def test_a_line_brings_bytes_at_its_speed(baud):
    bench = Bench(baud=baud)
    job = BAND * 60 + CUT
    began = bench.now
    assert bench.send(job) == b""
    bench.rest()
    assert bench.now - began == pytest.approx(len(job) * 10 / baud, rel=0.05, abs=0.06)
    assert bench.slips[0].seconds == pytest.approx(len(job) * 10 / baud, rel=0.05, abs=0.06)


def test_a_busy_printer_takes_what_its_buffer_holds():
    bench = Bench(buffer_bytes=1000, xon_xoff=True)
    bench.intake.change(State.COVER_OPEN)
    job = BAND * 40 + CUT
    left = bench.send(job)
    # What the machine itself waits with is out of the buffer: one command.
    assert 1000 <= len(job) - len(left) <= 1000 + 2
    assert bench.hears() == XOFF
    bench.intake.change(State.READY)
    assert bench.send(left) == b""
    assert bench.hears() == XON
    assert [slip.picture.height for slip in bench.slips] == [2000]


def test_a_picture_larger_than_the_buffer_is_printed():
    bench = Bench(buffer_bytes=256)
    assert bench.send(b"\x1dv0\x00\x02\x00\xe8\x03" + b"\xf0\x0f" * 1000 + CUT) == b""
    assert bench.slips[0].picture.height == 1000


def test_what_waits_is_forgotten_when_the_printer_is_told_so():
    """Also in the middle of a picture, of which the rest is not taken for commands."""
    bench = Bench()
    bench.intake.change(State.COVER_OPEN)
    bench.intake.receive(BAND + BAND[:30])
    bench.intake.receive(CLEAR[:4])
    bench.intake.receive(CLEAR[4:] + ASK)
    bench.intake.change(State.READY)
    bench.intake.receive(BAND + CUT)
    assert bench.hears() == b"\x37\x25\x00\x16", "emptied, says the first answer"
    assert [slip.picture.height for slip in bench.slips] == [50]


def test_a_stalled_printer_goes_on_where_it_was():
    bench = Bench()
    bench.intake.faults.add(Fault(30, Trouble.STALL))
    job = BAND + CUT + ASK
    bench.intake.receive(job[:40])
    assert bench.intake.room() == 0
    assert bench.send(job[40:]) == job[40:]
    assert (bench.hears(), bench.slips) == (b"", [])
    bench.intake.change(State.READY)
    assert bench.send(job[40:]) == b""
    assert bench.hears() == b"\x12"
    assert bench.slips[0].picture.height == 50


def test_what_comes_after_a_pulled_plug_is_lost():
    bench = Bench()
    bench.intake.faults.add(Fault(5, Trouble.HANG_UP))
    bench.intake.receive(ASK + b"\x1b@" + ASK)
    assert (bench.hung_up, bench.hears()) == (1, b"\x12")


def test_answers_that_are_nonsense_or_break_off():
    bench = Bench()
    bench.intake.receive(ASK)
    assert bench.hears() == b"\x12"
    bench.intake.change(Trouble.GARBAGE)
    bench.intake.receive(ASK + REPORT)
    assert set(bench.hears()) == {0xA5}
    bench.intake.change(Trouble.HALF_ANSWERS)
    bench.intake.receive(ASK + REPORT)
    assert bench.hears() == b"\x02\x10\x00"
    bench.intake.change(State.READY)
    bench.intake.receive(ASK)
    assert bench.hears() == b"\x12"
    assert bench.told == [Trouble.GARBAGE, Trouble.HALF_ANSWERS]


def test_a_silent_printer_takes_no_notice():
    bench = Bench()
    bench.intake.change(State.NOT_ANSWERING)
    bench.intake.receive(ASK + BAND + CUT)
    bench.intake.change(State.READY)
    assert (bench.hears(), bench.slips) == (b"", [])


#: State: the answers to DLE EOT 1 to 4, and the automatic status.
SAYS = {
    State.READY: ("12 12 12 12", "10 00 00 0f"),
    State.PAPER_LOW: ("12 12 12 1e", "10 00 03 0f"),
    State.NO_PAPER: ("1a 32 12 7e", "18 00 0f 0f"),
    State.COVER_OPEN: ("1a 16 12 12", "38 00 00 0f"),
    State.CUTTER_STUCK: ("1a 52 1a 12", "18 08 00 0f"),
    State.OVERHEATED: ("1a 52 52 12", "18 40 00 0f"),
    State.MECHANISM: ("1a 52 32 12", "18 20 00 0f"),
    State.OFFLINE: ("1a 1a 12 12", "18 00 00 0f"),
}


@pytest.mark.parametrize("state", list(SAYS), ids=lambda state: state.value)
def test_what_a_printer_says_of_itself(state):
    bench = Bench()
    bench.intake.change(State.COVER_OPEN if state is State.READY else State.READY)
    bench.intake.receive(REPORT)
    bench.intake.change(State.READY)
    bench.hears()
    bench.intake.change(state)
    asked, automatic = map(bytes.fromhex, SAYS[state])
    assert bench.hears() == (b"" if state is State.READY else automatic)
    bench.intake.receive(b"".join(b"\x10\x04" + bytes([what]) for what in (1, 2, 3, 4)))
    assert bench.hears() == asked


def test_a_roll_comes_near_its_end_and_ends():
    """100 rows are 12.5 mm; the sensor sees the last 10 mm."""
    bench = Bench(paper_mm=20, near_end_mm=10)
    bench.intake.receive(REPORT + BAND + BAND + b"\x1dr\x01")
    assert bench.told == [State.PAPER_LOW]
    assert bench.hears().endswith(bytes.fromhex("10 00 03 0f 03"))
    bench.intake.receive(BAND * 2)
    assert bench.told == [State.PAPER_LOW, State.NO_PAPER]
    assert bench.machine.paper.rows == 159
    assert bench.machine.roll.mm_left == pytest.approx(0, abs=0.13)
    bench.intake.change(State.READY)
    assert bench.machine.roll.mm_left == pytest.approx(20 - 41 * 25.4 / 203)
    assert bench.machine.paper.rows == 200


def test_a_new_roll_makes_a_printer_ready():
    bench = Bench(paper_mm=5, near_end_sensor=False)
    bench.intake.receive(BAND + CUT)
    assert bench.told == [State.NO_PAPER], "without a sensor it does not see the end come"
    bench.intake.load_roll(100)
    assert bench.told == [State.NO_PAPER, State.READY]
    assert bench.slips[0].picture.height == 50


def test_paper_is_torn_off_where_nothing_cuts_it():
    bench = Bench(cutter=False)
    bench.intake.receive(BAND + CUT)
    assert bench.intake.work() == TEAR_OFF_SECONDS
    bench.now += TEAR_OFF_SECONDS / 2
    bench.intake.receive(BAND)
    assert bench.intake.work() == TEAR_OFF_SECONDS, "it still moves"
    bench.rest()
    assert [slip.picture.height for slip in bench.slips] == [100]


def test_what_is_not_known_is_seen_on_the_paper():
    bench = Bench(width_dots=200)
    bench.intake.receive(b"\x1bZ" + CUT)
    (slip,) = bench.slips
    assert slip.picture.size == (200, 24)
    black, white = slip.picture.histogram()[0], slip.picture.histogram()[255]
    assert black > white > 30, "white letters on black"
    assert bench.machine.unknown == b"\x1bZ"


def test_half_a_command_ends_with_a_network_line_but_not_with_a_serial_one():
    for forgets, heights in ((True, [50, 50]), (False, [50])):
        bench = Bench()
        bench.intake.receive(BAND + CUT + BAND[:20])
        bench.intake.disconnect(forgets=forgets)
        bench.intake.connect(bench._hear, bench._hang_up)
        bench.intake.receive(BAND[: 20 if not forgets else None] + CUT)
        assert [slip.picture.height for slip in bench.slips] == heights
