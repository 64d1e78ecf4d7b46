"""``make vm-test``: the image of ``make image``, booted by firmware in QEMU, until a card opens a
screen. Writes ``docs/vm-test.md`` and ``bench/first_screen_vm.md``."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from deploy.build_image.__main__ import IMAGE
from deploy.build_image.disk import ROOT_AT
from tests.install.lacking import ROOT
from tests.install.lobby import CITY, HOME, KIOSK, OTHER_SCREEN, difference, inks
from tests.vm.machine import GLASS_PX, SERVICE_INSIDE, Machine
from tests.waiting import wait_until

_PICTURES = ROOT / "build" / "vm-test"
_BOOT_SECONDS, _CARD_SECONDS = 900.0, 120.0
_CARD = "1234567\n"

#: What a technician brings along; the code comes from the service.
_ANSWERS = f"""\
[shared]
city = "{CITY}"

[shared.service]
url = "http://{SERVICE_INSIDE}:8080"
allow_plain_http = true

[shared.pins]
staff = "/root/staff.pin"
technician = "/root/technician.pin"

[terminal.{KIOSK}]
home_facility = "{HOME}"

[terminal.{KIOSK}.card]
reader = "wedge"
"""
#: Done at the first boot in the place of a technician, before the machine would ask one.
_UNIT = """\
[Unit]
Before=kiosk-first-boot.service kiosk-weston.service kiosk.service
After=NetworkManager.service
[Service]
Type=oneshot
ExecStart=/bin/sh /root/vm-test.sh
StandardOutput=file:/dev/ttyS0
StandardError=file:/dev/ttyS0
"""
_SCRIPT = """\
nm-online -q -t 120
kiosk setup --answers /root/answers.toml --terminal {kiosk} --language en < /root/code
echo "vm-test: setup ended with $?"
systemd-run --no-block sh /root/vm-watch.sh
"""
#: Says when the first screen is there, and what the units say as long as it is not.
_WATCH = """\
exec > /dev/ttyS0 2>&1
until [ -e /run/lobby-kiosk/first-screen ]; do
    n=$((n + 1))
    # Its session takes the compositor out of its unit, so that the name has to be asked for.
    [ $((n % 60)) = 59 ] && journalctl --no-pager -n 60 -b _COMM=weston + _COMM=systemd-logind
    sleep 0.5
done
echo "vm-test: first screen"
until journalctl --no-pager -b -u kiosk.service | grep -q '"line.up"'; do
    m=$((m + 1))
    [ $((m % 60)) = 59 ] && journalctl --no-pager -n 30 -b -u kiosk.service
    sleep 1
done
echo "vm-test: line up"
"""


def main() -> int:
    """Boot, look, type, compare; 0 if all was as it should be."""
    _PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="vm-", dir=IMAGE.parent) as name,
        _service(Path(name)) as (port, code),
    ):
        folder = Path(name)
        disk = folder / "disk.img"
        subprocess.run(["cp", "--sparse=always", str(IMAGE), str(disk)], check=True)
        _put_on(disk, folder, code)
        with Machine(disk, folder, port) as machine:
            try:
                took = _until(machine, "vm-test: first screen")
                _until(machine, "vm-test: line up")
                start = _screen(machine, "start", lambda seen: inks(seen) > 20)
                machine.type(_CARD)
                _screen(
                    machine, "after-a-card", lambda seen: difference(seen, start) > OTHER_SCREEN
                )
            finally:
                machine.screen(_PICTURES, "last")
                sys.stdout.write(machine.serial())
    _write(took, machine)
    return 0


def _until(machine: Machine, said: str) -> float:
    wait_until(lambda: said in machine.serial(), _BOOT_SECONDS)
    return time.monotonic() - machine.begun


def _screen(machine: Machine, name: str, right: Callable[[Image.Image], bool]) -> Image.Image:
    seen: list[Image.Image] = []

    def look() -> bool:
        seen.append(machine.screen(_PICTURES, name))
        return seen[-1].size == GLASS_PX and right(seen[-1])

    wait_until(look, _CARD_SECONDS)
    return seen[-1]


@contextmanager
def _service(folder: Path) -> Iterator[tuple[int, str]]:
    """A booking service on the host's loopback, and a code of its staff for the terminal."""
    database = folder / "service.sqlite3"
    command = [sys.executable, "-m", "booking_service"]
    serve = [*command, "serve", "--city", CITY, "--database", str(database), "--port", "0"]
    with subprocess.Popen(
        serve, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            address = re.search(r"http://[\d.]+:(\d+)", process.stdout.readline())
            assert address is not None
            staff = ["staff", "--url", address[0], "--token-file", f"{database}.staff-token"]
            asked = [*command, *staff, "enrol-kiosk", "--id", KIOSK, "--place", "VM"]
            made = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True)
            yield int(address[1]), str(json.loads(made.stdout)["code"])
        finally:
            process.terminate()


def _put_on(disk: Path, folder: Path, code: str) -> None:
    """Write the technician's files into the root of the disk, without mounting it."""
    wants = "/etc/systemd/system/multi-user.target.wants"
    files = {
        "/root/answers.toml": _ANSWERS,
        "/root/vm-test.sh": _SCRIPT.format(kiosk=KIOSK),
        "/root/vm-watch.sh": _WATCH,
        "/root/code": f"{code}\n",
        "/root/staff.pin": "58203197\n",
        "/root/technician.pin": "93150627\n",
        "/etc/systemd/system/vm-test.service": _UNIT,
    }
    orders = []
    for number, (path, text) in enumerate(files.items()):
        made = folder / f"file{number}"
        made.write_text(text, encoding="utf-8")
        orders += [f"write {made} {path}", f"set_inode_field {path} mode 0100600"]
    orders.append(f"symlink {wants}/vm-test.service /etc/systemd/system/vm-test.service")
    written = folder / "orders"
    written.write_text("\n".join(orders) + "\n", encoding="utf-8")
    subprocess.run(
        ["debugfs", "-w", "-f", str(written), f"{disk}?offset={ROOT_AT}"],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _write(took: float, machine: Machine) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, on the commit {commit}"
    shown = " ".join(word for word in machine.command if not word.startswith("/"))
    shown = re.sub(r"\S*/(?=[\w.-]+)", "", shown)
    (ROOT / "docs" / "vm-test.md").write_text(
        f"# The image, booted in QEMU\n\nLast run of `make vm-test`: {when}.\n\n"
        "- result: firmware, loader, kernel, setup by an answers file, first screen, another "
        "screen after a card typed at a USB keyboard\n"
        f"- first screen {took:.0f} s after QEMU was started, the first boot with `kiosk setup`\n"
        "- not run by continuous integration: without hardware virtualisation it takes minutes\n",
        encoding="utf-8",
    )
    (ROOT / "bench" / "first_screen_vm.md").write_text(
        f"# First screen in a virtual machine\n\n{when}.\n\n| figure | measured |\n|---|---|\n"
        f"| from switching on to the first screen | {took:.0f} s |\n\n"
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end, software emulation:\n\n"
        f"```\n{shown}\n```\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    shutil.rmtree(_PICTURES, ignore_errors=True)
    sys.exit(main())
