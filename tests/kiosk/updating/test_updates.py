"""A package from the operator to this terminal: service, kiosk, root's side and keeper together."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from booking_service import embedded
from booking_service.clock import MovableClock, standing_still
from kiosk.booking_client import BookingClient
from kiosk.booking_http import BookingHttp
from kiosk.calls import Calls
from kiosk.clock import TOKYO, ServiceClock, SystemClock
from kiosk.credentials import KioskCredential
from kiosk.health import Heartbeat
from kiosk.line import Line
from kiosk.machine.keeper import files
from kiosk.machine.keeper.run import Keeper
from kiosk.machine.keeper.states import Phase, Result
from kiosk.machine.memory import MemoryMachine
from kiosk.machine.root import update as by_root
from kiosk.machine.root.deeds import do
from kiosk.machine.root.host import Ran
from kiosk.machine.signature import signed_text
from kiosk.machine.state import UpdateState
from kiosk.machine.tasks import Answer, RollBack, Task
from kiosk.maintenance.audit import AuditLog, lines, read_line
from kiosk.outcome import Refused
from kiosk.settings import ServiceSettings
from kiosk.settings_update import UpdateSettings
from kiosk.updating import fetching
from kiosk.updating.console import run
from kiosk.updating.fetching import Fetching, ReleaseClient
from kiosk.updating.plan import Situation, Step, plan
from kiosk.updating.release import Release, UpdateReport
from kiosk.updating.updater import CHECK_NOW, Surroundings, Updater
from tests.booking_service.packages import build
from tests.kiosk.machine.scripted_host import ScriptedHost
from tests.kiosk.machine.test_update_by_root import KEY, PUBLIC, Packages, kiosk

NIGHT = datetime(2026, 11, 21, 2, 0, tzinfo=TOKYO)
NOON = NIGHT.replace(hour=12)
WAIT = 60.0


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Running]:
    """A real one, on the loopback interface."""
    clock = MovableClock(NIGHT, standing_still)
    running = embedded.start("kodaira", tmp_path_factory.mktemp("service") / "some.db", clock)
    requests.get(f"{running.url}/readyz", timeout=WAIT).close()  # its thread for slow work starts
    yield running
    running.stop()


class Operator:
    """Whoever has releases and rolls them out."""

    def __init__(self, service: embedded.Running) -> None:
        self._url = f"{service.url}/v1/staff"
        self._headers = {"Authorization": f"Bearer {service.staff_token()}"}

    def call(self, path: str, body: dict[str, Any] | None = None, **more: Any) -> Any:
        method = more.pop("method", "GET" if body is None else "POST")
        answer = requests.request(
            method,
            f"{self._url}/{path}",
            json=body,
            headers=self._headers,
            timeout=WAIT,
            **more,
        )
        assert answer.ok, answer.text
        return answer.json()

    def add(self, package: Path, *, signed: bool = True) -> Release:
        content = package.read_bytes()
        sha256, version = hashlib.sha256(content).hexdigest(), package.name.split("_")[1]
        signature = KEY.sign(signed_text(version, sha256, len(content))).hex() if signed else ""
        upload = f"releases/uploads/{sha256}"
        self.call(upload, method="PUT", data=content, params={"offset": 0})
        asked = {"sha256": sha256, "size": len(content), "signature": signature}
        self.call("releases", asked)
        return Release(version, sha256, len(content), signature)


def log_in(folder: Path) -> AuditLog:
    return AuditLog(folder / "audit", "lobby-1", lambda: NIGHT)


def noted(folder: Path) -> list[tuple[str, ...]]:
    found = [read_line(data) for _, _, data in lines(folder / "audit")]
    return [(one.role, one.action, one.outcome, one.detail) for one in found if one is not None]


@dataclass
class Terminal:
    """A terminal with root's side and a keeper; dpkg installs by saying so."""

    service: embedded.Running
    folder: Path
    id: str
    shows: set[str] = field(default_factory=lambda: {"1.0", "1.1", "0.9"})
    installed: str = "1.0"
    in_use: bool = False
    now: datetime = NIGHT
    requests: int = 0

    def __post_init__(self) -> None:
        self.host: ScriptedHost = Packages(self.folder)
        self.host.says = kiosk(self.folder).says
        settings = f'kiosk_id = "{self.id}"\n[update]\nrelease_key = "{PUBLIC}"\n'
        self.host.put("/etc/kiosk/kiosk.toml", settings)
        packages = self.host.host.file(by_root.FOLDER)
        packages.mkdir(parents=True)
        shutil.copy(build(self.folder.parent / self.id, "1.0"), packages / files.PRESENT)
        credential = self.service.enrol_kiosk(self.id, "ロビー")
        self.http = BookingHttp(
            ServiceSettings(self.service.url),
            KioskCredential(self.id, credential.partition(".")[2]),
            ServiceClock(SystemClock()),
            Line(),
        )
        around = Surroundings(
            self,
            UpdateSettings(PUBLIC),
            self.host.host.file(by_root.INCOMING).parent,
            lambda: self.now,
            lambda: self.in_use,
            log_in(self.folder.parent),
        )
        self.updater = Updater(around, ReleaseClient(Calls(self.http)))

    def do(self, task: Task) -> Answer:
        """As the socket would."""
        self.host.says["dpkg_query", "--show"] = Ran(0, self.installed.encode())
        outcome = do(task, self.host.host)
        if outcome.then is not None:
            outcome.then()
        return outcome.answer

    def beat(self) -> None:
        said = Heartbeat(
            version=self.installed,
            paper="ready",
            line="up",
            cache_age_seconds=None,
            open_writes=0,
            state="in_service",
            state_reason=None,
            update=self.updater.report(),
        )
        heard = BookingClient(self.http).heartbeat(said)
        assert not isinstance(heard, Refused), heard
        self.updater.heard(heard.update)

    def work(self) -> UpdateReport:
        """Heartbeat, then steps until there is nothing to do; what is told in the end."""
        self.beat()
        for _ in range(50):
            if self.updater.step() > 1:
                break
        return self.updater.report()

    def keep(self) -> None:
        """What kiosk-update.service does."""
        host = self.host.host
        mark, boot = self.folder / "first-screen", self.folder / "boot"
        boot.write_text("first-boot\n")

        def run(words: tuple[str, ...], seconds: float) -> bool:
            if "--install" in words:
                self.installed = by_root._version_in(host, Path(words[-1]))
            mark.unlink(missing_ok=True)
            if self.installed in self.shows:
                mark.touch()
            return seconds > 0

        steady = iter(range(0, 100_000, 50))
        folder = host.file(by_root.FOLDER)
        lock = folder / "lock-frontend"
        Keeper(
            folder, mark, boot, run, lambda: next(steady), lambda _: None, dpkg_lock=lock
        ).go_on()


