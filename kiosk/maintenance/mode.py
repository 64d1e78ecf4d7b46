"""Maintenance mode: who has opened it, and the one way in which anything is done in it.

A right PIN opens it for a role, ``lock`` shuts it. Whatever is done goes through ``act``, which
puts it into the audit log before it is done and after; what cannot be put there is not done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kiosk import events
from kiosk.maintenance.audit import Actor, AuditLog, NotKept, Result
from kiosk.maintenance.out_of_service import Out, OutOfServiceSwitch, OutReason, OutUntil
from kiosk.maintenance.pin import Changed, Opened, Pins, Shut, Wait, Wrong
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused

Value = TypeVar("Value")

#: Codes of what is refused here, as the wording has them (``maintenance.refused.CODE``).
LOCKED = "maintenance_locked"
NOT_NOTED = "audit_not_kept"
OUTCOME_NOT_NOTED = "audit_outcome_not_kept"
NOT_KEPT = "cannot_keep"


@dataclass(frozen=True, slots=True)
class Gate:
    """What somebody who wants to open maintenance mode is told first. ``shut``: why no PIN can be
    tried, ``wait``: seconds, ``left``: wrong PINs until the next delay."""

    shut: Shut | None = None
    wait: int = 0
    left: int = 0


class Maintenance(Protocol):
    """Maintenance mode as its screens see it. Methods with a result may take a second; properties
    and ``out_of_service`` do not wait for anything."""

    @property
    def role(self) -> Role | None:
        """Who has opened it; None while it is shut."""

    def gate(self, role: Role) -> Gate: ...
    def open(self, role: Role, pin: str) -> Opened | Refused:
        """``wrong_pin`` (details ``left``, ``wait``), ``pin_wait`` (``wait``), or why it is shut:
        ``pin_not_set``, ``pin_file_damaged``, ``pin_file_unreadable``, ``cannot_keep``,
        ``audit_not_kept``."""

    def lock(self) -> None:
        """Shut it; nothing happens if it is shut."""

    def act(
        self,
        action: str,
        work: Callable[[], Value | Refused],
        *,
        needs: Role = Role.STAFF,
        detail: str = "",
    ) -> Value | Refused:
        """Do ``work`` if the role may, with ``action`` (a code such as ``paper.new_roll``) in the
        audit log before and after. ``audit_not_kept``: it was not done. ``audit_outcome_not_kept``:
        it was done, but how it ended could not be put there. ``detail`` is a code, never text."""

    def note(self, action: str, refused: Refused | None) -> None:
        """Note what was done that nobody has to open it for, and what came of it. It is done even
        where that cannot be noted."""

    def out_of_service(self) -> Out | None: ...
    def switch_out(self, reason: OutReason, until: OutUntil) -> Out | Refused: ...
    def switch_on(self) -> Refused | None: ...
    def change_pin(self, role: Role, own: str, new: str) -> Changed | Refused:
        """``own``: the PIN of who asks. ``weak_pin`` says the ``reason``."""


class MaintenanceMode:
    """The real thing over files. ``Maintenance`` says what the methods do."""

    def __init__(
        self,
        pins: Pins,
        audit: AuditLog,
        switch: OutOfServiceSwitch,
        tell: Callable[[bool], None] = lambda _: None,
    ) -> None:
        """``tell`` hears whether it is open whenever that changes."""
        self._pins, self._switch, self._tell = pins, switch, tell
        #: What is done outside ``act``, such as by the kiosk itself, is said here.
        self.audit = audit
        #: Called whenever it is shut, on whatever thread; must not wait for anything.
        self.at_lock: Callable[[], None] = lambda: None
        self._role: Role | None = None
        #: Counts how often it was shut: who was on the way in meanwhile does not come in.
        self._turn = 0
        self._guard = threading.Lock()

    @property
    def role(self) -> Role | None:
        return self._role

    def gate(self, role: Role) -> Gate:
        match self._pins.gate(role):
            case Shut() as shut:
                return Gate(shut=shut)
            case Wait(seconds=seconds):
                return Gate(wait=seconds)
            case _:
                return Gate(left=self._pins.left(role))

    def open(self, role: Role, pin: str) -> Opened | Refused:
        turn = self._turn
        tried = self._pins.try_pin(role, pin)
        refused = _refusal(tried)
        if refused is not None:
            events.say(events.MAINTENANCE_REFUSED, events.Outcome.REFUSED, refused.code)
            self.audit.say(Actor.NOBODY, "maintenance.open", Result.REFUSED, role.value)
            return refused
        if isinstance(self.audit.say(Actor(role.value), "maintenance.open", Result.DONE), NotKept):
            return Refused(NOT_NOTED)
        with self._guard:
            if turn != self._turn:
                return Refused(LOCKED)
            self._role = role
            self._tell(True)
        events.say(events.MAINTENANCE_OPENED, reason=role.value)
        return Opened(role)

    def lock(self) -> None:
        with self._guard:
            role, self._role = self._role, None
            self._turn += 1
            if role is not None:
                self._tell(False)
        self.at_lock()
        if role is not None:
            events.say(events.MAINTENANCE_LOCKED, reason=role.value)
            self.audit.say(Actor(role.value), "maintenance.lock", Result.DONE)

    def act(
        self,
        action: str,
        work: Callable[[], Value | Refused],
        *,
        needs: Role = Role.STAFF,
        detail: str = "",
    ) -> Value | Refused:
        role = self._role
        if role is None or not role.may(needs):
            return Refused(LOCKED)
        actor = Actor(role.value)
        if isinstance(self.audit.say(actor, action, Result.ASKED, detail), NotKept):
            return Refused(NOT_NOTED)
        try:
            value = work()
        except Exception:
            self.audit.say(actor, action, Result.FAILED, "crash")
            raise
        if isinstance(value, Refused):
            kept = self.audit.say(actor, action, Result.REFUSED, value.code)
            return value if kept is None else Refused(OUTCOME_NOT_NOTED)
        if isinstance(self.audit.say(actor, action, Result.DONE, detail), NotKept):
            return Refused(OUTCOME_NOT_NOTED)
        return value

    def note(self, action: str, refused: Refused | None) -> None:
        actor = Actor.NOBODY if self._role is None else Actor(self._role.value)
        outcome = Result.DONE if refused is None else Result.REFUSED
        self.audit.say(actor, action, outcome, "" if refused is None else refused.code)

    def out_of_service(self) -> Out | None:
        return self._switch.state()

    def switch_out(self, reason: OutReason, until: OutUntil) -> Out | Refused:
        def switch() -> Out | Refused:
            try:
                return self._switch.switch_out(reason, until)
            except OSError:
                return Refused(NOT_KEPT)

        done = self.act("out_of_service.on", switch, detail=f"{reason.value}_{until.value}")
        if isinstance(done, Out):
            events.say(events.OUT_OF_SERVICE, reason=reason.value)
        return done

    def switch_on(self) -> Refused | None:
        def switch() -> Refused | None:
            try:
                self._switch.switch_on()
            except OSError:
                return Refused(NOT_KEPT)
            return None

        done = self.act("out_of_service.off", switch)
        if done is None:
            events.say(events.IN_SERVICE)
        return done

    def change_pin(self, role: Role, own: str, new: str) -> Changed | Refused:
        """Staff their own PIN, the technician both; a wrong ``own`` counts as a wrong PIN."""
        mine = self._role
        if mine is None or not (mine is Role.TECHNICIAN or mine is role):
            return Refused(LOCKED)

        def change() -> Changed | Refused:
            refused = _refusal(self._pins.try_pin(mine, own))
            if refused is not None:
                return refused
            match self._pins.change(role, new, by=mine):
                case Changed() as changed:
                    return changed
                case Shut() as shut:
                    return Refused(shut.value)
                case weak:
                    return Refused("weak_pin", {"reason": weak.value})

        return self.act("pin.change", change, detail=role.value)


def _refusal(tried: Opened | Wrong | Wait | Shut) -> Refused | None:
    match tried:
        case Opened():
            return None
        case Wrong(left=left, wait=wait):
            return Refused("wrong_pin", {"left": left, "wait": wait})
        case Wait(seconds=seconds):
            return Refused("pin_wait", {"wait": seconds})
        case Shut() as shut:
            return Refused(shut.value)
