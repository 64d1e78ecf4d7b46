"""A machine below a folder of the test's own, whose programs answer as the test says."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.clock import TOKYO
from kiosk.machine.root.host import Host, Program, Ran
from tests.kiosk.setup.sealing import Sealing

Call = tuple[Program, tuple[str, ...]]

ETHERNET = "11111111-2222-4333-8444-555555555555"
WEST = """\
[core]
shell=kiosk-shell.so
idle-time=0

[output]
name=HDMI-A-1
transform=rotate-90
"""
SETTINGS = """\
# The kiosk in the hall.
city = "shiroi"
kiosk_id = "lobby-1"

[service]
url = "https://booking.example.lg.jp"  # the centre

[printer]
kind = "none"
"""


@dataclass
class ScriptedHost:
    """``says``: what a program answers, by its name and the words it was called with. ``waits``:
    called with the seconds, each time somebody waits."""

    folder: Path
    says: dict[tuple[str, ...], Ran] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    seconds: float = 0.0
    terminals: list[int] = field(default_factory=list)
    waits: Callable[[float], None] = lambda _: None
    mounts: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        (self.folder / "usr").mkdir(parents=True, exist_ok=True)

    @property
    def host(self) -> Host:
        return Host(
            root=self.folder,
            start=self._start,
            steady=lambda: self.seconds,
            wait=self._wait,
            now=lambda: datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO),
            show_terminal=self.terminals.append,
            seal=Sealing().run,
        )

    def put(self, name: str, text: str) -> Path:
        file = self.folder / name.removeprefix("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def read(self, name: str) -> str:
        return (self.folder / name.removeprefix("/")).read_text(encoding="utf-8")

    def files(self) -> dict[str, str]:
        """All files that there are, by their names."""
        return {
            f"/{file.relative_to(self.folder)}": file.read_text(encoding="utf-8", errors="replace")
            for file in sorted(self.folder.rglob("*"))
            if file.is_file()
        }

    def called(self, program: Program, *words: str) -> bool:
        """Whether a program was called with arguments that begin so."""
        return any(
            one is program and arguments[: len(words)] == words for one, arguments in self.calls
        )

    def _start(self, program: Program, arguments: tuple[str, ...], seconds: float) -> Ran:
        assert seconds > 0
        self.calls.append((program, arguments))
        if program is Program.MOUNT:
            self.mounts()
        return _longest(self.says, (program.name.lower(), *arguments))

    def _wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.waits(seconds)


def _longest(says: dict[tuple[str, ...], Ran], words: Sequence[str]) -> Ran:
    for length in range(len(words), 0, -1):
        said = says.get(tuple(words[:length]))
        if said is not None:
            return said
    return Ran(0)


def contents(packed: bytes) -> dict[str, bytes]:
    """What is in a log bundle, by name."""
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        found = {}
        for entry in archive:
            file = archive.extractfile(entry)
            assert file is not None
            found[entry.name.removeprefix("lobby-kiosk-logs/")] = file.read()
    return found


def kiosk(folder: Path) -> ScriptedHost:
    """A kiosk with one cable, one Wi-Fi card, a glass and a mixer."""
    made = ScriptedHost(folder)
    made.put("/etc/kiosk/kiosk.toml", SETTINGS)
    made.put("/etc/kiosk/weston.ini", WEST)
    made.put("/proc/sys/kernel/random/boot_id", "first-boot\n")
    made.put("/sys/class/drm/card0-HDMI-A-1/status", "connected\n")
    made.put("/sys/class/drm/card0-DP-1/status", "disconnected\n")
    made.put("/sys/class/backlight/panel/max_brightness", "400\n")
    made.put("/sys/class/backlight/panel/brightness", "200\n")
    made.says = {
        ("nmcli", "-t", "-f", "DEVICE,TYPE,STATE,CON-UUID", "device", "status"): Ran(
            0,
            f"enp1s0:ethernet:connected:{ETHERNET}\nwlp2s0:wifi:disconnected:\n"
            "lo:loopback:unmanaged:\n".encode(),
        ),
        (
            "nmcli",
            "-t",
            "-f",
            "GENERAL.HWADDR,IP4.ADDRESS,IP4.GATEWAY,IP4.DNS",
            "device",
            "show",
            "enp1s0",
        ): Ran(
            0,
            b"GENERAL.HWADDR:02\\:00\\:5E\\:10\\:00\\:01\nIP4.ADDRESS[1]:192.0.2.41/24\n"
            b"IP4.GATEWAY:192.0.2.1\nIP4.DNS[1]:192.0.2.53\nIP4.DNS[2]:192.0.2.54\n",
        ),
        ("nmcli", "-g", "ipv4.method"): Ran(0, b"manual\n"),
        ("nmcli", "-t", "-f", "IN-USE,SIGNAL,SECURITY,SSID"): Ran(
            0,
            b" :40:WPA2:lobby\n*:72:WPA2:lobby\n :90:WPA3:new\\:net\n :55::guest\n"
            b" :60:WPA2 802.1X:office\n :99:WPA2:\n :xx:WEP:old\n",
        ),
        ("amixer", "-M", "sget", "Master"): Ran(1),
        ("amixer", "-M", "sget", "PCM"): Ran(0, b"  Front Left: Playback 40 [62%] [on]\n"),
    }
    return made
