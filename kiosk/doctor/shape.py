"""What a card sent, without its number: digits as 9, letters as A, and which card it fits.

What came never leaves this module. It is told how long it is, which signs frame it, which kinds of
the profile it fits, and whether its check digit is right.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, replace
from functools import reduce
from operator import xor
from typing import Final

from kiosk.cards.codabar import CheckRule, holds, symbol
from kiosk.cards.frames import ETX, FF, STX, BlockCheck, FrameKind
from kiosk.cards.profile import CardKind, CardProfile, Source
from kiosk.cards.shown import CardShown, CardUnreadable

#: More of a card is not shown; its length is told all the same.
MOST_SHOWN: Final = 120
#: Shorter ones are told from typing no longer.
FEWEST_OF_A_CARD: Final = 4
#: Shorter ones agree with some rule by chance too often to say anything.
_FEWEST_FOR_A_RULE: Final = 5

#: What is said of a check digit.
_WRONG: Final = "wrong"
_RIGHT: Final = "right"

_NAMES: Final = {
    0x00: "<NUL>",
    0x02: "<STX>",
    0x03: "<ETX>",
    0x09: "<TAB>",
    0x0A: "<LF>",
    0x0D: "<CR>",
    0xFF: "<FF>",
}


@dataclass(frozen=True, slots=True)
class Fit:
    """How one kind of the profile took the card, and its check digit if it has one."""

    kind: str
    verdict: str
    check: str = ""

    def __str__(self) -> str:
        digit = f"; check digit {self.check}" if self.check else ""
        return f"  kind {self.kind}: {self.verdict}{digit}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be told of a card. ``source`` is the reader it came from."""

    source: str
    length: int
    shape: str
    fits: tuple[Fit, ...] = ()
    remarks: tuple[str, ...] = ()
    suggestion: str = ""  # a profile for such cards, where it shows

    @property
    def misread(self) -> bool:
        """Whether it would fit, but for its check digit."""
        return not self.fitting and any(fit.check.endswith(_WRONG) for fit in self.fits)

    @property
    def fitting(self) -> bool:
        """Whether a kind of the profile takes it."""
        return bool(self.taken_for)

    @property
    def taken_for(self) -> str:
        """The first kind that takes it, which is the one that counts; empty if none does."""
        return next((fit.kind for fit in self.fits if fit.verdict.startswith("fits")), "")

    def lines(self) -> tuple[str, ...]:
        """For the report."""
        sent = f"{self.source}: {self.length} characters, {self.shape}"
        kinds = (
            f"  kind {fit.kind}: {fit.verdict}"
            + (f"; check digit {fit.check}" if fit.check else "")
            for fit in self.fits
        )
        return (sent, *kinds, *(f"  {remark}" for remark in self.remarks))


def mask(text: str) -> str:
    """The shape of a text. Signs that are neither digit nor letter stand as they are."""
    shown = "".join(map(_masked, text[:MOST_SHOWN]))
    return shown + ("…" if len(text) > MOST_SHOWN else "")


def mask_bytes(data: bytes) -> str:
    """The shape of bytes from a line, which need not be text."""
    return mask(data.decode("latin-1"))


def _masked(sign: str) -> str:
    if ord(sign) in _NAMES:
        return _NAMES[ord(sign)]
    if sign in string.digits:
        return "9"
    if sign in string.ascii_uppercase:
        return "A"
    if sign in string.ascii_lowercase:
        return "a"
    if sign in string.punctuation or sign == " ":
        return sign
    return "<?>"


def seen(source: str, content: str | bytes, profile: CardProfile, as_from: Source) -> Seen:
    """``content`` is a card without its frame; what it is told by is its reader's ``Source``."""
    shape = mask(content) if isinstance(content, str) else mask_bytes(content)
    fits = tuple(fit(kind, content) for kind in profile.of(as_from))
    remarks = _rules(content) if not any(one.check for one in fits) else ()
    # A kind that it would fit is known: a card that was misread is no new one.
    known = any(one.check.endswith(_WRONG) for one in fits)
    suggestion = "" if known else suggested(content, as_from)
    return Seen(source, len(content), shape, fits, remarks, suggestion)


