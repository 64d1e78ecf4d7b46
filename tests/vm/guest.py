"""What is put on the disk of the virtual machine, and the programs that run inside it."""

from __future__ import annotations

import subprocess
from pathlib import Path

#: The name of the port by which orders come in.
ORDERS = "orders"
#: Written to the serial port at every start, when the kiosk says that its first screen is there.
FIRST_SCREEN = "vm-test: first screen"
#: Begins what the setup at the first start has ended with.
SET_UP = "vm-test: setup ended with "
#: How many keys were pressed at each keyboard, as everybody but who has grabbed it hears them.
HEARD = "/run/vm-heard"

_SYSTEM = "/etc/systemd/system"
#: Done at the first boot in the place of a technician, before the machine would ask one.
_SET_UP_UNIT = """\
[Unit]
ConditionPathExists=!/etc/kiosk/kiosk.toml
Before=kiosk-first-boot.service kiosk-weston.service kiosk.service
After=NetworkManager.service
[Service]
Type=oneshot
ExecStart=/bin/sh /root/vm-setup.sh
StandardOutput=file:/dev/ttyS0
StandardError=file:/dev/ttyS0
"""
_SET_UP = """\
nm-online -q -t 120
kiosk setup --answers /root/answers.toml --terminal {kiosk} --language en < /root/code
echo "{said}$?"
"""
_PROGRAM_UNIT = """\
[Service]
ExecStart={program}
StandardOutput=file:/dev/ttyS0
StandardError=file:/dev/ttyS0
"""
#: Says when the first screen is there, what the units say as long as it is not, and from then on
#: what the kiosk says.
_WATCH = f"""\
until [ -e /run/lobby-kiosk/first-screen ]; do
    n=$((n + 1))
    # Its session takes the compositor out of its unit, so that the name has to be asked for.
    [ $((n % 60)) = 59 ] && journalctl --no-pager -n 60 -b _COMM=weston + _COMM=systemd-logind
    sleep 0.5
done
echo "{FIRST_SCREEN}"
exec journalctl -b -n all -f -o cat -u kiosk.service
"""
#: One order a line, a shell's, and one line for how it ended.
_ORDERS = f"""\
import json, pathlib, select, subprocess

port = pathlib.Path("/dev/virtio-ports/{ORDERS}")
while not port.exists():
    select.select([], [], [], 0.5)
with port.open("r+b", buffering=0) as line:
    while True:
        order = line.readline()
        if not order:  # nobody is at the other end
            select.select([], [], [], 0.5)
            continue
        ran = subprocess.run(
            ["/bin/sh", "-c", json.loads(order)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )
        said = {{"code": ran.returncode, "text": ran.stdout.decode(errors="replace")}}
        line.write(json.dumps(said).encode() + b"\\n")
"""
#: Hears both keyboards, as any program with the right to read them could.
_LISTEN = f"""\
import json, pathlib, select, struct

EVENT = struct.Struct("llHHi")
names = ("keyboard", "reader")
found = pathlib.Path("/dev/input/by-id")
files = {{
    (found / f"usb-QEMU_QEMU_USB_Keyboard_{{name}}-event-kbd").open("rb", buffering=0): name
    for name in names
}}
heard = dict.fromkeys(names, 0)
while True:
    pathlib.Path("{HEARD}").write_text(json.dumps(heard))
    for file in select.select(list(files), [], [])[0]:
        for _, _, kind, _, value in EVENT.iter_unpack(file.read(EVENT.size * 64)):
            heard[files[file]] += (kind, value) == (1, 1)
"""
#: The rule that a technician writes for a reader whose maker is not among the packaged ones.
_RULE = (
    'SUBSYSTEM=="input", KERNEL=="event*", ATTRS{idVendor}=="0627", ATTRS{serial}=="reader", '
    'GROUP="kiosk", MODE="0640"\n'
)
READER = "/dev/input/by-id/usb-QEMU_QEMU_USB_Keyboard_reader-event-kbd"


def put_on(root: str, folder: Path, kiosk: str, answers: str, code: str) -> None:
    """Write the technician's files and the programs into ``root``, a file system as debugfs names
    it, without mounting it."""
    files = {
        "/root/answers.toml": answers,
        "/root/code": f"{code}\n",
        "/root/staff.pin": "58203197\n",
        "/root/technician.pin": "93150627\n",
        "/root/vm-setup.sh": _SET_UP.format(kiosk=kiosk, said=SET_UP),
        "/root/vm-watch.sh": _WATCH,
        "/root/vm-orders.py": _ORDERS,
        "/root/vm-listen.py": _LISTEN,
        "/etc/udev/rules.d/61-reader.rules": _RULE,
        f"{_SYSTEM}/vm-setup.service": _SET_UP_UNIT,
        f"{_SYSTEM}/vm-watch.service": _PROGRAM_UNIT.format(program="/bin/sh /root/vm-watch.sh"),
        f"{_SYSTEM}/vm-orders.service": _PROGRAM_UNIT.format(
            program="/usr/bin/python3 -IS /root/vm-orders.py"
        ),
    }
    orders = []
    for number, (path, text) in enumerate(files.items()):
        made = folder / f"file{number}"
        made.write_text(text, encoding="utf-8")
        orders += [f"write {made} {path}", f"set_inode_field {path} mode 0100600"]
    for unit in ("vm-setup", "vm-watch", "vm-orders"):
        link = f"{_SYSTEM}/multi-user.target.wants/{unit}.service"
        orders.append(f"symlink {link} {_SYSTEM}/{unit}.service")
    written = folder / "orders.debugfs"
    written.write_text("\n".join(orders) + "\n", encoding="utf-8")
    subprocess.run(
        ["debugfs", "-w", "-f", str(written), root],
        check=True,
        stdout=subprocess.DEVNULL,
    )
