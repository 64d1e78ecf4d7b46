"""The fleet, without a service: versions, packages, and how a roll-out goes on."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from booking_service.clock import TOKYO
from booking_service.service.fleet import stages
from booking_service.service.fleet.deb import Control, DebFault, read_deb
from booking_service.service.fleet.shelf import PIECE, Shelf
from booking_service.service.fleet.stages import Terminal
from booking_service.service.fleet.terminals import shown
from booking_service.service.fleet.versions import is_older, is_version
from booking_service.staff_cli.table import terminals_table
from booking_service.storage.records import KioskStateRecord, RolloutRecord, RolloutState
from tests.booking_service.packages import build

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=TOKYO)
NAMES = tuple(f"lobby-{number}" for number in range(1, 8))

IN_ORDER = ("0.9", "1.0~rc1", "1.0", "1.0-1", "1.0.1", "1.2", "1.10", "1.10a", "1.10+b1", "2")


def test_versions_are_in_the_order_of_debians_own_tool() -> None:
    """What dpkg says of each neighbours in the list, both ways round."""
    for one, other in pairwise(IN_ORDER):
        command = ["dpkg", "--compare-versions", one, "lt", other]
        assert subprocess.run(command, check=False).returncode == 0, (one, other)
        assert is_older(one, other)
        assert not is_older(other, one)
    assert not is_older("1.0", "1.0-0")
    assert not is_older("1.0-0", "1.0")


@given(st.lists(st.from_regex(r"[0-9][0-9a-z.+~-]{0,6}", fullmatch=True), min_size=3, max_size=3))
def test_versions_have_one_order(versions: list[str]) -> None:
    one, two, three = versions
    assert not is_older(one, one)
    assert not (is_older(one, two) and is_older(two, one))
    if is_older(one, two) and is_older(two, three):
        assert is_older(one, three)


@pytest.mark.parametrize("text", ["", "v1", "1:2", "1 2", "../1", "1\n", "1" * 41])
def test_what_is_no_version(text: str) -> None:
    assert not is_version(text)


@pytest.mark.parametrize("compression", ["xz", "gzip", "none"])
def test_a_package_says_what_it_is(tmp_path: Path, compression: str) -> None:
    made = build(tmp_path, "1.2.3", compression=compression)
    assert read_deb(made) == Control("lobby-kiosk", "1.2.3", "amd64")


def test_what_is_no_package_for_terminals(tmp_path: Path) -> None:
    right = build(tmp_path, "1")
    assert read_deb(build(tmp_path, "1", package="other")) is DebFault.OTHER_PACKAGE
    other = build(tmp_path, "1", architecture="arm64")
    assert read_deb(other) is DebFault.OTHER_ARCHITECTURE
    assert read_deb(tmp_path / "nothing") is DebFault.UNREADABLE
    whole = right.read_bytes()
    for length in (0, 7, 40, 200, len(whole) - 2):
        right.write_bytes(whole[:length])
        assert read_deb(right) is DebFault.NO_PACKAGE


@settings(max_examples=60)
@given(st.binary(max_size=200), st.integers(min_value=0, max_value=500))
def test_whatever_stands_in_a_file_is_a_value(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.deb"
    path.write_bytes(b"!<arch>\n" + noise)
    assert isinstance(read_deb(path), DebFault)
    whole = _whole(tmp_path_factory)
    path.write_bytes(whole[:at] + noise + whole[at + len(noise) :])
    assert isinstance(read_deb(path), DebFault | Control)


def _whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.getbasetemp() / "lobby-kiosk_1_amd64.deb"
    return path.read_bytes() if path.exists() else build(path.parent, "1").read_bytes()


def test_a_package_comes_in_pieces_and_goes_on_where_it_was_cut(tmp_path: Path) -> None:
    import hashlib

    content = bytes(range(256)) * 2000
    name = hashlib.sha256(content).hexdigest()
    shelf = Shelf(tmp_path / "releases", 0)
    assert shelf.has_room(name, len(content))
    assert not shelf.has_room(name, 2**60)
    assert shelf.add(name, 0, content[:PIECE]) == PIECE
    assert shelf.add(name, PIECE + 1, b"later") == PIECE
    assert shelf.add(name, 0, content[:PIECE]) == PIECE
    assert shelf.piece(name, 0) is None
    assert shelf.add(name, PIECE, content[PIECE:]) == len(content)
    assert shelf.check(name, len(content)) is not None
    shelf.keep(name)
    assert shelf.piece(name, PIECE) == content[PIECE : 2 * PIECE]
    assert shelf.piece(name, len(content)) == b""
    shelf.drop(name)
    shelf.add(name, 0, content[:10])
    assert shelf.check(name, len(content)) is None
    assert shelf.received(name) == 0


def rollout(**more: object) -> RolloutRecord:
    """One over all terminals, in three stages, an hour each."""
    made = RolloutRecord(
        id=1,
        version="2",
        stages=("1", "3", "all"),
        kiosks=NAMES,
        chosen=False,
        allow_older=False,
        hours=1,
        state=RolloutState.RUNNING,
        stage=0,
        settled_at=None,
        looked_at=NOW,
        why="",
        started_at=NOW,
        started_by="tanaka",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_stage_begins_when_the_one_before_has_run_long_enough() -> None:
    found, now = rollout(), NOW
    has = dict.fromkeys(NAMES, "1")
    for reached in (1, 3, 7):
        found = stages.looked_at(found, terminals(has), now)
        told = [name for name in NAMES if stages.wanted([found], name) is not None]
        assert told == list(NAMES[:reached])
        has.update(dict.fromkeys(told, "2"))
        found = stages.looked_at(found, terminals(has), now)
        assert found.settled_at == now
        early = stages.looked_at(found, terminals(has), now + timedelta(minutes=59))
        assert (early.stage, early.state) == (found.stage, RolloutState.RUNNING)
        now += timedelta(hours=1)
        found = stages.looked_at(found, terminals(has), now)
    assert found.state is RolloutState.DONE
    assert stages.wanted([found], "enrolled-later") is found


def terminals(has: dict[str, str]) -> list[Terminal]:
    return [Terminal(name, version) for name, version in has.items()]


def test_a_terminal_that_comes_back_from_a_version_stops_it_for_all() -> None:
    found = rollout(stage=1)
    told = [Terminal(NAMES[0], "2"), Terminal(NAMES[1], "1", "2", "rolled_back")]
    stopped = stages.looked_at(found, told, NOW)
    assert (stopped.state, stopped.why) == (RolloutState.STOPPED, NAMES[1])
    assert stages.wanted([stopped], NAMES[0]) is None
    assert stages.looked_at(stopped, told, NOW) is stopped
    # One that came back from another version, or is not reached yet, stops nothing.
    others = [
        Terminal(NAMES[0], "1", "1.9", "rolled_back"),
        Terminal(NAMES[6], "1", "2", "given_up"),
    ]
    assert stages.looked_at(found, others, NOW).state is RolloutState.RUNNING


def test_what_is_newer_already_is_left_alone_unless_older_ones_are_allowed() -> None:
    has = [Terminal(NAMES[0], "3")]
    assert stages.looked_at(rollout(), has, NOW).settled_at == NOW
    assert stages.looked_at(rollout(allow_older=True), has, NOW).settled_at is None


@given(
    state=st.sampled_from(RolloutState),
    stage=st.integers(0, 2),
    versions=st.lists(st.sampled_from(["", "1", "2", "3"]), min_size=7, max_size=7),
    came_back=st.sets(st.sampled_from(NAMES)),
    minutes=st.integers(-300, 300),
    settled=st.one_of(st.none(), st.integers(-300, 300)),
)
@example(RolloutState.RUNNING, 2, ["2"] * 7, set(), 60, 0)
def test_a_look_takes_at_most_one_step_and_never_back(  # noqa: PLR0917 - Hypothesis gives them
    state: RolloutState,
    stage: int,
    versions: list[str],
    came_back: set[str],
    minutes: int,
    settled: int | None,
) -> None:
    since = None if settled is None else NOW + timedelta(minutes=settled)
    before = rollout(state=state, stage=stage, settled_at=since)
    told = [
        Terminal(name, version, "2" if name in came_back else "", "rolled_back")
        for name, version in zip(NAMES, versions, strict=True)
    ]
    now = NOW + timedelta(minutes=minutes)
    after = stages.looked_at(before, told, now)
    assert before.stage <= after.stage <= before.stage + 1
    if before.state not in stages.LIVE:
        assert after == before
    reached = {name for name in NAMES if stages.reaches(before, name)}
    if after.state is RolloutState.STOPPED and before.state in stages.LIVE:
        assert after.why in came_back & reached
    if after.stage > before.stage or (after.state is RolloutState.DONE is not before.state):
        assert before.state is RolloutState.RUNNING
        assert not came_back & reached
        assert all(one.version in ("2", "3") for one in told if one.id in reached)
        assert since is not None
        assert now - since >= timedelta(hours=1)


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        (("1", "5", "all"), True),
        (("10%",), True),
        (("1", "50%", "all"), True),
        (("5", "1"), False),
        (("all", "1"), False),
        (("all", "all"), False),
    ],
)
def test_stages_reach_further_each_time(asked: tuple[str, ...], right: bool) -> None:
    assert stages.grows(asked, 7) is right


def test_trouble_comes_first_and_the_table_says_it() -> None:
    said = {"version": "2", "paper": "ready", "line": "up", "open_writes": 0}

    def terminal(name: str, seen: timedelta | None = timedelta(), **more: object) -> object:
        at = None if seen is None else NOW - seen
        return KioskStateRecord(name, "ロビー", NOW, None, at, {**said, **more} if at else None)

    records = [
        terminal("a-fine"),
        terminal("b-quiet", timedelta(minutes=11)),
        terminal("c-slow", timedelta(minutes=11), every_seconds=600),
        terminal("d-paper", paper="no_paper"),
        terminal("e-shut", state="out_of_service", state_reason="cleaning"),
        terminal("f-back", update={"state": "rolled_back", "version": "3"}),
        terminal("g-new", None),
        replace(terminal("h-gone"), revoked_at=NOW),  # type: ignore[type-var]
    ]
    views = shown(records, [rollout()], NOW)  # type: ignore[arg-type]
    assert [view.record.id for view in views] == [
        "b-quiet",
        "f-back",
        "e-shut",
        "d-paper",
        "g-new",
        "a-fine",
        "c-slow",
        "h-gone",
    ]
    assert [view.trouble for view in views[:3]] == [
        ("silent",),
        ("update_failed",),
        ("out_of_service",),
    ]
    import json

    from booking_service.service.answers import encode
    from booking_service.service.fleet.views import kiosk

    lines = terminals_table([json.loads(encode(kiosk(view))) for view in views])
    assert lines[1].startswith("b-quiet   ロビー  silent")
    assert lines[2].endswith("update: 3 rolled back")
    assert "out of service (cleaning)" in lines[3]
    assert lines[-1].split()[2:4] == ["shut", "out"]
