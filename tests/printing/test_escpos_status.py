"""What a printer says about itself, bit by bit as in the manual, and what is no such answer."""

from __future__ import annotations

from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.drivers.escpos_status import (
    Automatic,
    Cleared,
    Garbage,
    Reached,
    RealTime,
    StatusReader,
    error_cause,
    offline_cause,
    paper,
)
from printing.printer import (
    COVER_OPEN,
    NO_PAPER,
    PAPER_LOW,
    READY,
    Condition,
    Fault,
    PrinterStatus,
    faulty,
)


@pytest.mark.parametrize(
    ("asb", "status"),
    [
        ("10 00 00 0f", READY),
        ("10 00 03 0f", PAPER_LOW),
        ("18 00 0f 0f", NO_PAPER),
        ("38 00 00 0f", COVER_OPEN),
        ("38 00 0f 0f", COVER_OPEN),
        ("18 08 00 0f", faulty(Fault.CUTTER)),
        ("18 40 00 0f", faulty(Fault.OVERHEATED)),
        ("18 20 00 0f", faulty(Fault.MECHANISM)),
        ("18 00 00 0f", faulty(Fault.OFFLINE)),
        ("14 00 00 0f", READY),
    ],
)
def test_automatic_status(asb, status):
    assert list(StatusReader().feed(bytes.fromhex(asb))) == [Automatic(status)]


@pytest.mark.parametrize(
    ("byte", "status"),
    [
        (0x12, READY),
        (0x16, COVER_OPEN),
        (0x32, NO_PAPER),
        (0x52, faulty(Fault.OFFLINE)),
        (0x1A, faulty(Fault.OFFLINE)),
    ],
)
def test_why_it_is_offline(byte, status):
    assert offline_cause(byte) == status


@pytest.mark.parametrize(
    ("byte", "fault"),
    [
        (0x1A, Fault.CUTTER),
        (0x52, Fault.OVERHEATED),
        (0x32, Fault.MECHANISM),
        (0x16, Fault.MECHANISM),
        (0x12, Fault.OFFLINE),
    ],
)
def test_which_error_it_is(byte, fault):
    assert error_cause(byte) == faulty(fault)


@pytest.mark.parametrize(("byte", "status"), [(0x12, READY), (0x1E, PAPER_LOW), (0x7E, NO_PAPER)])
def test_paper(byte, status):
    assert paper(byte) == status


@pytest.mark.parametrize(
    ("byte", "status"), [(0x00, READY), (0x03, PAPER_LOW), (0x0F, NO_PAPER), (0x0C, NO_PAPER)]
)
def test_the_answer_that_all_was_printed(byte, status):
    assert list(StatusReader().feed(bytes([byte]))) == [Reached(status)]


@pytest.mark.parametrize("byte", [0xFF, 0x80, 0x01, 0x04, 0x90])
def test_what_no_printer_says(byte):
    assert list(StatusReader().feed(bytes([byte]))) == [Garbage(byte)]


def test_flow_control_is_passed_over():
    assert list(StatusReader().feed(b"\x13\x11\x12")) == [RealTime(0x12)]


def test_an_automatic_status_with_a_wrong_byte_in_it():
    assert list(StatusReader().feed(b"\x10\x00\xff\x00")) == [Garbage(0xFF), Reached(READY)]


def test_the_answer_of_an_emptied_buffer_is_told_from_states():
    reader = StatusReader()
    heard = [one for byte in b"\x37\x25\x00\x00" for one in reader.feed(bytes([byte]))]
    assert heard == [Cleared(), Reached(READY)]
    assert list(StatusReader().feed(b"\x37\x00\x00")) == [Garbage(0x00), Reached(READY)]


@given(data=st.binary(max_size=60), cuts=st.lists(st.integers(0, 60), max_size=6))
@settings(deadline=None)
def test_it_means_the_same_in_whatever_pieces_it_comes(data, cuts):
    edges = [0, *sorted(cuts), len(data)]
    pieces = [data[a:b] for a, b in pairwise(edges)]
    reader = StatusReader()
    in_pieces = list(chain.from_iterable(reader.feed(piece) for piece in pieces))
    assert in_pieces == list(StatusReader().feed(b"".join(pieces)))


def test_a_fault_says_which_one():
    with pytest.raises(ValueError, match="does not go with"):
        PrinterStatus(Condition.FAULT)
    with pytest.raises(ValueError, match="does not go with"):
        PrinterStatus(Condition.READY, Fault.CUTTER)


@pytest.mark.parametrize("condition", [c for c in Condition if c is not Condition.FAULT])
def test_only_a_printer_without_known_trouble_can_print(condition):
    works = condition in (Condition.READY, Condition.PAPER_LOW, Condition.CANNOT_TELL)
    assert PrinterStatus(condition).can_print == works
