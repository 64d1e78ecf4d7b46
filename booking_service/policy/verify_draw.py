"""Checks the published result of a draw: computes all of it again and says what is not right.

    python3 verify_draw.py result.json

This one file needs nothing but Python's standard library, and may be copied anywhere. It is written
a second time from ``docs/algorithms/draw.md``, so that a mistake of the program that draws is not
repeated here. Exit codes: 0 the draw is right, 1 it is not, 2 this is no such file.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

RIGHT, WRONG, NO_SUCH_FILE = 0, 1, 2
MOST_SHOWN, NOTED_DIGITS = 20, 16  # lines told; digits of a hash that no second secret can have
_HASH = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("format", "commitment", "list_hash", "secret", "seed", "checksum")
_LISTS = ("list", "withdrawn", "outcomes", "runners_up", "not_kept")
_DRAW = ("id", "committed_at", "listed_at", "drawn_at")
_BEACON_NUMBERS = ("round", "genesis", "period")
_BEACON = ("address", "time", "signature", *_BEACON_NUMBERS)
_NOTES = ("mixed_in", "none", "not_configured", "not_in_time")
_NUMBER, _DAY = r"(0|[1-9][0-9]{0,8})", r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_CELL = rf"(\S+)\t{_DAY}\t{_NUMBER}"
_WITHDRAWN = re.compile(_CELL)
#: The lines of the list; the first group names the kind.
_FORMS = (
    rf"(application)\t(\S+)\t(\S+)\t(\S+)\t(\S+)\t{_DAY}" + rf"\t{_NUMBER}" * 4,
    r"(draw)\t(\S+)\t(\S+)\t(\S+)",
    rf"(held)\t(\S+)\t(\S+)\t(\S+)\t{_NUMBER}",
    r"(quota)\t(\S+)\t([1-9][0-9]{0,8})\t(uses|slots)",
    r"(room)\t(\S+)\t(all|one)\t(\S+)\t(\S+(?: \S+)*)",
    r"(scope)\t(\S+)\t(\S+)\t(\S+)",
    rf"(unavailable)\t{_CELL}",
)
_LINES = tuple(map(re.compile, _FORMS))


class NoSuchFileError(Exception):
    """The file is not the published result of a draw."""


@dataclass
class Application:
    """One line of the list."""

    token: str
    who: str
    room: str
    unit: str
    day: str
    slots: range
    starts: int
    ends: int


@dataclass
class Report:
    """What was found. ``wrong`` names the place, what stands there and what would be right."""

    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    applications: int = 0
    wins: int = 0


@dataclass
class _List:
    """The list, taken apart."""

    draw: list[str] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    rooms: dict[str, tuple[str, str, list[str]]] = field(default_factory=dict)
    quotas: dict[str, tuple[int, str]] = field(default_factory=dict)
    scopes: dict[tuple[str, str], str] = field(default_factory=dict)
    held: dict[tuple[str, str, str], int] = field(default_factory=dict)
    shut: set[tuple[str, str, int]] = field(default_factory=set)


def verify(content: bytes, noted: Mapping[str, str] | None = None) -> Report:
    """Check a file; ``noted``: its commitment and list_hash or their first digits, as somebody had
    them on paper before it came out. Raises ``NoSuchFileError`` for what is not one."""
    found = _read(content)
    wrong = (report := Report()).wrong
    body = {key: value for key, value in found.items() if key != "checksum"}
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    _same(wrong, "checksum", found["checksum"], _hash(b"draw-file-v1\n" + _bytes(plain)))
    for name, value in (noted or {}).items():
        digits = "".join(value.split()).lower()  # in groups of four on a receipt
        if len(digits) < NOTED_DIGITS or not found[name].startswith(digits):
            wrong.append(f"{name}: was noted as {value}, the file says {found[name]}")
    for name in ("commitment", "list_hash", "secret", "seed"):
        if not _HASH.fullmatch(found[name]):
            wrong.append(f"{name}: is not 64 digits of 0-9a-f: {found[name]!r}")
            return report
    for name in ("list", "withdrawn", "runners_up", "not_kept"):
        _sorted(wrong, name, found[name])
    secret, joined = bytes.fromhex(found["secret"]), _bytes("\n".join(found["list"]))
    _same(wrong, "commitment", found["commitment"], _hash(b"draw-commitment-v1\n" + secret))
    _same(wrong, "list_hash", found["list_hash"], _hash(b"draw-list-v2\n" + joined))
    _check_entropy(wrong, found)
    mixed = secret + bytes.fromhex(found["list_hash"]) + _bytes(found["entropy"]["text"])
    seed = sha256(b"draw-seed-v2\n" + mixed)
    _same(wrong, "seed", found["seed"], seed.hexdigest())
    if (listed := _take_apart(wrong, found)) is None:
        return report
    _check_instants(report, found, listed.draw)
    outcomes, waiting, winners = _draw(seed.digest(), listed)
    _compare(wrong, "outcomes", found["outcomes"], outcomes)
    _compare(wrong, "runners_up", found["runners_up"], waiting)
    for number, token in enumerate(found["not_kept"], 1):
        if token not in winners:
            wrong.append(f"not_kept line {number}: {token!r} did not win")
    report.applications, report.wins = len(listed.applications), len(winners)
    _note(report, found)
    return report


def _read(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise NoSuchFileError(f"it is not JSON: {error}") from None
    if not isinstance(found, dict) or found.get("format") != "draw-result-v1":
        raise NoSuchFileError('it does not say "format": "draw-result-v1"')
    _keys("the file", found, (*_TEXTS, *_LISTS, "draw", "entropy"))
    for name in _TEXTS:
        _need(isinstance(found[name], str), f"{name} is not a text")
    for name, lines in ((name, found[name]) for name in _LISTS):
        right = isinstance(lines, list) and all(isinstance(line, str) for line in lines)
        _need(right, f"{name} is not a list of lines")
    draw, entropy = found["draw"], found["entropy"]
    _need(isinstance(draw, dict) and isinstance(entropy, dict), "draw or entropy is missing")
    _keys("draw", draw, _DRAW)
    _need(all(isinstance(one, str) for one in draw.values()), "draw holds more than texts")
    of_beacon = entropy.get("kind") == "beacon" and entropy.get("note") == "mixed_in"
    _keys("entropy", entropy, ("kind", "text", "note", *(_BEACON if of_beacon else ())))
    for name, value in entropy.items():
        right = type(value) is int if name in _BEACON_NUMBERS else isinstance(value, str)
        _need(right, f"entropy.{name} is not what it should be: {value!r}")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands in it twice")
    return found


def _keys(where: str, found: dict[str, Any], wanted: Iterable[str]) -> None:
    odd = sorted(set(wanted) ^ set(found))
    _need(not odd, f"{where} lacks, or has too many: {', '.join(odd)}")


def _need(right: bool, otherwise: str) -> None:
    if not right:
        raise NoSuchFileError(otherwise)


def _take_apart(wrong: list[str], found: dict[str, Any]) -> _List | None:
    """The list as values; None where lines are wrong and nothing can be computed from it."""
    listed, before = _List(), len(wrong)
    for number, line in enumerate(found["list"], 1):
        parts = next((fits.groups() for form in _LINES if (fits := form.fullmatch(line))), None)
        if parts is None or not _put(listed, *parts):
            wrong.append(f"list line {number}: is no such line, or contradicts another: {line!r}")
    if not listed.draw:
        wrong.append("list: has no line that names the draw")
    elif listed.draw[0] != found["draw"]["id"]:
        wrong.append(f"draw.id: is {found['draw']['id']!r}, the list is of {listed.draw[0]!r}")
    for one in listed.applications:
        room = listed.rooms.get(one.room)
        if room is None or (one.unit != "-" and (room[0] == "all" or one.unit not in room[2])):
            wrong.append(f"list: {one.token} asks for {one.room} {one.unit}, which is not listed")
    named = {quota for quota, _ in listed.scopes} | {quota for quota, _, _ in listed.held}
    unknown = sorted(named - set(listed.quotas))
    wrong += [f"list: the quota {quota!r} is not listed" for quota in unknown]
    for number, line in enumerate(found["withdrawn"], 1):
        if fits := _WITHDRAWN.fullmatch(line):
            listed.shut.add((fits[1], fits[2], int(fits[3])))
        else:
            wrong.append(f"withdrawn line {number}: is no unit, date and slot: {line!r}")
    return listed if len(wrong) == before else None


def _put(listed: _List, kind: str, *fields: str) -> bool:
    """Keep one line of the list; False if it says nothing, or another thing than one before."""
    match kind, fields:
        case "application", [token, who, room, unit, day, first, count, starts, ends]:
            slots = range(int(first), int(first) + int(count))
            one = Application(token, who, room, unit, day, slots, int(starts), int(ends))
            forged = bool(listed.applications) and listed.applications[-1].token == token
            listed.applications.append(one)
            return bool(slots) and one.starts < one.ends and not forged  # lines are sorted
        case "draw", _:
            listed.draw.extend(fields)
            return len(listed.draw) == len(fields)
        case "held", [quota, who, scope, used]:
            return listed.held.setdefault((quota, who, scope), int(used)) == int(used)
        case "quota", [quota, limit, counts]:
            rule = (int(limit), counts)
            return listed.quotas.setdefault(quota, rule) == rule
        case "room", [room, needed, clash, units]:
            made = (needed, clash, units.split(" "))
            return listed.rooms.setdefault(room, made) == made
        case "scope", [quota, room, scope]:
            return listed.scopes.setdefault((quota, room), scope) == scope
        case _, [unit, day, slot]:
            listed.shut.add((unit, day, int(slot)))
    return True


def _draw(seed: bytes, listed: _List) -> tuple[list[str], list[str], set[str]]:
    """Outcome lines, runner-up lines and the tokens of the winners, as they have to be."""
    prefix = b"draw-ticket-v1\n" + seed
    tickets = [_hash(prefix + _bytes(one.token)) for one in listed.applications]
    order = sorted(zip(tickets, range(len(tickets)), strict=True))
    progress = _Progress(listed)
    lines, losers, winners = [], [], set()
    for number, (ticket, place) in enumerate(order, 1):
        one = listed.applications[place]
        units, why = progress.place(one)
        if why := why or progress.against(one):
            losers.append((number, one))
            lines.append(f"{ticket}\t{one.token}\tlost\t{why}")
        else:
            winners.add(one.token)
            progress.win(one, units)
            lines.append(f"{ticket}\t{one.token}\twon\t{' '.join(units)}")
    return lines, progress.waiting(losers), winners


class _Progress:
    """Who has won what so far; each question is answered with the reason of a loss, or nothing."""

    def __init__(self, listed: _List) -> None:
        self._listed = listed
        self._owner: dict[tuple[str, str, int], str] = {}
        self._mine: dict[tuple[str, str, str], list[Application]] = defaultdict(list)
        self._used: dict[tuple[str, str, str], int] = defaultdict(int, listed.held)
        self._last: dict[tuple[str, str, str], str] = {}

    def place(self, one: Application) -> tuple[list[str], str]:
        """The units that serve an application, or why none do."""
        reasons = []
        for units in self._choices(one):
            for unit, slot in ((unit, slot) for slot in one.slots for unit in units):
                cell = (unit, one.day, slot)
                if cell in self._listed.shut:
                    reasons.append(f"not_free\t-\t{slot}")
                    break
                if cell in self._owner:
                    reasons.append(f"slot_taken\t{self._owner[cell]}\t{slot}")
                    break
            else:
                return units, ""
        taken = [reason for reason in reasons if reason.startswith("slot_taken")]
        return [], (taken or reasons)[0]

    def against(self, one: Application) -> str:
        for key, limit, amount in self._counted(one):
            if self._used[key] + amount > limit:
                return f"quota_full\t{self._last.get(key, '-')}\t-"
        for own in self._own(one):
            if own.starts < one.ends and one.starts < own.ends:
                return f"clash\t{own.token}\t-"
        return ""

    def win(self, one: Application, units: list[str]) -> None:
        self._owner |= {(unit, one.day, slot): one.token for unit in units for slot in one.slots}
        self._own(one).append(one)
        for key, _, amount in self._counted(one):
            self._used[key] += amount
            self._last[key] = one.token

    def waiting(self, losers: list[tuple[int, Application]]) -> list[str]:
        queues: dict[tuple[str, str, int], list[str]] = defaultdict(list)
        for number, one in losers:
            units = [unit for choice in self._choices(one) for unit in choice]
            for cell in ((unit, one.day, slot) for unit in units for slot in one.slots):
                if cell in self._owner:
                    queues[cell].append(str(number))
        return sorted(f"{u}\t{day}\t{n}\t{' '.join(who)}" for (u, day, n), who in queues.items())

    def _choices(self, one: Application) -> list[list[str]]:
        needed, _, units = self._listed.rooms[one.room]
        if one.unit != "-":
            return [[one.unit]]
        return [[unit] for unit in units] if needed == "one" else [units]

    def _own(self, one: Application) -> list[Application]:
        return self._mine[one.who, self._listed.rooms[one.room][1], one.day]

    def _counted(self, one: Application) -> Iterator[tuple[tuple[str, str, str], int, int]]:
        for quota, (limit, counts) in sorted(self._listed.quotas.items()):
            scope = self._listed.scopes.get((quota, one.room))
            if scope is not None:
                amount = 1 if counts == "uses" else len(one.slots)
                yield (quota, one.who, scope), limit, amount


def _check_entropy(wrong: list[str], found: dict[str, Any]) -> None:
    entropy = found["entropy"]
    kind, text, note = entropy["kind"], entropy["text"], entropy["note"]
    if note not in _NOTES or kind not in ("beacon", "officers", "none"):
        wrong.append(f"entropy: no such kind or note: {kind!r}, {note!r}")
    elif (note == "none") != (kind == "none"):
        wrong.append(f"entropy: {note!r} does not fit the kind {kind!r}")
    elif note != "mixed_in":
        _same(wrong, "entropy.text", text, "")
    elif kind == "officers" and not re.fullmatch(r"officers\n[0-9]+\n[0-9]+", text):
        wrong.append(f"entropy.text: is not the digits of two officers: {text!r}")
    elif kind == "beacon" and not re.fullmatch(r"([0-9a-f]{2})+", entropy["signature"]):
        wrong.append(f"entropy.signature: is not hexadecimal: {entropy['signature']!r}")
    elif kind == "beacon":
        value = _hash(bytes.fromhex(entropy["signature"]))
        _same(wrong, "entropy.text", text, f"beacon\n{entropy['round']}\n{value}")


def _check_instants(report: Report, found: dict[str, Any], draw: list[str]) -> None:
    told = {f"draw.{name}": found["draw"][name] for name in _DRAW[1:]}
    told |= {"opens": draw[1], "closes": draw[2]}
    order = ["opens", "closes", "draw.listed_at", "draw.drawn_at"]
    if "time" in found["entropy"]:
        told["entropy.time"] = found["entropy"]["time"]
        order.insert(3, "entropy.time")
    try:
        if abroad := [text for text in told.values() if not text.endswith("+09:00")]:
            raise ValueError(f"{abroad[0]!r} is no instant in Japan")
        at = {name: datetime.fromisoformat(text) for name, text in told.items()}
    except ValueError as error:
        report.wrong.append(f"draw: {error}")
        return
    for one, other in pairwise(order):
        if at[one] > at[other]:
            report.wrong.append(f"{other}: {told[other]} is before {one}, {told[one]}")
    if "time" in found["entropy"]:
        _check_round(report.wrong, found["entropy"], at)
    late = [name for name in ("closes", "opens") if at["draw.committed_at"] > at[name]]
    report.notes += [f"the draw was committed to after its window {name}" for name in late[:1]]


def _check_round(wrong: list[str], entropy: dict[str, Any], at: dict[str, datetime]) -> None:
    """The round is that of its time, and the first after the list: nobody chose it."""
    number, genesis, period = (entropy[name] for name in _BEACON_NUMBERS)
    if number < 1 or period < 1:
        wrong.append(f"entropy: there is no round {number} every {period} seconds")
        return
    listed, came = at["draw.listed_at"].timestamp(), genesis + (number - 1) * period
    if at["entropy.time"].timestamp() != came:
        wrong.append(f"entropy.time: is {entropy['time']}, round {number} came at {came}")
    if came <= listed or (number > 1 and came - period > listed):
        wrong.append(f"entropy.round: {number} is not the first after draw.listed_at")


def _note(report: Report, found: dict[str, Any]) -> None:
    if (why := found["entropy"]["note"]) != "mixed_in":
        report.notes.append(f"no entropy was mixed in ({why}): the commitment stands alone")
    for name, what in (("withdrawn", "slots went after the list"), ("not_kept", "wins were void")):
        if found[name]:
            report.notes.append(f"{len(found[name])} {what}: see {name}")


def _compare(wrong: list[str], name: str, found: list[str], right: list[str]) -> None:
    for number, (is_, should) in enumerate(zip(found, right, strict=False), 1):
        if is_ != should:
            wrong.append(f"{name} line {number}: is {is_!r}, should be {should!r}")
    if len(found) != len(right):
        wrong.append(f"{name}: has {len(found)} lines, should have {len(right)}")


def _sorted(wrong: list[str], name: str, lines: list[str]) -> None:
    for number, (one, other) in enumerate(pairwise(lines), 2):
        if one >= other:
            wrong.append(f"{name} line {number}: is not in order, or repeated: {other!r}")


def _same(wrong: list[str], name: str, found: str, right: str) -> None:
    if found != right:
        wrong.append(f"{name}: is {found!r}, should be {right!r}")


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def run(told: argparse.Namespace) -> int:
    """Check the file that was named, say what was found, return the exit code."""
    noted = {"commitment": told.commitment, "list_hash": told.list_hash}
    try:
        content = sys.stdin.buffer.read() if told.file == "-" else Path(told.file).read_bytes()
        report = verify(content, {name: value for name, value in noted.items() if value})
    except (OSError, NoSuchFileError) as error:
        sys.stderr.write(f"verify-draw: {told.file} is no published draw: {error}\n")
        return NO_SUCH_FILE
    sys.stdout.writelines(f"note: {note}\n" for note in report.notes)
    sys.stdout.writelines(f"wrong: {line}\n" for line in report.wrong[:MOST_SHOWN])
    if more := report.wrong[MOST_SHOWN:]:
        sys.stdout.write(f"wrong: and {len(more)} more\n")
    if report.wrong:
        return WRONG
    sys.stdout.write(f"right: {report.applications} applications, {report.wins} of them won\n")
    if told.token:
        sys.stdout.write(_became_of(json.loads(content), "".join(told.token.split())))
    return RIGHT


def _became_of(found: dict[str, Any], token: str) -> str:
    for place, line in enumerate(found["outcomes"], 1):
        if line.split("\t")[1] == token:
            kept = " (but it did not come to be)" if token in found["not_kept"] else ""
            return f"outcomes line {place}: {line}{kept}\n"
    return f"{token} is not in this draw\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the check is told on the command line."""
    parser.add_argument("file", help="the result file; - for standard input")
    parser.add_argument("--commitment", help="as noted before the window opened, or on a receipt")
    parser.add_argument("--list-hash", help="as noted when the window had closed")
    parser.add_argument("--token", help="say what became of the application on this receipt")


def main(argv: Sequence[str] | None = None) -> int:
    """The program."""
    parser = argparse.ArgumentParser("verify-draw", description="Checks the result of a draw.")
    add_arguments(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    gc.disable()  # or looking through millions of values takes longer than checking them
    sys.exit(main())
