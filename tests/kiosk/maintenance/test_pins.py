"""PINs: weak ones are refused, tries are counted on the disk, trouble never opens anything."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.maintenance import pin as pin_module
from kiosk.maintenance.delays import BOOT_VARIABLE, DelayRule, MachineBootClock
from kiosk.maintenance.delays import FILE as DELAYS
from kiosk.maintenance.pin import FILE, Changed, Opened, Pins, Shut, Wait, Wrong
from kiosk.maintenance.roles import Role
from kiosk.maintenance.weak_pins import KnownNumbers, Weakness, weakness
from tests.kiosk.maintenance.boot import CHEAP, HandBootClock

STAFF, TECHNICIAN = "274916", "85137042"
KNOWN = KnownNumbers(("lobby-1", "047-492-1111", "2741-38"))


@pytest.fixture
def clock() -> HandBootClock:
    return HandBootClock()


@pytest.fixture
def pins(tmp_path: Path, clock: HandBootClock) -> Pins:
    made = Pins(tmp_path, clock, cost=CHEAP, known=lambda: KNOWN)
    assert made.change(Role.STAFF, STAFF) == Changed()
    assert made.change(Role.TECHNICIAN, TECHNICIAN) == Changed()
    return made


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", Weakness.NOT_DIGITS),
        ("12345a", Weakness.NOT_DIGITS),
        ("１２３４５６", Weakness.NOT_DIGITS),
        ("27491", Weakness.TOO_SHORT),
        ("2749163805127", Weakness.TOO_LONG),
        ("777777", Weakness.EQUAL),
        ("345678", Weakness.RUN),
        ("789012", Weakness.RUN),
        ("987654", Weakness.RUN),
        ("121212", Weakness.REPEATED),
        ("274274", Weakness.REPEATED),
        ("112299", Weakness.REPEATED),
        ("274472", Weakness.REPEATED),
        ("277272", Weakness.REPEATED),
        ("19850412", Weakness.DATE),
        ("850412", Weakness.DATE),
        ("041285", Weakness.DATE),
        ("120485", Weakness.DATE),
        ("198536", Weakness.DATE),
        ("362026", Weakness.DATE),
        ("047492", Weakness.KNOWN_NUMBER),
        ("8492111127", None),
        ("827413862", Weakness.KNOWN_NUMBER),
        (STAFF, None),
        (TECHNICIAN, None),
    ],
)
def test_a_weak_pin_is_told_why(pin: str, why: Weakness | None) -> None:
    assert weakness(pin, KNOWN) == why


@given(st.text(max_size=14))
def test_whatever_is_taken_is_six_to_twelve_digits(pin: str) -> None:
    if weakness(pin, KNOWN) is None:
        assert pin.isascii()
        assert pin.isdigit()
        assert 6 <= len(pin) <= 12


def test_a_pin_opens_for_its_role_alone(pins: Pins) -> None:
    assert pins.try_pin(Role.STAFF, STAFF) == Opened(Role.STAFF)
    assert pins.try_pin(Role.TECHNICIAN, TECHNICIAN) == Opened(Role.TECHNICIAN)
    assert pins.try_pin(Role.TECHNICIAN, STAFF) == Wrong(left=4, wait=0)
    assert pins.change(Role.STAFF, TECHNICIAN) is Weakness.OTHER_ROLE
    assert pins.change(Role.STAFF, "111111") is Weakness.EQUAL


def test_a_changed_pin_counts_at_once_and_the_old_one_no_more(pins: Pins) -> None:
    assert pins.change(Role.STAFF, "605183") == Changed()
    assert isinstance(pins.try_pin(Role.STAFF, STAFF), Wrong)
    assert pins.try_pin(Role.STAFF, "605183") == Opened(Role.STAFF)


def test_the_file_is_private_and_holds_no_pin(pins: Pins, tmp_path: Path) -> None:
    file = tmp_path / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    content = file.read_text(encoding="ascii")
    assert STAFF not in content
    stored = json.loads(content)
    assert stored["staff"]["salt"] != stored["technician"]["salt"]
    assert stored["staff"]["cost"] == {"n": CHEAP.n, "r": CHEAP.r, "p": CHEAP.p}


def test_five_are_free_then_delays_grow_and_the_right_pin_ends_them(
    pins: Pins, clock: HandBootClock
) -> None:
    left = [pins.try_pin(Role.STAFF, "605183") for _ in range(5)]
    assert left == [Wrong(4, 0), Wrong(3, 0), Wrong(2, 0), Wrong(1, 0), Wrong(0, 60)]
    assert pins.try_pin(Role.STAFF, STAFF) == Wait(60)
    assert pins.try_pin(Role.TECHNICIAN, TECHNICIAN) == Opened(Role.TECHNICIAN)
    clock.pass_(59.5)
    assert pins.try_pin(Role.STAFF, STAFF) == Wait(1)
    clock.pass_(0.5)
    assert pins.try_pin(Role.STAFF, "605183") == Wrong(0, 120)
    clock.pass_(120)
    assert pins.try_pin(Role.STAFF, STAFF) == Opened(Role.STAFF)
    assert pins.try_pin(Role.STAFF, "605183") == Wrong(4, 0)


def test_a_restart_makes_no_delay_shorter(pins: Pins, clock: HandBootClock, tmp_path: Path) -> None:
    for _ in range(5):
        pins.try_pin(Role.STAFF, "605183")
    clock.pass_(50)
    clock.restart()
    again = Pins(tmp_path, clock, cost=CHEAP)
    assert again.gate(Role.STAFF) == Wait(60)
    clock.pass_(60)
    assert again.gate(Role.STAFF) is None


def test_a_pin_set_on_the_console_ends_the_wait(pins: Pins) -> None:
    for _ in range(5):
        pins.try_pin(Role.STAFF, "605183")
    assert pins.change(Role.STAFF, "605183") == Changed()
    assert pins.try_pin(Role.STAFF, "605183") == Opened(Role.STAFF)


DAMAGES = {
    "cut": b'{"format":1,"staff":{"sa',
    "nothing": b"",
    "zeros": b"\0" * 64,
    "another format": b'{"format":2}',
    "unknown field": b'{"format":1,"open":true}',
    "greedy": b'{"format":1,"staff":{"salt":"%s","cost":{"n":1073741824},"hash":"%s"}}'
    % (b"A" * 24, b"A" * 43 + b"="),
    "no power of two": b'{"format":1,"staff":{"salt":"%s","cost":{"n":1000},"hash":"%s"}}'
    % (b"A" * 24, b"A" * 43 + b"="),
}


@pytest.mark.parametrize("content", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_opens_nothing(pins: Pins, tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert pins.try_pin(Role.STAFF, STAFF) is Shut.DAMAGED
    assert pins.gate(Role.STAFF) is Shut.DAMAGED
    assert pins.change(Role.STAFF, STAFF) == Changed()
    assert pins.try_pin(Role.STAFF, STAFF) == Opened(Role.STAFF)
    assert pins.try_pin(Role.TECHNICIAN, TECHNICIAN) is Shut.NOT_SET


def test_without_a_file_nothing_opens(tmp_path: Path, clock: HandBootClock) -> None:
    assert Pins(tmp_path / "new", clock).try_pin(Role.STAFF, STAFF) is Shut.NOT_SET


@pytest.mark.parametrize("content", [b"", b"{", b'{"staff":{"wrong":-1}}', b'{"x":1}'])
def test_damaged_counts_are_the_first_delay(pins: Pins, tmp_path: Path, content: bytes) -> None:
    (tmp_path / DELAYS).write_bytes(content)
    assert pins.try_pin(Role.STAFF, STAFF) == Wait(60)
    assert pins.try_pin(Role.TECHNICIAN, TECHNICIAN) == Wait(60)


@pytest.fixture
def full() -> Iterator[None]:
    """A disk that takes nothing more."""
    with patch.object(os, "fsync", side_effect=OSError(errno.ENOSPC, "full")):
        yield


def test_on_a_full_disk_nothing_opens(pins: Pins, full: None) -> None:
    assert pins.try_pin(Role.STAFF, STAFF) is Shut.CANNOT_KEEP
    assert pins.change(Role.STAFF, "605183") is Shut.CANNOT_KEEP


@pytest.mark.parametrize("free", [0, 1, 2])
def test_a_disk_that_fills_between_count_and_pin_leaves_the_pin_before(
    pins: Pins, free: int
) -> None:
    real, taken = os.fsync, list[int]()

    def fills(handle: int) -> None:
        if len(taken) == free:
            raise OSError(errno.ENOSPC, "full")
        taken.append(handle)
        real(handle)

    with patch.object(os, "fsync", side_effect=fills):
        assert pins.change(Role.STAFF, "605183") is Shut.CANNOT_KEEP
    assert isinstance(pins.try_pin(Role.STAFF, "605183"), Wrong)
    assert pins.try_pin(Role.STAFF, STAFF) == Opened(Role.STAFF)


def test_a_try_is_on_the_disk_before_it_is_answered(
    pins: Pins, tmp_path: Path, clock: HandBootClock
) -> None:
    """Who pulls the plug when the answer is not the right one has used up a try all the same."""

    def pulled(*_: object) -> bytes:
        raise KeyboardInterrupt

    with patch.object(pin_module, "_hash", pulled), pytest.raises(KeyboardInterrupt):
        pins.try_pin(Role.STAFF, STAFF)
    assert Pins(tmp_path, clock, cost=CHEAP).left(Role.STAFF) == 4


@settings(max_examples=40)
@given(
    st.lists(
        st.one_of(
            st.just("wrong"),
            st.just("restart"),
            st.floats(min_value=0, max_value=400).map(lambda s: ("pass", s)),
        ),
        max_size=30,
    )
)
def test_between_two_tries_there_is_never_less_than_the_delay(
    tmp_path_factory: pytest.TempPathFactory, steps: list[object]
) -> None:
    """Whatever is done to clock and plug; told by time that was really spent running."""
    clock, rule = HandBootClock(), DelayRule(tries=2, first_seconds=60, most_seconds=200)
    folder = tmp_path_factory.mktemp("pins")
    pins = Pins(folder, clock, rule=rule, cost=CHEAP)
    pins.change(Role.STAFF, STAFF)
    ran = last = 0.0
    wrong = 0
    for step in steps:
        match step:
            case "wrong":
                tried = pins.try_pin(Role.STAFF, "605183")
                if isinstance(tried, Wrong):
                    assert ran - last >= rule.after(wrong) - 0.001
                    wrong, last = wrong + 1, ran
            case "restart":
                clock.restart()
                pins = Pins(folder, clock, rule=rule, cost=CHEAP)
            case ("pass", float(seconds)):
                clock.pass_(seconds)
                ran += seconds
    clock.pass_(rule.most_seconds)
    assert pins.try_pin(Role.STAFF, STAFF) == Opened(Role.STAFF)


def test_the_console_and_the_kiosk_count_the_same_time(tmp_path: Path) -> None:
    """The kiosk's /proc has no number of the boot in it; its unit tells it."""
    boot_id = tmp_path / "boot_id"
    boot_id.write_text("c4ca4238-a0b9-2382-0dcc-509a6f75849b\n", encoding="ascii")
    unit = {BOOT_VARIABLE: "c4ca4238a0b923820dcc509a6f75849b"}
    console = MachineBootClock(boot_id, {})
    kiosk = MachineBootClock(tmp_path / "none", unit)
    at_the_glass, on_the_console = (Pins(tmp_path, one, cost=CHEAP) for one in (kiosk, console))
    on_the_console.change(Role.STAFF, STAFF)
    on_the_console.change(Role.TECHNICIAN, TECHNICIAN)
    for _ in range(5):
        at_the_glass.try_pin(Role.STAFF, "605183")
        on_the_console.try_pin(Role.TECHNICIAN, "605183")
    assert isinstance(on_the_console.try_pin(Role.STAFF, STAFF), Wait)
    assert isinstance(at_the_glass.try_pin(Role.TECHNICIAN, TECHNICIAN), Wait)
    unknown = [MachineBootClock(tmp_path / "none", {}) for _ in range(2)]
    assert unknown[0].boot() != unknown[1].boot()
    assert unknown[0].running() < kiosk.running()
