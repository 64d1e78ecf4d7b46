"""Any order of booking, cancelling, cuts, leaving and restarts, against a small model.

The model is a dictionary of hours; the kiosk, its line and its outbox are real, and so is the
service. After every step the service holds what the model holds, no more and no less.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kiosk.demo.line import Moment
from kiosk.journeys.outcomes import Reserved
from kiosk.model import Choice
from kiosk.outcome import Refused
from tests.end_to_end.errands import FREE
from tests.end_to_end.people import CHOIR, PAINTERS
from tests.end_to_end.walk import core_of, lobby_like, outbox_rows
from tests.end_to_end.witness import Witness

HOURS = st.integers(0, 3)
SENDING = b"POST /v1/reservations "


@dataclass(frozen=True, slots=True)
class Unclear:
    """A write whose answer never came."""

    hour: int
    arrived: bool


class KioskInALobby(RuleBasedStateMachine):
    """One resident at a kiosk, another one elsewhere, and four hours of one day."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.ours: set[int] = set()
        self.theirs: set[int] = set()
        self.unclear: dict[str, Unclear] = {}
        self.line_up = True
        self.logged_in = False
        self._closing = ExitStack()

    @initialize()
    def open_the_doors(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="machine-"))
        self._closing.callback(shutil.rmtree, folder)
        self.lobby = self._closing.enter_context(lobby_like(self.template, folder))
        self.witness = Witness(self.lobby.running)
        self.credential = self.lobby.credential()
        self.kiosk = core_of(self.lobby, self.credential)
        self._closing.callback(self._switch_off)
        self.log_in()

    # -- what residents do ----------------------------------------------------------------------

    @precondition(lambda self: self.line_up and not self.logged_in)
    @rule()
    def log_in(self) -> None:
        end = self.kiosk.terminal.logging_in.log_in(CHOIR.number, CHOIR.secret)
        assert not isinstance(end, Refused)
        self.logged_in = True

    @precondition(lambda self: self.logged_in)
    @rule(hour=HOURS)
    def reserve(self, hour: int) -> None:
        end = self.kiosk.terminal.reserving.reserve(choice(hour), CHOIR.secret)
        if not self.line_up:
            assert end == Refused("line_down")
        elif hour in self.ours | self.theirs:
            assert isinstance(end, Refused)
            assert end.code == "slot_taken"
        else:
            assert isinstance(end, Reserved)
            self.ours.add(hour)

    @precondition(lambda self: self.logged_in and self.line_up)
    @rule(hour=HOURS, moment=st.sampled_from(Moment), mended=st.booleans())
    def reserve_while_the_line_is_cut(self, hour: int, moment: Moment, mended: bool) -> None:
        self.lobby.line.cut_at(SENDING, moment)
        end = self.kiosk.terminal.reserving.reserve(choice(hour), CHOIR.secret)
        assert isinstance(end, Refused)
        assert end.code == "answer_unclear"
        self.line_up = False
        arrived = moment is Moment.BEFORE_ANSWER
        self.unclear[str(end.details["key"])] = Unclear(hour, arrived)
        if arrived and hour not in self.theirs:
            self.ours.add(hour)
        if mended:
            self.mend_the_line()

    @precondition(lambda self: self.logged_in and self.line_up and self.unclear)
    @rule()
    def wait_for_the_answers(self) -> None:
        """What arrived is told; what did not is sent again, and may come too late."""
        for key, write in self.unclear.items():
            end = self.kiosk.terminal.open_writes.settle(key)
            assert not isinstance(end, Refused) or end.code == "slot_taken"
            if not write.arrived and write.hour not in self.ours | self.theirs:
                assert isinstance(end, Reserved)
                self.ours.add(write.hour)
        self.unclear.clear()

    @precondition(lambda self: self.logged_in)
    @rule(hour=HOURS)
    def cancel(self, hour: int) -> None:
        for booked in self.witness.reservations(CHOIR):
            if booked["state"] == "provisional" and booked["first_slot"] == hour:
                mine = self.kiosk.terminal.my_bookings
                end = mine.cancel_reservation(booked["id"], CHOIR.secret)
                if self.line_up:
                    assert isinstance(end, Reserved)
                    self.ours.remove(hour)
                else:
                    assert end == Refused("line_down")

    @rule(hour=HOURS)
    def somebody_else_reserves(self, hour: int) -> None:
        answer = self.witness.book(PAINTERS, FREE.body() | {"first_slot": hour, "slot_count": 1})
        assert answer.status_code == (409 if hour in self.ours | self.theirs else 201)
        if hour not in self.ours:
            self.theirs.add(hour)

    @precondition(lambda self: self.logged_in)
    @rule()
    def leave(self) -> None:
        self.kiosk.session.end()
        self.logged_in = False
        self._kiosk_looks_after_it()

    # -- what happens to the kiosk --------------------------------------------------------------

    @precondition(lambda self: self.line_up)
    @rule()
    def cut_the_line(self) -> None:
        self.lobby.cut_line()
        self.line_up = False

    @precondition(lambda self: not self.line_up)
    @rule()
    def mend_the_line(self) -> None:
        self.lobby.restore_line()
        self.line_up = True
        self._kiosk_looks_after_it()

    @rule()
    def restart_the_kiosk(self) -> None:
        self.kiosk.stop()
        self.kiosk = core_of(self.lobby, self.credential)
        self.logged_in = False
        self._kiosk_looks_after_it()

    def _switch_off(self) -> None:
        self.kiosk.stop()

    def _kiosk_looks_after_it(self) -> None:
        """A step of the background work; it settles what is left over, if it can ask."""
        self.kiosk.settling.step()
        if self.line_up and not self.logged_in:
            self.unclear.clear()

    # -- what must hold -------------------------------------------------------------------------

    @invariant()
    def the_service_holds_what_the_model_holds(self) -> None:
        if hasattr(self, "witness"):
            held = self.witness.reservations(CHOIR)
            hours = [one["first_slot"] for one in held if one["state"] == "provisional"]
            assert sorted(hours) == sorted(self.ours)

    @invariant()
    def the_outbox_knows_every_open_write_and_no_other(self) -> None:
        if hasattr(self, "lobby"):
            rows = outbox_rows(self.lobby.folder / "cache")
            still_open = {row.key for row in rows if row.state in ("made", "sent")}
            assert still_open == self.unclear.keys()

    def teardown(self) -> None:
        self._closing.close()


def choice(hour: int) -> Choice:
    return Choice(
        room_id=FREE.room,
        date=FREE.day,
        first_slot=hour,
        slot_count=1,
        purpose_id=FREE.purpose,
        people=FREE.people,
    )


def run(template: Path, how: settings) -> None:
    KioskInALobby.template = template
    run_state_machine_as_test(KioskInALobby, settings=how)


def test_a_kiosk_and_its_service_agree(template: Path) -> None:
    # What breaks is told as it was found: each try takes a service, so shrinking takes minutes.
    run(template, settings(max_examples=10, stateful_step_count=15, phases=[Phase.generate]))


@pytest.mark.long
def test_a_kiosk_and_its_service_agree_for_long(template: Path) -> None:
    run(template, settings(max_examples=80, stateful_step_count=30))
