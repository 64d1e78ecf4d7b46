"""From the files of a machine to a disk: GPT, a partition the firmware boots from, the root.

Nothing is mounted, and no loop device is needed.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from deploy.build_image.root import ROOT_LABEL

_MIB = 1 << 20
#: The boot partition holds a kernel, its first files and the loader; the gap is the table's.
_BOOT_MIB, _GAP_MIB = 160, 1
#: Where the root begins on the disk, in bytes.
ROOT_AT = (_BOOT_MIB + _GAP_MIB) * _MIB
#: Free room on the root of a new kiosk; a PC's disk has more, which the technician may give it.
_FREE_MIB = 700
_SECONDS = 600

#: The types of GPT partitions: the firmware's, and a root of this architecture.
_TABLE = """\
label: gpt
start={boot}MiB, size={boot_size}MiB, type=C12A7328-F81F-11D2-BA4B-00C04FC93EC9, name=boot
start={root}MiB, size={root_size}MiB, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name=root
"""
_LOADER = "timeout 0\neditor no\ndefault kiosk.conf\n"
_ENTRY = "title Lobby kiosk\nlinux /vmlinuz\ninitrd /initrd.img\noptions {options}\n"


def make_disk(root: Path, image: Path, options: str) -> None:
    """``image`` with the files of ``root``; ``options`` are for its kernel."""
    size = _megabytes(root) * 11 // 10 + _FREE_MIB
    parts = image.with_suffix(".root"), image.with_suffix(".boot")
    _make_root_partition(root, parts[0], size)
    _make_boot_partition(root, parts[1], options)
    root_at = _GAP_MIB + _BOOT_MIB
    with image.open("wb") as disk:
        disk.truncate((root_at + size + _GAP_MIB) * _MIB)
    table = _TABLE.format(boot=_GAP_MIB, boot_size=_BOOT_MIB, root=root_at, root_size=size)
    _run(["sfdisk", "--quiet", str(image)], given=table)
    for part, at in zip(parts, (root_at, _GAP_MIB), strict=True):
        copy = ["dd", f"if={part}", f"of={image}", "bs=1M", f"seek={at}"]
        _run([*copy, "conv=notrunc,sparse", "status=none"])
        part.unlink()


def _make_root_partition(root: Path, part: Path, size_mib: int) -> None:
    with part.open("wb") as file:
        file.truncate(size_mib * _MIB)
    _run(["mke2fs", "-q", "-t", "ext4", "-L", ROOT_LABEL, "-d", str(root), str(part)])


def _make_boot_partition(root: Path, part: Path, options: str) -> None:
    with part.open("wb") as file:
        file.truncate(_BOOT_MIB * _MIB)
    _run(["mkfs.vfat", "-n", "BOOT", str(part)])
    files = {
        "vmlinuz": newest(root, "vmlinuz-*").read_bytes(),
        "initrd.img": newest(root, "initrd.img-*").read_bytes(),
        # Where firmware looks on a disk that it was never told about.
        "EFI/BOOT/BOOTX64.EFI": (
            root / "usr/lib/systemd/boot/efi/systemd-bootx64.efi"
        ).read_bytes(),
        "loader/loader.conf": _LOADER.encode(),
        "loader/entries/kiosk.conf": _ENTRY.format(options=options).encode(),
    }
    _run(["mmd", "-i", str(part), "::EFI", "::EFI/BOOT", "::loader", "::loader/entries"])
    for name, content in files.items():
        _run(["mcopy", "-i", str(part), "-", f"::{name}"], given=content)


def newest(root: Path, pattern: str) -> Path:
    """The kernel, or what belongs to it, that was installed last."""
    return max((root / "boot").glob(pattern))


def _megabytes(root: Path) -> int:
    said = subprocess.run(  # noqa: S603
        ["du", "--summarize", "--block-size=1M", "--one-file-system", str(root)],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    )
    return int(said.stdout.split()[0])


def _run(command: Sequence[str], given: str | bytes = b"") -> None:
    content = given.encode() if isinstance(given, str) else given
    subprocess.run(  # noqa: S603
        command, input=content, check=True, timeout=_SECONDS, stdout=subprocess.DEVNULL
    )
