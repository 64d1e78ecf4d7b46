"""Told to stop in the very moment in which a process is started: it ends with the others."""

from __future__ import annotations

import subprocess
import sys

from tests.booking_service.lobby import WAIT_SECONDS

#: In a process of its own, as only one that has no threads may be forked.
PROGRAM = """
import os, signal, sys
from booking_service import several
from booking_service.address import Address

forked = os.fork

def told_at_once():
    child = forked()
    whom = {"parent": os.getpid() if child else None, "child": None if child else os.getpid()}
    if whom[sys.argv[1]] is not None:
        os.kill(whom[sys.argv[1]], signal.SIGTERM)
    return child

def serve(address, ready):
    ready("")
    signal.pause()
    return 0

several.os.fork = told_at_once
print(several.serve_several(2, Address("127.0.0.1", 0), serve, print))
"""


def ends_with(who: str) -> str:
    """What it says in the end, where ``who`` is told to stop as soon as there are two of them."""
    command = [sys.executable, "-W", "error", "-c", PROGRAM, who]
    done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT_SECONDS, check=True)
    return done.stdout.strip()


def test_a_process_that_is_just_being_started_is_told_too() -> None:
    assert ends_with("parent") == "0"


def test_a_process_that_does_not_know_yet_how_to_stop_just_ends() -> None:
    assert ends_with("child") == "-15"
