"""Rules of the house that no linter knows, each with its reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("kiosk", "ui", "printing", "offline_cache", "booking_service")
#: A module that needs more lines than this has more than one subject.
LONGEST_MODULE = 400
#: Whoever checks a draw takes this one file along, and needs no other.
ONE_FILE = "booking_service/policy/verify_draw.py"


def _modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def _imported(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=aliases):
                names |= {alias.name for alias in aliases}
            case ast.ImportFrom(module=str(name), level=0):
                names.add(name)
    return names


def test_ui_is_started_by_kiosk_main_alone() -> None:
    """One place puts everything together; whoever else knew the screens could not run without."""
    starters = [
        module.relative_to(ROOT).as_posix()
        for module in _modules("kiosk")
        if any(name == "ui" or name.startswith("ui.") for name in _imported(module))
    ]
    assert starters == ["kiosk/main.py"]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_module_has_one_subject(package: str) -> None:
    too_long = {
        module.relative_to(ROOT).as_posix(): lines
        for module in _modules(package)
        if (lines := len(module.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    too_long.pop(ONE_FILE, None)
    assert not too_long


def test_no_test_sleeps() -> None:
    """A sleep is too short on a slow machine or too long on a fast one: wait for something."""
    # sleep(0) waits for nothing: it only lets another task have its turn.
    sleeping = re.compile(r"qtbot\.wait\(|\bsleep\((?!0\))")
    sleepers = [
        module.relative_to(ROOT).as_posix()
        for module in _modules("tests")
        if module != Path(__file__) and sleeping.search(module.read_text(encoding="utf-8"))
    ]
    assert not sleepers


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-build.lock"])
def test_a_lock_file_names_no_registry_and_has_a_hash_for_everything(name: str) -> None:
    """Where packages come from is the machine's business; what they are is ours."""
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--find-links", lock)
    packages = re.findall(r"^[a-z0-9][^\n]*==", lock, re.MULTILINE)
    blocks = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert len(packages) == len(blocks)
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_npm_lock_names_no_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert '"integrity"' in lock
