"""An officer's work: the digits or the number of the booking, then the user, then the secret.

Touched here: ``key.KEY`` for every key of the boards, ``account.next``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from kiosk.staff_account_client import CounterBooking, DigitsTaken
from ui.entry.rules import Rules, ascii_signs, digits
from ui.places.staff import OfficerWork, StaffAccount, StaffOfficerDone, StaffPayment
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.screens.staff.staff_reprint import DIGITS as NUMBER_DIGITS
from ui.widgets.icons import Icon
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage


class Asked(Enum):
    """What is typed; the wording is ``maintenance.account.VALUE``."""

    DIGITS = "digits"
    NUMBER = "number"
    USER = "user"
    SECRET = "secret"  # noqa: S105 (a question, no password)


#: How much is typed: as the service takes it (``docs/openapi.json``, ``DrawDigits``, ``SignIn``).
_RULES: Final[dict[Asked, Rules]] = {
    Asked.DIGITS: digits(6, 64),
    Asked.NUMBER: digits(1, NUMBER_DIGITS),
    Asked.USER: ascii_signs(2, 32),
    Asked.SECRET: ascii_signs(1, 100, hidden=True),
}


class StaffAccountScreen(StaffScreen):
    """The secret is kept by this screen alone, and forgotten as soon as it is sent."""

    def __init__(self, stage: Stage, place: StaffAccount, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self._account = place
        self._asked = _asked(place)
        self._rules = _RULES[self._asked]
        title = words.text(f"maintenance.account.{self._asked.value}")
        self.head(title)
        self.desk = Desk(self.theme, words, title, self._rules)
        self.desk.stand_on(self)
        last = self._asked is Asked.SECRET
        text = words.text("maintenance.account.sign_in" if last else "entry.next")
        self._next = self.action("account.next", text, icon=Icon.LOCK if last else Icon.FORWARD)
        self._next.clicked.connect(self._go_on)
        self.desk.changed.connect(self._typed)
        self._typed("")

    def _typed(self, typed: str) -> None:
        why = self.words.text("maintenance.account.too_short")
        self._next.allow(when=len(typed) >= self._rules.least, otherwise=why)

    def _go_on(self) -> None:
        typed, place = self.desk.typed, self._account
        match self._asked:
            case Asked.DIGITS:
                self.stage.go(replace(place, about=typed))
            case Asked.NUMBER:
                self.stage.go(replace(place, about=f"R{typed:0>{NUMBER_DIGITS}}"))
            case Asked.USER:
                self.stage.go(replace(place, user=typed))
            case Asked.SECRET:
                self.desk.clear()
                self._sign_in(typed)

    def _sign_in(self, secret: str) -> None:
        place, officers = self._account, self.terminal.officers
        if place.draw is not None:
            digits_of = (place.user, secret, place.draw.id, place.about)
            self.do(Request(officers, "give_digits", digits_of), self._given, self.refuse)
        else:
            payment = (place.user, secret, place.about)
            self.do(Request(officers, "look_up", payment), self._found, self.refuse)

    def _given(self, taken: DigitsTaken) -> None:
        self.past_menu(StaffOfficerDone(taken.given, taken.needed))

    def _found(self, booking: CounterBooking) -> None:
        self.past_menu(StaffPayment(booking))


def _asked(place: StaffAccount) -> Asked:
    if not place.about:
        return Asked.DIGITS if place.work is OfficerWork.DIGITS else Asked.NUMBER
    return Asked.SECRET if place.user else Asked.USER


def previews() -> Iterator[Preview]:
    from ui.samples.officers import BOOKING, DRAW

    def typed(text: str) -> Callable[[Screen], None]:
        def prepare(screen: Screen) -> None:
            assert isinstance(screen, StaffAccountScreen)  # noqa: S101 (a preview of this screen)
            screen.desk.type(text)

        return prepare

    digits_of = StaffAccount(OfficerWork.DIGITS, DRAW)
    payment = StaffAccount(OfficerWork.PAYMENT)
    yield Preview("digits", digits_of)
    yield Preview("many_digits", digits_of, prepare=typed("316425" * 5))
    yield Preview("number", payment, prepare=typed("42"))
    user = replace(payment, about=BOOKING.number)
    yield Preview("user", user, prepare=typed("yamada"))
    yield Preview("secret", replace(user, user="yamada"), prepare=typed("matsu"))


SCREEN = StaffAccountScreen
