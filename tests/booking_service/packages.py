"""Tiny packages, made with Debian's own tool."""

from __future__ import annotations

import subprocess
from pathlib import Path

_CONTROL = """Package: {package}
Version: {version}
Architecture: {architecture}
Maintainer: Nobody <nobody@example.invalid>
Description: a package for tests
"""


def build(
    folder: Path,
    version: str,
    *,
    package: str = "lobby-kiosk",
    architecture: str = "amd64",
    compression: str = "xz",
) -> Path:
    """A package that holds one file, which says its version."""
    root = folder / f"root-{package}-{version}-{architecture}"
    (root / "DEBIAN").mkdir(parents=True)
    control = _CONTROL.format(package=package, version=version, architecture=architecture)
    (root / "DEBIAN/control").write_text(control, "utf-8")
    (root / "usr/share/lobby-kiosk").mkdir(parents=True)
    (root / "usr/share/lobby-kiosk/version").write_text(version, "utf-8")
    made = folder / f"{package}_{version}_{architecture}.deb"
    words = ["dpkg-deb", f"-Z{compression}", "--root-owner-group", "--build", str(root), str(made)]
    subprocess.run(words, check=True, capture_output=True)
    return made
