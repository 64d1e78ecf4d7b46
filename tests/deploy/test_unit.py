"""The unit and the program must mean the same things by the same names."""

from __future__ import annotations

import configparser
import importlib
from pathlib import Path

import pytest

from kiosk.cli import NOTHING_KEPT, WRONG_CONFIGURATION
from kiosk.credentials import KEYRING_SERVICE, KeyringSource
from ui.theme.palette import STANDARD

UNIT = Path(__file__).parents[2] / "kiosk.service"


@pytest.fixture
def service() -> dict[str, list[str]]:
    """The settings of the unit's [Service] section; a key may stand there more than once."""
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    inside = lines[lines.index("[Service]") + 1 : lines.index("[Install]")]
    settings: dict[str, list[str]] = {}
    for line in inside:
        if line and not line.startswith("#"):
            key, _, value = line.partition("=")
            settings.setdefault(key, []).append(value)
    return settings


def environment(service: dict[str, list[str]]) -> dict[str, str]:
    pairs = (word.split("=", 1) for line in service["Environment"] for word in line.split())
    return dict(pairs)


def test_the_kiosk_finds_the_credential_that_the_unit_hands_over(
    service: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (loaded,) = service["LoadCredentialEncrypted"]
    name = loaded.split(":")[0]
    (tmp_path / name).write_text("lobby-1.hush\n", encoding="ascii")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    module, _, backend = environment(service)["PYTHON_KEYRING_BACKEND"].rpartition(".")
    keyring = getattr(importlib.import_module(module), backend)()
    assert name == KEYRING_SERVICE
    assert KeyringSource(keyring).kiosk_credential("lobby-1").bearer() == "Bearer lobby-1.hush"


def test_a_wrong_configuration_is_not_started_again_for_nothing(
    service: dict[str, list[str]],
) -> None:
    (prevented,) = service["RestartPreventExitStatus"]
    assert {str(WRONG_CONFIGURATION), str(NOTHING_KEPT)} < set(prevented.split())


def test_the_unit_waits_for_what_the_kiosk_says(service: dict[str, list[str]]) -> None:
    assert service["Type"] == ["notify"]
    assert int(service["WatchdogSec"][0]) > 0


def test_residents_are_told_too_of_a_kiosk_that_never_gets_to_its_first_screen(
    service: dict[str, list[str]],
) -> None:
    head = UNIT.read_text(encoding="utf-8").partition("[Service]")[0]
    unit = dict(line.split("=", 1) for line in head.splitlines() if "Limit" in line and "=" in line)
    one = sum(int(service[key][0]) for key in ("TimeoutStartSec", "TimeoutStopSec", "RestartSec"))
    assert int(unit["StartLimitIntervalSec"]) > int(unit["StartLimitBurst"]) * one


def test_an_empty_glass_has_the_ground_of_the_screens() -> None:
    compositor = configparser.ConfigParser()
    compositor.read(UNIT.parent / "deploy" / "weston.ini", encoding="utf-8")
    ground = compositor["shell"]["background-color"]
    assert ground == STANDARD.page.replace("#", "0xff")


def test_the_unit_is_well_formed() -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.read(UNIT, encoding="utf-8")
    assert parser.sections() == ["Unit", "Service", "Install"]
