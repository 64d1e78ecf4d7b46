"""A PC without hardware of its own: QEMU, its keyboards, its screen, and a way in for orders."""

from __future__ import annotations

import io
import json
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import TracebackType

from PIL import Image

from tests.vm.guest import ORDERS
from tests.waiting import wait_until

GLASS_PX = (1080, 1920)
_FIRMWARE = Path("/usr/share/OVMF")
#: As a guest of user networking sees the host's booking service; nothing else can be reached.
SERVICE_INSIDE = "10.0.2.100"
_KEY_CODES = {**{digit: digit for digit in "0123456789"}, "\n": "ret"}
_ORDER_SECONDS = 300.0


class Keyboard(Enum):
    """What is plugged into USB. The value is its serial number, by which the machine names it."""

    PLAIN = "keyboard"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Said:
    """How an order ended, and what it said, both ways."""

    code: int
    text: str


class Machine:
    """Switched on while the context lasts."""

    def __init__(self, disks: tuple[Path, Path], folder: Path, service_port: int) -> None:
        """``disks``: the image, and an empty one."""
        self._serial = folder / "serial.log"
        self._monitor, self._orders = folder / "monitor", folder / "orders"
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
            "-drive", f"if=virtio,format=raw,file={disks[0]}",
            "-drive", f"if=virtio,format=raw,file={disks[1]}",
            "-device", f"virtio-vga,id=glass,xres={width},yres={height}",
            "-device", "qemu-xhci",
            "-device", f"usb-kbd,serial={Keyboard.PLAIN.value}",
            # Keys that are sent to the display go to the keyboard that is bound to it.
            "-device", f"usb-kbd,serial={Keyboard.READER.value},display=glass",
            "-nic", f"user,model=virtio-net-pci,restrict=on,{forward}",
            "-serial", f"file:{self._serial}",
            "-device", "virtio-serial",
            "-chardev", f"socket,id=orders,path={self._orders},server=on,wait=off",
            "-device", f"virtserialport,chardev=orders,name={ORDERS}",
            "-qmp", f"unix:{self._monitor},server=on,wait=off",
            "-display", "none",
        ]  # fmt: skip

    def __enter__(self) -> Machine:
        self.begun = time.monotonic()
        self._qemu = subprocess.Popen(self.command, stdin=subprocess.DEVNULL)
        self._monitoring, self._said = self._connected(self._monitor)
        self._ordering, self._answers = self._connected(self._orders)
        self._said.readline()  # its greeting
        self._ask("qmp_capabilities")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for line in (self._said, self._answers, self._monitoring, self._ordering):
            line.close()
        self._qemu.kill()
        self._qemu.wait(30)

    def _connected(self, at: Path) -> tuple[socket.socket, io.TextIOWrapper]:
        wait_until(at.exists, 20)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_ORDER_SECONDS)
        line.connect(str(at))
        return line, line.makefile("r", encoding="utf-8")

    def _ask(self, command: str, **arguments: object) -> None:
        asked = json.dumps({"execute": command, "arguments": arguments})
        self._monitoring.sendall(f"{asked}\n".encode())
        while "return" not in (answer := json.loads(self._said.readline())):
            assert "error" not in answer, answer

    def run(self, order: str, *, check: bool = True) -> Said:
        """Have the machine's root do this."""
        self._ordering.sendall(f"{json.dumps(order)}\n".encode())
        said = Said(**json.loads(self._answers.readline()))
        assert not check or said.code == 0, f"{order}: {said.text[-2000:]}"
        return said

    def serial(self) -> str:
        """What the machine has written to its serial port."""
        return self._serial.read_text(errors="replace") if self._serial.exists() else ""

    def type(self, keys: str, at: Keyboard) -> None:
        """A burst of keys, as a card reader sends it."""
        for key in keys:
            code = {"type": "qcode", "data": _KEY_CODES[key]}
            for down in (True, False):
                event = {"type": "key", "data": {"down": down, "key": code}}
                to = {"device": "glass"} if at is Keyboard.READER else {}
                self._ask("input-send-event", events=[event], **to)

    def screen(self, folder: Path, name: str) -> Image.Image:
        """What the screen shows, also left as a picture in ``folder``."""
        dumped = folder / f"{name}.ppm"
        self._ask("screendump", filename=str(dumped))
        picture = Image.open(io.BytesIO(dumped.read_bytes())).convert("RGB")
        dumped.unlink()
        picture.save(folder / f"{name}.png")
        return picture
