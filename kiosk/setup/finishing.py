"""What comes after the answers: the file is written, PINs are set, the terminal is enrolled, its
unit started, and the doctor asked whether it is ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from kiosk.clock import Clock
from kiosk.credential_store import CredentialStore
from kiosk.credentials import KioskCredential
from kiosk.enrolling import accepted, enrol, unfit
from kiosk.first_contact import Site
from kiosk.maintenance.audit import NotKept
from kiosk.maintenance.noted import noted
from kiosk.outcome import Refused
from kiosk.settings import Settings, SettingsError, load
from kiosk.setup.console import is_the_glass
from kiosk.setup.settings_text import write_settings
from kiosk.setup.talk import Talk
from kiosk.setup.wizard import Answers

ROLES: Final = ("staff", "technician")
NOT_READY: Final = 1
_WRITE: Final = "settings.write"
#: What no other code of this terminal would mend: asking for one again is of no use.
_NOT_THE_CODE: Final = (
    "audit_not_kept",
    "not_stored",
    "clock_wrong",
    "no_network",
    "nobody_answers",
)


class PinKeeper(Protocol):
    def is_set(self, role: str) -> bool: ...

    def set(self, role: str, pin: str) -> Refused | None:
        """Set it, unless it is too easily guessed or cannot be kept."""


@dataclass(frozen=True, slots=True)
class Finishing:
    """``restart`` has the kiosk's unit start anew; None where there is none, as on a desk."""

    talk: Talk
    config: Path
    clock: Clock
    store: CredentialStore
    pins: PinKeeper
    restart: Callable[[], Refused | None] | None
    doctor: Callable[[Path], int]

    def write(self, answers: Answers) -> bool:
        """Write the settings, with its lines in the audit log; whether that succeeded. Only the
        first ones say where that is, so that they are noted once they are there."""
        before = _readable(self.config)
        if before is None:
            refused = self._write(answers)
            after = _readable(self.config)
            if refused is None and after is not None:
                noted(after, _WRITE, lambda: None, lambda _: "")
        else:
            ended = noted(before, _WRITE, lambda: self._write(answers), _code)
            refused = _not_noted(ended) if isinstance(ended, NotKept) else ended
        if refused is not None:
            self.talk.wrong("config", refused)
            return False
        self.talk.say("written", file=self.config)
        return True

    def _write(self, answers: Answers) -> Refused | None:
        try:
            write_settings(self.config, answers.document, answers.beside)
        except OSError as error:
            why = error.strerror or str(error)
            return Refused("not_written", {"file": self.config, "why": why})
        return None

    def ask_pins(self) -> None:
        """Ask for both PINs, each twice; one that is set may stay."""
        self.talk.heading("pins")
        for role in ROLES:
            if not self._ask_pin(role):
                self.talk.say("pin_stays" if self.pins.is_set(role) else "pin_missing", role=role)

    def _ask_pin(self, role: str) -> bool:
        console, words = self.talk.console, self.talk.words
        self.talk.plain(words.text(f"ask.pin.{role}"))
        while pin := console.ask_unseen(words.text("ask.pin")):
            if console.ask_unseen(words.text("ask.pin.again")) != pin:
                self.talk.wrong("pin", Refused("pins_differ"))
                continue
            wrong = self.pins.set(role, pin)
            if wrong is None:
                return True
            self.talk.wrong("pin", wrong)
        return False

    def take_pins(self, files: Mapping[str, Path]) -> bool:
        """Set the PINs that stand in these files, and delete the files; whether all are set."""
        done = True
        for role, file in files.items():
            try:
                wrong = self.pins.set(role, file.read_text(encoding="utf-8").strip())
                if wrong is None:
                    _wipe(file)
                    self.talk.say("pin_taken", role=role, file=file)
            except (OSError, UnicodeDecodeError) as error:
                wrong = Refused("pin_file_missing", {"file": file, "why": str(error)})
            if wrong is not None:
                self.talk.wrong(f"pins.{role}", wrong)
                done = False
        return done

    def enrol(self) -> bool:
        """Ask for a one-time code until one is right or none is given; whether the service takes
        the credential that is stored in the end."""
        settings = load(self.config)
        site = Site.of(settings.service)
        self.talk.heading("enrol")
        enrolled = self._is_enrolled(settings, site)
        self.talk.say("code_again" if enrolled else "code", kiosk_id=settings.kiosk_id)
        while code := self.talk.console.ask(self.talk.words.text("ask.code")):
            refused = unfit(code) or self._spend(code, settings, site)
            if refused is None:
                self.talk.say("enrolled", kiosk_id=settings.kiosk_id)
                return True
            self.talk.wrong("code", refused)
            if refused.details.get("code_spent"):
                self.talk.say("code_spent", kiosk_id=settings.kiosk_id)
            if refused.code in _NOT_THE_CODE:
                return enrolled
        if not enrolled:
            self.talk.say("not_enrolled")
        return enrolled

    def _spend(self, code: str, settings: Settings, site: Site) -> Refused | None:
        """Enrol with a code; ``audit_not_kept`` where the audit log takes no note of it."""
        ended = noted(
            settings,
            "enrolment.enrol",
            lambda: enrol(site, settings.kiosk_id, code, self.store, self.clock),
            _code,
        )
        return _not_noted(ended) if isinstance(ended, NotKept) else ended

    def finish(self) -> int:
        """Look whether all is ready, and start the kiosk with what is there now: the exit code.

        In this order: a kiosk that runs keeps its devices for itself."""
        self.talk.heading("ready")
        code = self.doctor(self.config)
        refused = self.restart() if self.restart is not None else None
        if refused is not None:
            self.talk.wrong("unit", refused)
            return NOT_READY
        return code

    def _is_enrolled(self, settings: Settings, site: Site) -> bool:
        kept = self.store.kept(settings.kiosk_id)
        return isinstance(kept, KioskCredential) and accepted(site, kept) is None


def _readable(config: Path) -> Settings | None:
    try:
        return load(config)
    except SettingsError:
        return None


def _code(refused: Refused | None) -> str:
    return "" if refused is None else refused.code


def _not_noted(not_kept: NotKept) -> Refused:
    return Refused("audit_not_kept", {"why": not_kept.why})


def start(talk: Talk, restart: Callable[[], Refused | None]) -> Refused | None:
    """Start the kiosk. Where its glass takes the place of this very console, what the doctor said
    would be gone at once, so that it is asked first; whoever has more to do here says no."""
    if is_the_glass() and not talk.yes("start"):
        talk.say("start_later")
        return None
    return restart()


def doctor(config: Path) -> int:
    """``kiosk doctor --config FILE``."""
    from kiosk.doctor import command

    return command.look_at(config)


def _wipe(file: Path) -> None:
    """Delete a file with a secret; what stood in it is written over first, for what that is worth
    on a modern disk."""
    with file.open("r+b") as content:
        content.write(b"\0" * file.stat().st_size)
        content.flush()
    file.unlink()
