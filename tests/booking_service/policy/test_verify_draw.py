"""The published file, and the check that anybody can run on it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy import draw_file, verify_draw
from booking_service.policy.draw import DrawRules
from booking_service.policy.draw_file import Held, hold, outcomes, sealed
from booking_service.policy.draw_list import list_hash, list_lines, read_list
from booking_service.policy.verify_draw import NoSuchFileError, verify
from tests.booking_service.policy.draws import (
    ENTROPIES,
    ROOMS,
    entry,
    held_draws,
    held_from,
)

#: A draw with a bit of everything: wins, losses of every kind, a court, a quota that is full.
RIVALS = [
    *(entry(f"c{number}", f"P{number}", room="courts") for number in range(5)),
    *(entry(f"a{number}", f"P{number}", first=1, count=2) for number in range(3)),
    entry("h", "P0", room="hall"),
    entry("g", "P0", room="half", unit="hall-2"),
    entry("n", "P1", room="half", first=4),
]
SHUT = frozenset({("hall-1", RIVALS[0].date, 4), ("hall-2", RIVALS[0].date, 4)})


def some_file(**changed: Any) -> dict[str, Any]:
    rules = DrawRules(ROOMS, (), SHUT)
    return json.loads(sealed(hold(replace(held_from(RIVALS, rules), **changed)), ()))


def resealed(found: dict[str, Any]) -> bytes:
    """What a forger would do too: the checksum proves nothing."""
    body = {key: value for key, value in found.items() if key != "checksum"}
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    checksum = hashlib.sha256(b"draw-file-v1\n" + plain.encode("utf-8", "surrogatepass"))
    return json.dumps({**body, "checksum": checksum.hexdigest()}).encode()


@given(held_draws(), st.data())
def test_every_file_that_is_made_is_right(held: Held, data: st.DataObject) -> None:
    """The draw and its check are written apart, and agree."""
    body = hold(held)
    won = [one.token for one in outcomes(body["outcomes"]) if one.lost is None]
    void = data.draw(st.sets(st.sampled_from(won))) if won else set()
    report = verify(sealed(body, void))
    assert report.wrong == []
    assert (report.applications, report.wins) == (len(body["outcomes"]), len(won))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a JSON value at which a single thing stands."""
    if isinstance(value, dict):
        for key in value:
            yield (*path, key)
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for place in range(len(value)):
            yield (*path, place)
            yield from places(value[place], (*path, place))


def mutated(data: st.DataObject, found: dict[str, Any]) -> dict[str, Any]:
    """The file with one thing in it changed, left out, repeated or moved."""
    changed = json.loads(json.dumps(found))
    path = data.draw(st.sampled_from(sorted(set(places(found)), key=str)))
    *way, last = path
    inside = changed
    for step in way:
        inside = inside[step]
    value = inside[last]
    ways = ["drop"] if isinstance(inside, dict) else ["drop", "repeat", "swap"]
    how = data.draw(st.sampled_from([*ways, "change"]))
    match how:
        case "drop":
            del inside[last]
        case "repeat":
            inside.insert(last, value)
        case "swap":
            inside[last], inside[0] = inside[0], inside[last]
        case _ if isinstance(value, str):
            at = data.draw(st.integers(0, len(value)))
            inside[last] = value[:at] + data.draw(st.characters()) + value[at + 1 :]
        case _ if isinstance(value, int):
            inside[last] = value + data.draw(st.integers(-3, 3))
        case _:
            inside[last] = data.draw(st.sampled_from([None, 1, "", [], {}, ["x"]]))
    return changed


@given(held_draws(), st.data())
def test_every_single_change_of_a_file_is_noticed(held: Held, data: st.DataObject) -> None:
    found = json.loads(sealed(hold(held), ()))
    changed = mutated(data, found)
    content = json.dumps(changed).encode()
    if changed == found:
        assert verify(content).wrong == []
        return
    with contextlib.suppress(NoSuchFileError):
        assert verify(content).wrong != []


#: What a city may still say after the entropy is known, or what only others can check.
FREE_TO_SAY = {"withdrawn", "not_kept", "draw", "entropy"}


