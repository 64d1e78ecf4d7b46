"""Papers for staff, who file them or hand them to a technician: the readiness report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from printing.receipts import parts
from printing.receipts.blocks import (
    Block,
    Heading,
    Paragraph,
    Receipt,
    ReceiptKind,
    Rule,
    Small,
    Strong,
)
from printing.receipts.parts import Imprint, Text
from printing.receipts.words import Words


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One finding in words: what of, whether it will do, how it is. ``bad``: something has to be
    done about it."""

    name: str
    verdict: str
    said: str
    bad: bool


@dataclass(frozen=True, slots=True)
class ReportValues:
    city: Text
    ready: bool
    at: datetime
    items: Sequence[ReportItem]
    imprint: Imprint


def readiness_report(values: ReportValues, words: Words) -> Receipt:
    """What has to be seen to comes first and large; the rest in one line each."""
    title = words.text("maintenance.report.title")
    verdict = words.text(f"maintenance.report.{'ready' if values.ready else 'not_ready'}")
    blocks: list[Block] = [
        Heading(words.of(values.city), title),
        Strong(verdict),
        Small(words.instant(values.at)),
    ]
    for item in (one for one in values.items if one.bad):
        blocks += [Rule(), Strong(f"{item.verdict}: {item.name}"), Paragraph(item.said)]
    blocks.append(Rule())
    blocks += [
        Paragraph(f"{item.verdict}: {item.name} － {item.said}")
        for item in values.items
        if not item.bad
    ]
    blocks += parts.foot(words, None, values.imprint)
    return parts.receipt(ReceiptKind.HANDOUT, blocks, words)
