"""The glass: which way up, where a touch falls, how bright; and how loud the machine is.

A wrong rotation or calibration would lock everybody out, so both are tried: the compositor starts
anew with them, and unless somebody touches "keep" on the new picture in time, they go back.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.machine.calibration import IDENTITY, Matrix
from kiosk.machine.root.host import NOT_INSTALLED, Done, Host, Program, done, refused
from kiosk.machine.root.trial import Trial
from kiosk.machine.root.weston_ini import rotated, rotation_of
from kiosk.machine.state import TRIAL_SECONDS, ScreenState, telling
from kiosk.machine.sysfs import children, line_of
from kiosk.machine.tasks import (
    Calibrate,
    KeepScreen,
    ReadScreen,
    ReturnScreen,
    Rotate,
    SetBrightness,
    SetVolume,
)

#: So long compositor and program may take, in seconds, until the new picture is on the glass.
START_SECONDS: Final = 90.0
WESTON_INI: Final = "/etc/kiosk/weston.ini"
TOUCH_RULE: Final = "/etc/udev/rules.d/98-lobby-kiosk-touch.rules"
#: Touched by the kiosk with every first paint.
FIRST_SCREEN: Final = "/run/lobby-kiosk/first-screen"
_BACKLIGHTS: Final = "/sys/class/backlight"
_CONNECTORS: Final = "/sys/class/drm"
_CONNECTOR: Final = re.compile(r"card\d+-(?P<name>[A-Za-z]+(-[A-Za-z]+)?-\d+)")
_MATRIX: Final = re.compile(r'LIBINPUT_CALIBRATION_MATRIX\}="(?P<numbers>[^"]*)"')
_MIXERS: Final = ("Master", "PCM", "Speaker", "Headphone")
_VOLUME: Final = re.compile(r"\[(?P<percent>\d{1,3})%\]")


class Before(Struct, frozen=True):
    """The two files as they were; None: not there. ``painted``: when the last picture was."""

    weston: str | None
    touch: str | None
    painted: int = 0


def trial(host: Host) -> Trial[Before]:
    return Trial(host, "screen", Before)


def read_screen(_: ReadScreen, host: Host) -> Done:
    state = ScreenState(
        rotation=rotation_of(host.read(WESTON_INI) or ""),
        matrix=_matrix(host),
        brightness=_brightness(host),
        volume=_volume(host)[1],
        trying=trial(host).is_open,
    )
    return Done(telling(state))


def rotate(task: Rotate, host: Host) -> Done:
    before = host.read(WESTON_INI)
    outputs = _outputs(host)
    if before is None:
        return refused("no_compositor_settings")
    if not outputs and "[output]" not in before:
        return refused("no_output")
    return _try(host, rotated(before, outputs, task.rotation), host.read(TOUCH_RULE))


def calibrate(task: Calibrate, host: Host) -> Done:
    rule = None if task.matrix == IDENTITY else _rule(task.matrix)
    return _try(host, host.read(WESTON_INI), rule)


def keep_screen(_: KeepScreen, host: Host) -> Done:
    """Kept is what was seen: not before the new picture was on the glass."""
    attempt = trial(host)
    before = attempt.before
    if before is not None and before.painted == _painted(host):
        return refused("not_shown_yet")
    return refused("nothing_tried") if attempt.keep() is None else done()


def return_screen(_: ReturnScreen, host: Host) -> Done:
    with trial(host).undone() as before:
        if before is None:
            return refused("nothing_tried")
        _write(host, before)
    return done("done", lambda: _start_anew(host))


def after_power_cut(host: Host) -> None:
    """A picture that nobody has kept before the power went is not the one to start with."""
    attempt = trial(host)
    if attempt.is_stale:
        with attempt.undone() as before:
            if before is not None:
                attempt.mark("power_cut")
                _back(host, before)


def set_brightness(task: SetBrightness, host: Host) -> Done:
    light = _backlight(host)
    if light is None:
        return refused("no_backlight")
    most = _number(light / "max_brightness")
    if not most:
        return refused("no_backlight")
    try:
        (light / "brightness").write_text(str(max(1, most * task.percent // 100)), encoding="ascii")
    except OSError:
        return refused("failed")
    return done()


def set_volume(task: SetVolume, host: Host) -> Done:
    mixer, _ = _volume(host)
    if mixer is None:
        return refused("no_sound")
    switch = "unmute" if task.percent else "mute"
    set_to = host.run(Program.AMIXER, "-q", "-M", "sset", mixer, f"{task.percent}%", switch)
    if not set_to.ok:  # some have no switch
        set_to = host.run(Program.AMIXER, "-q", "-M", "sset", mixer, f"{task.percent}%")
    host.run(Program.ALSACTL, "store")
    return done() if set_to.ok else refused("failed")


def _try(host: Host, weston: str | None, touch: str | None) -> Done:
    attempt = trial(host)
    seen = _painted(host)
    if not attempt.begin(Before(host.read(WESTON_INI), host.read(TOUCH_RULE), seen)):
        return refused("still_trying")
    try:
        _write(host, Before(weston, touch))
    except OSError:
        with attempt.undone() as before:
            if before is not None:
                _write(host, before)
        raise

    def watch() -> None:
        _start_anew(host)
        attempt.watch(
            TRIAL_SECONDS,
            lambda before: _back(host, before),
            begun=lambda: _painted(host) != seen,
            most_seconds=START_SECONDS,
        )

    return done("trying", watch, seconds=TRIAL_SECONDS)


def _back(host: Host, before: Before) -> None:
    _write(host, before)
    _start_anew(host)


def _write(host: Host, files: Before) -> None:
    host.put(WESTON_INI, files.weston, 0o644)
    host.put(TOUCH_RULE, files.touch, 0o644)


def _start_anew(host: Host) -> None:
    """The kiosk's unit belongs to the compositor's and starts with it."""
    host.run(Program.UDEVADM, "control", "--reload")
    host.run(Program.UDEVADM, "trigger", "--settle", "--action=change", "--subsystem-match=input")
    host.run(Program.SYSTEMCTL, "--no-block", "restart", "kiosk-weston.service")


def _painted(host: Host) -> int:
    try:
        return host.file(FIRST_SCREEN).stat().st_mtime_ns
    except OSError:
        return 0


def _outputs(host: Host) -> list[str]:
    """The connectors behind which there is a glass."""
    found: list[str] = []
    for folder in children(host.file(_CONNECTORS)):
        named = _CONNECTOR.fullmatch(folder.name)
        if named is not None and line_of(folder / "status") == "connected":
            found.append(named["name"])
    return found


def _rule(matrix: Matrix) -> str:
    numbers = " ".join(f"{one:.6f}" for one in matrix)
    return (
        "# Where a touch falls; written by the kiosk's maintenance mode.\n"
        'ACTION!="remove", ENV{ID_INPUT_TOUCHSCREEN}=="1", '
        f'ENV{{LIBINPUT_CALIBRATION_MATRIX}}="{numbers}"\n'
    )


def _matrix(host: Host) -> Matrix:
    found = _MATRIX.search(host.read(TOUCH_RULE) or "")
    try:
        numbers = tuple(float(one) for one in found["numbers"].split()) if found else IDENTITY
        a, b, c, d, e, f = numbers
    except ValueError:
        return IDENTITY
    return (a, b, c, d, e, f)


def _backlight(host: Host) -> Path | None:
    return next(iter(children(host.file(_BACKLIGHTS))), None)


def _brightness(host: Host) -> int | None:
    light = _backlight(host)
    if light is None:
        return None
    most, is_at = _number(light / "max_brightness"), _number(light / "brightness")
    return None if not most or is_at is None else min(100, round(is_at * 100 / most))


def _volume(host: Host) -> tuple[str | None, int | None]:
    """The first mixer that there is, and how loud it is, in percent."""
    for mixer in _MIXERS:
        said = host.run(Program.AMIXER, "-M", "sget", mixer)
        if said.code == NOT_INSTALLED:
            break
        found = _VOLUME.search(said.text) if said.ok else None
        if found is not None:
            return mixer, min(100, int(found["percent"]))
    return None, None


def _number(file: Path) -> int | None:
    said = line_of(file)
    return int(said) if said.isdecimal() else None