@given(held_draws(), st.data())
def test_a_change_that_mends_the_checksum_is_noticed_too(held: Held, data: st.DataObject) -> None:
    found = json.loads(sealed(hold(held), ()))
    changed = mutated(data, found)
    bound = {key: value for key, value in found.items() if key not in FREE_TO_SAY}
    if {key: changed.get(key) for key in bound} == bound:
        return
    del bound["checksum"]
    if {key: changed.get(key) for key in bound} == bound:
        return
    with contextlib.suppress(NoSuchFileError):
        assert verify(resealed(changed)).wrong != []


@given(held_draws())
def test_a_list_is_read_as_it_was_written(held: Held) -> None:
    listed = read_list(held.lines)
    assert list_lines(listed) == list(held.lines)
    assert (
        list_hash(held.lines)
        == hashlib.sha256(b"draw-list-v2\n" + "\n".join(held.lines).encode()).hexdigest()
    )


def test_the_lines_of_a_list_are_those_of_the_page() -> None:
    assert list_lines(
        read_list(held_from(RIVALS[:1], DrawRules({"courts": ROOMS["courts"]})).lines)
    ) == [
        "application\tc0\tP0\tcourts\t-\t2027-04-14\t0\t1\t510\t600",
        "draw\thall/2027-04\t2027-02-10T00:00:00+09:00\t2027-02-20T00:00:00+09:00",
        "room\tcourts\tone\tcourts\tc-1 c-2 c-3",
    ]


@pytest.mark.parametrize(
    "lines", [[], ["draw\ta\tb"], ["other\tline"], ["held\tq\tP\ts\t1", "draw\ta\tb\tc"]]
)
def test_what_is_no_list_is_not_read(lines: list[str]) -> None:
    with pytest.raises(ValueError):
        read_list(lines)


FORGERIES = {
    "seed": lambda found: found.update(seed="00" * 32),
    "commitment": lambda found: found.update(secret="11" * 32),
    "list_hash": lambda found: found["list"].pop(0),
    "outcomes line 1": lambda found: found["outcomes"].insert(0, found["outcomes"].pop()),
    "outcomes line 3": lambda found: found["outcomes"].__setitem__(
        2, found["outcomes"][2].replace("\twon\t", "\tlost\tnot_free\t-\t0\t")
    ),
    "runners_up line 1": lambda found: found["runners_up"].__setitem__(
        0, found["runners_up"][0] + " 99"
    ),
    "not_kept line 1": lambda found: found["not_kept"].append("nobody"),
    "entropy": lambda found: found["entropy"].update(note="mixed_in"),
    "draw: ": lambda found: found["draw"].update(listed_at="yesterday"),
    "draw.listed_at": lambda found: found["draw"].update(listed_at="2027-02-19T00:00:00+09:00"),
    "draw.id": lambda found: found["draw"].update(id="hall/2027-05"),
    "withdrawn line 1": lambda found: found["withdrawn"].append("nonsense"),
}


@pytest.mark.parametrize("place", FORGERIES)
def test_the_line_that_is_wrong_is_named(place: str) -> None:
    found = some_file()
    assert verify(resealed(found)).wrong == []
    FORGERIES[place](found)
    assert any(line.startswith(place) for line in verify(resealed(found)).wrong)


def test_what_was_noted_before_is_compared() -> None:
    """A city that made a whole new draw would have to have foretold it."""
    content = resealed(some_file())
    right = {"commitment": some_file()["commitment"], "list_hash": some_file()["list_hash"]}
    assert verify(content, right).wrong == []
    other = resealed(some_file(secret="77" * 32))
    assert verify(other).wrong == []
    (wrong,) = verify(other, right).wrong
    assert wrong.startswith("commitment: was noted as")


@pytest.mark.parametrize(("digits", "wrong"), [(16, 0), (40, 0), (64, 0), (15, 1), (0, 1)], ids=str)
def test_the_first_digits_on_a_receipt_are_enough(digits: int, wrong: int) -> None:
    noted = some_file()["commitment"][:digits]
    grouped = " ".join(noted[start : start + 4] for start in range(0, digits, 4)).upper()
    assert len(verify(resealed(some_file()), {"commitment": grouped}).wrong) == wrong
    assert len(verify(resealed(some_file(secret="77" * 32)), {"commitment": grouped}).wrong) == 1


