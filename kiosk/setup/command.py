"""``kiosk setup`` on the command line."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

if TYPE_CHECKING:
    from kiosk.setup.finishing import Finishing
    from kiosk.setup.talk import Talk
    from kiosk.setup.wording import Language

COMMAND: Final = "setup"
CONFIG: Final = Path("/etc/kiosk/kiosk.toml")
_DONE, _NOT_DONE = 0, 1

_ABOUT = """\
Makes a kiosk out of a machine: asks for the service, the terminal and its devices, writes the
settings, sets the PINs, enrols the terminal with a one-time code, and has the doctor look whether
all is ready. It can be run again at any time: what is there is offered, and stays on Enter.

With --answers it asks nothing but the code; what is wrong in the answers is listed at once, and
then nothing is written. The code is the next line of standard input; an empty one leaves the
terminal as it is enrolled.

Exit code: 0 ready, 1 something is missing.
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    parser = commands.add_parser(
        COMMAND,
        help="from a bare machine to an enrolled kiosk",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--config", type=Path, default=CONFIG, metavar="FILE", help=f"default: {CONFIG}"
    )
    parser.add_argument("--answers", type=Path, metavar="FILE", help="instead of being asked")
    parser.add_argument(
        "--terminal",
        default="",
        metavar="ID",
        help="whose answers; left out: those with this machine's number",
    )
    parser.add_argument("--language", choices=("ja", "en"), help="default: the console's")


def run(asked: argparse.Namespace) -> int:
    """Ask or read, write, enrol, and look. Returns the exit code."""
    from kiosk.setup.console import Ended, Terminal
    from kiosk.setup.talk import Talk
    from kiosk.setup.wording import SetupWords

    console = Terminal()
    talk = Talk(console, SetupWords(asked.language or "en"))
    try:
        if asked.language is None:
            talk = Talk(console, SetupWords(_language(talk, asked.answers is not None)))
        return _run(asked, talk)
    except Ended:
        talk.console.say()
        talk.say("ended")
        return _NOT_DONE


def _run(asked: argparse.Namespace, talk: Talk) -> int:
    from kiosk.clock import SystemClock
    from kiosk.doctor.machine import Machine
    from kiosk.machine.root.host import Host
    from kiosk.outcome import Refused
    from kiosk.setup.document import present
    from kiosk.setup.wizard import Wizard

    if Host().forgets():
        talk.wrong("config", Refused("disk_read_only"))
        return _NOT_DONE
    finishing = _finishing(asked.config, talk)
    if asked.answers is not None:
        return _from_file(asked, talk, finishing)
    talk.say("welcome", file=asked.config)
    if os.geteuid() != 0:
        talk.say("not_root")
    wizard = Wizard(talk, asked.config, present(asked.config), SystemClock(), Machine())
    answers = wizard.ask()
    if not talk.yes("write", file=asked.config):
        talk.say("ended")
        return _NOT_DONE
    if not finishing.write(answers):
        return _NOT_DONE
    finishing.ask_pins()
    enrolled = finishing.enrol()
    code = finishing.finish()
    return code if enrolled else _NOT_DONE


def _from_file(asked: argparse.Namespace, talk: Talk, finishing: Finishing) -> int:
    from kiosk.clock import SystemClock
    from kiosk.doctor.machine import Machine
    from kiosk.setup.answers_file import Asked, Surroundings, read_answers
    from kiosk.setup.document import present
    from kiosk.setup.machine_numbers import machine_numbers

    around = Surroundings(
        asked.config, present(asked.config), SystemClock(), Machine(), machine_numbers
    )
    read = read_answers(Asked(asked.answers, asked.terminal), around)
    talk.warn(*read.warnings)
    if read.wrong:
        for one in read.wrong:
            talk.wrong(str(one.details.get("place", "answers")), one)
        talk.say("nothing_written", count=len(read.wrong))
        return _NOT_DONE
    if not finishing.write(read.answers):
        return _NOT_DONE
    pinned = finishing.take_pins(read.pins)
    enrolled = finishing.enrol()
    code = finishing.finish()
    return code if enrolled and pinned else _NOT_DONE


def _finishing(config: Path, talk: Talk) -> Finishing:
    from kiosk.clock import SystemClock
    from kiosk.credential_store import SealedFile, of_this_machine, restart_the_kiosk
    from kiosk.setup.finishing import Finishing, doctor, start
    from kiosk.setup.pins import PinsOfTheTerminal

    store = of_this_machine(config)
    restart = partial(start, talk, restart_the_kiosk) if isinstance(store, SealedFile) else None
    pins = PinsOfTheTerminal(config)
    return Finishing(talk, config, SystemClock(), store, pins, restart, doctor)


def _language(talk: Talk, silent: bool) -> Language:
    """That of the console; somebody at one that can show both is asked."""
    from kiosk.setup.console import can_show_japanese, language_of
    from kiosk.setup.wording import Language

    usual = language_of()
    if silent or not sys.stdin.isatty() or not can_show_japanese():
        return usual
    languages = get_args(Language)
    chosen = talk.choice("language", ("日本語", "English"), languages.index(usual))
    found: Language = languages[chosen]
    return found
