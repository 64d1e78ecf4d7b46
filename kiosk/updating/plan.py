"""What an update needs next: pure, from what is wanted and how everything stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from kiosk.machine.state import UpdateState
from kiosk.updating.release import Release, UpdateReport


class Step(Enum):
    """What is to be done."""

    REST = "rest"
    FETCH = "fetch"  # the next piece of the wanted package
    FETCH_PRESENT = "fetch_present"  # of the one that runs, so that there is a way back
    KEEP_PRESENT = "keep_present"  # hand that over
    INSTALL = "install"  # hand the wanted one over


@dataclass(frozen=True, slots=True)
class Situation:
    """``state``: what root's side says, None where there is none. ``have``: the hash of the package
    that has been fetched. ``refused``: why a package (its hash) is not tried again.
    ``may_install``: it is night, or a technician asked; ``in_use``: somebody is at the glass, or a
    write is open."""

    wanted: Release | None
    state: UpdateState | None
    have: str | None = None
    present: Release | None = None
    refused: dict[str, str] = field(default_factory=dict)
    may_install: bool = False
    in_use: bool = False


def plan(now: Situation) -> tuple[Step, UpdateReport]:
    """What is to be done, and what the service is told meanwhile."""
    wanted, state = now.wanted, now.state
    if state is None:
        return _rest("none")
    if state.phase != "idle":
        return _rest("installing", state.last)
    if wanted is None:
        return _rest(*_last(state))
    if wanted.version == state.version:
        return _rest("up_to_date", wanted.version)
    if wanted.version in state.bad:
        given_up = state.result == "given_up" and state.last == wanted.version
        reason = state.why if wanted.version in (state.last, state.before) else None
        return _rest("given_up" if given_up else "rolled_back", wanted.version, reason)
    if not state.key:
        return _rest("refused", wanted.version, "no_release_key")
    if wanted.sha256 in now.refused:
        return _rest("refused", wanted.version, now.refused[wanted.sha256])
    if now.in_use:
        return _rest("ready" if now.have == wanted.sha256 else "fetching", wanted.version, "in_use")
    return _get(now, wanted, state)


def _get(now: Situation, wanted: Release, state: UpdateState) -> tuple[Step, UpdateReport]:
    fetching = UpdateReport("fetching", wanted.version)
    if not state.present:
        if now.present is not None and now.have == now.present.sha256:
            return Step.KEEP_PRESENT, fetching
        return Step.FETCH_PRESENT, fetching
    if now.have != wanted.sha256:
        return Step.FETCH, fetching
    ready = UpdateReport("ready", wanted.version)
    return (Step.INSTALL if now.may_install else Step.REST), ready


def _last(state: UpdateState) -> tuple[str, str | None, str | None]:
    """What is told while nothing is wanted: how the last update ended, if it went wrong."""
    match state.result:
        case "rolled_back" | "given_up":
            return state.result, state.last, state.why
        case "done" if state.why == "asked":
            return "rolled_back", state.before, state.why
        case _:
            return "none", None, None


def _rest(
    state: str, version: str | None = None, reason: str | None = None
) -> tuple[Step, UpdateReport]:
    return Step.REST, UpdateReport(state, version, reason if reason != "none" else None)
