"""The console at which a technician answers."""

from __future__ import annotations

import getpass
import os
import re
import sys
from collections.abc import Mapping
from typing import Final, Protocol

from kiosk.setup.wording import Language

_OF_THE_MACHINE: Final = re.compile(r"/dev/tty[0-9]+")
#: Terminals that have no Japanese characters: the kernel's own console, and serial ones.
_WITHOUT_JAPANESE: Final = ("linux", "dumb", "vt100", "vt102", "vt220", "")


class Ended(Exception):  # noqa: N818  (nobody did anything wrong)
    """Whoever answered went away: end of input, or Ctrl-C."""


class Console(Protocol):
    def say(self, text: str = "") -> None: ...

    def ask(self, prompt: str) -> str:
        """One line. Raises ``Ended``."""

    def ask_unseen(self, prompt: str) -> str:
        """One line that nobody sees. Raises ``Ended``."""


class Terminal:
    """Standard input and output. What is not typed at a terminal is read line by line."""

    def say(self, text: str = "") -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def ask(self, prompt: str) -> str:
        try:
            sys.stdout.write(prompt)
            sys.stdout.flush()
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            raise Ended from None
        except UnicodeDecodeError:
            return "\ufffd"
        if not line.endswith("\n"):
            raise Ended
        return line.strip()

    def ask_unseen(self, prompt: str) -> str:
        if not sys.stdin.isatty():
            return self.ask(prompt)
        try:
            return getpass.getpass(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            raise Ended from None


def can_show_japanese(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether Japanese characters come out at all, as far as can be told."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return environment.get("TERM", "") not in _WITHOUT_JAPANESE and encoding == "utf8"


def is_the_glass() -> bool:
    """Whether this is a console of the machine itself: the kiosk's glass covers it."""
    try:
        return bool(_OF_THE_MACHINE.fullmatch(os.ttyname(sys.stdin.fileno())))
    except (OSError, ValueError):
        return False


def language_of(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of whoever set this terminal up; English where Japanese cannot be shown."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if said := environment.get(name):
            return "ja" if said.startswith("ja") and can_show_japanese(environment) else "en"
    return "en"
