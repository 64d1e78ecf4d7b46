"""The page that shows whether a printer is set up rightly: its edges, its kanji, its QR code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.doctor.check import where
from kiosk.doctor.machine import Machine
from kiosk.readiness.devices import of_printer
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.settings_printer import Layout, PrinterSettings
from printing.models import Kanji, Model
from printing.page import Page
from printing.printer import Condition, Printed
from printing.receipts.blocks import (
    Field,
    Heading,
    Paragraph,
    Qr,
    Receipt,
    ReceiptKind,
    Rule,
    Small,
)

if TYPE_CHECKING:
    from PIL.Image import Image

#: How high the marks of the ruler are, in dots: every 10, 50 and 100 dots.
_MARKS: Final = ((100, 40), (50, 28), (10, 16))
_RULER_DOTS: Final = 56
#: Both outer edges are this thick, so that a missing one is seen.
_EDGE_DOTS: Final = 3
#: Width of one of the printer's own characters, in dots: half a kanji.
_COLUMN_DOTS: Final = 12
_KANJI: Final = "予約 抽選 会議室 体育館 白井市 渡邊 髙橋 山﨑 ①②③ ㈱ アイウエオ ｱｲｳｴｵ"


def pages(settings: PrinterSettings) -> tuple[tuple[Layout, Page], ...]:
    """One as a picture; where the model has kanji, one in the printer's own characters too."""
    model = settings.model
    as_picture: tuple[Layout, Page] = ("raster", Page(picture(model), _receipt(model, "picture")))
    if model.kanji is Kanji.NONE or settings.kind == "file":
        return (as_picture,)
    text = _receipt(model, "text")
    return (as_picture, ("kanji", Page(picture(model), text)))


def picture(model: Model) -> Image:
    """The page with a ruler from the first dot to the last at its top and bottom."""
    from PIL import Image

    from printing.layout import draw

    drawn = draw(_receipt(model, "picture"), model.width_dots)
    paper = Image.new("1", (drawn.width, drawn.height + 2 * _RULER_DOTS), 1)
    paper.paste(drawn, (0, _RULER_DOTS))
    ruler = _ruler(model.width_dots)
    paper.paste(ruler, (0, 0))
    paper.paste(ruler.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, paper.height - _RULER_DOTS))
    return paper


def _ruler(width_dots: int) -> Image:
    from PIL import Image

    ruler = Image.new("1", (width_dots, _RULER_DOTS), 1)
    ruler.paste(0, (0, 0, width_dots, _EDGE_DOTS))
    for at in range(0, width_dots, 10):
        height = next(high for step, high in _MARKS if at % step == 0)
        ruler.paste(0, (at, 0, at + 1, height))
    for edge in (0, width_dots - _EDGE_DOTS):
        ruler.paste(0, (edge, 0, edge + _EDGE_DOTS, _RULER_DOTS))
    return ruler


def _receipt(model: Model, layout: str) -> Receipt:
    columns = model.width_dots // _COLUMN_DOTS
    digits = ("1234567890" * columns)[:columns]
    ruler = (Paragraph(digits), Rule()) if layout == "text" else ()
    return Receipt(
        ReceiptKind.HANDOUT,
        (
            Heading("kiosk doctor", "テスト印字"),
            *ruler,
            Field("model", model.id),
            Field("layout", layout),
            Field("dots", str(model.width_dots)),
            Paragraph(_KANJI),
            Qr("kiosk doctor test page", "QR: kiosk doctor test page"),
            Small("Both edges must be on the paper, and the cut below all of it."),
        ),
    )


def print_pages(machine: Machine, settings: PrinterSettings) -> tuple[Finding, ...]:
    """Print each page and say what the printer answered; what it cannot print is not tried on."""
    checks: list[Finding] = []
    for layout, page in pages(settings):
        check = _print(machine, replace(settings, layout=layout), page)
        checks.append(check)
        if check.verdict is Verdict.FAIL:
            break
    return tuple(checks)


def _print(machine: Machine, settings: PrinterSettings, page: Page) -> Finding:
    name = "as a picture" if settings.layout == "raster" else "as text"
    name = f"{name} ({where(settings)})"
    printer = machine.printer(settings)
    outcome = printer.print(page)
    if outcome.status.condition is Condition.CANNOT_TELL:
        sentence = "handed over; nobody says whether it came out"
        return Finding(Part.TEST_PAGE, Verdict.NONE, "cannot_tell", name, sentence, "look")
    check = of_printer(outcome.status, printer.why(), name, Part.TEST_PAGE)
    if isinstance(outcome, Printed):
        return replace(check, sentence=f"the printer says that it is out; {check.said}")
    begun = "; a part of it may be on paper" if outcome.begun else ""
    return replace(check, sentence=f"{check.said}{begun}")
