"""The end of a write as its screen shows it: a booking comes with its receipt."""

from __future__ import annotations

from kiosk.booking_client import BookingClient, unclear
from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.outcomes import AccountGone, Applied, CardLost, Outcome, Reserved
from kiosk.journeys.receipts import VisitReceipts
from kiosk.journeys.writing import Committed
from kiosk.model import Application, Reservation
from kiosk.outcome import Refused
from kiosk.people_model import AccountDeleted, Card


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

    def card(self, committed: Committed | Refused) -> CardLost | Refused:
        """For reporting a card lost."""
        end = self.finish(committed)
        return end if isinstance(end, CardLost | Refused) else Refused("service_answer_wrong")

    def account(self, committed: Committed | Refused) -> AccountGone | Refused:
        """For deleting the account."""
        end = self.finish(committed)
        return end if isinstance(end, AccountGone | Refused) else Refused("service_answer_wrong")

    def finish(self, committed: Committed | Refused) -> Outcome | Refused:
        """What was committed as its screen shows it; a refusal stays one."""
        if isinstance(committed, Refused):
            return committed
        match committed.done:
            case Reservation() as reservation:
                return self._receipts.of_reservation(committed, reservation)
            case Application() as application if committed.kind is DeedKind.CLAIM:
                return self._claimed(committed, application)
            case Application() as application:
                return self._receipts.of_application(committed, application)
            case Card() as card:
                return CardLost(card, committed.key)
            case AccountDeleted():
                return AccountGone(committed.key)

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
