"""The talk with a printer over a line that is played, so that every moment can be arranged."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from printing.drivers.conversation import CLEAR_BUFFER, RECOVER, Conversation
from printing.drivers.line import LineBrokenError, Timeouts
from printing.models.catalogue import MODELS
from printing.printer import (
    COVER_OPEN,
    NO_ANSWER,
    NO_PAPER,
    READY,
    Fault,
    NotPrinted,
    Printed,
    faulty,
)
from printing.raster import CUT

CUTTER_ASB, HOT_ASB = b"\x18\x08\x00\x0f", b"\x18\x40\x00\x0f"
READY_ASB, NO_PAPER_ASB, COVER_ASB = b"\x10\x00\x00\x0f", b"\x18\x00\x0c\x0f", b"\x38\x00\x00\x0f"
REACHED = b"\x00"
ONLINE = b"\x12"


class PlayedLine:
    """Gives ``answers`` one after the other; takes only as many pieces as ``takes`` says.

    Time passes only where nothing comes: an answer of ``b""`` lets the whole time-out go by.
    """

    def __init__(self, answers: Sequence[bytes], takes: int = 1000) -> None:
        self._answers = list(answers)
        self._takes = takes
        self.sent: list[bytes] = []
        self.dropped = False
        self.time = 0.0

    def send(self, data: bytes, timeout_seconds: float) -> None:
        if len(self.sent) >= self._takes:
            self.time += timeout_seconds
            raise LineBrokenError("the buffer of the printer is full")
        self.sent.append(data)

    def receive(self, timeout_seconds: float) -> bytes:
        answer = self._answers.pop(0) if self._answers else b""
        if not answer:
            self.time += timeout_seconds
        return answer

    def drop(self) -> None:
        self.dropped = True

    def close(self) -> None:
        pass

    def seconds(self) -> float:
        return self.time


def conversation(line: PlayedLine, baud: int | None = None) -> Conversation:
    return Conversation(line, Timeouts(baud=baud), 203, line.seconds)


def test_at_most_two_parts_are_on_their_way():
    line = PlayedLine([READY_ASB, REACHED])
    assert conversation(line).print([b"1", b"2", b"3", b"4"]) == NotPrinted(NO_ANSWER, begun=True)
    parts = [data[:1] for data in line.sent[1:]]
    assert parts == [b"1", b"2", b"3"], "the fourth waits until the second is out"


def test_printed_takes_one_answer_for_each_part():
    for answers in range(4):
        line = PlayedLine([REACHED] * answers)
        outcome = conversation(line).print([b"1", b"2", b"3"])
        assert outcome == (Printed(READY) if answers == 3 else NotPrinted(NO_ANSWER, begun=True))
        assert line.dropped == (answers < 3)


def test_no_wait_is_longer_than_its_time_out():
    line = PlayedLine([REACHED])
    conversation(line).print([b"1", b"2"])
    assert line.time == Timeouts().printed


def test_what_a_slow_line_takes_is_not_the_printers_time():
    """1,920 bytes of 11 bits and the few around them are 2.2 s on a line of 9,600 baud."""
    line = PlayedLine([REACHED])
    conversation(line, 9600).print([b"1" * 960, b"2" * 960])
    sent = sum(map(len, line.sent))
    assert line.time == pytest.approx(sent * 11 / 9600 + Timeouts().printed)
    assert 4.2 < line.time < 4.3


def test_a_question_on_a_slow_line_is_not_held_up():
    line = PlayedLine([])
    assert conversation(line, 9600).status() is NO_ANSWER
    assert line.time == pytest.approx(3 * 11 / 9600 + Timeouts().answer)


def test_a_printer_with_a_full_buffer_has_said_why():
    line = PlayedLine([READY_ASB + NO_PAPER_ASB], takes=2)
    outcome = conversation(line).print([b"1", b"2", b"3"])
    assert outcome == NotPrinted(NO_PAPER, begun=True)
    assert line.dropped, "what it has not taken must not reach it later"


def test_what_the_paper_before_had_asked_is_no_answer_to_the_next_one():
    line = PlayedLine([READY_ASB, REACHED, REACHED, b"", REACHED])
    talk = conversation(line)
    assert talk.cut_off(CUT, 100) == READY
    assert line.time == Timeouts().printed, "silent for so long, after the second answer"
    assert line.sent[0] == bytes(100), "what is half there is filled up"
    assert line.sent[2].startswith(CUT)
    assert talk.print([b"1", b"2"]) == NotPrinted(NO_ANSWER, begun=True)


def test_what_was_forgotten_asks_nothing():
    line = PlayedLine([b"\x37\x25\x00", REACHED])
    talk = conversation(line)
    assert talk.forget_what_waits()
    assert talk.cut_off(CUT, 100) == READY
    assert line.time == 0
    assert bytes(100) not in line.sent


@pytest.mark.parametrize(
    ("answers", "status"),
    [([], NO_ANSWER), ([COVER_ASB], COVER_OPEN), ([REACHED, NO_PAPER_ASB], NO_PAPER)],
)
def test_a_piece_that_cannot_be_cut_off_now_keeps_the_next_paper_back(answers, status):
    assert conversation(PlayedLine(answers)).cut_off(CUT, 100) == status


def test_a_full_buffer_without_a_reason_is_no_answer():
    line = PlayedLine([READY_ASB], takes=2)
    assert conversation(line).print([b"1", b"2"]) == NotPrinted(NO_ANSWER, begun=True)
    assert line.time == Timeouts().send + Timeouts().answer


def test_the_buffer_is_emptied_when_the_printing_stops():
    line = PlayedLine([READY_ASB, COVER_ASB, b"\x37\x25", b"\x00"])
    assert conversation(line).print([b"1"]) == NotPrinted(COVER_OPEN, begun=True)
    assert line.sent[-1] == CLEAR_BUFFER, "nothing may follow it before it is answered"
    assert not line.dropped, "the printer has confirmed that it forgot"


def test_one_that_forgets_without_saying_so_is_asked_whether_it_is_there():
    line = PlayedLine([READY_ASB, COVER_ASB, b"", ONLINE])
    assert conversation(line).print([b"1"]) == NotPrinted(COVER_OPEN, begun=True)
    assert line.sent[-2] == CLEAR_BUFFER
    assert not line.dropped


@pytest.mark.parametrize("answers", [[], [b"", b""], [b"\xff"]])
def test_one_that_says_nothing_of_forgetting_keeps_nothing_on_its_line(answers: list[bytes]):
    line = PlayedLine([READY_ASB, COVER_ASB, *answers])
    assert conversation(line).print([b"1"]) == NotPrinted(COVER_OPEN, begun=True)
    assert line.dropped


def test_a_printer_that_may_not_know_the_command_is_never_sent_it():
    line = PlayedLine([READY_ASB, COVER_ASB, ONLINE])
    talk = Conversation(line, Timeouts(), 203, line.seconds, clears_buffer=False)
    assert talk.forget_what_waits()
    assert talk.print([b"1"]) == NotPrinted(COVER_OPEN, begun=True)
    assert CLEAR_BUFFER not in line.sent
    assert line.dropped, "what the line still holds does not reach it"


def test_only_models_whose_documents_have_the_command_are_sent_it():
    makers = {model.id.partition("-")[0] for model in MODELS if model.clears_buffer}
    assert makers == {"epson", "citizen"}


def test_a_change_that_is_no_trouble_does_not_end_the_wait():
    line = PlayedLine([READY_ASB, b"\x10\x00\x03\x0f", b"\x03"])
    outcome = conversation(line).print([b"1"])
    assert isinstance(outcome, Printed)


def test_bytes_may_come_one_by_one():
    said = READY_ASB + REACHED + REACHED
    line = PlayedLine([bytes([byte]) for byte in said])
    assert conversation(line).print([b"1", b"2"]) == Printed(READY)


CUTTER, HOT = faulty(Fault.CUTTER), faulty(Fault.OVERHEATED)
#: What answers to a receipt of two parts, the second of which ends with the cut, bring.
TWO_AND_A_CUT = {
    "all of it is out": ([REACHED] * 3, Printed(READY)),
    "the cutter sticks at the end": ([REACHED, REACHED, CUTTER_ASB], Printed(CUTTER)),
    "the cutter sticks before the end": ([REACHED, CUTTER_ASB], NotPrinted(CUTTER, begun=True)),
    "the answer to the cut is lost": ([REACHED, REACHED], NotPrinted(NO_ANSWER, begun=True)),
    "the cover is opened": ([REACHED, COVER_ASB], NotPrinted(COVER_OPEN, begun=True)),
    "a hot head rests and goes on": (
        [HOT_ASB, REACHED, READY_ASB, REACHED, REACHED],
        Printed(READY),
    ),
    "a hot head rests too long": ([REACHED, HOT_ASB], NotPrinted(HOT, begun=True)),
    "it broke after the rest": (
        [REACHED, HOT_ASB, READY_ASB],
        NotPrinted(NO_ANSWER, begun=True),
    ),
    "half an automatic status": (
        [REACHED, READY_ASB[:2], REACHED],
        NotPrinted(NO_ANSWER, begun=True),
    ),
    "one in pieces, with flow control between": (
        [REACHED, READY_ASB[:2], b"\x13\x11", READY_ASB[2:], REACHED, REACHED],
        Printed(READY),
    ),
    "garbage between": ([REACHED, b"\xff", REACHED, REACHED], NotPrinted(NO_ANSWER, begun=True)),
}


@pytest.mark.parametrize("case", TWO_AND_A_CUT)
def test_what_the_answers_to_a_receipt_mean(case):
    answers, outcome = TWO_AND_A_CUT[case]
    line = PlayedLine(answers)
    assert conversation(line).print([b"1", b"2" + CUT]) == outcome
    assert line.time <= Timeouts().printed + 2 * Timeouts().answer


def test_a_cutter_that_was_freed_is_told_to_go_on():
    stuck, error = b"\x52", b"\x1a"
    line = PlayedLine([stuck, error, ONLINE, ONLINE])
    assert conversation(line).status() == READY
    assert RECOVER in line.sent
    line = PlayedLine([stuck, error, stuck])
    assert conversation(line).status() == CUTTER
    line = PlayedLine([stuck, b"\x52"])
    assert conversation(line).status() == HOT
    assert RECOVER not in line.sent
