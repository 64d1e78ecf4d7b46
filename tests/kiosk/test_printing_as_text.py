"""What the settings make of a slow printer: text, its missing characters, other languages."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kiosk import devices
from kiosk.settings import PrinterSettings
from printing.models import GENERIC_80, Kanji
from printing.press import page
from printing.printer import READY, Printed
from printing.receipts.blocks import Heading, Receipt, ReceiptKind, Strong
from printing.simulator import start
from tests.kiosk.test_events import Heard

SLOW = PrinterSettings(kind="serial", baud=9600)
IN_JAPANESE = replace(SLOW, foreign="japanese")


def test_a_character_that_the_printer_lacks_is_printed_as_a_geta_and_logged_once():
    receipt = Receipt(ReceiptKind.HANDOUT, (Heading("白井市", "控え"), Strong("髙﨑会館 髙")))
    with start() as simulator, Heard() as heard:
        printer = devices.printer(
            PrinterSettings(
                kind="network", host=simulator.host, port=simulator.port, layout="kanji"
            )
        )
        assert printer.print(page(receipt, printer)) == Printed(READY)
        assert "〓〓会館 〓" in simulator.texts[0]
    (line,) = heard.lines
    assert (line["event"], line["reason"]) == ("receipt.characters_missing", "u9ad9_ufa11")
    assert "会館" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize(
    ("settings", "languages"),
    [
        (IN_JAPANESE, {"zh-Hans", "ko"}),
        (replace(IN_JAPANESE, baud=115_200), set()),
        (replace(IN_JAPANESE, layout="raster"), set()),
        (replace(IN_JAPANESE, kind="network", layout="kanji"), {"zh-Hans", "ko"}),
        (replace(IN_JAPANESE, model=replace(GENERIC_80, kanji=Kanji.NONE)), set()),
        (SLOW, set()),
    ],
)
def test_which_languages_are_made_in_japanese_with_english(settings, languages):
    every = ("ja", "ja-easy", "en", "zh-Hans", "ko")
    assert {one for one in every if devices.made_in_japanese(settings, one)} == languages