@pytest.fixture
def terminal(
    service: embedded.Running, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Terminal]:
    name = f"t{abs(hash(request.node.name)) % 10**8}"
    (tmp_path / name).mkdir()
    made = Terminal(service, tmp_path / "machine", name)
    yield made
    made.http.close()
    operator = Operator(service)
    if any(one["state"] in ("running", "paused") for one in operator.call("rollouts")["items"]):
        operator.call("rollouts/cancel", {})
    for one in operator.call("releases")["items"]:
        operator.call("releases/removal", {"version": one["version"]})


def rolled_out(terminal: Terminal, version: str, **more: Any) -> Any:
    body = {"version": version, "kiosks": [terminal.id], "hours": 0, **more}
    return Operator(terminal.service).call("rollouts", body)


def test_a_version_comes_at_night_and_stays(terminal: Terminal, tmp_path: Path) -> None:
    operator = Operator(terminal.service)
    operator.add(build(tmp_path, "1.1"))
    assert terminal.work() == UpdateReport("none")
    rolled_out(terminal, "1.1")
    terminal.now = NOON
    assert terminal.work() == UpdateReport("ready", "1.1")
    terminal.in_use, terminal.now = True, NIGHT
    assert terminal.work() == UpdateReport("ready", "1.1", "in_use")
    terminal.in_use = False
    assert terminal.work() == UpdateReport("installing", "1.1")
    terminal.keep()
    assert terminal.installed == "1.1"
    assert terminal.work() == UpdateReport("up_to_date", "1.1")
    clock = terminal.service.clock
    assert isinstance(clock, MovableClock)
    clock.advance(timedelta(minutes=2))
    terminal.beat()
    shown = operator.call("rollouts")["items"][0]
    assert shown["state"] == "done"
    assert noted(tmp_path) == [
        ("kiosk", "update.install", "asked", ""),
        ("kiosk", "update.install", "done", ""),
        ("kiosk", "update.ended", "done", "done"),
    ]


