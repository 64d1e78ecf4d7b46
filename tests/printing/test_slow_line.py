"""Text on a slow line: in time for who waits, and its time is not the printer's."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from printing.drivers.conversation import Conversation
from printing.drivers.line import Timeouts
from printing.drivers.lines.network import NetworkLine
from printing.kanji import encode
from printing.models import GENERIC_80, QrCode
from printing.printer import NO_ANSWER, READY, NotPrinted, Printed
from printing.receipts.blocks import ReceiptKind
from printing.simulator import start
from printing.simulator.build import Build
from tests.printing.samples import SAMPLES
from tests.printing.test_kanji import bare
from ui.wording.words import PaperWords

BAUD = 2400
#: Less than a part of a receipt is on the line, and yet enough for a busy machine.
PATIENCE = 1.0


@pytest.mark.parametrize(
    ("baud", "outcome"), [(BAUD, Printed(READY)), (None, NotPrinted(NO_ANSWER, begun=True))]
)
def test_the_time_of_the_line_is_added_to_the_printers(baud, outcome):
    receipt = SAMPLES[ReceiptKind.CANCELLATION](PaperWords("ja"))
    parts = encode(receipt, replace(GENERIC_80, qr_code=QrCode.NATIVE))
    with start(build=Build(baud=BAUD)) as printer:
        line = NetworkLine(printer.host, printer.port, 1.0)
        with closing(line):
            timeouts = Timeouts(printed=PATIENCE, baud=baud)
            assert Conversation(line, timeouts, 203).print(parts) == outcome
        if baud is not None:
            assert bare(receipt.blocks[0].title) in bare(printer.texts[0])
