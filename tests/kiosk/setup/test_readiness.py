"""``kiosk doctor --config``: ready, or what is missing, each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from booking_service import embedded
from kiosk.clock import SystemClock
from kiosk.credential_store import SealedFile
from kiosk.doctor.readiness import Terminal, readiness
from kiosk.doctor.report import Advice, Report, verdict
from kiosk.enrolling import enrol
from kiosk.first_contact import Site
from kiosk.maintenance.audit import lines, read_line
from kiosk.maintenance.pin import FILE as PIN_FILE
from kiosk.readiness.finding import Finding, Verdict
from kiosk.settings import load
from kiosk.setup.finishing import doctor
from kiosk.setup.pins import ROLES, PinsOfTheTerminal
from tests.kiosk.scripted_service import Reply, Request, ok, problem, scripted
from tests.kiosk.setup.authority import authority
from tests.kiosk.setup.conftest import MakeCode
from tests.kiosk.setup.sealing import Sealing
from tests.kiosk.setup.test_first_contact import TOLD

#: Good ones, for a test.
PINS = {"staff": "482915", "technician": "730264"}


def terminal(folder: Path, url: str, ca_file: Path | None = None, city: str = "shiroi") -> Terminal:
    config = folder / "kiosk.toml"
    trusted = f'ca_file = "{ca_file}"\n' if ca_file else ""
    config.write_text(
        f'city = "{city}"\nkiosk_id = "lobby-31"\nhome_facility = "nishishiroi-fukugo"\n'
        f'cache_directory = "state/cache"\n[service]\nurl = "{url}"\n{trusted}'
    )
    store = SealedFile(folder / "credential.cred", Sealing().run)
    here = ((Path(__file__), "a-package"),)
    return Terminal(config, load(config), SystemClock(), lambda _: store, here)


def failing(checks: Iterable[Finding]) -> list[str]:
    found = [one for one in checks if one.verdict is Verdict.FAIL]
    assert all(one.todo for one in found), "each says what to do"
    return [one.subject.partition(" (")[0] for one in found]


@pytest.fixture(autouse=True)
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only root opens the sealed file; whose files PINs are is another test's affair."""
    monkeypatch.setattr("kiosk.doctor.readiness.os.geteuid", lambda: 0)
    monkeypatch.setattr("kiosk.maintenance.files.owner_of", lambda _: None)


def test_ready_once_all_is_there(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> None:
    made = terminal(tmp_path, service.url)
    checks = list(readiness(made))
    assert failing(checks) == ["credential", "PIN", "PIN"]
    assert any("not enrolled" in one.said and "enrol-kiosk" in one.todo for one in checks)
    report = Report("", tuple(checks), Advice())
    assert verdict(report) == "NOT READY: credential, PIN (staff), PIN (technician)"
    store = made.store(made.config)
    assert enrol(Site(service.url), "lobby-31", make_code("lobby-31"), store, SystemClock()) is None
    for role in ROLES:
        assert PinsOfTheTerminal(made.config).set(role, PINS[role]) is None
    checks = list(readiness(made))
    assert failing(checks) == []
    assert verdict(Report("", tuple(checks), Advice())) == "READY"
    # Shut out: the service no longer takes it.
    enrol(Site(service.url), "lobby-31", make_code("lobby-31"), other(tmp_path), SystemClock())
    checks = list(readiness(made))
    assert failing(checks) == ["credential"]
    (made.settings.maintenance_folder / PIN_FILE).write_text("damaged")
    assert failing(readiness(made)) == ["credential", "PIN", "PIN"]


def other(tmp_path: Path) -> SealedFile:
    return SealedFile(tmp_path / "other.cred", Sealing().run)


def test_weak_pins_are_refused_with_the_reason(tmp_path: Path) -> None:
    made = terminal(tmp_path, "http://127.0.0.1:9")
    pins = PinsOfTheTerminal(made.config)
    assert not pins.is_set("staff")
    refused = pins.set("staff", "123456")
    assert refused is not None
    assert (refused.code, refused.details["why"]) == ("pin_weak", "run")
    assert pins.set("staff", PINS["staff"]) is None
    assert pins.is_set("staff")
    refused = pins.set("technician", PINS["staff"])
    assert refused is not None
    assert refused.details["why"] == "other_role"
    noted = [read_line(data) for _, _, data in lines(made.settings.audit_folder)]
    said = [(one.role, one.action, one.outcome, one.detail) for one in noted if one is not None]
    assert said == [
        ("console", "pin.set", "asked", "staff"),
        ("console", "pin.set", "refused", "run"),
        ("console", "pin.set", "asked", "staff"),
        ("console", "pin.set", "done", "staff"),
        ("console", "pin.set", "asked", "technician"),
        ("console", "pin.set", "refused", "other_role"),
    ]


def test_another_city_and_another_facility(service: embedded.Running, tmp_path: Path) -> None:
    assert "city" in failing(readiness(terminal(tmp_path, service.url, city="kodaira")))
    made = terminal(tmp_path, service.url)
    text = made.config.read_text().replace("nishishiroi-fukugo", "elsewhere")
    made.config.write_text(text)
    moved = Terminal(made.config, load(made.config), made.clock, made.store, made.fonts)
    assert "facility" in failing(readiness(moved))


def test_certificate_and_clock(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    city = authority(tmp_path, now)

    def answers(request: Request) -> Reply:
        return ok(TOLD) if request.path == "/v1/kiosk/city" else problem(401, "kiosk_unknown")

    soon = city.issue(now - timedelta(days=300), now + timedelta(days=5))
    with scripted(answers, soon) as service:
        service.now = lambda: now + timedelta(minutes=30)
        checks = {one.subject: one for one in readiness(terminal(tmp_path, service.url, city.file))}
    assert checks["certificate"].verdict is Verdict.WARN
    assert "operator" in checks["certificate"].todo
    assert checks["clock"].verdict is Verdict.FAIL
    assert "minutes behind" in checks["clock"].said


def test_nobody_there_no_room_and_no_typeface(tmp_path: Path) -> None:
    made = terminal(tmp_path, "http://127.0.0.1:9")
    (tmp_path / "state").write_text("no folder")
    lost = Terminal(
        made.config, made.settings, made.clock, made.store, ((tmp_path / "no.ttf", "fonts-x"),)
    )
    checks = list(readiness(lost))
    assert {"service", "credential", "typefaces"} <= set(failing(checks))
    assert any("apt install fonts-x" in one.todo for one in checks)


def test_the_setup_calls_the_same_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text("city = ")
    assert doctor(config) == 2
    assert "kiosk.toml" in capsys.readouterr().err
