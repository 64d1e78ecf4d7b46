"""FeliCa over PC/SC: its identifier (IDm), its manufacturer's bytes (PMm), blocks without a key.

PC/SC part 3 (GET DATA, READ BINARY of storage cards), and for the choice of a service the
readers' own SELECT FILE of Sony's RC-S300 and RC-S380. Readers of ACS know neither of these two:
they pass on the card's own command (Read Without Encryption; "Accessing FeliCa tags" in the
reference manuals of ACR1252U and ACR122U).
"""

from __future__ import annotations

from typing import Final

from kiosk.cards.pcsc.service import Answer, Card, Trouble
from kiosk.cards.profile import ReaderCommands

BLOCK_BYTES: Final = 16
_IDENTIFIER_BYTES: Final = 8
#: "PC/SC workgroup" and the standard FeliCa in a storage card's ATR (part 3, 3.1.3.2.3).
_FELICA_ATR: Final = bytes.fromhex("A00000030611")
#: The ACR122U's own words for FeliCa at 212 and at 424 kbit/s.
_FELICA_ATR_OF_ACR122: Final = (
    bytes.fromhex("A00000030603F011"),
    bytes.fromhex("A00000030603F012"),
)

_IDM: Final = bytes.fromhex("FFCA000000")
_PASS_ON: Final = bytes.fromhex("FF000000")
#: The ACR122U hands its chip (PN532) a command for the card in a frame of that chip's own.
_TO_ACR122: Final = bytes.fromhex("D44001")
_FROM_ACR122: Final = bytes.fromhex("D541")
_READ: Final = 0x06
_READ_ANSWERED: Final = 0x07
_NOT_HELD_STILL: Final = Answer(b"", 0x6300)
_REFUSED_BY_THE_CARD: Final = Answer(b"", 0x6A82)


def is_felica(atr: bytes) -> bool:
    return _FELICA_ATR in atr or _is_at_acr122(atr)


def _is_at_acr122(atr: bytes) -> bool:
    return any(one in atr for one in _FELICA_ATR_OF_ACR122)


def idm(card: Card) -> bytes | Answer | Trouble:
    """The eight bytes that every reader is told: who the card is, no proof of it."""
    return _identifier(card.send(_IDM))


def blocks(
    card: Card,
    service: int,
    numbers: tuple[int, ...],
    commands: ReaderCommands = ReaderCommands.SONY,
) -> bytes | Answer | Trouble:
    """These blocks of a service that asks for no key, one behind the other."""
    match commands:
        case ReaderCommands.SONY:
            return _blocks_at_sony(card, service, numbers)
        case ReaderCommands.ACS:
            return _blocks_at_acs(card, service, numbers)


def _blocks_at_sony(card: Card, service: int, numbers: tuple[int, ...]) -> bytes | Answer | Trouble:
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


def _blocks_at_acs(card: Card, service: int, numbers: tuple[int, ...]) -> bytes | Answer | Trouble:
    who = idm(card)
    if not isinstance(who, bytes):
        return who
    content = b""
    for number in numbers:
        # One service, one block; a block's number in two bytes (JIS X 6319-4).
        read = bytes((_READ,)) + who + b"\x01" + service.to_bytes(2, "little")
        said = _passed_on(card, read + bytes((1, 0x80, number)))
        if not isinstance(said, bytes):
            return said
        if said[:9] != bytes((_READ_ANSWERED,)) + who or len(said) < len(who) + 3:
            return Trouble.FAULT
        if said[9:11] != b"\0\0":
            return _REFUSED_BY_THE_CARD
        if said[11:12] != b"\x01" or len(said) != 12 + BLOCK_BYTES:
            return Trouble.FAULT
        content += said[12:]
    return content


def _passed_on(card: Card, command: bytes) -> bytes | Answer | Trouble:
    """What the card itself says to its own command, both without the byte of their length."""
    at_acr122 = _is_at_acr122(card.atr)
    data = (_TO_ACR122 if at_acr122 else b"") + bytes((len(command) + 1,)) + command
    answer = card.send(_PASS_ON + bytes((len(data),)) + data)
    if isinstance(answer, Trouble) or not answer.ok:
        return answer
    said = answer.data
    if at_acr122:
        code, said = said[2:3], said.removeprefix(_FROM_ACR122)[1:]
        if answer.data[:2] != _FROM_ACR122 or not code:
            return Trouble.FAULT
        if code != b"\0":
            return _NOT_HELD_STILL
    return said[1:] if said and said[0] == len(said) else Trouble.FAULT


def _identifier(answer: Answer | Trouble) -> bytes | Answer | Trouble:
    if isinstance(answer, Trouble) or not answer.ok:
        return answer
    return answer.data if len(answer.data) == _IDENTIFIER_BYTES else Trouble.FAULT
