"""The scripted resident's day: every step of the main job, with a picture and a line for each.

It stands on the glass of a real kiosk at a real service; only the fingers are scripted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kiosk.availability import Now
from kiosk.line import LineState
from ui.dock.lobby import Lobby, SampleResident
from ui.dock.scripted_resident import GaveUpError, ScriptedResident
from ui.window import KioskWindow

Say = Callable[[str], None]

_FACILITY = "facility.shiroi-ekimae"
_ROOM = "room.shiroi-ekimae-training-2"
_HOURS = 2
_PEOPLE = "12"
#: How many days of a month are tried before the walk says that nothing is free.
_DAYS_TRIED = 31


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the resident wants: in which month, and what can be done with it."""

    month: date
    doing: Now


class ScriptedWalk:
    """Walks once. Pictures go to ``out`` under the names of the screens."""

    def __init__(self, window: KioskWindow, lobby: Lobby, out: Path, say: Say) -> None:
        self._resident = ScriptedResident(window)
        self._lobby = lobby
        self._out = out
        self._say = say
        self._pictures = 0
        #: Every visit begins in the first language; the walk chooses its own again.
        self._language = window.words.language
        out.mkdir(parents=True, exist_ok=True)

    def walk(self) -> None:
        """Lottery, result and claim, reserving, cancelling, no paper, line down. In this order."""
        group = self._lobby.residents[0]
        self._resident.wait_until(lambda: self._resident.window.knows_city, "the first sync")
        self._step("start", "The kiosk waits for somebody")
        self._look_up(_Wish(self._month(2), Now.LOTTERY))
        self._commit(group, "apply")
        self._step("receipt_taken", "The application is made; its receipt is printed")
        self._see_applications()
        self._leave()

        self._lobby.move_clock("result_day")
        self._say(f"     the service's clock moves to {self._lobby.service_time():%Y-%m-%d %H:%M}")
        self._log_in(group)
        self._claim(group)
        self._step("receipt_taken", "The win is claimed: a provisional booking with its deadline")
        self._to_menu()

        self._lobby.set_printer("no_paper")
        self._resident.tap("menu.reserve")
        self._look_up(_Wish(self._month(1), Now.RESERVE), from_start=False)
        self._commit(group, "reserve")
        self._step(
            "receipt_taken", "A room is reserved; the printer has no paper, the screen says so"
        )
        self._lobby.set_printer("ready")
        self._print_again()
        self._to_menu()
        self._cancel(group)
        self._step("receipt_taken", "The reservation is cancelled")
        self._leave()

        self._lobby.cut_line()
        self._look_without_a_line()
        self._lobby.restore_line()
        self._save_receipts()

    # -- parts of the walk ----------------------------------------------------------------------

    def _look_up(self, wish: _Wish, *, from_start: bool = True) -> None:
        resident = self._resident
        if from_start:
            resident.tap("start.look")
        self._step("look", "The ways to look for a room")
        resident.tap("look.facilities")
        self._step("facilities", "All facilities")
        resident.tap(_FACILITY)
        self._step("rooms", "The rooms of one facility")
        resident.tap(_ROOM)
        self._step("month", "A room's month, each day with what can be done")
        self._pick_a_day(wish)
        self._step("day", "A day's hours; two adjoining ones are chosen")
        resident.tap("day.apply" if wish.doing is Now.LOTTERY else "day.reserve")

    def _pick_a_day(self, wish: _Wish) -> None:
        resident = self._resident
        for ahead in range(_DAYS_TRIED):
            day = wish.month + timedelta(days=ahead)
            name = f"month.{day.isoformat()}"
            while not resident.can_tap(name):
                resident.tap("month.next")
                resident.wait_for("month")
            resident.tap(name)
            resident.wait_for("day")
            if resident.pick_slots(_HOURS) is wish.doing:
                return
            resident.tap("back")
            resident.wait_for("month")
        raise GaveUpError(f"no {wish.doing.value} in {wish.month:%Y-%m}")

    def _commit(self, group: SampleResident, verb: str) -> None:
        resident = self._resident
        if resident.wait_for("log_in_number", "purpose") == "log_in_number":
            self._step("log_in_number", "Who is it? A card, or the number on it")
            self._lobby.show_card(group.number)
            resident.wait_for("log_in_secret")
            resident.type_on_keypad(group.secret)
            self._step("log_in_secret", "The secret shows as dots")
            resident.tap("secret.next")
        self._step("purpose", "What for?")
        resident.tap("purpose.meeting")
        self._step("people", "How many people?")
        resident.tap(f"people.{_PEOPLE}")
        self._step("confirm", "Everything once more, with the fee")
        resident.tap(f"confirm.{verb}")
        self._secret_again(group)

    def _secret_again(self, group: SampleResident) -> None:
        resident = self._resident
        resident.wait_for("secret_again")
        resident.type_on_keypad(group.secret)
        self._step("secret_again", "The secret again before it counts")
        resident.tap("secret.commit")
        resident.wait_for("receipt_taken")

    def _log_in(self, group: SampleResident) -> None:
        resident = self._resident
        resident.tap("start.log_in")
        resident.wait_for("log_in_number")
        resident.type_on_keypad(group.number)
        self._step("log_in_number", "This time the number is typed")
        resident.tap("number.next")
        resident.wait_for("log_in_secret")
        resident.type_on_keypad(group.secret)
        resident.tap("secret.next")
        self._step("menu", "What a registrant can do")

    def _see_applications(self) -> None:
        self._to_menu()
        self._resident.tap("menu.applications")
        self._step("my_applications", "My applications")
        self._resident.tap("list.print")
        self._step("receipt_taken", "The list, printed")

    def _claim(self, group: SampleResident) -> None:
        resident = self._resident
        resident.tap("menu.applications")
        self._step("my_applications", "The draw has been held")
        self._open_first("application.")
        self._step("application", "A win, to be claimed by the 25th")
        resident.tap("application.claim")
        if resident.wait_for("sure", "secret_again") == "sure":
            resident.tap("sure.yes")
        self._secret_again(group)

    def _cancel(self, group: SampleResident) -> None:
        resident = self._resident
        resident.tap("menu.reservations")
        self._step("my_reservations", "My reservations")
        self._open_first("reservation.")
        self._step("reservation", "One reservation, with what can be done")
        resident.tap("reservation.cancel")
        self._step("sure", "Asked once more")
        resident.tap("sure.yes")
        self._secret_again(group)

    def _print_again(self) -> None:
        resident = self._resident
        before = len(self._lobby.receipt_pictures())
        resident.tap("receipt.print_again")
        resident.wait_until(
            lambda: len(self._lobby.receipt_pictures()) > before, "the receipt on paper"
        )
        self._step("receipt_taken", "Paper is back: the same receipt comes out")

    def _look_without_a_line(self) -> None:
        resident = self._resident
        resident.wait_until(
            lambda: resident.window.stage.around.terminal.line() is LineState.DOWN,
            "the end of the line",
        )
        resident.tap("start.look")
        resident.wait_for("look")
        resident.tap(_FACILITY)
        resident.wait_for("rooms")
        resident.tap(_ROOM)
        self._step("month", "The line is down; the calendar stays, with the time it is from")

    def _to_menu(self) -> None:
        self._resident.tap("receipt.menu")
        self._resident.wait_for("menu")

    def _leave(self) -> None:
        self._resident.wait_for("menu", "receipt_taken")
        self._resident.tap("stop")
        self._step("ended", "Good-bye; nothing of the resident is left")
        self._resident.tap("ended.start")
        self._resident.wait_for("start")
        if self._resident.window.words.language != self._language:
            self._resident.tap(f"language.{self._language}")
            self._resident.wait_for("start")

    def _open_first(self, prefix: str) -> None:
        names = self._resident.names_beginning(prefix)
        digits = [name for name in names if name[len(prefix) :][1:].isdigit()]
        self._resident.tap(digits[0])

    # -- pictures and lines ---------------------------------------------------------------------

    def _month(self, ahead: int) -> date:
        """The first day of the month so many months on."""
        first = self._lobby.service_time().date().replace(day=1)
        for _ in range(ahead):
            first = (first + timedelta(days=31)).replace(day=1)
        return first

    def _step(self, screen: str, line: str) -> None:
        self._resident.wait_for(screen)
        if screen == "receipt_taken":
            self._resident.wait_for_paper()
        self._pictures += 1
        name = f"{self._pictures:02}-{screen}.png"
        self._resident.window.grab().save(str(self._out / name))
        self._say(f"{self._pictures:>3}. {line}  ({name})")

    def _save_receipts(self) -> None:
        for number, picture in enumerate(self._lobby.receipt_pictures(), start=1):
            (self._out / f"receipt-{number:02}.png").write_bytes(picture)
        self._say(f"     {len(self._lobby.receipt_pictures())} receipts came out of the printer")