def suggested(content: str | bytes, as_from: Source) -> str:
    """A profile for cards like this one; nothing where it does not show what its number is."""
    text = content if isinstance(content, str) else content.decode("latin-1")
    framed = symbol(text)
    body = framed.body if framed else text
    if not (body.isascii() and body.isalnum() and FEWEST_OF_A_CARD <= len(body) <= MOST_SHOWN):
        return ""
    lines = ["[[card]]", 'name = "seen"', f'sources = ["{as_from.value}"]']
    if framed:
        lines.append('start_stop = "remove"')
    if not body.isdigit():
        lines.append('alphabet = "alphanumeric"')
    return "\n".join((*lines, f"characters = {len(body)}")) + "\n"


def fit(kind: CardKind, content: str | bytes) -> Fit:
    """How a kind takes a card, and if it does not because of the check digit, that it is that."""
    whose = " (not this city's)" if kind.other else " (of staff)" if kind.staff else ""
    name = f"{kind.name}{whose}"
    outcome = kind.read(content)
    if kind.check is None:
        return Fit(name, _verdict(outcome))
    rule = kind.check.value
    if isinstance(outcome, CardShown):
        return Fit(name, _verdict(outcome), f"{rule} {_RIGHT}")
    if isinstance(replace(kind, check=None).read(content), CardShown) or _longer_by_one(
        kind, content
    ):
        return Fit(name, _verdict(outcome), f"{rule} {_WRONG}")
    return Fit(name, _verdict(outcome))


def _longer_by_one(kind: CardKind, content: str | bytes) -> bool:
    """Whether the card would fit if its last character were no check digit but one to drop."""
    loose = replace(kind, check=None, longest=kind.longest + 1)
    return not kind.check_number and isinstance(loose.read(content), CardShown)


def _verdict(outcome: CardShown | CardUnreadable) -> str:
    match outcome:
        case CardShown(number=number):
            return f"fits, a number of {len(number)} characters"
        case CardUnreadable(why=why):
            return why.replace("_", " ")


def _rules(content: str | bytes) -> tuple[str, ...]:
    """Which check digits would be right, for who has to find out the rule."""
    text = content if isinstance(content, str) else content.decode("latin-1")
    framed = symbol(text.strip())
    body, ends = (framed.body, framed.start + framed.stop) if framed else (text.strip(), "")
    if len(body) < _FEWEST_FOR_A_RULE:
        return ()
    right = [rule.value for rule in CheckRule if holds(rule, body, ends)]
    if not right:
        return ()
    return (
        f"its last character would be right by {', '.join(right)}: one card in ten is by chance, "
        "so show several",
    )


@dataclass(frozen=True, slots=True)
class Framed:
    """How a line frames its cards, as far as one of them shows."""

    frame: FrameKind
    block_check: BlockCheck = BlockCheck.NONE


def frame_of(data: bytes) -> Framed | None:
    """The frame around the bytes that a reader sent at once; None if it is none that is known."""
    if data[:1] == STX and ETX in data:
        return Framed(FrameKind.STX, _block_check(data, data.rindex(ETX)))
    if data[:1] == FF and FF in data[1:]:
        return Framed(FrameKind.FF, _block_check(data, data.index(FF, 1)))
    if data.rstrip(b"\r\n") and data[-1:] in (b"\r", b"\n"):
        return Framed(FrameKind.LINES)
    return None


def _block_check(data: bytes, end: int) -> BlockCheck:
    behind = data[end + 1 :].rstrip(b"\r\n") or data[end + 1 :]
    if not behind:
        return BlockCheck.NONE
    if reduce(xor, data[1 : end + 1], 0) == behind[0]:
        return BlockCheck.BCC
    if reduce(xor, data[: end + 1], 0) == behind[0]:
        return BlockCheck.LRC
    return BlockCheck.NONE
