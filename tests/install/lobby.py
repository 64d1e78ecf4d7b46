"""A lobby in a container: a kiosk and its booking service as the packages bring them, and a glass
that can be looked at."""

from __future__ import annotations

import base64
import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from tests.install.container import Container, Said
from tests.install.lacking import ROOT
from tests.kiosk.setup.authority import Authority

#: Where the packages lie inside.
DEBS = "/var/debs"
CITY, KIOSK, HOME = "shiroi", "lobby-1", "nishishiroi-fukugo"
#: As the kiosk and staff know it: nginx, which brings TLS; and as it is known to its own machine.
SERVICE = "https://127.0.0.1"
_BEHIND = "http://127.0.0.1:8080"
#: The city's own authority, which nobody but kiosk and staff believe.
AUTHORITY = "/etc/kiosk/city-ca.pem"
_PROXY = "/etc/nginx/sites-enabled/booking-service.conf"
_CERTIFICATES = "/etc/ssl/booking-service"
TOKEN_FILE = "/var/lib/booking-service/shiroi.sqlite3.staff-token"
CREDENTIAL = "/etc/kiosk/credential.cred"
GLASS_PX = (1080, 1920)
#: The clock and what the line brings may differ between two looks at one screen: the share of its
#: pixels below which a picture shows the same, and above which it shows another.
SAME_SCREEN, OTHER_SCREEN = 0.05, 0.10

#: How long a first screen may take on a loaded machine. It takes two or three seconds.
SHOWN_SECONDS = 60.0
_INSTALLING_SECONDS = 180.0

_RELEASE_KEY = "/root/city.key"
_SERVICE_OPTIONS = f"--city {CITY} --database /var/lib/booking-service/shiroi.sqlite3"
#: What a technician brings along on a stick.
_ANSWERS = f"""\
[shared]
city = "{CITY}"
cache_directory = "/var/lib/kiosk/cache"

[shared.service]
url = "{SERVICE}"
ca_file = "{AUTHORITY}"
heartbeat_seconds = 2

[shared.update]
release_key = "%s"
from = "00:00"
until = "23:59"

[shared.pins]
staff = "/root/staff.pin"
technician = "/root/technician.pin"

[terminal.{KIOSK}]
home_facility = "{HOME}"

[terminal.{KIOSK}.card]
reader = "wedge"
"""
_PINS = {"staff": "58203197", "technician": "93150627"}

#: A monitor with a keyboard, in memory. The compositor's own headless backend has no seat, and
#: without one kiosk-shell lays no window on the glass.
_MONITOR = """\
[Unit]
Before=kiosk-weston.service
[Service]
ExecStart=/usr/bin/Xvfb :7 -screen 0 1080x1920x24 -nolisten tcp -ac
ExecStartPost=/bin/sh -c 'until [ -S /tmp/.X11-unix/X7 ]; do sleep 0.05; done'
TimeoutStartSec=20
[Install]
WantedBy=multi-user.target
"""
#: Everything else is the unit of the package. A container has no terminals.
_ON_THE_MONITOR = """\
[Service]
ExecStart=
ExecStart={command} --backend=x11-backend.so --use-pixman --width=1080 --height=1920 --debug
Environment=DISPLAY=:7
PAMName=
TTYPath=
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
StandardInput=null
UtmpIdentifier=
"""


@dataclass(frozen=True, slots=True)
class Packages:
    """What ``make deb`` has built, by name in ``folder``, which is ``DEBS`` inside."""

    kiosk: str
    service: str
    folder: Path

    @property
    def version(self) -> str:
        return self.kiosk.split("_")[1]


