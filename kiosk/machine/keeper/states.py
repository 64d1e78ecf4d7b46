"""How an update goes on: pure, from where it stands and what happened to where it stands next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final


class Phase(Enum):
    """Where an update stands. Every one of them may be what a power cut leaves."""

    IDLE = "idle"  # none is under way
    READY = "ready"  # all packages are there; nothing has been changed
    INSTALLING = "installing"  # dpkg may be in the middle
    WATCHING = "watching"  # installed; its first screen is waited for
    KEEPING = "keeping"  # it appeared; the packages change their places
    RETURNING = "returning"  # dpkg may be in the middle of the version before


class Result(Enum):
    """How the last update ended."""

    NONE = "none"
    DONE = "done"
    ROLLED_BACK = "rolled_back"
    GIVEN_UP = "given_up"  # not even the version before could be installed


class Why(Enum):
    """Why it was rolled back or given up."""

    NONE = "none"
    DPKG = "dpkg_failed"
    FIRST_SCREEN = "first_screen"
    POWER = "power_cuts"  # the machine started anew too often with it
    ASKED = "asked"  # a technician went back


class Event(Enum):
    """What happened."""

    BEGIN = "begin"
    BOOTED = "booted"  # the machine has started anew since the last step
    SUCCEEDED = "succeeded"  # dpkg, or the first screen
    FAILED = "failed"


class Act(Enum):
    """What is to be done next."""

    NOTHING = "nothing"
    INSTALL = "install"  # ``next.deb``
    AWAIT = "await"  # the first screen
    RESTART = "restart"  # the kiosk, then the first screen
    RETURN = "return"  # ``present.deb``
    KEEP = "keep"  # what was next is present, what was present is previous


#: So often the first screen may fail to appear.
SCREENS: Final = 2
#: So often dpkg is tried, forth and back.
TRIES: Final = 2
RETURNS: Final = 3
#: So often the machine may start anew while the first screen is waited for.
BOOTS: Final = 3


@dataclass(frozen=True, slots=True)
class Update:
    """An update. ``version`` goes in, ``before`` is what it came from. ``tries`` counts what is
    tried again in this phase, ``boots`` the starts of the machine."""

    phase: Phase = Phase.IDLE
    version: str = ""
    before: str = ""
    tries: int = 0
    boots: int = 0
    result: Result = Result.NONE
    why: Why = Why.NONE
    bad: tuple[str, ...] = ()

    @property
    def under_way(self) -> bool:
        return self.phase is not Phase.IDLE


def begin(last: Update, version: str, before: str, *, asked: bool = False) -> Update:
    """A new update, ready to be installed. ``asked``: a technician goes back to ``version``, and
    what ran until now is not installed again by itself."""
    bad = tuple(one for one in last.bad if one != version)
    return Update(
        phase=Phase.READY,
        version=version,
        before=before,
        why=Why.ASKED if asked else Why.NONE,
        bad=_with(bad, before) if asked else bad,
    )


def step(now: Update, event: Event) -> tuple[Update, Act]:
    """What becomes of an update, and what is to be done."""
    match now.phase:
        case Phase.IDLE:
            return now, Act.NOTHING
        case Phase.READY:
            return replace(now, phase=Phase.INSTALLING, tries=1), Act.INSTALL
        case Phase.INSTALLING:
            return _installing(now, event)
        case Phase.WATCHING:
            return _watching(now, event)
        case Phase.KEEPING if event is Event.SUCCEEDED:
            return _ended(now, Result.DONE), Act.NOTHING
        case Phase.KEEPING:
            return now, Act.KEEP
        case Phase.RETURNING:
            return _returning(now, event)


def _installing(now: Update, event: Event) -> tuple[Update, Act]:
    if event is Event.SUCCEEDED:
        return replace(now, phase=Phase.WATCHING, tries=1, boots=0), Act.AWAIT
    if event is Event.BOOTED and now.tries < TRIES:
        return replace(now, tries=now.tries + 1), Act.INSTALL
    return _go_back(now, Why.POWER if event is Event.BOOTED else Why.DPKG)


def _watching(now: Update, event: Event) -> tuple[Update, Act]:
    match event:
        case Event.SUCCEEDED:
            return replace(now, phase=Phase.KEEPING), Act.KEEP
        case Event.FAILED if now.tries < SCREENS:
            return replace(now, tries=now.tries + 1), Act.RESTART
        case Event.FAILED:
            return _go_back(now, Why.FIRST_SCREEN)
        case _ if now.boots < BOOTS:
            return replace(now, boots=now.boots + 1), Act.AWAIT
        case _:
            return _go_back(now, Why.POWER)


def _returning(now: Update, event: Event) -> tuple[Update, Act]:
    if event is Event.SUCCEEDED:
        return _ended(now, Result.ROLLED_BACK), Act.NOTHING
    if now.tries < RETURNS:
        return replace(now, tries=now.tries + 1), Act.RETURN
    return _ended(now, Result.GIVEN_UP), Act.NOTHING


def _go_back(now: Update, why: Why) -> tuple[Update, Act]:
    bad = _with(now.bad, now.version)
    return replace(now, phase=Phase.RETURNING, tries=1, boots=0, why=why, bad=bad), Act.RETURN


def _ended(now: Update, result: Result) -> Update:
    return replace(now, phase=Phase.IDLE, tries=0, boots=0, result=result)


def _with(bad: tuple[str, ...], version: str) -> tuple[str, ...]:
    """The versions not to be tried again; the newest sixteen are remembered."""
    return (*(one for one in bad if one != version), version)[-16:]
