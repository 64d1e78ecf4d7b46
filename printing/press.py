"""From a receipt in the spool to paper: the one way on which receipts are printed."""

from __future__ import annotations

from printing.layout import draw
from printing.page import Page
from printing.printer import CANNOT_TELL, Printed, Printer, PrintOutcome
from printing.receipts.blocks import Receipt
from printing.spool import Spool, SpooledReceipt, SpoolState


def page(receipt: Receipt, printer: Printer) -> Page:
    """The receipt as this printer will print it, and as the screen shows it."""
    return Page(draw(receipt, printer.width_dots), receipt)


def print_kept(kept: SpooledReceipt, spool: Spool, printer: Printer) -> PrintOutcome:
    """Print a kept receipt; it leaves the spool only after the printer said that it is out, or
    after one that can never say so has been sent all of it (decision 0035).

    One that had begun to come out before is printed whole once more and says so. Trouble with the
    disk does not keep the resident from the paper. At worst the note that printing has begun is
    missing, or the receipt is still in the spool although it is out.
    """
    receipt = kept.receipt
    if kept.state is SpoolState.BEGUN:
        receipt = receipt.reprinted()
    drawn = page(receipt, printer)
    spool.begin(kept)
    outcome = printer.print(drawn)
    if isinstance(outcome, Printed) or (outcome.status == CANNOT_TELL and outcome.begun):
        spool.finish(kept)
    elif not outcome.begun:
        spool.keep(kept)
    return outcome
