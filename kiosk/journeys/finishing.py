"""The end of a write as its screen shows it: the booking with its receipt."""

from __future__ import annotations

from kiosk.booking_client import BookingClient, unclear
from kiosk.journeys.receipts import VisitReceipts
from kiosk.journeys.writing import Committed, WriteKind
from kiosk.model import Application, Reservation
from kiosk.outcome import Refused
from kiosk.terminal import Applied, Reserved


class Finishing:
    """Turns what was committed into what is shown."""

    def __init__(self, receipts: VisitReceipts, client: BookingClient) -> None:
        self._receipts = receipts
        self._client = client

    def application(self, committed: Committed | Refused) -> Applied | Refused:
        """For writes that end as an application: applying, cancelling one, waiving a win."""
        end = self.finish(committed)
        return end if isinstance(end, Applied | Refused) else Refused("service_answer_wrong")

    def reservation(self, committed: Committed | Refused) -> Reserved | Refused:
        """For writes that end as a reservation: reserving, cancelling one, claiming a win."""
        end = self.finish(committed)
        return end if isinstance(end, Reserved | Refused) else Refused("service_answer_wrong")

    def finish(self, committed: Committed | Refused) -> Applied | Reserved | Refused:
        """Make the receipt of what was committed; a refusal stays one."""
        if isinstance(committed, Refused):
            return committed
        match committed.booking:
            case Reservation() as reservation:
                return self._receipts.of_reservation(committed, reservation)
            case Application() as application if committed.kind is WriteKind.CLAIM:
                return self._claimed(committed, application)
            case Application() as application:
                return self._receipts.of_application(committed, application)

    def _claimed(self, committed: Committed, application: Application) -> Reserved | Refused:
        """A claimed win is shown as the reservation it became, which must be asked for.

        If that fails the claim holds all the same: it is ``answer_unclear``, and asking again by
        its key comes back here.
        """
        token = committed.visit.token
        if token is None:
            return unclear(committed.key)
        found = self._client.reservations(token)
        if isinstance(found, Refused):
            return unclear(committed.key)
        for reservation in found:
            if reservation.id == application.reservation_id:
                return self._receipts.of_reservation(committed, reservation)
        return unclear(committed.key)
