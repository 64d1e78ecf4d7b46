"""Every trouble of a printer, before a receipt and in the middle of it.

The screen says that the receipt is out only if it is; the booking stands all the same, the code
stays on the screen, and another try brings exactly one receipt.
"""

from __future__ import annotations

import io

import pytest
from PIL import Image

from printing.simulator import State
from tests.end_to_end.errands import CANCEL_RESERVATION, RESERVE
from tests.end_to_end.people import CHOIR
from tests.end_to_end.test_receipts import same_pixels
from tests.end_to_end.walk import Walk
from tests.faults.test_line_cut import WRITES

OUT = "控えが出ました"
#: What the resident reads, by what is wrong with the printer before anything was sent to it.
SAYS = {
    State.NO_PAPER: "用紙がなく、印刷できません",
    State.COVER_OPEN: "プリンターのふたが開いています",
    State.CUTTER_STUCK: "紙を切る部分が止まっています",
    State.OVERHEATED: "プリンターが熱くなり、休んでいます",
    State.NOT_ANSWERING: "プリンターが動きません",
}
#: The same in the middle: of a printer that fell silent nobody knows what is out.
SAYS_IN_THE_MIDDLE = SAYS | {State.NOT_ANSWERING: "印刷できたか確かめられません"}
#: One after the other; a resident can do nothing about the last two.
ALL_SAYS = SAYS | {
    State.MECHANISM: "プリンターが故障しています",
    State.OFFLINE: "プリンターが印刷できない状態です",
}
#: A receipt is some 1,000 rows long.
SOME_ROWS = 300
#: Heading and mark of a receipt printed again stand in fewer rows than this.
_MARKED_ROWS = 300


def the_code_is_shown(walk: Walk) -> bool:
    return walk.receipt.status_url is not None and "QRコード" in walk.reads()


def it_is_mended(walk: Walk) -> None:
    """It prints by itself then, unless all of it may be out already."""
    uncertain = SAYS_IN_THE_MIDDLE[State.NOT_ANSWERING] in walk.reads()
    walk.lobby.printer.set_state(State.READY)
    if uncertain:
        walk.glass.tap("receipt.print_again")
    walk.wait_until(lambda: OUT in walk.reads(), "the receipt on paper")
    assert not walk.glass.can_tap("receipt.print_again")


def same_below_the_mark(paper: Image.Image, png: bytes) -> bool:
    """Whether this is the receipt on the screen once more, longer by the mark of a second paper."""
    with Image.open(io.BytesIO(png)) as preview:
        rows = preview.height - _MARKED_ROWS
        end = paper.crop((0, paper.height - rows, preview.width, paper.height))
        same = preview.crop((0, preview.height - rows, preview.width, preview.height))
        longer = paper.height > preview.height
        return longer and end.tobytes() == same.convert("1").tobytes()


@pytest.mark.parametrize("state", list(SAYS), ids=lambda state: state.value)
def test_trouble_before_the_receipt(walk: Walk, state: State) -> None:
    walk.lobby.printer.set_state(state)
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    assert SAYS[state] in walk.reads()
    assert OUT not in walk.reads()
    assert the_code_is_shown(walk)
    assert walk.papers == 0
    assert walk.witness.states(CHOIR)["reservations"] == ["provisional"]
    it_is_mended(walk)
    assert walk.papers == 1
    assert same_pixels(walk.lobby.printer.receipts[0], walk.receipt.png)
    assert walk.witness.states(CHOIR)["reservations"] == ["provisional"]


@pytest.mark.parametrize("name", [name for name in WRITES if name != "reserve"])
def test_one_trouble_after_the_other_at_every_write(walk: Walk, name: str) -> None:
    write = WRITES[name]
    write.prepare(walk)
    papers = walk.papers
    troubles = list(ALL_SAYS)
    walk.lobby.printer.set_state(troubles[0])
    assert walk.follow(write.errand) == "receipt_taken"
    for state in troubles:
        walk.glass.wait_for_paper()
        walk.lobby.printer.set_state(state)
        walk.glass.tap("receipt.print_again")
        walk.glass.wait_for_paper()
        assert ALL_SAYS[state] in walk.reads()
        assert OUT not in walk.reads()
    assert walk.papers == papers
    it_is_mended(walk)
    assert walk.papers == papers + 1
    assert walk.witness.states(CHOIR) == write.states_after


@pytest.mark.parametrize("state", list(SAYS), ids=lambda state: state.value)
def test_trouble_in_the_middle_of_the_receipt(walk: Walk, state: State) -> None:
    walk.lobby.printer.change_after(SOME_ROWS, state)
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    assert SAYS_IN_THE_MIDDLE[state] in walk.reads()
    assert OUT not in walk.reads()
    assert the_code_is_shown(walk)
    assert walk.papers == 0
    it_is_mended(walk)
    # What hung out of the printer is cut off as scrap or with the receipt, which is whole.
    again = [same_below_the_mark(paper, walk.receipt.png) for paper in walk.lobby.printer.receipts]
    assert again.count(True) == 1
    assert walk.witness.states(CHOIR)["reservations"] == ["provisional"]


def test_no_printer_in_between_two_residents(walk: Walk) -> None:
    """What one resident could not print does not come out for the next."""
    walk.lobby.printer.change_after(SOME_ROWS, State.NO_PAPER)
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    first = walk.receipt.png
    walk.leave()
    (left,) = (walk.lobby.folder / "cache" / "spool").glob("*.receipt.json")
    for own in (CHOIR.name, CHOIR.number):
        assert own not in left.read_text(encoding="utf-8")
    walk.lobby.printer.set_state(State.READY)
    assert walk.follow(CANCEL_RESERVATION) == "receipt_taken"
    walk.glass.wait_for_paper()
    assert OUT in walk.reads()
    papers = walk.lobby.printer.receipts
    assert not any(same_pixels(paper, first) for paper in papers)
    assert [same_pixels(paper, walk.receipt.png) for paper in papers].count(True) == 1


def test_the_plug_is_pulled_while_it_prints(walk: Walk) -> None:
    walk.lobby.printer.stop()
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    assert "プリンターが動きません" in walk.reads()
    assert the_code_is_shown(walk)
    assert walk.glass.can_tap("receipt.print_again")
    walk.leave()
