"""The same packages as an earlier version of themselves."""

from __future__ import annotations

import subprocess
from pathlib import Path

#: Less than every version of ours, and so what an update starts from.
OLDER = "0.0.1"
#: A file that only the older version has: it must be gone after an update.
ONLY_OLDER = "usr/share/doc/lobby-kiosk/only-in-the-older-version"


def older(deb: Path, folder: Path) -> Path:
    """Packs ``deb`` anew as version ``OLDER``; its programs say so too."""
    root = folder / f"{deb.stem}.root"
    subprocess.run(["dpkg-deb", "--raw-extract", str(deb), str(root)], check=True, timeout=120)
    control = root / "DEBIAN" / "control"
    text = control.read_text(encoding="utf-8")
    now = next(line for line in text.splitlines() if line.startswith("Version: "))
    control.write_text(text.replace(now, f"Version: {OLDER}"), encoding="utf-8")
    for metadata in root.glob("usr/lib/*/site/lobby_kiosk-*.dist-info/METADATA"):
        told = metadata.read_text(encoding="utf-8")
        metadata.write_text(told.replace(f"\n{now}\n", f"\nVersion: {OLDER}\n"), encoding="utf-8")
    left = root / ONLY_OLDER
    if left.parent.is_dir():
        left.write_text("gone after an update\n", encoding="utf-8")
    packed = folder / f"{deb.name.split('_')[0]}_{OLDER}_amd64.deb"
    # Not packed tightly: it is thrown away in a minute.
    command = ["dpkg-deb", "--build", "--root-owner-group", "-Znone", str(root), str(packed)]
    subprocess.run(command, check=True, timeout=120, stdout=subprocess.DEVNULL)
    subprocess.run(["rm", "-r", str(root)], check=True, timeout=60)
    return packed
