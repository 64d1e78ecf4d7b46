"""Cards with files (ISO 7816-4): choose an application and a file, read of it."""

from __future__ import annotations

from typing import Final

from kiosk.cards.pcsc.service import Answer, Card, Trouble

#: How often a card may say "ask again" within one command.
_MOST_TURNS: Final = 20
_MOST_BYTES: Final = 255

#: The first byte of "so many bytes wait" and of "ask for so many bytes" (5.3.4).
_MORE_WAITS: Final = 0x61
_OTHER_LENGTH: Final = 0x6C
_END_OF_FILE: Final = (0x6282, 0x6B00)
_OTHER_PARAMETERS: Final = (0x6A81, 0x6A82, 0x6A86, 0x6B00)


def read_binary(
    card: Card, application: bytes, file: int, offset: int, length: int
) -> bytes | Answer | Trouble:
    """So many bytes of a transparent file, fewer if it ends before."""
    chosen = _choose(card, application, file)
    if isinstance(chosen, Trouble) or not chosen.ok:
        return chosen
    content = b""
    while len(content) < length:
        at, wanted = offset + len(content), min(length - len(content), _MOST_BYTES)
        answer = _ask(card, bytes((0x00, 0xB0, at >> 8, at & 0xFF, wanted)))
        if isinstance(answer, Trouble):
            return answer
        if answer.status in _END_OF_FILE and (content or answer.data):
            return content + answer.data[:wanted]
        if not answer.ok:
            return answer
        if not answer.data:
            break
        content += answer.data[:wanted]
    return content


def read_record(card: Card, application: bytes, file: int, record: int) -> bytes | Answer | Trouble:
    """One record, counted from 1, of a file of records."""
    chosen = _choose(card, application, file)
    if isinstance(chosen, Trouble) or not chosen.ok:
        return chosen
    answer = _ask(card, bytes((0x00, 0xB2, record, 0x04, 0x00)))
    if isinstance(answer, Trouble) or not answer.ok:
        return answer
    return answer.data


def _choose(card: Card, application: bytes, file: int) -> Answer | Trouble:
    """SELECT by name, then the file in it; a card that does not know "no answer wanted" (0C), or
    files of the present application only (02), is asked the other way."""
    chosen = _either(card, b"\x00\xa4\x04\x0c", b"\x00\xa4\x04\x00", application)
    if isinstance(chosen, Trouble) or not chosen.ok:
        return chosen
    return _either(card, b"\x00\xa4\x02\x0c", b"\x00\xa4\x00\x00", file.to_bytes(2, "big"))


def _either(card: Card, first: bytes, second: bytes, what: bytes) -> Answer | Trouble:
    rest = bytes((len(what),)) + what
    answer = _ask(card, first + rest)
    if isinstance(answer, Answer) and answer.status in _OTHER_PARAMETERS:
        return _ask(card, second + rest)
    return answer


def _ask(card: Card, command: bytes) -> Answer | Trouble:
    """A command with what a card may want after it."""
    answer, got = card.send(command), b""
    for _ in range(_MOST_TURNS):
        if isinstance(answer, Trouble):
            return answer
        kind, count = answer.status >> 8, answer.status & 0xFF
        if kind == _MORE_WAITS:
            got += answer.data
            answer = card.send(bytes((0x00, 0xC0, 0, 0, count)))
        elif kind == _OTHER_LENGTH:
            answer = card.send(command[:4] + bytes((count,)))
        else:
            return Answer(got + answer.data, answer.status)
    return Trouble.FAULT
