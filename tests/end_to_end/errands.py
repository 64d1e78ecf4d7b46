"""What somebody comes to the kiosk for, screen by screen.

An errand knows what to do on each screen on its way. It can be followed from wherever it stands:
after a cut line the resident comes back to a screen and does again what belongs there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from booking_service.clock import TOKYO
from kiosk.journeys.deed_kind import DeedKind
from tests.end_to_end.people import CHOIR, Person
from ui.dock.scripted_resident import ScriptedResident

#: In the lottery's days for January, with December open to first-comers.
NOW = datetime(2026, 11, 10, 10, 0, tzinfo=TOKYO)
#: The first of the days on which wins are claimed.
RESULT_DAY = datetime(2026, 11, 18, 9, 0, tzinfo=TOKYO)
#: Wins that nobody claimed are gone.
LAPSE_DAY = datetime(2026, 11, 26, 9, 0, tzinfo=TOKYO)


@dataclass(frozen=True, slots=True)
class Wish:
    """A run of hours in a room. ``first_slot`` counts from 0, which is 09:00."""

    day: date
    first_slot: int = 1
    slot_count: int = 2
    facility: str = "nishishiroi-fukugo"
    room: str = "nishishiroi-fukugo-craft"
    purpose: str = "crafts"
    people: int = 12
    #: Which of several alike parts of the room, ``any`` or its id; empty where it has none.
    unit: str = ""

    def body(self) -> dict[str, Any]:
        """The same as the service is asked for it."""
        return {
            "room_id": self.room,
            "date": self.day.isoformat(),
            "first_slot": self.first_slot,
            "slot_count": self.slot_count,
            "purpose_id": self.purpose,
            "people": self.people,
        }


#: Two adjoining hours that can be reserved at ``NOW``, and two to apply for; 350 yen an hour.
FREE = Wish(date(2026, 12, 3))
DRAWN = Wish(date(2027, 1, 14))

#: The screens of looking something up and committing to it, in order.
LOOKING = ("start", "look", "facilities", "rooms", "month", "day")
LOGGING_IN = ("log_in_number", "log_in_secret")
COMMITTING = ("purpose", "people", "confirm", "secret_again")


@dataclass(frozen=True, slots=True)
class Booking:
    """Look something up without a log-in, then apply for it or reserve it."""

    kind: DeedKind
    wish: Wish
    who: Person = CHOIR

    @property
    def steps(self) -> tuple[str, ...]:
        """A part of the room is asked for where it has several; a purpose where there is more
        than one."""
        asked = ("unit", *COMMITTING) if self.wish.unit else COMMITTING
        return (*LOOKING, *LOGGING_IN, *asked)

    def act(self, glass: ScriptedResident, screen: str) -> None:
        wish = self.wish
        match screen:
            case "start":
                glass.tap("start.look")
            case "look":
                glass.tap("look.facilities")
            case "facilities":
                glass.tap(f"facility.{wish.facility}")
            case "rooms":
                glass.tap(f"room.{wish.room}")
            case "month":
                _turn_to(glass, wish.day)
                glass.tap(f"month.{wish.day.isoformat()}")
            case "day":
                glass.tap(f"slot.{wish.first_slot}")
                if wish.slot_count > 1:
                    glass.tap(f"slot.{wish.first_slot + wish.slot_count - 1}")
                glass.tap(f"day.{self.kind.value}")
            case "unit":
                glass.tap(f"unit.{wish.unit}")
            case "purpose":
                glass.tap(f"purpose.{wish.purpose}")
            case "people":
                glass.tap(f"people.{wish.people}")
            case "confirm":
                glass.tap(f"confirm.{self.kind.value}")
            case _:
                _identify(glass, screen, self.who)


@dataclass(frozen=True, slots=True)
class Decision:
    """Log in first, then decide about the first thing in a list of one's own."""

    kind: DeedKind
    who: Person = CHOIR

    @property
    def _about(self) -> str:
        reservation = self.kind is DeedKind.CANCEL_RESERVATION
        return "reservation" if reservation else "application"

    @property
    def steps(self) -> tuple[str, ...]:
        about = self._about
        return ("start", *LOGGING_IN, "menu", f"my_{about}s", about, "sure", "secret_again")

    def act(self, glass: ScriptedResident, screen: str) -> None:
        about = self._about
        verb = self.kind.value.partition("_")[0]
        if screen == "start":
            glass.tap("start.log_in")
        elif screen == "menu":
            glass.tap(f"menu.{about}s")
        elif screen == f"my_{about}s":
            glass.tap(glass.names_beginning(f"{about}.")[0])
        elif screen == about:
            glass.tap(f"{about}.{verb}")
        elif screen == "sure":
            glass.tap("sure.yes")
        else:
            _identify(glass, screen, self.who)


@dataclass(frozen=True, slots=True)
class LogIn:
    """Log in by the number and the secret, and stand at the menu."""

    who: Person = CHOIR
    steps = ("start", *LOGGING_IN)

    def act(self, glass: ScriptedResident, screen: str) -> None:
        if screen == "start":
            glass.tap("start.log_in")
        else:
            _identify(glass, screen, self.who)


Errand = Booking | Decision | LogIn

RESERVE = Booking(DeedKind.RESERVE, FREE)
APPLY = Booking(DeedKind.APPLY, DRAWN)
CANCEL_APPLICATION = Decision(DeedKind.CANCEL_APPLICATION)
CLAIM = Decision(DeedKind.CLAIM)
WAIVE = Decision(DeedKind.WAIVE)
CANCEL_RESERVATION = Decision(DeedKind.CANCEL_RESERVATION)


def _identify(glass: ScriptedResident, screen: str, who: Person) -> None:
    match screen:
        case "log_in_number":
            glass.type_on_keypad(who.number)
            glass.tap("number.next")
        case "log_in_secret":
            glass.type_on_keypad(who.secret)
            glass.tap("secret.next")
        case "secret_again":
            glass.type_on_keypad(who.secret)
            glass.tap("secret.commit")
        case _:
            raise AssertionError(f"nothing to do on the screen {screen!r}")


def _turn_to(glass: ScriptedResident, day: date) -> None:
    while not glass.can_tap(f"month.{day.isoformat()}"):
        glass.tap("month.next")
        glass.wait_for("month")
