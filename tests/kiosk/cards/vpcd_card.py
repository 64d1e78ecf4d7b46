"""Cards that a test plays, for the virtual reader of vsmartcard.

The reader asks over TCP with two bytes of length before each message: 00 off, 01 on, 02 reset, 04
"your ATR?"; anything longer is a command for the card.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

_OFF, _ON, _RESET, _ATR = b"\x00", b"\x01", b"\x02", b"\x04"

FELICA_ATR = bytes.fromhex("3B8F8001804F0CA00000030611003B0000000042")
FELICA_AT_ACR122_ATR = bytes.fromhex("3B8F8001804F0CA00000030603F011000000008A")
MIFARE_ATR = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")
CONTACT_ATR = bytes.fromhex("3B80800101")

Answers = Callable[[bytes], bytes]


class PlayedCard:
    """A card on the reader at a port. ``answers`` takes a command and gives data and status."""

    def __init__(self, port: int, atr: bytes, answers: Answers) -> None:
        self._atr = atr
        self._answers = answers
        self._line = socket.create_connection(("127.0.0.1", port))
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._thread = threading.Thread(target=self._play, name="played-card")
        self._thread.start()

    def take_away(self) -> None:
        self.pull_out()
        self._thread.join()

    def pull_out(self) -> None:
        """From within ``answers``: the card is gone before it has answered."""
        with contextlib.suppress(OSError):  # the reader was quicker
            self._line.shutdown(socket.SHUT_RDWR)

    def _play(self) -> None:
        with self._line, self._line.makefile("rb") as asked:
            try:
                while len(length := asked.read(2)) == 2:
                    self._answer(asked.read(int.from_bytes(length, "big")))
            except OSError:
                return  # the reader is gone, or the card

    def _answer(self, message: bytes) -> None:
        if message in (_OFF, _ON, _RESET):
            return
        said = self._atr if message == _ATR else self._answers(message)
        self._line.sendall(len(said).to_bytes(2, "big") + said)


def from_table(answers: dict[str, str]) -> Answers:
    """Commands and answers in hexadecimal; the card knows no other command."""
    table = {bytes.fromhex(command): bytes.fromhex(said) for command, said in answers.items()}
    return lambda command: table.get(command, b"\x6d\x00")
