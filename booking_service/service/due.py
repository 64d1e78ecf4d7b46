"""The kinds of steps that the service takes by itself when their time has come."""

from __future__ import annotations

from enum import StrEnum


class JobKind(StrEnum):
    """What a due job does; jobs of the same instant run in the order of these words."""

    CLOSE = "close"  # the window of a lottery has closed: the list of its draw is published
    CONFIRM = "confirm"  # a provisional reservation is confirmed, its day being over
    DAY = "day"  # a new day begins: availability moves on, draws are planned
    DRAW = "draw"
    LAPSE = "lapse"  # wins nobody claimed are deleted
    PUBLISH = "publish"  # results of a draw are shown
    RESET = "reset"  # a new secret was asked for, and whoever took it did not get to it
    UNPAID = "unpaid"  # a reservation not paid in time is deleted
    USED = "used"  # the time of use is over
