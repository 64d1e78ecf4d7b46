"""A port for a program that must be told one, and may need the same one again."""

from __future__ import annotations

import random
import socket
from contextlib import ExitStack

#: Below those that Linux gives to whoever asks for any port: what is looked for here, closed and
#: opened again by somebody else has not become another test's meanwhile.
_NEVER_GIVEN_OUT = range(10_000, 32_000)
_chance = random.SystemRandom()


def free_port(in_a_row: int = 1) -> int:
    """A port of this machine at which nobody listens, nor at those behind it."""
    while True:
        first = _chance.choice(_NEVER_GIVEN_OUT)
        with ExitStack() as held:
            try:
                for port in range(first, first + in_a_row):
                    held.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return first
