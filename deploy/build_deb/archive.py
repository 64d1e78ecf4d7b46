"""From a laid out folder to a package: control files, sums, dates, ``dpkg-deb``."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path

from deploy.build_deb.plan import Plan

#: The glass is dark while a package is unpacked: zstd takes a fifth of the time of xz, for a third
#: more bytes. The control files, which other programs read, stay in xz.
_PACKED = ("-Zzstd", "-z9", "--no-uniform-compression")
_SCRIPTS = ("preinst", "postinst", "prerm", "postrm")


def build_archive(plan: Plan, root: Path, version: str, made_on: int, out: Path) -> Path:
    """The package, the same byte for byte for the same commit. Returns its path."""
    _changelog(plan, root, version, made_on)
    control = root / "DEBIAN"
    control.mkdir()
    files = sorted(
        path for path in root.rglob("*") if path.is_file() and control not in path.parents
    )
    sums = [f"{_md5(path)}  {path.relative_to(root)}\n" for path in files]
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")
    kept = [f"/{path.relative_to(root)}\n" for path in files if path.is_relative_to(root / "etc")]
    if kept:
        (control / "conffiles").write_text("".join(kept), encoding="utf-8")
    size_kib = sum(-(-path.stat().st_size // 1024) for path in files)
    text = (plan.folder / "control").read_text(encoding="utf-8")
    text = text.replace("@VERSION@", version).replace("@SIZE@", str(size_kib))
    (control / "control").write_text(text, encoding="utf-8")
    for name in _SCRIPTS:
        if (plan.folder / name).is_file():
            shutil.copyfile(plan.folder / name, control / name)
            (control / name).chmod(0o755)
    _same_for_everybody(root, made_on)
    built = out / f"{plan.name}_{version}_amd64.deb"
    command = ["dpkg-deb", "--build", "--root-owner-group", *_PACKED, str(root), str(built)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(made_on)}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    return built


def _changelog(plan: Plan, root: Path, version: str, made_on: int) -> None:
    date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(made_on))
    text = (
        f"{plan.name} ({version}) bookworm; urgency=medium\n\n"
        "  * Built from the project; what changed stands in its history.\n\n"
        f" -- Lobby kiosk project <maintainers@lobby-kiosk.example>  {date}\n"
    )
    folder = root / "usr" / "share" / "doc" / plan.name
    packed = gzip.compress(text.encode(), mtime=0)
    (folder / "changelog.gz").write_bytes(packed)


def _same_for_everybody(root: Path, made_on: int) -> None:
    """Rights and dates do not depend on who builds, where and when."""
    for path in [root, *root.rglob("*")]:
        if path.is_symlink():
            continue
        library = ".so" in path.suffixes
        runs = path.is_dir() or (path.stat().st_mode & 0o100 and not library)
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (made_on, made_on))


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "md5").hexdigest()
