"""The glass by root's side: turned, calibrated, dimmed; and sound."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from unittest.mock import patch

import pytest

from kiosk.machine.root import screen, trial
from kiosk.machine.root.deeds import do
from kiosk.machine.root.host import NOT_INSTALLED, Host, Program, Ran
from kiosk.machine.root.screen import Before
from kiosk.machine.root.trial import Trial
from kiosk.machine.root.weston_ini import rotated, rotation_of
from kiosk.machine.state import ScreenState, TrialsState, told
from kiosk.machine.tasks import (
    Calibrate,
    KeepScreen,
    ReadScreen,
    ReadTrials,
    ReturnScreen,
    Rotate,
    SetBrightness,
    SetVolume,
)
from tests.kiosk.machine.scripted_host import WEST, ScriptedHost, kiosk

INI = "/etc/kiosk/weston.ini"
RULE = "/etc/udev/rules.d/98-lobby-kiosk-touch.rules"
MARK = "/var/lib/lobby-kiosk-machine/screen.went-back"
PAINTED = "/run/lobby-kiosk/first-screen"
SWAPPED = (0.0, 1.0, 0.0, -1.0, 0.0, 1.0)


@pytest.fixture
def made(tmp_path: Path) -> ScriptedHost:
    return kiosk(tmp_path)


def paints_at(made: ScriptedHost, seconds: float) -> None:
    """The program paints its first screen so long after the compositor started anew."""
    file = made.put(PAINTED, "")
    os.utime(file, ns=(0, 1))

    def look(_: float) -> None:
        if made.seconds >= seconds:
            os.utime(file, ns=(0, 2))

    made.waits = look


def test_a_turned_picture_that_nobody_keeps_goes_back(made: ScriptedHost) -> None:
    paints_at(made, 30.0)
    tried = do(Rotate("rotate-270"), made.host)
    assert tried.answer.code == "trying"
    assert rotation_of(made.read(INI)) == "rotate-270"
    assert not made.called(Program.SYSTEMCTL)  # not before the answer has left
    assert tried.then is not None
    tried.then()
    assert made.read(INI) == WEST
    assert 45.0 <= made.seconds <= 46.0
    state = told(do(ReadTrials(), made.host).answer, TrialsState)
    assert state is not None
    assert state.screen is not None
    assert (state.screen.why, state.network, state.trying) == ("not_kept", None, False)
    restarts = [call for call in made.calls if call[0] is Program.SYSTEMCTL]
    assert restarts == [(Program.SYSTEMCTL, ("--no-block", "restart", "kiosk-weston.service"))] * 2


def test_two_that_come_at_once_do_not_lose_the_way_back(made: ScriptedHost) -> None:
    tried = do(Rotate("rotate-270"), made.host)
    assert do(Rotate("normal"), made.host).answer.code == "still_trying"
    with made.host.alone(trial.FOLDER) as alone:
        assert alone
        assert not Trial(made.host, "other", Before).begin(Before(None, None))
    assert tried.then is not None
    tried.then()
    assert made.read(INI) == WEST


def test_a_picture_that_never_comes_goes_back_too(made: ScriptedHost) -> None:
    tried = do(Rotate("rotate-180"), made.host)
    assert tried.then is not None
    tried.then()
    assert made.read(INI) == WEST
    assert made.seconds == 105.0


def test_a_kept_picture_stays(made: ScriptedHost) -> None:
    kept: list[bool] = []
    tried = do(Rotate("normal"), made.host)
    state = told(do(ReadScreen(), made.host).answer, ScreenState)
    assert state is not None
    assert state.trying
    assert do(KeepScreen(), made.host).answer.code == "not_shown_yet"
    paints_at(made, 5.0)
    paint = made.waits

    def keep(seconds: float) -> None:
        paint(seconds)
        kept.append(do(KeepScreen(), made.host).answer.ok)

    made.waits = keep
    assert tried.then is not None
    tried.then()
    assert kept[-1]
    assert not any(kept[:-1])
    assert rotation_of(made.read(INI)) == "normal"
    assert do(KeepScreen(), made.host).answer.code == "nothing_tried"


def test_a_power_cut_in_the_trial_brings_the_old_picture_back(made: ScriptedHost) -> None:
    do(Rotate("normal"), made.host)
    made.put("/proc/sys/kernel/random/boot_id", "second-boot\n")
    state = told(do(ReadScreen(), made.host).answer, ScreenState)
    assert state is not None
    assert (state.rotation, state.trying) == ("rotate-90", False)
    trials = told(do(ReadTrials(), made.host).answer, TrialsState)
    assert trials is not None
    assert trials.screen is not None
    assert trials.screen.why == "power_cut"
    assert made.called(Program.SYSTEMCTL, "--no-block", "restart", "kiosk-weston.service")


def test_a_power_cut_while_it_goes_back_does_not_forget_the_old_picture(
    made: ScriptedHost,
) -> None:
    tried = do(Rotate("normal"), made.host)

    def power(*_: object) -> None:
        raise KeyboardInterrupt

    with (
        patch.object(screen, "_write", power),
        pytest.raises(KeyboardInterrupt),
    ):
        assert tried.then is not None
        tried.then()
    assert made.read(INI) != WEST
    made.put("/proc/sys/kernel/random/boot_id", "second-boot\n")
    do(ReadScreen(), made.host)
    assert made.read(INI) == WEST
    assert do(KeepScreen(), made.host).answer.code == "nothing_tried"
    assert made.read(MARK)
    assert [name for name in made.files() if ".trial" in name] == []


def test_a_full_disk_leaves_the_picture_as_it_was_and_no_trial(made: ScriptedHost) -> None:
    really, writes = Host.write, iter((True, True, False))

    def full(host: Host, name: str, text: str, mode: int) -> None:
        if not next(writes, True):
            raise OSError(errno.ENOSPC, "No space left on device")
        really(host, name, text, mode)

    with patch.object(Host, "write", full):
        assert do(Calibrate(SWAPPED), made.host).answer.code == "failed"
    assert (made.read(INI), RULE in made.files()) == (WEST, False)
    state = told(do(ReadScreen(), made.host).answer, ScreenState)
    assert state is not None
    assert not state.trying


def test_a_calibration_is_a_rule_and_goes_back_to_none(made: ScriptedHost) -> None:
    do(Calibrate(SWAPPED), made.host)
    assert 'LIBINPUT_CALIBRATION_MATRIX}="0.000000 1.000000 0.000000 -1.0' in made.read(RULE)
    state = told(do(ReadScreen(), made.host).answer, ScreenState)
    assert state is not None
    assert state.matrix == SWAPPED
    assert do(Rotate("normal"), made.host).answer.code == "still_trying"
    assert do(ReturnScreen(), made.host).answer.ok
    assert RULE not in made.files()
    do(Calibrate(SWAPPED), made.host)
    made.put(PAINTED, "")
    assert do(KeepScreen(), made.host).answer.ok
    do(Calibrate((1, 0, 0, 0, 1, 0)), made.host)
    assert RULE not in made.files()


def test_every_output_is_turned_and_nothing_else_changes() -> None:
    text = "[core]\ntransform=x\n[output]\nname=A-1\nmode=preferred\n[output]\nname=B-1\n"
    turned = rotated(text, ["A-1", "C-1"], "rotate-180")
    assert turned == (
        "[core]\ntransform=x\n[output]\ntransform=rotate-180\nname=A-1\nmode=preferred\n"
        "[output]\ntransform=rotate-180\nname=B-1\n\n[output]\ntransform=rotate-180\nname=C-1\n"
    )
    assert rotated(turned, ["A-1", "C-1"], "rotate-180") == turned
    assert rotation_of(turned) == "rotate-180"
    assert rotation_of("[output]\ntransform=flipped\n") == "normal"


def test_a_glass_that_nobody_sees_is_not_turned(made: ScriptedHost) -> None:
    made.put("/sys/class/drm/card0-HDMI-A-1/status", "disconnected\n")
    made.put(INI, "[core]\n")
    assert do(Rotate("normal"), made.host).answer.code == "no_output"
    (made.folder / "etc/kiosk/weston.ini").unlink()
    assert do(Rotate("normal"), made.host).answer.code == "no_compositor_settings"


def test_brightness_is_a_part_of_what_the_glass_can(made: ScriptedHost) -> None:
    assert do(SetBrightness(25), made.host).answer.ok
    assert made.read("/sys/class/backlight/panel/brightness") == "100"
    for file in (made.folder / "sys/class/backlight/panel").iterdir():
        file.unlink()
    assert do(SetBrightness(25), made.host).answer.code == "no_backlight"
    (made.folder / "sys/class/backlight/panel").rmdir()
    assert do(SetBrightness(25), made.host).answer.code == "no_backlight"


def test_sound_goes_to_the_first_mixer_there_is(made: ScriptedHost) -> None:
    assert do(SetVolume(40), made.host).answer.ok
    assert made.called(Program.AMIXER, "-q", "-M", "sset", "PCM", "40%", "unmute")
    assert made.called(Program.ALSACTL, "store")
    assert do(SetVolume(0), made.host).answer.ok
    assert made.called(Program.AMIXER, "-q", "-M", "sset", "PCM", "0%", "mute")


def test_without_sound_it_says_so(made: ScriptedHost) -> None:
    for said in (Ran(1), Ran(NOT_INSTALLED)):
        made.says = {("amixer",): said}
        assert do(SetVolume(40), made.host).answer.code == "no_sound"
