"""Root's side as a whole: starting and stopping, the shell, and that nothing else can be asked."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk import cli
from kiosk.machine.root import serve as serving
from kiosk.machine.root.deeds import do
from kiosk.machine.root.host import NOT_IN_TIME, Host, Program, Ran, start
from kiosk.machine.root.serve import serve
from kiosk.machine.tasks import (
    Answer,
    Enrol,
    OpenShell,
    RestartMachine,
    RestartProgram,
    RollBack,
    Rotate,
    ShutDown,
    Task,
    UseDhcp,
    UseProxy,
    decode_answer,
    encode,
)
from kiosk.setup.settings_text import write_settings
from tests.kiosk.machine.scripted_host import SETTINGS, ScriptedHost, kiosk
from tests.kiosk.machine.test_client import ME
from tests.kiosk.machine.test_tasks import TASKS

SHELL = f"{SETTINGS}\n[maintenance]\nshell = true\n"
#: All that a task may change, whoever made it up.
MAY_CHANGE = (
    "/etc/kiosk/kiosk.toml",
    "/etc/kiosk/weston.ini",
    "/etc/udev/rules.d/98-lobby-kiosk-touch.rules",
    "/etc/NetworkManager/system-connections/lobby-kiosk-",
    "/run/NetworkManager/system-connections/lobby-kiosk-trial.nmconnection",
    "/run/lobby-kiosk-machine/stick/lobby-kiosk-logs-",
    "/sys/class/backlight/panel/brightness",
    "/var/lib/lobby-kiosk-machine/",
)
#: What a task may begin a command with; what follows is a value that stands alone.
VERBS = {
    Program.NMCLI: ("-t", "-g", "connection", "--wait"),
    Program.SYSTEMCTL: ("--no-block", "start", "stop", "is-active", "list-units"),
    Program.JOURNALCTL: ("--no-pager",),
    Program.UDEVADM: ("info", "control", "trigger"),
    Program.MODPROBE: ("--ignore-install", "-r"),
    Program.AMIXER: ("-M", "-q"),
    Program.ALSACTL: ("store",),
    Program.DPKG_QUERY: ("--show",),
    Program.DPKG: ("--audit",),
}


@pytest.fixture
def made(tmp_path: Path) -> ScriptedHost:
    return kiosk(tmp_path)


@pytest.mark.parametrize(
    ("task", "command"),
    [
        (RestartProgram(), ("--no-block", "restart", "kiosk.service")),
        (RestartMachine(), ("--no-block", "reboot")),
        (ShutDown(), ("--no-block", "poweroff")),
    ],
)
def test_what_ends_the_asker_comes_after_the_answer(
    made: ScriptedHost, task: Task, command: tuple[str, ...]
) -> None:
    ended = do(task, made.host)
    assert ended.answer.ok
    assert made.calls == []
    assert ended.then is not None
    ended.then()
    assert made.calls == [(Program.SYSTEMCTL, command)]


def test_there_is_no_shell_unless_the_settings_say_so(made: ScriptedHost) -> None:
    assert do(OpenShell(), made.host).answer.code == "shell_not_allowed"
    made.put("/etc/kiosk/kiosk.toml", f'{SETTINGS}\n[maintenance]\nshell = "true"\n')
    assert do(OpenShell(), made.host).answer.code == "shell_not_allowed"
    assert made.calls == []
    assert made.terminals == []


def test_a_shell_closes_after_a_quarter_of_an_hour(made: ScriptedHost) -> None:
    made.put("/etc/kiosk/kiosk.toml", SHELL)
    ended = do(OpenShell(), made.host)
    assert ended.answer.ok
    assert made.terminals == [2]
    assert ended.then is not None
    ended.then()
    assert made.seconds == 900.0
    assert made.terminals == [2, 1]
    assert made.calls[-1] == (Program.SYSTEMCTL, ("stop", "getty@tty2.service"))


def test_a_shell_that_was_ended_gives_the_glass_back(made: ScriptedHost) -> None:
    made.put("/etc/kiosk/kiosk.toml", SHELL)
    ended = do(OpenShell(), made.host)
    made.says["systemctl", "is-active"] = Ran(3)
    assert ended.then is not None
    ended.then()
    assert made.seconds == 0.0
    assert made.terminals == [2, 1]


def test_no_terminal_no_shell(made: ScriptedHost) -> None:
    made.put("/etc/kiosk/kiosk.toml", SHELL)
    made.says["systemctl", "start"] = Ran(1)
    assert do(OpenShell(), made.host).answer.code == "failed"
    assert made.terminals == []


def asked(line: bytes, host: Host) -> Answer | None:
    """What comes back for a line, and all that is done after it."""
    here, there = socket.socketpair()
    with here:
        here.sendall(line)
        here.shutdown(socket.SHUT_WR)
        serve(there, host, ME)
        said = b"".join(iter(lambda: here.recv(65_536), b""))
    return decode_answer(said)


LIKE_TASKS = st.builds(
    lambda tag, fields: {"task": tag, **fields},
    st.sampled_from([kind.__struct_config__.tag for kind in get_args(Task)]),
    st.dictionaries(
        st.sampled_from(
            sorted({name for kind in get_args(Task) for name in kind.__struct_fields__})
        ),
        st.one_of(
            st.text(max_size=12),
            st.integers(0, 120),
            st.sampled_from(["enp1s0", "wlp2s0", "192.0.2.9", "rotate-90", "open", "; id", "-x"]),
            st.lists(st.floats(-3, 3), min_size=6, max_size=6),
            st.none(),
        ),
        max_size=4,
    ),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.one_of(st.sampled_from(TASKS).map(encode), st.binary(max_size=60), LIKE_TASKS))
def test_no_line_leads_to_another_program_or_file(line: bytes | dict[str, object]) -> None:
    import json

    sent = line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n"
    with TemporaryDirectory() as folder:
        made = kiosk(Path(folder))
        before = made.files()
        assert asked(sent, made.host) is not None
        for program, arguments in made.calls:
            assert program in (Program.MOUNT, Program.UMOUNT) or arguments[0] in VERBS[program]
            assert not any("\n" in one or ";" in one or ".." in one for one in arguments)
        after = made.files()
        changed = {name for name in before | after if before.get(name) != after.get(name)}
        assert all(name.startswith(MAY_CHANGE) for name in changed)


@pytest.mark.parametrize("line", [b"", b"x", b"x" * 9000])
def test_a_line_that_is_none_is_answered(made: ScriptedHost, line: bytes) -> None:
    answer = asked(line, made.host)
    assert answer is not None
    assert answer.code in ("not_one_line", "too_long")


def test_who_says_nothing_is_not_waited_for(made: ScriptedHost) -> None:
    here, there = socket.socketpair()
    with here:
        serve(there, made.host, ME, seconds=0.01)
        answer = decode_answer(here.recv(1000))
    assert answer == Answer(ok=False, code="not_in_time")


def test_a_full_disk_is_an_answer(made: ScriptedHost) -> None:
    (made.folder / "var").write_text("no folder can be made here")
    answer = asked(b'{"task":"rotate","rotation":"normal"}\n', made.host)
    assert answer is not None
    assert answer.code == "failed"


def test_a_program_is_run_without_a_shell_and_may_be_missing() -> None:
    class Programs:
        def __init__(self, value: str) -> None:
            self.value = value

    python = Programs(sys.executable)
    ran = start(python, ("-c", "import os; print(len(os.environ))"), 20.0)  # type: ignore[arg-type]
    assert ran.ok
    assert start(Programs("/nowhere/at/all"), (), 1.0).code == 127  # type: ignore[arg-type]
    waits = ("-c", "import sys; sys.stdin.read(); __import__('threading').Event().wait()")
    assert start(python, waits, 0.2).code == NOT_IN_TIME  # type: ignore[arg-type]


def test_the_command_serves_what_is_its_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serving, "KIOSK_USER", "nobody-at-all")
    assert cli.main(["machine-task"]) == 1
    assert "kiosk-machine.socket" in capsys.readouterr().err


def test_settings_are_never_roots_alone_whenever_the_power_goes(
    made: ScriptedHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kiosk that cannot read them does not start, nor does its compositor."""
    seen: list[int] = []
    really = Path.replace

    def replace(one: Path, target: Path) -> Path:
        seen.append(one.stat().st_mode & 0o777)
        return really(one, target)

    monkeypatch.setattr(Path, "replace", replace)
    before = os.umask(0o077)
    try:
        made.host.write("/etc/kiosk/weston.ini", "[core]\n", 0o644)
        write_settings(tmp_path / "kiosk.toml", {"city": "shiroi"}, {"cards.toml": ""})
        made.host.write("/etc/secret", "", 0o600)
    finally:
        os.umask(before)
    assert seen == [0o644, 0o644, 0o644, 0o600]


@pytest.mark.parametrize(
    "task",
    [UseDhcp("enp1s0"), UseProxy(""), Rotate("rotate-90"), Enrol("12345678"), RollBack()],
    ids=lambda task: type(task).__name__,
)
def test_a_disk_that_forgets_is_given_nothing_to_keep(made: ScriptedHost, task: Task) -> None:
    """Above all no one-time code, which works only once."""
    made.put("/proc/mounts", "/dev/sda1 / ext4 rw 0 0\n")
    assert do(task, made.host).answer.code != "disk_read_only"
    made.calls.clear()
    made.put("/proc/mounts", "overlayroot / overlay rw,lowerdir=/media/root-ro 0 0\n")
    assert do(task, made.host).answer.code == "disk_read_only"
    assert made.calls == []
    assert do(RestartProgram(), made.host).answer.ok
