"""MIFARE and its kin (ISO 14443 A) over PC/SC: the identifier (UID)."""

from __future__ import annotations

from typing import Final

from kiosk.cards.pcsc.service import Answer, Card, Trouble

_UID: Final = bytes.fromhex("FFCA000000")  # PC/SC part 3, GET DATA
_LENGTHS: Final = (4, 7, 10)  # ISO 14443-3, 6.5.4
_RANDOM: Final = 0x08  # the first of four bytes of a UID made up for this once, as phones do


def uid(card: Card) -> bytes | Answer | Trouble:
    """What every reader is told: who the card is, no proof of it."""
    answer = card.send(_UID)
    if isinstance(answer, Trouble) or not answer.ok:
        return answer
    return answer.data if len(answer.data) in _LENGTHS else Trouble.FAULT


def is_random(identifier: bytes) -> bool:
    """It will be another one next time, so that it stands for nobody."""
    return len(identifier) == min(_LENGTHS) and identifier[0] == _RANDOM
