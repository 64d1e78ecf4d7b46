"""The receipt of a lottery application: what was applied for and how to follow the draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from printing.receipts import parts
from printing.receipts.blocks import (
    Block,
    Code,
    Field,
    Heading,
    Paragraph,
    Receipt,
    ReceiptKind,
    Rule,
    Small,
    ToDo,
)
from printing.receipts.parts import Imprint, Text, Use
from printing.receipts.paying import Payment, payment_if_claimed
from printing.receipts.words import Words

#: So many digits can be compared by eye, and no other secret can be found that has them.
COMMITMENT_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class LotteryApplicationValues:
    """``token`` is the random token of this application in the published draw, ``commitment`` what
    the city has bound itself to by then. Without days of claiming a win becomes a reservation by
    itself; ``to_pay``: how one is paid that was claimed, None where nothing is to be."""

    city: Text
    number: str
    use: Use
    fee_yen: int
    token: str
    draw_at: datetime
    result_from: datetime
    claim_from: datetime | None
    claim_until: datetime | None
    status_url: str
    imprint: Imprint
    commitment: str | None = None
    to_pay: Payment | None = None
    cancel_until: datetime | None = None
    #: What came of it, once that is out.
    state: Literal["applied", "won", "lost"] = "applied"
    #: The place in the line of those who lost, and how long the line is.
    waiting: tuple[int, int] | None = None


def lottery_application(values: LotteryApplicationValues, words: Words) -> Receipt:
    """The application, the days of draw and result or the result itself, and until when a win must
    be claimed."""
    return parts.receipt(
        ReceiptKind.LOTTERY_APPLICATION,
        (
            Heading(words.of(values.city), words.text("receipt.lottery_application.title")),
            *parts.use_of_room(words, values.use),
            *_draw(values, words),
            Code(words.text("receipt.lottery_application.number"), values.number),
            *parts.cancel_by(words, values.cancel_until),
            Rule(),
            *_check(values, words),
            *parts.foot(words, values.status_url, values.imprint),
        ),
        words,
    )


def _draw(values: LotteryApplicationValues, words: Words) -> Iterator[Block]:
    """What is drawn when and what has to be done then, or what came of it."""
    day = Field(
        words.text("receipt.lottery_application.draw_day"), words.date(values.draw_at.date())
    )
    result = words.text("receipt.lottery_application.result")
    match values.state:
        case "applied":
            yield _fee(values, words)
            yield Paragraph(words.text("receipt.lottery_application.not_yet"))
            yield day
            label = words.text("receipt.lottery_application.result_from")
            yield Field(label, words.date(values.result_from.date()))
        case "won":
            yield _fee(values, words)
            yield from (day, Field(result, words.text("application.state.won")))
        case "lost":
            yield from (day, Field(result, words.text("application.state.lost")))
            if values.waiting is not None:
                place, of = values.waiting
                yield Paragraph(words.text("application.now.waiting", place=place, of=of))
            return
    yield from _claim(values, words)
    if values.to_pay is not None:
        yield payment_if_claimed(values.to_pay, words)


def _check(values: LotteryApplicationValues, words: Words) -> Iterator[Field | Small]:
    """With what anybody can check the draw afterwards, and what each is good for."""
    yield Field(words.text("receipt.lottery_application.token"), parts.in_fours(values.token))
    if values.commitment is None:
        yield Small(words.text("receipt.lottery_application.token_note"))
        return
    digits = parts.in_fours(values.commitment[:COMMITMENT_DIGITS])
    yield Field(words.text("receipt.lottery_application.commitment"), digits)
    yield Small(words.text("receipt.lottery_application.commitment_note"))


def _fee(values: LotteryApplicationValues, words: Words) -> Field:
    label = words.text("receipt.lottery_application.fee_if_won")
    if values.fee_yen == 0:
        return Field(label, words.text("receipt.reservation.free"))
    return Field(label, words.yen(values.fee_yen))


def _claim(values: LotteryApplicationValues, words: Words) -> Iterator[ToDo | Paragraph]:
    if values.claim_from is None or values.claim_until is None:
        yield Paragraph(words.text("receipt.lottery_application.no_claim"))
        return
    # The day of the result stands on the paper already.
    opens = () if values.claim_from.date() == values.result_from.date() else (values.claim_from,)
    yield ToDo(
        heading=words.text("receipt.lottery_application.claim_heading"),
        deadlines=(
            *(
                words.text("receipt.lottery_application.claim_from", at=words.date(at.date()))
                for at in opens
            ),
            words.text(
                "receipt.lottery_application.claim_until", at=words.deadline(values.claim_until)
            ),
        ),
        lines=(words.text("receipt.lottery_application.claim_or_lapse"),),
    )
