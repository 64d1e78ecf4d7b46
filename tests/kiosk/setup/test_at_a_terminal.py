"""``kiosk setup`` as a technician meets it: a program at a terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

from booking_service import embedded
from kiosk.settings import load
from kiosk.setup.pins import ROLES, PinsOfTheTerminal
from kiosk.setup.settings_text import settings_text
from tests.kiosk.setup.conftest import MakeCode
from tests.kiosk.setup.test_answers_file import answers

ROOT = Path(__file__).parents[3]
HOME = "nishishiroi-fukugo"
#: Whoever waits for longer waits in vain, in seconds.
PATIENCE = 120.0
PINS = ("482915", "730264")


def program(folder: Path, *words: str) -> list[str]:
    config = str(folder / "kiosk.toml")
    module = "tests.kiosk.setup.played_machine"
    return [sys.executable, "-m", module, "setup", "--config", config, *words]


def environment(**more: str) -> dict[str, str]:
    # Without coverage and other company of the test run.
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def converse(arguments: list[str], talk: list[tuple[str, str]], **more: str) -> tuple[int, str]:
    """Wait for each text and answer it; returns the exit code and all that stood there."""
    near, far = pty.openpty()
    process = subprocess.Popen(
        arguments,
        stdin=far,
        stdout=far,
        stderr=far,
        cwd=ROOT,
        env=environment(**more),
        start_new_session=True,
    )
    os.close(far)
    shown, looked_at = b"", 0
    try:
        for text, answer in talk:
            wanted = text.encode()
            while wanted not in shown[looked_at:]:
                more_text = read(near)
                assert more_text, f"it ended before {text!r}:\n{shown.decode(errors='replace')}"
                shown += more_text
            looked_at = shown.index(wanted, looked_at) + len(wanted)
            os.write(near, f"{answer}\n".encode())
        while more_text := read(near):
            shown += more_text
    finally:
        os.close(near)
        code = process.wait(PATIENCE)
    return code, shown.decode().replace("\r\n", "\n")


def read(terminal: int) -> bytes:
    """What came, in whatever pieces; nothing once the program has ended."""
    ready, _, _ = select.select([terminal], [], [], PATIENCE)
    assert ready, "nothing more came"
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def test_a_technician_makes_a_kiosk_out_of_a_machine(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> None:
    # What is kept lies beside it, not where a machine of this name would keep it.
    state = tmp_path / "state"
    (tmp_path / "kiosk.toml").write_text(f'cache_directory = "{state}/cache"\n')
    code, shown = converse(
        program(tmp_path),
        [
            ("[1] >", ""),
            ("> ", "http://127.0.0.1:1"),
            ("-> ", ""),
            ("> ", service.url),
            ("[Y/n] >", "y"),
            ("> ", "lobby-51"),
            ("> ", HOME),
            ("[268] >", ""),
            ("[2] >", "1"),
            ("> ", "192.0.2.7"),
            ("[2] >", "1"),
            ("[y/N] >", ""),
            ("> ", "21:30"),
            ("> ", ""),
            ("> ", ""),
            ("[Y/n] >", ""),
            ("暗証番号> ", PINS[0]),
            ("もう一度> ", PINS[0]),
            ("暗証番号> ", PINS[1]),
            ("もう一度> ", PINS[1]),
            ("8けたの番号> ", make_code("lobby-51")),
        ],
        LANG="ja_JP.UTF-8",
        TERM="xterm",
    )
    assert code == 0, shown
    assert "登録できました（lobby-51）" in shown
    assert shown.rstrip().endswith("READY")
    assert not any(pin in shown for pin in PINS), "nobody saw them"
    assert load(tmp_path / "kiosk.toml").kiosk_id == "lobby-51"
    assert all(PinsOfTheTerminal(tmp_path / "kiosk.toml").is_set(role) for role in ROLES)
    assert (state / "maintenance").is_dir()


def test_ctrl_c_leaves_the_machine_as_it_was(tmp_path: Path) -> None:
    code, shown = converse(program(tmp_path), [("> ", "\x03")], TERM="linux", LANG="ja_JP.UTF-8")
    assert (code, "Ended." in shown) == (1, True)
    assert "Address of the booking service" in shown, "in English, where Japanese cannot be shown"
    assert not list(tmp_path.iterdir())


def test_answers_from_a_file_and_the_code_from_standard_input(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> None:
    file = tmp_path / "answers.toml"
    document = answers(service.url)
    for role, pin in zip(ROLES, PINS, strict=True):
        (tmp_path / role).write_text(f"{pin}\n")
        (tmp_path / role).chmod(0o600)
    document["shared"]["pins"] = {role: role for role in ROLES}
    document["shared"]["cache_directory"] = str(tmp_path / "state" / "cache")
    file.write_text(settings_text(document))

    def run(said: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            program(tmp_path, "--answers", str(file), "--terminal", "lobby-2"),
            input=said,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=environment(),
            timeout=PATIENCE,
            check=False,
        )

    done = run(f"{make_code('lobby-2')}\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("READY")
    assert not any((tmp_path / role).exists() for role in ROLES)
    before = (tmp_path / "kiosk.toml").read_bytes()
    document["shared"] |= {"city": "kodaira", "colour": "red"}
    file.write_text(settings_text(document))
    done = run("")
    assert done.returncode == 1
    assert all(place in done.stdout for place in ("(city)", "(colour)", "(pins.staff)"))
    assert (tmp_path / "kiosk.toml").read_bytes() == before
