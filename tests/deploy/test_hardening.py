"""Every unit is understood by systemd; those that stay running are shut as far as can be."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNITS = [
    ROOT / "kiosk.service",
    *sorted(
        path
        for path in (ROOT / "deploy" / "systemd").iterdir()
        if path.suffix in (".service", ".socket", ".timer", ".path", ".target")
    ),
]
#: Those do one thing as root and end. What they leave open stands in them with its reason.
END_AT_ONCE = {
    "kiosk-machine@.service",
    "kiosk-closing.service",
    "kiosk-update.service",
    "kiosk-firewall.service",
    "kiosk-first-boot.service",
}
STAY = [path for path in UNITS if path.suffix == ".service" and path.name not in END_AT_ONCE]
#: 2.5 in the words of `systemd-analyze security`.
MOST_EXPOSED = 25


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units in a folder, with a program that is there in the place of ours."""
    folder = tmp_path_factory.mktemp("units")
    for path in UNITS:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"/usr/bin/(kiosk|booking-service|weston)\b", "/bin/true", text)
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder


def test_systemd_understands_every_unit(installed: Path) -> None:
    names = [str(installed / path.name.replace("@.", "@1.")) for path in UNITS]
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "SYSTEMD_UNIT_PATH": f"{installed}:", "LC_ALL": "C.UTF-8"},
    )
    ours = [line for line in said.stderr.splitlines() if any(p.stem in line for p in UNITS)]
    assert (ours, said.returncode) == ([], 0), said.stderr


@pytest.mark.parametrize("unit", STAY, ids=lambda path: path.name)
def test_a_unit_that_stays_is_not_more_exposed_than_it_must_be(unit: Path) -> None:
    said = subprocess.run(
        [
            "systemd-analyze",
            "security",
            "--offline=true",
            f"--threshold={MOST_EXPOSED}",
            "--json=short",
            str(unit),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    open_ = [row for row in json.loads(said.stdout) if row["exposure"] not in (None, "0", "0.0")]
    told = ", ".join(f"{row['name']} ({row['exposure']})" for row in open_)
    assert said.returncode == 0, f"{unit.name} is exposed above {MOST_EXPOSED / 10}: {told}"