def test_a_version_without_a_first_screen_stops_the_roll_out(
    terminal: Terminal, tmp_path: Path
) -> None:
    operator = Operator(terminal.service)
    operator.add(build(tmp_path, "1.1"))
    rolled_out(terminal, "1.1")
    terminal.shows.remove("1.1")
    terminal.work()
    terminal.keep()
    assert terminal.installed == "1.0"
    assert terminal.work() == UpdateReport("rolled_back", "1.1", "first_screen")
    terminal.beat()
    shown = operator.call("rollouts")["items"][0]
    assert (shown["state"], shown["why"]) == ("stopped", terminal.id)
    assert terminal.work().state == "rolled_back"
    ended = ("kiosk", "update.ended", "failed", "rolled_back_first_screen")
    assert noted(tmp_path)[2:] == [ended]
    # The kiosk starts anew.
    again = Updater(terminal.updater._around, ReleaseClient(Calls(terminal.http)))
    again.step()
    assert noted(tmp_path)[2:] == [ended]


def test_why_it_does_not_go_on_is_told_to_whoever_comes_to_look(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Operator(terminal.service).add(build(tmp_path, "1.1"))
    rolled_out(terminal, "1.1")
    (tmp_path / "audit").write_bytes(b"")
    assert terminal.work() == UpdateReport("refused", "1.1", "audit_not_kept")
    (tmp_path / "audit").unlink()
    full = UpdateReport("refused", "1.1", "disk_full")
    with monkeypatch.context() as disk:
        disk.setattr(by_root, "SPARE_BYTES", 1 << 60)
        assert terminal.work() == full
        assert terminal.work() == full
    tried = ("kiosk", "update.install", "refused", "disk_full")
    assert noted(tmp_path) == [("kiosk", "update.install", "asked", ""), tried]
    terminal.in_use = True
    assert terminal.work() == full
    terminal.in_use = False
    assert terminal.work() == UpdateReport("installing", "1.1")


def test_what_nobody_has_signed_is_told_and_not_fetched_again(
    terminal: Terminal, tmp_path: Path
) -> None:
    Operator(terminal.service).add(build(tmp_path, "1.1"), signed=False)
    rolled_out(terminal, "1.1")
    assert terminal.work() == UpdateReport("refused", "1.1", "signature_wrong")
    assert terminal.work() == UpdateReport("refused", "1.1", "signature_wrong")
    assert terminal.installed == "1.0"


def test_a_package_that_is_missing_for_the_way_back_is_fetched_first(
    terminal: Terminal, tmp_path: Path
) -> None:
    operator = Operator(terminal.service)
    operator.add(build(tmp_path, "1.1"))
    present = terminal.host.host.file(by_root.FOLDER) / files.PRESENT
    kept = present.read_bytes()
    present.unlink()
    rolled_out(terminal, "1.1")
    assert terminal.work() == UpdateReport("refused", "1.1", "no_way_back")
    operator.add(terminal.folder.parent / terminal.id / "lobby-kiosk_1.0_amd64.deb")
    assert terminal.work() == UpdateReport("installing", "1.1")
    assert present.read_bytes() == kept


def test_the_version_before_goes_in_only_when_that_is_said(
    terminal: Terminal, tmp_path: Path
) -> None:
    Operator(terminal.service).add(build(tmp_path, "0.9"))
    rolled_out(terminal, "0.9")
    terminal.updater.heard(None)
    assert terminal.work() == UpdateReport("refused", "0.9", "older_version")
    Operator(terminal.service).call("rollouts/cancel", {})
    folder = terminal.host.host.file(by_root.FOLDER)
    shutil.copy(tmp_path / "lobby-kiosk_0.9_amd64.deb", folder / files.PREVIOUS)
    rolled_out(terminal, "0.9", allow_older=True)
    terminal.work()
    terminal.keep()
    assert terminal.installed == "0.9"


def test_a_technician_looks_now_and_goes_back(terminal: Terminal, tmp_path: Path) -> None:
    Operator(terminal.service).add(build(tmp_path, "1.1"))
    rolled_out(terminal, "1.1")
    terminal.now = NOON
    note = terminal.host.host.file(by_root.INCOMING).parent / CHECK_NOW
    note.parent.mkdir(parents=True, exist_ok=True)
    note.touch()
    assert terminal.work() == UpdateReport("installing", "1.1")
    terminal.keep()
    found = terminal.updater.roll_back()
    assert isinstance(found, UpdateState)
    assert (found.phase, found.last) == ("ready", "1.0")
    terminal.keep()
    assert terminal.installed == "1.0"
    assert terminal.work() == UpdateReport("rolled_back", "1.1", "asked")


@dataclass
class Line_:  # noqa: N801 - beside the line of the kiosk
    """A service whose answers are cut, wrong or right."""

    content: bytes
    size: int = 10
    trouble: list[Refused | bytes] = field(default_factory=list)

    def piece(self, _release: Release, offset: int) -> bytes | Refused:
        if self.trouble:
            return self.trouble.pop(0)
        return self.content[offset : offset + self.size]


def release_of(content: bytes) -> Release:
    return Release("1.1", hashlib.sha256(content).hexdigest(), len(content))


@given(
    content=st.binary(min_size=1, max_size=60),
    size=st.integers(1, 30),
    cuts=st.lists(st.integers(0, 6)),
)
def test_a_fetch_that_is_cut_goes_on_where_it_was(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, size: int, cuts: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("update")
    line, release = Line_(content, size), release_of(content)
    for steps in cuts:
        fetch = Fetching(folder, line)  # type: ignore[arg-type]
        for _ in range(steps):
            fetch.step(release)
        line.trouble.append(Refused("line_down"))
        fetch.step(release)
    last = Fetching(folder, line)  # type: ignore[arg-type]
    for _ in range(len(content) + 3):
        if last.have(release):
            break
        last.step(release)
    assert (folder / fetching.PACKAGE).read_bytes() == content
    assert (folder / fetching.PACKAGE).stat().st_mode & 0o777 == 0o600
    assert Fetching(folder, line).have(release) == release.sha256  # type: ignore[arg-type]
    assert [path.name for path in folder.iterdir()] == [fetching.PACKAGE]


def test_what_is_not_the_package_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = release_of(b"0123456789abcdef")
    for wrong in (b"", b"x" * 17):
        fetch = Fetching(tmp_path, Line_(b"", trouble=[wrong]))  # type: ignore[arg-type]
        assert fetch.step(release) == Refused("hash_wrong")
    fetch = Fetching(tmp_path, Line_(b"x" * 16, 16))  # type: ignore[arg-type]
    assert fetch.step(release) is None
    assert fetch.step(release) == Refused("hash_wrong")
    assert list(tmp_path.iterdir()) == []
    full = SimpleNamespace(free=fetching.SPARE_BYTES)
    monkeypatch.setattr(fetching.shutil, "disk_usage", lambda _: full)
    assert fetch.step(release) == Refused("disk_full")
    blocked = Fetching(tmp_path / "file" / "folder", Line_(b""))  # type: ignore[arg-type]
    (tmp_path / "file").touch()
    assert blocked.step(release) == Refused("disk_full")


@given(
    state=st.one_of(
        st.none(),
        st.builds(
            UpdateState,
            version=st.sampled_from(["1.0", "1.1"]),
            present=st.booleans(),
            phase=st.sampled_from([one.value for one in Phase]),
            last=st.sampled_from(["", "1.0", "1.1"]),
            result=st.sampled_from([one.value for one in Result]),
            bad=st.sampled_from([(), ("1.1",)]),
            key=st.booleans(),
        ),
    ),
    wanted=st.sampled_from([None, release_of(b"x")]),
    fetched=st.booleans(),
    refused=st.booleans(),
    may_install=st.booleans(),
    in_use=st.booleans(),
)
def test_nothing_is_installed_that_must_not_be(
    *,
    state: UpdateState | None,
    wanted: Release | None,
    fetched: bool,
    refused: bool,
    may_install: bool,
    in_use: bool,
) -> None:
    sha256 = release_of(b"x").sha256
    now = Situation(
        wanted,
        state,
        sha256 if fetched else None,
        refused={sha256: "package_wrong"} if refused else {},
        may_install=may_install,
        in_use=in_use,
    )
    step, report = plan(now)
    if step is not Step.REST:
        assert wanted is not None
        assert state is not None
        assert (state.phase, state.key) == ("idle", True)
        assert wanted.version not in (*state.bad, state.version)
        assert not in_use
        assert not refused
    if step is Step.INSTALL:
        assert may_install
        assert fetched
        assert state is not None
        assert state.present
        assert report.state == "ready"


def test_on_a_desk_nothing_happens(tmp_path: Path) -> None:
    machine = MemoryMachine(answers={by_root.ReadUpdate: Answer(ok=False, code="not_installed")})
    around = Surroundings(
        machine, UpdateSettings(), tmp_path, lambda: NIGHT, lambda: False, log_in(tmp_path)
    )
    updater = Updater(around, ReleaseClient(SimpleNamespace()))  # type: ignore[arg-type]
    updater.heard(release_of(b"x"))
    assert updater.step() > 1
    assert updater.report() == UpdateReport("none")
    assert updater.state() == Refused("not_installed")


def test_while_nothing_is_to_be_done_no_process_is_started_for_each_look(tmp_path: Path) -> None:
    machine = MemoryMachine()
    around = Surroundings(
        machine, UpdateSettings(), tmp_path, lambda: NIGHT, lambda: True, log_in(tmp_path)
    )
    updater = Updater(around, ReleaseClient(SimpleNamespace()))  # type: ignore[arg-type]
    for _ in range(40):
        updater.step()
    assert len(machine.done) == 2
    updater.heard(release_of(b"x"))
    updater.step()
    updater.step()
    assert len(machine.done) == 4
    updater.heard(None)
    updater.step()
    updater.check_now()
    updater.step()
    assert len(machine.done) == 6


def test_the_console_says_what_runs_and_asks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = MemoryMachine()

    def said(deed: str, code: int = 0) -> str:
        assert run(SimpleNamespace(deed=deed, config=config), machine) == code  # type: ignore[arg-type]
        found = capsys.readouterr()
        return found.err if code else found.out

    config = tmp_path / "kiosk.toml"
    assert "version before: 1.3.2" in said("status")
    assert "goes back" in said("roll-back")
    assert "ready 1.3.2" in said("status")
    machine.answers[RollBack] = Answer(ok=False, code="no_previous")
    assert "no_previous" in said("roll-back", 1)
    assert "kiosk.toml" in said("check", 2)
    first = ('city = "shiroi"', 'kiosk_id = "lobby-1"', 'home_facility = "hall"')
    rest = ('cache_directory = "cache"', "[service]", 'url = "https://booking.example"')
    config.write_text("\n".join((*first, *rest)))
    assert "asked" in said("check")
    assert (tmp_path / "update" / CHECK_NOW).exists()
    assert "no_previous" in said("roll-back", 1)
    del machine.answers[RollBack]
    assert "goes back" in said("roll-back")
    noted = [read_line(data) for _, _, data in lines(tmp_path / "audit")]
    assert [(one.role, one.action, one.outcome, one.detail) for one in noted if one] == [
        ("console", "update.check", "asked", ""),
        ("console", "update.check", "done", ""),
        ("console", "update.roll_back", "asked", ""),
        ("console", "update.roll_back", "refused", "no_previous"),
        ("console", "update.roll_back", "asked", ""),
        ("console", "update.roll_back", "done", ""),
    ]
    shutil.rmtree(tmp_path / "audit")
    (tmp_path / "audit").touch()
    for deed in ("roll-back", "check"):
        assert "audit_not_kept" in said(deed, 1)


@pytest.mark.parametrize(
    ("begins", "ends", "inside", "outside"),
    [("01:00", "04:30", "01:00", "04:30"), ("23:00", "02:00", "23:30", "12:00")],
)
def test_the_night_may_go_over_midnight(begins: str, ends: str, inside: str, outside: str) -> None:
    made = replace(
        UpdateSettings(), from_=time.fromisoformat(begins), until=time.fromisoformat(ends)
    )
    assert made.at_night(time.fromisoformat(inside))
    assert not made.at_night(time.fromisoformat(outside))
