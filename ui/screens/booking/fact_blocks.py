"""What cancelling costs, and what is still to be done, as facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from kiosk.model import FeeStep, FollowUp, IfClaimed
from ui.screens.booking.paying import pay_sentence
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.wording.words import Words

_A_DAY: Final = timedelta(days=1)


def fee_step_facts(words: Words, steps: Sequence[FeeStep]) -> list[Fact]:
    """What cancelling costs, by the day on which it is done; nothing if it never costs anything."""
    if all(step.percent == 0 for step in steps):
        return []
    facts = []
    for step, after in zip(steps, (*steps[1:], None), strict=True):
        percent = words.text("fee_steps.percent", percent=step.percent)
        cost = percent if step.percent else words.text("fee_steps.free")
        if step.from_day is not None:
            when = words.text("fee_steps.from", day=words.short_date(step.from_day))
        elif after is not None and after.from_day is not None:
            when = words.text("fee_steps.before", day=words.short_date(after.from_day - _A_DAY))
        else:
            when = words.text("fee_steps.always")
        facts.append(Fact(when, cost))
    return facts


def follow_up_facts(words: Words, todo: Sequence[FollowUp]) -> list[Fact]:
    """What is still to be done after the booking, where and until when."""
    facts = []
    for one in todo:
        until = words.text("fact.until", at=words.short_deadline(one.until))
        where = "" if one.to is None else words.of(one.to)
        facts.append(Fact(words.of(one.text), "　".join(part for part in (until, where) if part)))
    return facts


def pay_if_claimed(screen: Screen, becomes: IfClaimed | None) -> NoticeCard | None:
    """Until when and where a win is to be paid that is claimed; None where nothing is to be."""
    if becomes is None or not becomes.fee_yen:
        return None
    words = screen.words
    sentence = pay_sentence(words, becomes)
    return NoticeCard(screen.theme, Tone.WARNING, Icon.CLOCK, words.text("claim.pay"), sentence)
