"""Brings this terminal to the version it is to run: fetched in the background, installed at night.

One piece a step, none while somebody is at the glass. What installs, watches and goes back is on
root's side; this one asks it and tells the service.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk import events
from kiosk.machine.client import Machine
from kiosk.machine.state import UpdateState, told
from kiosk.machine.tasks import Answer, InstallPackage, KeepPackage, ReadUpdate, RollBack
from kiosk.maintenance.audit import Actor, AuditLog, NotKept, Result
from kiosk.maintenance.files import write_private
from kiosk.outcome import Refused
from kiosk.settings_update import UpdateSettings
from kiosk.updating.fetching import Fetching, ReleaseClient
from kiosk.updating.plan import Situation, Step, plan
from kiosk.updating.release import Release, UpdateReport

#: Between two pieces, so that the line stays free for residents; between two looks; after trouble.
PIECE_SECONDS: Final = 0.2
LOOK_SECONDS: Final = 30.0
TROUBLE_SECONDS: Final = 120.0
#: Root's side is a process each time it is asked; where all is as it should be, only every so many
#: looks.
_SETTLED_LOOKS: Final = 20
#: A technician leaves it in the folder: look, and install now.
CHECK_NOW: Final = "check-now"
#: Which end of an update stands in the audit log, so that it stands there once.
ENDED: Final = "ended"
#: The kiosk installs nothing that it cannot put into the audit log.
_NOT_NOTED: Final = "audit_not_kept"
#: These may be different the next time; every other refusal is the package's own.
_PASSING: Final = frozenset(
    {
        _NOT_NOTED,
        "disk_full",
        "disk_read_only",
        "failed",
        "line_down",
        "no_answer",
        "not_allowed",
        "not_found",
        "not_installed",
        "service_answer_wrong",
        "service_busy",
        "slow_down",
        "still_updating",
        "no_way_back",
        "package_missing",
    }
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the updater looks at. ``in_use``: somebody is at the glass, or a write is open."""

    machine: Machine
    settings: UpdateSettings
    folder: Path
    now: Callable[[], datetime]
    in_use: Callable[[], bool]
    audit: AuditLog