class Lobby:
    """The machine of the run, from a bare Debian until nothing of ours is left on it."""

    def __init__(self, container: Container, packages: Packages, city: Authority) -> None:
        self.inside = container
        self.packages = packages
        self._city = city
        self._release_key = ""
        self._token_file = TOKEN_FILE

    def install(self, *debs: str, check: bool = True) -> Said:
        """As a technician does. The machine has no network: nothing is downloaded."""
        return self.inside.run(
            "apt-get",
            "install",
            "--yes",
            "--quiet=1",
            "--option=Dpkg::Use-Pty=0",
            "--allow-downgrades",
            *(f"{DEBS}/{deb}" for deb in debs),
            seconds=_INSTALLING_SECONDS,
            check=check,
        )

    def put_a_glass_in(self) -> None:
        """What a monitor is to a PC."""
        units = "/etc/systemd/system"
        said = self.inside.run("systemctl", "cat", "kiosk-weston.service").text
        command = re.findall(r"^ExecStart=(.+)$", said, re.MULTILINE)[-1]
        self.write(f"{units}/monitor.service", _MONITOR)
        self.write(
            f"{units}/kiosk-weston.service.d/monitor.conf", _ON_THE_MONITOR.format(command=command)
        )
        self.inside.run("systemctl", "daemon-reload")
        self.inside.run("systemctl", "enable", "--now", "monitor.service")
        self.inside.run("systemctl", "reset-failed", "kiosk-weston.service", check=False)
        self.inside.run("systemctl", "restart", "kiosk-weston.service")

    def take_the_glass_out(self) -> None:
        """Nothing is left of what was put in."""
        self.inside.run("systemctl", "disable", "--now", "monitor.service")
        self.inside.run("rm", "/etc/systemd/system/monitor.service")
        self.inside.run("rm", "-rf", "/etc/systemd/system/kiosk-weston.service.d")
        self.inside.run("systemctl", "daemon-reload")

    def type(self, keys: str) -> None:
        """As a reader does that types: quickly, and with Enter at the end."""
        typing = ("xdotool", "type", "--delay", "2", f"{keys}\n")
        self.inside.run(*typing, more={"DISPLAY": ":7"})

    def open_the_service(self) -> None:
        """As the operator does: the city, then the unit, then nginx before it."""
        self.write(
            "/etc/booking-service/service.env", f'BOOKING_SERVICE_OPTIONS="{_SERVICE_OPTIONS}"\n'
        )
        self.inside.run("systemctl", "start", "booking-service.service")
        example = (ROOT / "deploy/nginx/booking-service.conf").read_text(encoding="utf-8")
        # The office's network is this machine.
        self.write(_PROXY, example.replace("192.0.2.0/24", "127.0.0.0/8"))
        self.inside.run("rm", "/etc/nginx/sites-enabled/default")
        self.write(AUTHORITY, self._city.file.read_text(encoding="ascii"))
        self.certify(timedelta(days=-1), timedelta(days=90))
        self.wait_for_the_service()

    def certify(self, begins: timedelta, ends: timedelta) -> None:
        """Give nginx a certificate that is good from then to then, as seen from now."""
        now = datetime.now(UTC)
        made = self._city.issue(now + begins, now + ends).read_text(encoding="ascii")
        for name in ("fullchain.pem", "key.pem"):
            self.write(f"{_CERTIFICATES}/{name}", made)
        self.inside.run("nginx", "-t")
        self.inside.run("systemctl", "restart", "nginx.service")

    def close_the_proxy(self) -> None:
        """Nothing is left of what the operator put before the service."""
        self.inside.run("systemctl", "stop", "nginx.service")
        self.inside.run("rm", "-r", _PROXY, _CERTIFICATES)

    def wait_for_the_service(self) -> None:
        """Systemd calls it started before it answers, and a kiosk shows what it has kept."""
        self.inside.wait_for("the booking service answers", self._service_answers, 60)

    def _service_answers(self) -> bool:
        asked = f"import urllib.request; urllib.request.urlopen('{_BEHIND}/readyz', timeout=2)"
        return self.inside.run("python3", "-c", asked, check=False).code == 0

    def new_release_key(self) -> None:
        """The city's, without a passphrase; its public half goes into the answers."""
        made = self.inside.run("booking-service", "release-key", "new", _RELEASE_KEY, given="\n")
        self._release_key = made.text.strip()

    def set_up(self, code: str, *around: str) -> Said:
        """`kiosk setup` as a technician with an answers file; ``code`` is typed when it asks.
        ``around``: a command that runs it."""
        for role, pin in _PINS.items():
            self.write(f"/root/{role}.pin", f"{pin}\n")
            self.inside.run("chmod", "0600", f"/root/{role}.pin")
        self.write("/root/answers.toml", _ANSWERS % self._release_key)
        words = ("--answers", "/root/answers.toml", "--terminal", KIOSK, "--language", "en")
        return self.inside.run(
            *around, "kiosk", "setup", *words, given=f"{code}\n", check=False, seconds=120
        )

    def code(self) -> str:
        """A one-time code for this terminal, as staff make it."""
        made = self.staff("enrol-kiosk", "--id", KIOSK, "--place", "西白井")
        return str(json.loads(made)["code"])

    def staff(self, *words: str, given: str = "") -> str:
        """What a work of staff answers, asked by who signed in, or with the first token."""
        return self.staff_said(*words, given=given, check=True).text

    def staff_said(self, *words: str, given: str = "", check: bool = False) -> Said:
        """The same, also where it is refused."""
        way = ("--url", SERVICE, "--token-file", self._token_file)
        return self.inside.run(
            "booking-service", "staff", *way, *words,
            check=check, given=given, seconds=120, more={"SSL_CERT_FILE": AUTHORITY},
        )  # fmt: skip

    def sign_in(self) -> None:
        """As an administrator, made with the first token."""
        first, chosen = "a-secret-for-a-test", "a-secret-of-their-own"
        self.staff(
            "add-account",
            "--user",
            "tanaka",
            "--name",
            "田中",
            "--role",
            "admin",
            given=f"{first}\n",
        )
        self._token_file = "/root/tanaka.token"
        self.staff("sign-in", "--user", "tanaka", given=f"{first}\n")
        self.staff("choose-secret", given=f"{first}\n{chosen}\n")
        self.staff("sign-in", "--user", "tanaka", given=f"{chosen}\n")

    def send(self, deb: str) -> None:
        """Give the service a package, signed; it comes in pieces, through nginx."""
        self.staff("release", "add", f"{DEBS}/{deb}", "--key", _RELEASE_KEY, given="\n")

    def terminal(self) -> dict[str, Any] | None:
        """What the service knows of the kiosk; None while that starts anew."""
        said = self.staff_said("kiosks")
        if said.code != 0:
            return None
        return next(dict(one) for one in json.loads(said.text)["items"] if one["id"] == KIOSK)

    def hears_of_version(self, version: str) -> bool:
        """Whether the kiosk has told the service that it runs this version."""
        terminal = self.terminal()
        return terminal is not None and terminal["version"] == version

    def start_anew(self, *, read_only: bool) -> None:
        """Switch the machine off and on, with a disk that is never written to or without."""
        self.inside.start_anew(read_only=read_only)
        self.wait_for_the_first_screen()
        self.wait_for_the_service()

    def start(self) -> float:
        """Stop what runs, start the kiosk and wait for its first screen; returns seconds."""
        for unit in ("kiosk.service", "kiosk-out-of-service.service"):
            self.inside.run("systemctl", "stop", unit)
            self.inside.run("systemctl", "reset-failed", unit, check=False)
        self.inside.run("systemctl", "start", "--no-block", "kiosk.service")
        return self.wait_for_the_first_screen()

    def wait_for_the_first_screen(self) -> float:
        """READY=1 comes with it, so systemd calls the unit active then."""
        return self.inside.wait_for("the kiosk's first screen", self.is_shown, SHOWN_SECONDS)

    def is_shown(self) -> bool:
        """Whether the kiosk is on the glass, as systemd and the mark for the updates say it."""
        unit = self.inside.unit("kiosk.service")
        mark = self.inside.run("test", "-e", "/run/lobby-kiosk/first-screen", check=False)
        return (unit["ActiveState"], unit["SubState"], mark.code) == ("active", "running", 0)

    def out_of_service(self) -> bool:
        """Whether the screen runs that stands in for a kiosk that does not."""
        return self.inside.unit("kiosk-out-of-service.service")["ActiveState"] == "active"

    def pid(self) -> int:
        """The kiosk's process, as it is numbered inside; 0 if none runs."""
        return int(self.inside.unit("kiosk.service")["MainPID"])

    def picture(self) -> Image.Image:
        """What the glass shows."""
        return self._picture(self._shot(check=True).text)

    def shows(self, picture: Image.Image) -> bool:
        """Whether the glass shows this, but for what changes by itself; not without a glass."""
        shot = self._shot(check=False)
        return shot.code == 0 and difference(self._picture(shot.text), picture) < SAME_SCREEN

    def _shot(self, *, check: bool) -> Said:
        shoot = (
            "d=$(mktemp -d) && cd $d && weston-screenshooter && base64 *.png && cd / && rm -r $d"
        )
        glass = {"XDG_RUNTIME_DIR": "/run/lobby-kiosk/wayland", "WAYLAND_DISPLAY": "glass"}
        return self.inside.run("sh", "-c", shoot, check=check, more=glass)

    @staticmethod
    def _picture(text: str) -> Image.Image:
        return Image.open(io.BytesIO(base64.b64decode(text))).convert("RGB")

    def write(self, path: str, text: str) -> None:
        """A file of the machine, as a technician writes it."""
        self.inside.run("mkdir", "-p", str(Path(path).parent))
        self.inside.run("tee", path, given=text)

    def version(self, package: str = "lobby-kiosk") -> str:
        """Version and state of a package, such as ``0.1.0 installed``; empty if it is unknown."""
        asked = ("dpkg-query", "-W", "-f", "${Version} ${db:Status-Status}", package)
        said = self.inside.run(*asked, check=False)
        return said.text.strip() if said.code == 0 else ""

    def kept_package(self, name: str) -> str:
        """The version of a package that is kept to be gone back to; empty if there is none."""
        path = f"/var/lib/lobby-kiosk-packages/{name}.deb"
        said = self.inside.run("dpkg-deb", "--field", path, "Version", check=False)
        return said.text.strip() if said.code == 0 else ""

    def ask_root(self, task: str) -> str:
        """What root's side answers to a task, asked as the kiosk's screens do."""
        asking = f"""
import sys
sys.path.insert(0, "/usr/lib/lobby-kiosk/site")
from kiosk.machine.client import MachineSocket
from kiosk.machine.tasks import *
print(MachineSocket().do({task}))"""
        return self.inside.run("runuser", "-u", "kiosk", "--", "python3", "-IS", "-c", asking).text

    def doctor(self) -> Said:
        """What the technician is told of the terminal."""
        return self.inside.run(
            "kiosk", "doctor", "--config", "/etc/kiosk/kiosk.toml", check=False, seconds=60
        )

    def sums(self, *folders: str) -> dict[str, str]:
        """Each file below the folders, with the hash of what is in it."""
        find = ["find", *folders, "-xdev", "-type", "f", "-exec", "sha256sum", "{}", "+"]
        lines = self.inside.run(*find).text.splitlines()
        return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that are not the same."""
    grey = ImageChops.difference(one, other).convert("L")
    return 1 - grey.histogram()[0] / (grey.width * grey.height)


def inks(picture: Image.Image) -> int:
    """How many colours a picture has; a black glass has one."""
    return len(picture.getcolors(maxcolors=picture.width * picture.height) or ())
