"""``make vm-test``: the image of ``make image``, booted by firmware in QEMU: set up, shown, cards
read, and started again from a disk that is never written to. Writes ``docs/vm-test.md``, also when
it fails, and ``bench/first_screen_vm.md``."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from deploy.build_image.__main__ import IMAGE
from deploy.build_image.disk import ROOT_AT
from tests.install.lacking import ROOT
from tests.install.lobby import CITY, HOME, KIOSK, OTHER_SCREEN, SAME_SCREEN
from tests.vm import guest
from tests.vm.glass import Glass, described, is_drawn, other_than, same_as
from tests.vm.machine import SERVICE_INSIDE, Keyboard, Machine
from tests.vm.steps import Steps
from tests.waiting import wait_until

_PICTURES = ROOT / "build" / "vm-test"
#: Without hardware virtualisation a start takes two minutes, on a machine with less to do.
_BOOT_SECONDS, _LINE_SECONDS = 900.0, 300.0
#: From what the kiosk says to what the glass shows: a picture is taken within a second.
_GLASS_SECONDS, _CARD_SECONDS = 10.0, 120.0
#: A kiosk without a cache gets ready until it has synced; one that has a cache only needs the line.
_SYNCED, _HAS_THE_LINE = '"sync.done"', '"line.up"'
_DATA_BYTES = 300 << 20
#: Two cards: one that is shown again at once is taken for the same.
_CARD, _OTHER_CARD = "1234567\n", "7654321\n"
_PACKAGE = "/var/lib/lobby-kiosk-packages/present.deb"

#: What a technician brings along; the code comes from the service.
_ANSWERS = f"""\
[shared]
city = "{CITY}"

[shared.service]
url = "http://{SERVICE_INSIDE}:8080"
allow_plain_http = true

[shared.session]
idle_seconds = 30
countdown_seconds = 10

[shared.screen]
attract_seconds = 0

[shared.pins]
staff = "/root/staff.pin"
technician = "/root/technician.pin"

[terminal.{KIOSK}]
home_facility = "{HOME}"

[terminal.{KIOSK}.card]
reader = "wedge"

