"""Receipts of the running visit: made, shown, kept on disk, printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from threading import Lock
from typing import Final, TypeVar

from kiosk import events
from kiosk.booking_client import BookingClient
from kiosk.journeys.attention import is_over
from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.outcomes import Applied, PaperEnd, ReceiptView, Reserved
from kiosk.journeys.paper_ends import paper_end, trouble
from kiosk.journeys.receipt_values import ReceiptValues
from kiosk.journeys.writing import SESSION_ENDED, Committed
from kiosk.model import Application, Reservation
from kiosk.outcome import Refused
from kiosk.session import RunningSession, Visit
from printing.printer import Printed, PrintOutcome
from printing.receipts.application_list import application_list
from printing.receipts.blocks import Receipt, ReceiptKind
from printing.receipts.cancellation import cancellation
from printing.receipts.lists import ListValues
from printing.receipts.lottery_application import lottery_application
from printing.receipts.parts import Imprint
from printing.receipts.reservation import reservation
from printing.receipts.reservation_list import reservation_list
from printing.receipts.words import Words
from printing.remembering import RememberingPrinter
from printing.spool import NotKept, Spool, SpooledReceipt, SpoolState, begun

Found = TypeVar("Found", Application, Reservation)
Item = TypeVar("Item")

#: Of no use once their resident has gone: a new one says how things stand then.
_LISTS = (ReceiptKind.APPLICATION_LIST, ReceiptKind.RESERVATION_LIST)

#: The paper of what is in these states says that it was given up.
_GIVEN_UP: Final = ("cancelled", "waived")


@dataclass(slots=True)
class Made:
    """A receipt of the running visit, not necessarily on paper. ``kept``: as it is in the spool,
    or would be if the disk had taken it; it knows whether a part of it may be on paper."""

    kept: SpooledReceipt
    #: Whether the printer said that it is out.
    out: bool = False
    #: What waits in the spool of the same booking, and need not wait once this is out.
    instead_of: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptPress:
    """What receipts are made and printed with. ``words``: in the language on the screen now."""

    terminal: str
    printer: RememberingPrinter
    spool: Spool
    words: Callable[[], Words]
    now: Callable[[], datetime]
    #: One at a time, whoever asks for it.
    one_at_a_time: Lock = field(default_factory=Lock)


class VisitReceipts:
    """Implements ``kiosk.terminal.Receipts``, and makes the receipts of the other journeys."""

    def __init__(
        self,
        press: ReceiptPress,
        values: ReceiptValues,
        session: RunningSession,
        client: BookingClient,
    ) -> None:
        self._press = press
        self._values = values
        self._session = session
        self._client = client
        self._numbering = Lock()
        # Not the running numbers: a full disk gives none, and no receipt may pass for another.
        self._ids = count(1)
        self._printing = press.one_at_a_time
        #: What was made last for anybody to take along, by its id. It says nothing of anybody.
        self._handout: tuple[str, Made] | None = None
        #: The lists in the spool, with whose they are.
        self._lists: dict[int, Visit] = {}

    def of_application(self, committed: Committed, application: Application) -> Applied:
        """What is shown after applying, or after an application or a win was given up."""
        imprint = self._imprint()
        words = self._press.words()
        if committed.kind is DeedKind.APPLY:
            receipt = lottery_application(
                self._values.lottery_application(application, imprint), words
            )
        else:
            receipt = cancellation(self._values.cancellation(application, imprint), words)
        made, url = self._new(imprint, receipt), application.status_url
        view = self._show(committed.visit, made, url, application.number)
        return Applied(application, view, committed.key)

    def of_reservation(self, committed: Committed, booked: Reservation) -> Reserved:
        """What is shown after reserving, claiming a win, or cancelling a reservation."""
        imprint = self._imprint()
        words = self._press.words()
        if committed.kind is DeedKind.CANCEL_RESERVATION:
            receipt = cancellation(self._values.cancellation(booked, imprint), words)
        else:
            receipt = reservation(self._values.reservation(booked, imprint), words)
        made = self._new(imprint, receipt)
        view = self._show(committed.visit, made, booked.status_url, booked.number)
        return Reserved(booked, view, committed.key)

    def list_applications(self) -> ReceiptView | Refused:
        """The list of the applications that are not over, asked for now: those on the screen."""
        return self._list(
            self._client.applications, self._values.application_item, application_list
        )

    def list_reservations(self) -> ReceiptView | Refused:
        """The list of the reservations that are not over, asked for now: those on the screen."""
        return self._list(
            self._client.reservations, self._values.reservation_item, reservation_list
        )

    def of_booking(self, booking: Application | Reservation) -> ReceiptView | Refused:
        """The receipt of something the resident has, made anew.

        One that is still on its way to paper in this visit is shown as it is: never two of them.
        """
        visit, _ = self._who()
        if visit is None:
            return SESSION_ENDED
        url = booking.status_url
        before = visit.kept(_about(booking.number))
        made = visit.kept(before) if isinstance(before, str) else None
        if isinstance(before, str) and isinstance(made, Made) and not made.out:
            return self._view(before, made.kept.receipt, url)
        imprint, words = self._imprint(), self._press.words()
        if booking.state in _GIVEN_UP:
            values = self._values.cancellation(booking, imprint, just_now=False)
            receipt = cancellation(values, words)
        elif isinstance(booking, Application):
            receipt = lottery_application(self._values.lottery_application(booking, imprint), words)
        else:
            receipt = reservation(self._values.reservation(booking, imprint), words)
        waiting = self._press.spool.of_booking((receipt.kind,), booking.number)
        if not waiting or any(one.state is SpoolState.BEGUN for one in waiting):
            receipt = receipt.reprinted()
        made = self._new(imprint, receipt)
        made.instead_of = tuple(one.number for one in waiting)
        return self._show(visit, made, url, booking.number)

    def hand_out(self, lay_out: Callable[[Imprint, Words], Receipt]) -> ReceiptView:
        """Something that anybody may take, logged in or not; it stays until the next is made."""
        imprint = self._imprint()
        made = self._new(imprint, lay_out(imprint, self._press.words()))
        receipt_id = f"handout-{next(self._ids)}"
        self._handout = (receipt_id, made)
        return self._view(receipt_id, made.kept.receipt, None)

    def trouble(self) -> PaperEnd | None:
        """What keeps the printer from printing, asked of it now."""
        return trouble(self._press.printer.status())

    def in_trouble(self) -> bool:
        """Whether it could not print when it was last asked."""
        last = self._press.printer.last
        return last is not None and not last.can_print

    def print(self, receipt_id: str) -> PaperEnd:
        """Print a receipt of the running visit, or what anybody may take; one at a time.

        A receipt of nobody, or of a visit that has ended, is not printed: ``NOT_CONFIRMED``.
        """
        if self._handout is not None and self._handout[0] == receipt_id:
            return self._print_handout(self._handout[1])
        visit, _ = self._who()
        made = visit.kept(receipt_id) if visit is not None else None
        if visit is None or not isinstance(made, Made):
            return PaperEnd.NOT_CONFIRMED
        with self._printing:
            end = paper_end(self._put_on_paper(made, visit))
        if not visit.open:  # left meanwhile: nobody comes back for a list
            self.forget_lists()
        return _told(end)

    def _print_handout(self, made: Made) -> PaperEnd:
        """Past the spool: whoever wants it once more touches once more."""
        from printing.press import page

        with self._printing:
            outcome = self._press.printer.print(page(made.kept.receipt, self._press.printer))
            return _told(paper_end(outcome))

    def forget_lists(self) -> None:
        """Take the lists of visits that have ended off the disk. Waits for a running print."""
        with self._printing:
            for number, visit in list(self._lists.items()):
                if not visit.open and self._press.spool.discard(number):
                    del self._lists[number]

    def _put_on_paper(self, made: Made, visit: Visit) -> PrintOutcome:
        """A full disk does not keep the resident from the paper."""
        from printing.press import print_kept

        press, kept = self._press, made.kept
        press.spool.keep(kept)
        if kept.receipt.kind in _LISTS:
            self._lists[kept.number] = visit
        outcome = print_kept(kept, press.spool, press.printer)
        if isinstance(outcome, Printed) or outcome.begun:
            made.kept = begun(kept)
        if isinstance(outcome, Printed):
            made.out = True
            self._lists.pop(kept.number, None)
            for number in made.instead_of:
                press.spool.discard(number)
        return outcome

    def _list(
        self,
        ask: Callable[[str], tuple[Found, ...] | Refused],
        item: Callable[[Found], Item],
        lay_out: Callable[[ListValues[Item], Words], Receipt],
    ) -> ReceiptView | Refused:
        visit, token = self._who()
        if visit is None or token is None:
            return SESSION_ENDED
        found = ask(token)
        if isinstance(found, Refused):
            return found
        imprint = self._imprint()
        ahead = sorted(
            (one for one in found if not is_over(one, imprint.printed_at)),
            key=lambda one: one.from_,
        )
        values = ListValues(
            city=self._values.city_name(),
            items=tuple(item(one) for one in ahead),
            as_of=imprint.printed_at,
            imprint=imprint,
        )
        made = self._new(imprint, lay_out(values, self._press.words()))
        return self._show(visit, made, None, "")

    def _show(self, visit: Visit, made: Made, status_url: str | None, booking: str) -> ReceiptView:
        """``booking``: the number of what it is about; empty for a list."""
        receipt_id = f"receipt-{next(self._ids)}"
        visit.keep(receipt_id, made)
        if booking:
            visit.keep(_about(booking), receipt_id)
        return self._view(receipt_id, made.kept.receipt, status_url)

    def _new(self, imprint: Imprint, receipt: Receipt) -> Made:
        return Made(self._press.spool.new(imprint.running_number, receipt))

    def _view(self, receipt_id: str, receipt: Receipt, status_url: str | None) -> ReceiptView:
        from printing.press import page

        return ReceiptView(receipt_id, page(receipt, self._press.printer).png(), status_url)

    def _imprint(self) -> Imprint:
        with self._numbering:
            number = self._press.spool.next_number()
        # With a full disk the number cannot be counted on; zero says so on the paper.
        running_number = 0 if isinstance(number, NotKept) else number
        return Imprint(self._press.terminal, running_number, self._press.now())

    def _who(self) -> tuple[Visit | None, str | None]:
        visit = self._session.visit
        return visit, visit.token if visit is not None else None


def _about(number: str) -> str:
    """What a visit keeps the id of a booking's last receipt as."""
    return f"receipt of {number}"


def _told(end: PaperEnd) -> PaperEnd:
    outcome = events.Outcome.OK if end.is_out else events.Outcome.FAILED
    events.say(events.RECEIPT_PRINTED, outcome, end.value)
    return end
