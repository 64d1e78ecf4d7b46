"""The same package as other versions of itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

#: Less than every version of ours, each after the one before.
OLDEST, OLDER, BROKEN = "0.0.0", "0.0.1", "0.0.2"
#: A file that only the older version has: it must be gone after an update.
ONLY_OLDER = "usr/share/lobby-kiosk/only-in-the-older-version"
_SITE, _PROGRAM = "usr/lib/lobby-kiosk/site", "usr/bin/kiosk"
_DOES_NOT_START = "#!/usr/bin/python3 -IS\nimport a_module_that_was_forgotten\n"


def older(deb: Path, folder: Path) -> Path:
    """``deb`` as version ``OLDER``; its program says so too."""
    root = _unpacked(deb, folder)
    for metadata in (root / _SITE).glob("lobby_kiosk-*.dist-info/METADATA"):
        _set_version(metadata, OLDER)
    left = root / ONLY_OLDER
    left.write_text("gone after an update\n", encoding="utf-8")
    return _packed(root, folder, OLDER)


def without_a_program(deb: Path, folder: Path, version: str) -> Path:
    """``deb`` as another version whose program ends as soon as it is started. It is small."""
    root = _unpacked(deb, folder)
    shutil.rmtree(root / _SITE)
    (root / _PROGRAM).write_text(_DOES_NOT_START, encoding="utf-8")
    return _packed(root, folder, version)


def _unpacked(deb: Path, folder: Path) -> Path:
    root = folder / "root"
    subprocess.run(["dpkg-deb", "--raw-extract", str(deb), str(root)], check=True, timeout=120)
    return root


def _packed(root: Path, folder: Path, version: str) -> Path:
    _set_version(root / "DEBIAN" / "control", version)
    packed = folder / f"lobby-kiosk_{version}_amd64.deb"
    # Not packed tightly: it is thrown away in a minute.
    command = ["dpkg-deb", "--build", "--root-owner-group", "-Zzstd", "-z1"]
    command += ["--no-uniform-compression", str(root), str(packed)]
    subprocess.run(command, check=True, timeout=120, stdout=subprocess.DEVNULL)
    shutil.rmtree(root)
    return packed


def _set_version(file: Path, version: str) -> None:
    text = file.read_text(encoding="utf-8")
    changed = re.sub(r"^Version: .*$", f"Version: {version}", text, flags=re.MULTILINE)
    file.write_text(changed, encoding="utf-8")
