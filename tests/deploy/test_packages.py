"""The packages bring what their programs import, no less and no more."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from booking_service.api.staff import accounts
from booking_service.service.fleet.shelf import PIECE
from deploy.build_deb import qt
from deploy.build_deb.plan import LOCK, PLANS, ROOT, Plan, distributions
from deploy.build_deb.wheels import NotLockedError, locked

OURS = {"kiosk", "ui", "printing", "offline_cache", "booking_service"}
#: Which distribution brings a module whose name is not its own says the distribution itself.
BRINGS = metadata.packages_distributions()
EVERY_PLAN = pytest.mark.parametrize("plan", PLANS.values(), ids=list(PLANS))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def imported(plan: Plan) -> frozenset[str]:
    """Every module from elsewhere that the package's own files import, at once or when wanted."""
    found = set(plan.late)
    for path in plan.modules():
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    found |= {name.name for name in names}
                case ast.ImportFrom(module=str(module), level=0, names=names):
                    found |= {f"{module}.{name.name}" for name in names}
                case ast.Call(func=ast.Name(id="import_module" | "find_spec"), args=[first, *_]):
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.add(first.value)
    tops = sys.stdlib_module_names | OURS
    return frozenset(name for name in found if name.split(".")[0] not in tops)


def with_what_they_need(names: set[str]) -> set[str]:
    """The distributions and all that they name, on this machine and without extras."""
    known: set[str] = set()
    waiting = list(names)
    while waiting:
        name = plain(waiting.pop())
        if name in known:
            continue
        known.add(name)
        for line in metadata.distribution(name).requires or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                waiting.append(needed.name)
    return known


@EVERY_PLAN
def test_a_package_brings_what_its_program_imports(plan: Plan) -> None:
    tops = {name.split(".")[0] for name in imported(plan)}
    wanted = with_what_they_need({plain(one) for top in tops for one in BRINGS[top]})
    listed = distributions(plan)
    assert set(listed.taken) | set(listed.left) == wanted


@EVERY_PLAN
def test_what_stays_out_is_imported_by_nothing_of_ours(plan: Plan) -> None:
    tops = {name.split(".")[0] for name in imported(plan)}
    ours = {plain(one) for top in tops for one in BRINGS[top]}
    assert not ours & set(distributions(plan).left)


@EVERY_PLAN
def test_everything_in_a_package_is_locked_with_its_hashes(plan: Plan) -> None:
    names = distributions(plan).taken
    entries = locked(names, LOCK.read_text(encoding="utf-8"))
    assert re.findall(r"^([^\s=]+)==", entries, re.M) == list(names)
    assert entries.count("--hash=sha256:") >= len(names)


def test_what_is_not_locked_is_refused_by_name() -> None:
    with pytest.raises(NotLockedError, match="left-pad"):
        locked(("msgspec", "left-pad"), LOCK.read_text(encoding="utf-8"))


def test_qt_is_cut_down_to_the_modules_that_are_imported() -> None:
    names = {name.split(".")[1] for name in imported(PLANS["lobby-kiosk"]) if "PySide6." in name}
    assert names == set(qt.MODULES)


@EVERY_PLAN
def test_each_file_is_there_and_has_one_place(plan: Plan) -> None:
    lines = [
        line.split("#")[0].split()
        for line in (plan.folder / "files.txt").read_text(encoding="utf-8").splitlines()
    ]
    places = [
        target + (Path(source).name if target[-1] == "/" else "")
        for source, target in filter(None, lines)
    ]
    assert [line[0] for line in lines if line and not (ROOT / line[0]).is_file()] == []
    assert len(set(places)) == len(places) > 0


def test_every_unit_and_rule_is_in_a_package() -> None:
    listed = "".join(
        (plan.folder / "files.txt").read_text(encoding="utf-8") for plan in PLANS.values()
    )
    folders = ("systemd", "udev", "polkit", "pam", "nginx", "lockdown")
    files = [path for folder in folders for path in sorted((ROOT / "deploy" / folder).iterdir())]
    assert [
        path.name for path in files if f"deploy/{path.parent.name}/{path.name} " not in listed
    ] == []


def test_the_proxy_lets_a_whole_package_for_terminals_come_in() -> None:
    text = (ROOT / "deploy/nginx/booking-service.conf").read_text(encoding="utf-8")
    places = dict(re.findall(r"^    location ([^{]+) \{([^}]*)\}", text, re.MULTILINE))
    slow = [place for place, says in places.items() if "booking_sign_in" in says]
    assert slow == ["= /v1/staff/sessions"]
    path = "/v1/staff/sessions"
    assert any(getattr(route, "path", "") == path for route in accounts.router.routes)
    assert all("allow 192.0.2.0/24" in says for place, says in places.items() if "staff" in place)
    assert f"client_max_body_size {PIECE // 1024}k;" in text


@EVERY_PLAN
def test_a_unit_that_does_not_start_fails_no_installation(plan: Plan) -> None:
    """Else one that a technician has masked makes every update go back, and going back fail."""
    script = (plan.folder / "postinst").read_text("utf-8")
    started = re.findall(r"^.*\bsystemctl (?:re)?start .*$", script, re.MULTILINE)
    assert started
    assert all(line.endswith(" || true") for line in started), started
    assert subprocess.run(["sh", "-n"], input=script, text=True, check=False).returncode == 0
