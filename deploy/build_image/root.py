"""The files of the machine: Debian 12 with the kiosk, and what a PC of its own needs besides."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

_SUITE = "bookworm"
ROOT_LABEL = "kiosk-root"
#: A kernel, firmware of common network cards is left to the technician, a way to the network, the
#: boot loader, which is a file, and what a read-only disk takes: in a lobby there is no mirror.
_MACHINE = (
    "systemd-sysv",
    "linux-image-amd64",
    "initramfs-tools",
    "systemd-boot-efi",
    "zstd",
    "kbd",
    "network-manager",
    "systemd-timesyncd",
    "iproute2",
    "procps",
    "overlayroot",
    "busybox",
)
_LEFT_OUT = ("/usr/share/man/*", "/usr/share/info/*", "/usr/share/locale/*")

#: Before the packaged unit asks for the settings: nobody could ever log in otherwise.
_LOG_IN = """\
[Service]
ExecStartPre=/bin/echo "A password for root of this machine, typed twice:"
ExecStartPre=-/usr/bin/passwd root
"""
_FILES = {
    "etc/fstab": f"LABEL={ROOT_LABEL} / ext4 errors=remount-ro 0 1\n",
    "etc/hostname": "lobby-kiosk\n",
    "etc/hosts": "127.0.0.1 localhost\n127.0.1.1 lobby-kiosk\n::1 localhost\n",
    # Filled in at the first boot: every machine has one of its own.
    "etc/machine-id": "uninitialized\n",
    "etc/systemd/system/kiosk-first-boot.service.d/log-in.conf": _LOG_IN,
}
_MAKING_SECONDS = 3600


def make_root(folder: Path, debs: Sequence[Path], mirrors: Sequence[str]) -> None:
    """Debian with ``debs`` and all that they depend on, below ``folder``, which is made."""
    inside = [f"/var/tmp/{deb.name}" for deb in debs]  # noqa: S108 - of the machine that is made
    command = [
        "mmdebstrap",
        "--variant=minbase",
        "--mode=root",
        f"--include={','.join(_MACHINE)}",
        *(f"--dpkgopt=path-exclude={path}" for path in _LEFT_OUT),
        "--dpkgopt=force-unsafe-io",
        '--aptopt=APT::Install-Recommends "false"',
        '--aptopt=Acquire::Languages "none"',
        f"--customize-hook=copy-in {' '.join(map(str, debs))} /var/tmp",
        f'--customize-hook=chroot "$1" apt-get install --yes {" ".join(inside)}',
        f'--customize-hook=chroot "$1" rm {" ".join(inside)}',
        _SUITE,
        str(folder),
        *mirrors,
    ]
    subprocess.run(command, check=True, timeout=_MAKING_SECONDS)  # noqa: S603
    for name, text in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    # Each machine makes its own; one that is in the image would be everybody's.
    (folder / "var/lib/systemd/credential.secret").unlink(missing_ok=True)