class Updater:
    """``step`` is for ``Background``; ``heard`` and ``report`` for the heartbeat."""

    def __init__(self, around: Surroundings, client: ReleaseClient) -> None:
        self._around = around
        self._client = client
        self._fetching = Fetching(around.folder, client)
        self._lock = threading.Lock()
        self._wanted: Release | None = None
        self._present: Release | None = None
        self._refused: dict[str, str] = {}
        self._report = UpdateReport("none")
        self._asked = False
        #: What root's side said when nothing was to be done, and for how many looks it counts on.
        self._settled: UpdateState | None = None
        self._looks_left = 0
        #: The package that was last to go in, and what came of it, as the audit log has it: what is
        #: tried every few minutes all night stands there once.
        self._noted = ("", "")
        self._ended: bytes | None = None

    def heard(self, wanted: Release | None) -> None:
        """The service said what is to run here."""
        with self._lock:
            if wanted != self._wanted:
                self._wanted, self._refused, self._present = wanted, {}, None
                self._settled = None

    def report(self) -> UpdateReport:
        return self._report

    def check_now(self) -> None:
        """A technician wants it at once, whatever the time of day."""
        with self._lock:
            self._asked, self._refused, self._settled = True, {}, None

    def state(self) -> UpdateState | Refused:
        """What runs, and how the last update ended."""
        answer = self._around.machine.do(ReadUpdate())
        return told(answer, UpdateState) or Refused(_code(answer))

    def roll_back(self) -> UpdateState | Refused:
        """Back to the version before; the kiosk ends and starts anew with it."""
        answer = self._around.machine.do(RollBack())
        return self.state() if answer.ok else Refused(answer.code)

    def step(self) -> float:
        """Do what is next; in how many seconds to look again."""
        self._take_note()
        found = self._looked()
        if isinstance(found, UpdateState):
            self._note_end(found)
        with self._lock:
            wanted = self._wanted
        now = Situation(
            wanted=wanted,
            state=None if isinstance(found, Refused) else found,
            have=None if wanted is None else self._fetching.have(wanted, self._present),
            present=self._present,
            refused=self._refused,
            may_install=self._asked or self._around.settings.at_night(self._around.now().time()),
            in_use=self._around.in_use(),
        )
        step, report = plan(now)
        if report.reason != "in_use" or not self._was_refused(report.version):
            self._report = report
        if step is Step.REST or wanted is None:
            return LOOK_SECONDS
        refused = self._do(step, wanted, found)
        if refused is None:
            return PIECE_SECONDS
        return self._trouble(wanted, refused)

    def _looked(self) -> UpdateState | Refused:
        """How it stands: asked anew unless nothing was to be done lately."""
        with self._lock:
            settled, wanted = self._settled, self._wanted
            self._looks_left -= 1
        if settled is not None and self._looks_left > 0:
            return settled
        found = self.state()
        if isinstance(found, UpdateState) and found.phase == "idle":
            with self._lock:
                to_do = wanted is not None and wanted.version != found.version
                self._settled = None if to_do or wanted != self._wanted else found
                self._looks_left = _SETTLED_LOOKS
        return found

    def _was_refused(self, version: str | None) -> bool:
        """Whoever comes to see why it does not go on is at the glass, and is to be told that."""
        return self._report.state == "refused" and self._report.version == version

    def _do(self, step: Step, wanted: Release, found: UpdateState | Refused) -> Refused | None:
        match step:
            case Step.FETCH:
                return self._fetching.step(wanted)
            case Step.FETCH_PRESENT:
                return self._fetch_present("" if isinstance(found, Refused) else found.version)
            case Step.KEEP_PRESENT if self._present is not None:
                return self._hand_over(_keep(self._present))
            case Step.INSTALL:
                return self._install(wanted)
            case _:
                return None

    def _fetch_present(self, version: str) -> Refused | None:
        if self._present is None or self._present.version != version:
            known = self._client.release(version)
            if isinstance(known, Refused):
                return Refused("no_way_back") if known.code == "not_found" else known
            self._present = known
            return None
        return self._fetching.step(self._present)

    def _install(self, wanted: Release) -> Refused | None:
        if self._noted[0] != wanted.sha256:
            if isinstance(self._note("update.install", Result.ASKED), NotKept):
                return Refused(_NOT_NOTED)
            self._noted = (wanted.sha256, "")
        self._report = UpdateReport("installing", wanted.version)
        refused = self._hand_over(_install(wanted))
        if refused is None:
            self._asked = False
            events.say(events.UPDATE_STARTED)
            self._noted = ("", "")
            self._note("update.install", Result.DONE)
        elif self._noted[1] != refused.code:
            self._noted = (wanted.sha256, refused.code)
            self._note("update.install", Result.REFUSED, refused.code)
        return refused

    def _note_end(self, found: UpdateState) -> None:
        """Put into the audit log how the last update ended, whoever had it begun: no program of
        this terminal runs all through it that could."""
        if found.phase != "idle" or found.result == "none":
            return
        file = self._around.folder / ENDED
        if self._ended is None:
            self._ended = _read(file)
        ended = f"{found.result} {found.why} {found.last} {found.at}".encode()
        if ended == self._ended:
            return
        good = found.result == "done"
        detail = found.result if found.why == "none" else f"{found.result}_{found.why}"
        outcome = Result.DONE if good else Result.FAILED
        if isinstance(self._note("update.ended", outcome, detail), NotKept):
            return
        self._ended = ended
        with suppress(OSError):  # it stands there twice after the next start
            write_private(file, ended)

    def _note(self, action: str, outcome: Result, detail: str = "") -> NotKept | None:
        return self._around.audit.say(Actor.KIOSK, action, outcome, detail)

    def _hand_over(self, task: InstallPackage | KeepPackage) -> Refused | None:
        answer = self._around.machine.do(task)
        if answer.ok or answer.code in ("hash_wrong", "package_wrong", "package_missing"):
            self._fetching.drop()  # root's side has a copy, or what lies here is no good
        return None if answer.ok else Refused(answer.code)

    def _trouble(self, wanted: Release, refused: Refused) -> float:
        code = refused.code
        state = "fetching" if code in ("line_down", "service_busy", "slow_down") else "refused"
        self._report = UpdateReport(state, wanted.version, code)
        if code not in _PASSING:
            self._refused[wanted.sha256] = code
        events.say(events.UPDATE_REFUSED, events.Outcome.REFUSED, code)
        return TROUBLE_SECONDS

    def _take_note(self) -> None:
        try:
            (self._around.folder / CHECK_NOW).unlink()
        except OSError:
            return
        self.check_now()


def _install(release: Release) -> InstallPackage:
    return InstallPackage(
        release.version,
        release.sha256,
        release.size,
        release.signature,
        allow_older=release.allow_older,
    )


def _keep(release: Release) -> KeepPackage:
    return KeepPackage(release.version, release.sha256, release.size, release.signature)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _code(answer: Answer) -> str:
    return "no_answer" if answer.ok else answer.code
