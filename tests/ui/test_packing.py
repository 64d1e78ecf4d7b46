"""Blocks over pages: each on exactly one page, in order, none cut, none on another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from ui.preferences import TypeSize
from ui.theme import fonts
from ui.theme.glass import Glass
from ui.theme.palette import Tone
from ui.theme.theme import Theme
from ui.widgets.card import NoticeCard
from ui.widgets.flow import Flow
from ui.widgets.icons import Icon
from ui.widgets.packing import Block, Placed, Room, pack
from ui.widgets.text import Text
from ui.wording.words import Words

ROOM = Room(width=1000, height=600, gap=10, gutter=20)
SEATED = Room(width=1000, height=600, gap=10, gutter=20, touch_from=200)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Text gets higher where it has less width; nothing is higher than a seated page's rest."""
    area = draw(st.integers(1000, 170_000))
    height = draw(st.integers(1, 40))
    return Block(
        height=lambda width: height + area // width,
        touched=draw(st.booleans()),
        grow=draw(st.booleans()),
        keep=draw(st.booleans()),
    )


@st.composite
def cards(draw: st.DrawFn) -> list[Block]:
    """Rows without a gap, each lower by its tuck where the card goes on."""
    heights = draw(st.lists(st.integers(2 * TUCK, 90), min_size=2, max_size=9))
    return [
        Block(partial(_always, height), keep=index == 0, joined=index > 0, tuck=TUCK)
        for index, height in enumerate(heights)
    ]


def _always(height: int, width: int) -> int:
    return height


TUCK = 8
MANY = st.lists(blocks().map(lambda one: [one]) | cards(), min_size=1, max_size=14).map(
    lambda parts: [block for part in parts for block in part]
)
AIRY = replace(SEATED, airy=60)
ROOMS = st.sampled_from([ROOM, SEATED, AIRY])
COLUMNS = st.sampled_from([1, 2])


@given(MANY, ROOMS, COLUMNS)
def test_every_block_stands_on_one_page_in_order(
    many: list[Block], room: Room, columns: int
) -> None:
    placed = pack(many, room, columns)
    assert [p.index for p in placed] == list(range(len(many)))
    where = [(p.page, p.left, p.top) for p in placed]
    assert where == sorted(where)
    assert {p.page for p in placed} == set(range(placed[-1].page + 1)), "an empty page"


@given(MANY, ROOMS, COLUMNS)
def test_nothing_is_cut_and_nothing_lies_on_something_else(
    many: list[Block], room: Room, columns: int
) -> None:
    placed = pack(many, room, columns)
    tucked = Counter[int]()
    for before, after in pairwise(placed):
        block = many[after.index]
        if (before.page, before.left) == (after.page, after.left):
            assert after.top >= before.bottom + (0 if block.joined else room.gap)
            if block.joined:
                assert after.top == before.bottom, "a card with a gap in it"
                tucked.update((before.index, after.index))
        elif before.page == after.page:
            assert after.left >= before.left + before.width + room.gutter
    for p in placed:
        block = many[p.index]
        assert p.height >= block.height(p.width) - tucked[p.index] * block.tuck
        assert p.left + p.width <= room.width
        assert p.bottom <= room.height


@given(MANY, COLUMNS)
def test_a_heading_stands_with_what_follows_where_a_column_has_room_for_both(
    many: list[Block], columns: int
) -> None:
    placed = pack(many, ROOM, columns)
    for heading, after in pairwise(placed):
        if many[heading.index].keep and not many[after.index].keep:
            together = (heading.page, heading.left) == (after.page, after.left)
            heights = [many[p.index].height(heading.width) for p in (heading, after)]
            assert together or sum(heights) + ROOM.gap > ROOM.height


@given(MANY, COLUMNS)
def test_seated_nothing_is_touched_above_the_line(many: list[Block], columns: int) -> None:
    placed = pack(many, SEATED, columns)
    assert all(p.top >= SEATED.touch_from for p in placed if many[p.index].touched)


def block(height: int, *, touched: bool = False, grow: bool = False) -> Block:
    return Block(lambda _: height, touched, grow)


def test_what_grows_takes_the_height_that_is_left() -> None:
    placed = pack([block(100), block(50, touched=True, grow=True), block(40)], ROOM, 1)
    assert [(p.top, p.height) for p in placed] == [(0, 100), (110, 440), (560, 40)]


def test_few_blocks_stand_further_apart_where_height_is_left() -> None:
    heading = Block(lambda _: 40, keep=True)
    rows = [block(100), heading, block(50), block(80, touched=True)]
    placed = pack(rows, replace(ROOM, airy=60), 1)
    # The heading stays with what follows it, and what is touched grows into its gap.
    assert [(p.top, p.height) for p in placed] == [(0, 100), (170, 40), (220, 50), (310, 110)]


def test_on_a_wide_glass_reading_stands_beside_touching() -> None:
    placed = pack([block(100), block(100), block(300, touched=True)], ROOM, 2)
    assert [(p.left, p.top) for p in placed] == [(0, 0), (0, 110), (510, 0)]


def test_what_does_not_fit_stands_on_the_next_page() -> None:
    placed = pack([block(400), block(150), block(300)], ROOM, 1)
    assert [(p.page, p.top) for p in placed] == [(0, 0), (0, 410), (1, 0)]


def test_a_second_column_saves_a_page() -> None:
    placed = pack([block(400)] * 3, ROOM, 2)
    assert [(p.page, p.left) for p in placed] == [(0, 0), (0, 510), (1, 0)]


def test_a_heading_goes_on_the_next_page_with_what_follows_it() -> None:
    heading = Block(lambda _: 40, keep=True)
    placed = pack([block(400), heading, block(300)], ROOM, 1)
    assert [(p.page, p.top) for p in placed] == [(0, 0), (1, 0), (1, 50)]


def test_the_rows_of_a_card_stand_without_a_gap_and_go_on_on_the_next_page() -> None:
    rows = [Block(lambda _: 250, joined=index > 0, tuck=20) for index in range(4)]
    placed = pack(rows, ROOM, 1)
    assert [(p.page, p.top, p.height) for p in placed] == [
        (0, 0, 230),
        (0, 230, 230),
        (1, 0, 230),
        (1, 230, 230),
    ]


def test_one_block_is_given_the_whole_width() -> None:
    assert pack([block(100)], ROOM, 2) == (Placed(0, 0, 0, 0, 1000, 100),)


def test_a_notice_higher_than_the_page_goes_on_on_the_next(qtbot: QtBot) -> None:
    fonts.load()
    theme = Theme(Glass(1024, 768, 305.0), TypeSize.LARGEST)
    flow = Flow(theme, Words("en"))
    qtbot.addWidget(flow)
    notice = NoticeCard(
        theme, Tone.ACCENT, Icon.CLOCK, "A headline", "A sentence of some length. " * 7
    )
    flow.add(notice, touched=False)
    flow.resize(1024, 330)
    flow.show()
    assert flow.pages == 2
    seen = []
    for page in range(2):
        flow.show_page(page)
        texts = [text for text in flow.findChildren(Text) if text.isVisible() and text.text()]
        assert all(text.fits() for text in texts)
        seen += [text.text() for text in texts if "/" not in text.text()]
    assert seen == [notice.title.text(), notice.body.text()]
    notice.say(Tone.BAD, Icon.WARNING, "Another", "Other words.")
    assert any(
        text.isVisible() and text.text() == "Other words." for text in flow.findChildren(Text)
    )
