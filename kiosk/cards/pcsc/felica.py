"""FeliCa over PC/SC: its identifier (IDm), its manufacturer's bytes (PMm), blocks without a key.

PC/SC part 3 (GET DATA, READ BINARY of storage cards), and for the choice of a service the
readers' own SELECT FILE of Sony's RC-S300 and RC-S380.
"""

from __future__ import annotations

from typing import Final

from kiosk.cards.pcsc.service import Answer, Card, Trouble

BLOCK_BYTES: Final = 16
_IDENTIFIER_BYTES: Final = 8
#: "PC/SC workgroup" and the standard FeliCa in a storage card's ATR (part 3, 3.1.3.2.3).
_FELICA_ATR: Final = bytes.fromhex("A00000030611")

_IDM: Final = bytes.fromhex("FFCA000000")
_PMM: Final = bytes.fromhex("FFCA010000")


def is_felica(atr: bytes) -> bool:
    return _FELICA_ATR in atr


def idm(card: Card) -> bytes | Answer | Trouble:
    """The eight bytes that every reader is told: who the card is, no proof of it."""
    return _identifier(card.send(_IDM))


def pmm(card: Card) -> bytes | Answer | Trouble:
    return _identifier(card.send(_PMM))


def blocks(card: Card, service: int, numbers: tuple[int, ...]) -> bytes | Answer | Trouble:
    """These blocks of a service that asks for no key, one behind the other."""
    chosen = card.send(bytes.fromhex("FFA4000102") + service.to_bytes(2, "little"))
    if isinstance(chosen, Trouble) or not chosen.ok:
        return chosen
    content = b""
    for number in numbers:
        answer = card.send(bytes((0xFF, 0xB0, 0, number, 0)))
        if isinstance(answer, Trouble) or not answer.ok:
            return answer
        if len(answer.data) != BLOCK_BYTES:
            return Trouble.FAULT
        content += answer.data
    return content


def _identifier(answer: Answer | Trouble) -> bytes | Answer | Trouble:
    if isinstance(answer, Trouble) or not answer.ok:
        return answer
    return answer.data if len(answer.data) == _IDENTIFIER_BYTES else Trouble.FAULT
