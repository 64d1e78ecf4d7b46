"""A PC without hardware of its own: QEMU, its keyboard and its screen."""

from __future__ import annotations

import io
import json
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from PIL import Image

from tests.waiting import wait_until

GLASS_PX = (1080, 1920)
_FIRMWARE = Path("/usr/share/OVMF")
#: As a guest of user networking sees the host's booking service; nothing else can be reached.
SERVICE_INSIDE = "10.0.2.100"
_KEY_CODES = {**{digit: digit for digit in "0123456789"}, "\n": "ret"}


class Machine:
    """Switched on while the context lasts."""

    def __init__(self, disk: Path, folder: Path, service_port: int) -> None:
        self._serial = folder / "serial.log"
        self._monitor = folder / "monitor"
        variables = folder / "firmware-variables.fd"
        shutil.copy(_FIRMWARE / "OVMF_VARS_4M.fd", variables)
        relay = f"{sys.executable} {Path(__file__).with_name('relay.py')} {service_port}"
        forward = f"guestfwd=tcp:{SERVICE_INSIDE}:8080-cmd:{relay}"
        code = _FIRMWARE / "OVMF_CODE_4M.fd"
        width, height = GLASS_PX
        self.command = [
            "qemu-system-x86_64",
            "-accel", "tcg,thread=multi",
            "-cpu", "Nehalem",
            "-smp", "2",
            "-m", "2048",
            "-drive", f"if=pflash,format=raw,readonly=on,file={code}",
            "-drive", f"if=pflash,format=raw,file={variables}",
            "-drive", f"if=virtio,format=raw,file={disk}",
            "-device", f"virtio-vga,xres={width},yres={height}",
            "-device", "qemu-xhci",
            "-device", "usb-kbd",
            "-nic", f"user,model=virtio-net-pci,restrict=on,{forward}",
            "-serial", f"file:{self._serial}",
            "-qmp", f"unix:{self._monitor},server=on,wait=off",
            "-display", "none",
        ]  # fmt: skip

    def __enter__(self) -> Machine:
        self.begun = time.monotonic()
        self._qemu = subprocess.Popen(self.command, stdin=subprocess.DEVNULL)
        wait_until(self._monitor.exists, 20)
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(str(self._monitor))
        self._answers = self._line.makefile("r", encoding="utf-8")
        self._answers.readline()  # its greeting
        self._ask("qmp_capabilities")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._answers.close()
        self._line.close()
        self._qemu.kill()
        self._qemu.wait(30)

    def _ask(self, command: str, **arguments: object) -> None:
        asked = json.dumps({"execute": command, "arguments": arguments})
        self._line.sendall(f"{asked}\n".encode())
        while "return" not in (answer := json.loads(self._answers.readline())):
            assert "error" not in answer, answer

    def serial(self) -> str:
        """What the machine has written to its serial port."""
        return self._serial.read_text(errors="replace") if self._serial.exists() else ""

    def type(self, keys: str) -> None:
        """A burst of keys at the USB keyboard, as a card reader sends it."""
        for key in keys:
            code = {"type": "qcode", "data": _KEY_CODES[key]}
            for down in (True, False):
                event = {"type": "key", "data": {"down": down, "key": code}}
                self._ask("input-send-event", events=[event])

    def screen(self, folder: Path, name: str) -> Image.Image:
        """What the screen shows, also left as a picture in ``folder``."""
        dumped = folder / f"{name}.ppm"
        self._ask("screendump", filename=str(dumped))
        picture = Image.open(io.BytesIO(dumped.read_bytes())).convert("RGB")
        dumped.unlink()
        picture.save(folder / f"{name}.png")
        return picture