[[terminal.{KIOSK}.card.beside]]
reader = "evdev"
device = "{guest.READER}"
"""


def main() -> int:
    """Boot, look, type, compare, boot again; 0 if all was as it should be."""
    _PICTURES.mkdir(parents=True, exist_ok=True)
    steps = Steps()
    with (
        tempfile.TemporaryDirectory(prefix="vm-", dir=IMAGE.parent) as name,
        _service(Path(name)) as (port, code),
    ):
        folder = Path(name)
        disk, data = folder / "disk.img", folder / "data.img"
        subprocess.run(["cp", "--sparse=always", str(IMAGE), str(disk)], check=True)
        guest.put_on(f"{disk}?offset={ROOT_AT}", folder, KIOSK, _ANSWERS, code)
        with data.open("wb") as empty:
            empty.truncate(_DATA_BYTES)
        with Machine((disk, data), folder, port) as machine:
            passed = False
            try:
                _all(Trial(machine, steps))
                passed = True
            except (AssertionError, TimeoutError, OSError, ValueError) as error:
                sys.stderr.write(f"vm-test: {error}\n")
            finally:
                machine.screen(_PICTURES, "last")
                (_PICTURES / "serial.log").write_text(machine.serial(), encoding="utf-8")
                steps.write(machine.command, passed=passed)
    sys.stdout.write((ROOT / "docs" / "vm-test.md").read_text(encoding="utf-8"))
    if not passed:
        sys.stdout.write(f"what was on the glass and on the serial port: {_PICTURES}\n")
    return 0 if passed else 1


class Trial:
    """A run that is under way."""

    def __init__(self, machine: Machine, steps: Steps) -> None:
        self.machine, self.steps = machine, steps
        self.glass = Glass(machine, _PICTURES)
        self._starts = 0

    def first_screen(self, name: str, ready: str) -> Image.Image:
        """Wait for the kiosk's word, and look at the glass at once: it must be true. ``ready`` is
        the event after which it has what there is to book."""
        begun = self.machine.begun if self._starts == 0 else time.monotonic()
        self._starts += 1
        with self.steps.step(f"{name}: the kiosk says that its first screen is shown"):
            self.hear(guest.FIRST_SCREEN, self._starts, _BOOT_SECONDS)
        took = time.monotonic() - begun
        self.steps.measured.append((f"{name}, until the kiosk says so", f"{took:.0f} s"))
        with self.steps.step(f"{name}: the glass shows it when the kiosk says so"):
            seen = self.glass.now(f"start-{self._starts}")
            if not is_drawn(seen):
                _, before = self.glass.wait_for(
                    f"start-{self._starts}", lambda _: True, _GLASS_SECONDS
                )
                late = time.monotonic() - begun - took
                raise AssertionError(
                    f"{described(seen)}; a screen {late:.1f} s after ({', then '.join(before)})"
                )
        with self.steps.step(f"{name}: it has the line, and the city is on the glass"):
            _until(ready, lambda: ready in self._said_since_the_start(), _LINE_SECONDS)
            return self.glass.settled(f"start-{self._starts}", _CARD_SECONDS)

    def hear(self, what: str, times: int, seconds: float) -> None:
        """Wait until the serial port has said it so often."""
        _until(f"{what} on the serial port", self._said(what, times), seconds)

    def _said_since_the_start(self) -> str:
        return self.machine.serial().rpartition(guest.FIRST_SCREEN)[2]

    def _said(self, what: str, times: int) -> Callable[[], bool]:
        return lambda: self.machine.serial().count(what) >= times

    def cards_read(self) -> int:
        return self.machine.serial().count('"card.read"')

    def heard(self) -> dict[Keyboard, int]:
        """How many keys a program has heard that has grabbed nothing."""
        counted = json.loads(self.machine.run(f"cat {guest.HEARD}").text)
        return {keyboard: int(counted[keyboard.value]) for keyboard in Keyboard}


def _all(trial: Trial) -> None:
    with trial.steps.step("firmware and kernel start the image, an answers file sets it up"):
        trial.hear(guest.SET_UP, 1, _BOOT_SECONDS)
        ended = re.search(rf"{guest.SET_UP}(\d+)", trial.machine.serial())
        assert ended is not None
        assert ended[1] == "0", trial.machine.serial()[-1500:]
    start = trial.first_screen("first start", _SYNCED)
    _cards(trial, start)
    _read_only(trial)


def _cards(trial: Trial, start: Image.Image) -> None:
    machine, steps, glass = trial.machine, trial.steps, trial.glass
    with steps.step("a program without the grab hears both keyboards' devices"):
        machine.run("systemd-run --no-block python3 -IS /root/vm-listen.py")
        _until("the listener", lambda: machine.run(f"test -s {guest.HEARD}", check=False).code == 0)
        assert trial.heard() == {Keyboard.PLAIN: 0, Keyboard.READER: 0}
    with steps.step("a card typed at a USB keyboard opens another screen"):
        machine.type(_CARD, Keyboard.PLAIN)
        glass.wait_for("card-typed", other_than(start, OTHER_SCREEN), _CARD_SECONDS)
        assert trial.cards_read() == 1
        assert trial.heard()[Keyboard.PLAIN] == len(_CARD)
    with steps.step("nobody goes on, and the start comes back by itself"):
        glass.wait_for("start-again", same_as(start, SAME_SCREEN), _CARD_SECONDS)
    with steps.step("the kiosk alone has the reader: nobody else may grab it"):
        grab = "import fcntl; fcntl.ioctl(open('%s', 'rb'), 0x40044590, 1)"
        said = machine.run(f'python3 -IS -c "{grab % guest.READER}"', check=False)
        assert "Device or resource busy" in said.text, said.text
    with steps.step("a card typed at the grabbed reader opens another screen"):
        machine.type(_OTHER_CARD, Keyboard.READER)
        glass.wait_for("card-grabbed", other_than(start, OTHER_SCREEN), _CARD_SECONDS)
    with steps.step("it was read once, and nobody else heard a key of it"):
        assert trial.cards_read() == 2
        assert trial.heard() == {Keyboard.PLAIN: len(_CARD), Keyboard.READER: 0}


def _read_only(trial: Trial) -> None:
    """As docs/lockdown.md has it, by the same commands."""
    machine, steps = trial.machine, trial.steps
    with steps.step("a partition for what is kept, and `lobby-kiosk-read-only on`"):
        for order in (
            "mkfs.ext4 -q -L KIOSK-DATA /dev/vdb",
            "systemctl stop kiosk",
            "mount /dev/vdb /mnt && cp -a /var/lib/kiosk/. /mnt/ && umount /mnt",
            "echo 'LABEL=KIOSK-DATA /var/lib/kiosk ext4 nodev,nosuid,noexec 0 2' >>/etc/fstab",
            "systemctl daemon-reload && mount /var/lib/kiosk",
            "kiosk input-devices allow 0627:0001",
            "lobby-kiosk-read-only on",
        ):
            machine.run(order)
        machine.run("systemctl reboot --no-block")
    trial.first_screen("started from a disk that is never written to", _HAS_THE_LINE)
    with steps.step("what is changed is forgotten, but for the partition"):
        said = machine.run("lobby-kiosk-read-only status").text
        assert "now: read-only" in said, said
        assert machine.run("touch /media/root-ro/mark", check=False).code != 0
        machine.run("touch /var/lib/kiosk/mark")
    with steps.step("`kiosk doctor --lockdown` says LOCKED DOWN"):
        said = machine.run("kiosk doctor --lockdown", check=False).text
        assert "LOCKED DOWN" in said and "NOT LOCKED DOWN" not in said, said
    with steps.step("an update, a way back, a package by hand and a setup are refused"):
        for order in (
            f"kiosk update from-file {_PACKAGE}",
            "kiosk update roll-back",
            f"dpkg --install {_PACKAGE}",
            f"kiosk setup --answers /root/answers.toml --terminal {KIOSK} --language en",
        ):
            refused = machine.run(order, check=False)
            said = " ".join(refused.text.split())
            assert refused.code != 0, order
            assert "lobby-kiosk-read-only off" in said, said
    with steps.step("`lobby-kiosk-read-only off` is kept on the disk itself"):
        said = machine.run("lobby-kiosk-read-only off").text
        assert "writable" in said, said


def _until(what: str, happened: Callable[[], object], seconds: float = _CARD_SECONDS) -> None:
    try:
        wait_until(happened, seconds)
    except TimeoutError:
        raise AssertionError(f"not within {seconds:.0f} s: {what}") from None


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


if __name__ == "__main__":
    shutil.rmtree(_PICTURES, ignore_errors=True)
    sys.exit(main())