@pytest.mark.parametrize("entropy", ENTROPIES, ids=lambda one: f"{one.kind}-{one.note}")
def test_what_was_not_mixed_in_is_said(entropy: draw_file.Entropy) -> None:
    report = verify(resealed(some_file(entropy=entropy)))
    assert report.wrong == []
    assert bool(report.notes) == (entropy.note != "mixed_in")


@pytest.mark.parametrize(
    ("committed_at", "said"),
    [
        ("2027-02-10T00:00:00+09:00", None),
        ("2027-02-10T00:00:01+09:00", "after its window opens"),
        ("2027-02-20T00:00:01+09:00", "after its window closes"),
    ],
)
def test_a_late_commitment_is_said(committed_at: str, said: str | None) -> None:
    """Whoever chose the secret then may have known the applications."""
    entropy = ENTROPIES[2]
    report = verify(resealed(some_file(committed_at=committed_at, entropy=entropy)))
    assert report.wrong == []
    assert [said for note in report.notes if said and said in note] == [said] * bool(said)
    assert bool(report.notes) == bool(said)


def test_a_round_that_was_known_before_the_list_is_wrong() -> None:
    found = some_file(entropy=ENTROPIES[1])
    found["entropy"]["time"] = "2027-02-20T00:00:00+09:00"
    assert any(line.startswith("entropy.time") for line in verify(resealed(found)).wrong)


PERIOD, GENESIS = 30, ENTROPIES[1].genesis or 0


@pytest.mark.parametrize(
    ("place", "told"),
    [
        # Rounds that were tried until one suited: the next, and a value of another time.
        ("entropy.round", {"round": 78, "time": "2027-02-20T00:01:00+09:00"}),
        ("entropy.time", {"round": 78}),
        ("entropy.time", {"time": "2027-02-20T00:00:31+09:00"}),
        ("entropy.time", {"genesis": 0}),
        ("entropy.round", {"period": 1, "genesis": GENESIS + 76 * (PERIOD - 1)}),
        ("entropy: there is no round", {"period": 0}),
        ("entropy: there is no round", {"round": 0}),
    ],
)
def test_a_round_that_was_chosen_is_wrong(place: str, told: dict[str, Any]) -> None:
    chosen = replace(ENTROPIES[1], **told)
    value = ENTROPIES[1].text.split("\n")[2]
    forged = some_file(entropy=replace(chosen, text=f"beacon\n{chosen.round}\n{value}"))
    assert any(line.startswith(place) for line in verify(resealed(forged)).wrong)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"format": "draw-result-v1"}',
        b'{"a": 1, "a": 2}',
        b"[" * 100_000,
        json.dumps({**some_file(), "more": 1}).encode(),
        resealed({**some_file(), "list": "text"}),
        resealed({**some_file(), "outcomes": [1]}),
        resealed({**some_file(), "entropy": {"kind": "none", "text": 1, "note": "none"}}),
    ],
)
def test_what_is_no_such_file_is_told_apart(content: bytes) -> None:
    with pytest.raises(NoSuchFileError):
        verify(content)


def run(*arguments: str, cwd: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-S", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        **more,
    )


def test_the_check_is_one_file_that_needs_nothing(tmp_path: Path) -> None:
    """Copied alone into an empty folder, on a Python without any package."""
    copied = shutil.copy(verify_draw.__file__, tmp_path / "verify_draw.py")
    found = some_file()
    (tmp_path / "result.json").write_bytes(resealed(found))
    right = run(str(copied), "result.json", "--token", "c0", cwd=tmp_path)
    assert (right.returncode, right.stderr) == (0, "")
    assert "right: 11 applications, " in right.stdout
    assert "\tc0\t" in right.stdout
    found["outcomes"].reverse()
    (tmp_path / "wrong.json").write_bytes(resealed(found))
    wrong = run(str(copied), "wrong.json", cwd=tmp_path)
    assert wrong.returncode == 1
    assert "wrong: outcomes line 1: is " in wrong.stdout
    missing = run(str(copied), "nowhere.json", cwd=tmp_path)
    assert missing.returncode == 2
    assert "is no published draw" in missing.stderr
