"""The published result of a draw: one JSON file from which anybody computes the draw again.

Its keys stand in ``docs/algorithms/draw.md``; ``verify_draw.py`` is the check.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from booking_service.policy import draw as draws
from booking_service.policy.draw import Drawn
from booking_service.policy.draw_list import NOTHING, cell_line, list_hash, read_cell, read_list
from booking_service.policy.rules import EntropyKind

FORMAT = "draw-result-v1"
#: What stands in a file, in the order in which it is read best.
KEYS = (
    "format",
    "draw",
    "commitment",
    "list_hash",
    "secret",
    "entropy",
    "seed",
    "list",
    "withdrawn",
    "outcomes",
    "runners_up",
    "not_kept",
    "checksum",
)
_CHECKSUM_PREFIX = b"draw-file-v1\n"


class EntropyNote(StrEnum):
    """How that came about."""

    MIXED_IN = "mixed_in"
    NONE = "none"  # the city mixes nothing in: the commitment stands alone
    NOT_CONFIGURED = "not_configured"  # the service knows no source
    NOT_IN_TIME = "not_in_time"  # nothing had come by the set time


@dataclass(frozen=True, slots=True)
class Entropy:
    """What was mixed in: ``text`` goes into the seed, empty for nothing. The others, of a beacon:
    where its rounds are had, which one it was, when it came out, its signature, when the first of
    all rounds came out (seconds since 1970), and how many seconds lie between two."""

    kind: EntropyKind = EntropyKind.NONE
    text: str = ""
    note: EntropyNote = EntropyNote.NONE
    address: str | None = None
    round: int | None = None
    time: str | None = None
    signature: str | None = None
    genesis: int | None = None
    period: int | None = None

    def as_json(self) -> dict[str, object]:
        """As it stands in the file: what is not known is left out."""
        return {key: value for key, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Held:
    """All that a draw is held from: what is on disk before it begins."""

    secret: str
    committed_at: str
    listed_at: str
    drawn_at: str
    lines: tuple[str, ...]
    withdrawn: tuple[str, ...]
    entropy: Entropy


def entropy_from(kept: Mapping[str, Any]) -> Entropy:
    """The entropy of its JSON."""
    kind, note = EntropyKind(kept["kind"]), EntropyNote(kept["note"])
    return Entropy(**{**kept, "kind": kind, "note": note})


def hold(held: Held) -> dict[str, Any]:
    """Holds the draw and makes its file; no win is missing from it yet (see ``sealed``)."""
    listed = read_list(held.lines)
    secret, hashed = bytes.fromhex(held.secret), list_hash(held.lines)
    seed = draws.seed(secret, hashed, held.entropy.text)
    gone = frozenset(read_cell(line) for line in held.withdrawn)
    rules = replace(listed.rules, unavailable=listed.rules.unavailable | gone)
    drawn = draws.run_draw(seed, listed.entries, rules)
    waiting = draws.runners_up(drawn, rules)
    return {
        "format": FORMAT,
        "draw": {
            "id": listed.draw_id,
            "committed_at": held.committed_at,
            "listed_at": held.listed_at,
            "drawn_at": held.drawn_at,
        },
        "commitment": draws.commitment(secret),
        "list": list(held.lines),
        "list_hash": hashed,
        "withdrawn": list(held.withdrawn),
        "entropy": held.entropy.as_json(),
        "secret": held.secret,
        "seed": seed.hex(),
        "outcomes": [_outcome_line(one) for one in drawn],
        "runners_up": sorted(
            f"{cell_line(cell)}\t{' '.join(map(str, places))}" for cell, places in waiting.items()
        ),
    }


def sealed(body: Mapping[str, Any], not_kept: Iterable[str]) -> bytes:
    """The file as it is published, with the wins that did not come to be."""
    whole = {**body, "not_kept": sorted(not_kept)}
    whole["checksum"] = sha256(_CHECKSUM_PREFIX + _canonical(whole)).hexdigest()
    keys = ",\n".join(f"{_text(key)}: {_readable(whole[key])}" for key in KEYS)
    return f"{{\n{keys}\n}}\n".encode()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a draw found for one application: the units it won, or why it lost."""

    token: str
    units: tuple[str, ...]
    lost: draws.Lost | None


def outcomes(lines: Iterable[str]) -> Iterator[Outcome]:
    """The outcomes of a file."""
    for line in lines:
        _, token, end, *rest = line.split("\t")
        if end == "won":
            yield Outcome(token, tuple(rest[0].split(" ")), None)
        else:
            reason, witness, slot = rest
            about = None if slot == NOTHING else int(slot)
            why = draws.Lost(
                draws.LostReason(reason), None if witness == NOTHING else witness, about
            )
            yield Outcome(token, (), why)


def _outcome_line(one: Drawn) -> str:
    if one.lost is None:
        return f"{one.ticket}\t{one.entry.token}\twon\t{' '.join(one.units)}"
    reason, witness, slot = one.lost
    about = NOTHING if slot is None else slot
    return f"{one.ticket}\t{one.entry.token}\tlost\t{reason}\t{witness or NOTHING}\t{about}"


def _canonical(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _readable(value: object) -> str:
    """A list with a line for each of its lines; json's own indenting takes long for a million."""
    if not isinstance(value, list) or not value:
        return _text(value)
    return "[\n" + ",\n".join(map(_text, value)) + "\n]"
