"""What is known of the line to the service, and who hears of it."""

from __future__ import annotations

from kiosk.line import Line, LineState


def test_before_the_first_call_has_ended_the_line_is_neither_up_nor_down() -> None:
    line, heard = Line(), list[bool]()
    line.listen(heard.append)
    assert (line.state(), line.is_up()) == (LineState.STARTING, False)
    line.failed()
    assert (line.state(), line.is_up()) == (LineState.DOWN, False)
    line.answered()
    line.answered()
    assert (line.state(), line.is_up()) == (LineState.UP, True)
    line.failed()
    assert heard == [False, True, False]
