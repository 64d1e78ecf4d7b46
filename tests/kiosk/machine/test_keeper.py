"""An update stays when its first screen appears and goes back when it does not, whatever is cut."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.machine.keeper import archive, files
from kiosk.machine.keeper.run import SESSION_SECONDS, Keeper
from kiosk.machine.keeper.states import Act, Event, Phase, Result, Update, Why, begin, step

ROOT = Path(__file__).parents[3]


_HOLD = (
    "import fcntl, sys; held = open(sys.argv[1], 'w'); fcntl.lockf(held, fcntl.LOCK_EX);"
    "print('mine', flush=True); sys.stdin.read()"
)


class PowerCutError(Exception):
    """The machine stops here."""


@dataclass
class Machine:
    """Packages are files that hold their version; ``shows`` are the versions with a first screen,
    ``fails`` those that dpkg cannot install. ``cut``: at which program, or wait, power goes."""

    folder: Path
    shows: set[str] = field(default_factory=lambda: {"1", "2"})
    fails: set[str] = field(default_factory=set)
    cut: int = -1
    installed: str = "1"
    boots: int = 1
    seconds: float = 0.0
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / files.PRESENT).write_text("1")
        (self.folder / files.NEXT).write_text("2")
        self.boot()
        files.store(self.folder, files.Stored(begin(Update(), "2", "1"), f"boot-{self.boots}"))

    @property
    def mark(self) -> Path:
        return self.folder / "first-screen"

    @property
    def open_session(self) -> Path:
        return self.folder / "open-session"

    def boot(self) -> None:
        (self.folder / "boot_id").write_text(f"boot-{self.boots}\n")
        self.start_kiosk()

    def start_kiosk(self) -> None:
        self.mark.unlink(missing_ok=True)
        if self.installed in self.shows:
            self.mark.write_text("")

    def run(self, words: tuple[str, ...], seconds: float) -> bool:
        assert seconds > 0
        self._power()
        match words:
            case ("/usr/bin/dpkg", "--force-confold", "--install", package):
                version = Path(package).read_text()
                self.said.append(f"install {version}")
                if version in self.fails:
                    return False
                self.installed = version
                self.start_kiosk()
            case ("/usr/bin/systemctl", "restart", "kiosk.service"):
                self.said.append("restart")
                self.start_kiosk()
            case ("/usr/bin/systemctl", "start", "--no-block", "kiosk.service"):
                self.said.append("start")
            case ("/usr/bin/systemctl", "reset-failed", "kiosk.service") | (
                "/usr/bin/dpkg",
                "--configure",
                "-a",
            ):
                pass
            case _:
                raise AssertionError(words)
        return True

    def wait(self, seconds: float) -> None:
        self._power()
        self.seconds += seconds

    def _power(self) -> None:
        self.cut -= 1
        if self.cut == -1:
            raise PowerCutError

    def keep(self) -> Update:
        """Run the keeper to its end, and again after every power cut."""
        keeper = Keeper(
            self.folder,
            self.mark,
            self.folder / "boot_id",
            self.run,
            lambda: self.seconds,
            self.wait,
            lambda: datetime(2026, 11, 21, tzinfo=UTC),
            self.open_session,
            self.folder / "lock-frontend",
        )
        while True:
            try:
                return keeper.go_on()
            except PowerCutError:
                self.boots += 1
                self.boot()

    def packages(self) -> dict[str, str]:
        return {path.name: path.read_text() for path in sorted(self.folder.glob("*.deb"))}


def test_a_version_that_shows_its_first_screen_stays(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    kept = machine.keep()
    assert (kept.phase, kept.result, machine.installed) == (Phase.IDLE, Result.DONE, "2")
    assert machine.packages() == {files.PRESENT: "2", files.PREVIOUS: "1"}
    assert machine.keep() == kept
    assert machine.said == ["install 2"]


def test_whoever_is_logged_in_is_not_thrown_out(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.open_session.touch()

    def leaves(seconds: float) -> None:
        machine.seconds += seconds
        assert machine.said == []
        if machine.seconds > 240:
            machine.open_session.unlink()

    machine.wait = leaves  # type: ignore[method-assign]
    assert machine.keep().result is Result.DONE
    assert machine.said == ["install 2"]


def test_a_kiosk_cannot_keep_itself_from_being_replaced(tmp_path: Path) -> None:
    """Not by a session without an end, and not by what it puts in the place of the mark."""
    machine = Machine(tmp_path)
    machine.open_session.touch()
    machine.mark.unlink()
    machine.mark.mkdir()
    machine.start_kiosk = lambda: None  # type: ignore[method-assign]
    assert machine.keep().result is Result.DONE
    assert machine.installed == "2"
    assert machine.seconds == SESSION_SECONDS


def test_a_keeper_that_was_killed_goes_back_when_it_is_started_again(tmp_path: Path) -> None:
    """The unit does so by itself, without a start of the machine."""
    machine = Machine(tmp_path)
    files.store(
        tmp_path, files.Stored(replace(begin(Update(), "2", "1"), phase=Phase.INSTALLING), "boot-1")
    )
    kept = machine.keep()
    assert (kept.result, kept.why, machine.installed) == (Result.ROLLED_BACK, Why.DPKG, "1")
    unit = (ROOT / "deploy/systemd/kiosk-update.service").read_text("utf-8")
    assert "\nRestart=on-failure\n" in unit


def test_a_first_screen_that_is_missing_once_is_waited_for_again(tmp_path: Path) -> None:
    machine = Machine(tmp_path, shows={"1"})

    def later(seconds: float) -> None:
        machine.seconds += seconds
        if machine.seconds > 185:
            machine.shows.add("2")
            machine.start_kiosk()

    machine.wait = later  # type: ignore[method-assign]
    assert machine.keep().result is Result.DONE
    assert machine.said == ["install 2", "restart"]


def test_a_first_screen_that_is_missing_twice_brings_the_version_before_back(
    tmp_path: Path,
) -> None:
    machine = Machine(tmp_path, shows={"1"})
    kept = machine.keep()
    assert (kept.result, kept.why, kept.bad) == (Result.ROLLED_BACK, Why.FIRST_SCREEN, ("2",))
    assert machine.installed == "1"
    assert machine.packages() == {files.PRESENT: "1"}
    assert machine.said == ["install 2", "restart", "install 1"]


def test_what_dpkg_will_not_install_is_taken_back(tmp_path: Path) -> None:
    machine = Machine(tmp_path, fails={"2"})
    kept = machine.keep()
    assert (kept.result, kept.why, machine.installed) == (Result.ROLLED_BACK, Why.DPKG, "1")


def test_when_nothing_can_be_installed_it_is_given_up(tmp_path: Path) -> None:
    machine = Machine(tmp_path, fails={"1", "2"})
    kept = machine.keep()
    assert (kept.phase, kept.result) == (Phase.IDLE, Result.GIVEN_UP)
    assert machine.said == ["install 2", *["install 1"] * 3, "start"]


def test_while_somebody_else_changes_packages_the_update_waits(tmp_path: Path) -> None:
    """Debian's own updates come at night as well: that dpkg is taken is nobody's fault."""
    machine = Machine(tmp_path)
    apt = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _HOLD, str(tmp_path / "lock-frontend")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert apt.stdout is not None
    assert apt.stdout.readline() == b"mine\n"

    def ends(seconds: float) -> None:
        machine.seconds += seconds
        assert machine.said == []
        if machine.seconds > 3600:
            apt.communicate()

    machine.wait = ends  # type: ignore[method-assign]
    assert machine.keep().result is Result.DONE
    assert machine.said == ["install 2"]
    assert apt.returncode == 0


@pytest.mark.parametrize("good", [True, False])
@pytest.mark.parametrize("cut", range(8))
def test_a_power_cut_at_any_step_leaves_a_machine_that_runs(
    tmp_path: Path, cut: int, good: bool
) -> None:
    machine = Machine(tmp_path, shows={"1", "2"} if good else {"1"}, cut=cut)
    kept = machine.keep()
    assert machine.installed == ("2" if good else "1")
    assert kept.result is (Result.DONE if good else Result.ROLLED_BACK)
    assert machine.packages()[files.PRESENT] == machine.installed
    assert files.NEXT not in machine.packages()


def test_a_version_with_which_the_machine_starts_anew_again_and_again_goes_back(
    tmp_path: Path,
) -> None:
    machine = Machine(tmp_path, shows={"1"})

    def cut(seconds: float) -> None:
        assert seconds > 0
        raise PowerCutError

    machine.wait = cut  # type: ignore[method-assign]
    kept = machine.keep()
    assert (kept.result, kept.why) == (Result.ROLLED_BACK, Why.POWER)
    assert machine.installed == "1"


@given(st.lists(st.sampled_from(Event), min_size=30, max_size=30), st.booleans())
def test_every_way_through_an_update_ends(events: list[Event], asked: bool) -> None:
    now, act = begin(Update(bad=("2", "0")), "2", "1", asked=asked), Act.NOTHING
    assert "2" not in now.bad
    for event in events:
        before = now
        now, act = step(now, event)
        if before.phase is Phase.INSTALLING and event is not Event.SUCCEEDED:
            assert act in (Act.INSTALL, Act.RETURN)
        if now.result in (Result.ROLLED_BACK, Result.GIVEN_UP) and not now.under_way:
            assert "2" in now.bad
            break
        if now.phase is Phase.KEEPING or now.result is Result.DONE:
            assert "2" not in now.bad
            return
    assert not now.under_way
    assert step(now, Event.BOOTED) == (now, Act.NOTHING)


@given(st.binary(max_size=80))
def test_a_state_that_cannot_be_read_is_none(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / files.STATE).write_bytes(noise)
    assert files.load(folder).update == Update()


def test_the_keeper_needs_nothing_but_python(tmp_path: Path) -> None:
    """It is run from a copy, while the package around it is being changed."""
    for path in (ROOT / "kiosk/machine/keeper").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                own = name.startswith("kiosk.machine.keeper")
                assert own or name.split(".")[0] in sys.stdlib_module_names, (path, name)
    archive.put(tmp_path)
    program = tmp_path / files.PROGRAM
    with zipfile.ZipFile(program) as packed:
        assert "__main__.py" in packed.namelist()
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path;"
        "from kiosk.machine.keeper.run import Keeper; print(Keeper(Path(sys.argv[2])).go_on())"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, str(program), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    assert "IDLE" in done.stdout
