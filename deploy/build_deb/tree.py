"""Lays a package out below a folder, as it will lie on the machine."""

from __future__ import annotations

import compileall
import shutil
from importlib import metadata
from pathlib import Path
from py_compile import PycInvalidationMode

from deploy.build_deb import qt, wheels
from deploy.build_deb.plan import ROOT, Plan, distributions

#: ``-I`` keeps a user's own packages and variables away, ``-S`` those of Debian.
_LAUNCHER = """\
#!/usr/bin/python3 -IS
import sys

sys.path.insert(0, "/{site}")

from {main} import main

sys.exit(main())
"""
#: What only a reader of the project looks at.
_NOT_DATA = (".pyc", ".md")


def lay_out(plan: Plan, root: Path, version: str) -> None:
    """Everything but the control files. ``root`` must not be there yet."""
    site = root / plan.site
    wheels.install(distributions(plan).taken, site)
    qt.reduce(site)
    _own_packages(plan, site)
    _note_version(site, version)
    _compile(site, plan.site)
    _launcher(plan, root)
    _files(plan, root)
    _copyright(plan, root)


def _own_packages(plan: Plan, site: Path) -> None:
    for package in plan.packages:
        for path in sorted((ROOT / package).rglob("*")):
            relative = path.relative_to(ROOT)
            if not path.is_file() or plan.leaves_out(relative) or "__pycache__" in path.parts:
                continue
            if path.suffix in _NOT_DATA:
                continue
            target = site / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _note_version(site: Path, version: str) -> None:
    """So that the program finds its own version where every Python program does."""
    folder = site / f"lobby_kiosk-{version}.dist-info"
    folder.mkdir()
    text = f"Metadata-Version: 2.1\nName: lobby-kiosk\nVersion: {version}\n"
    (folder / "METADATA").write_text(text, encoding="utf-8")


def _compile(site: Path, installed: Path) -> None:
    """Bytecode that Python takes as it is, without looking at the source's date each time."""
    compileall.compile_dir(
        site,
        quiet=2,
        stripdir=str(site),
        prependdir=f"/{installed}",
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )


def _launcher(plan: Plan, root: Path) -> None:
    path = root / "usr" / "bin" / plan.command
    path.parent.mkdir(parents=True)
    path.write_text(_LAUNCHER.format(site=plan.site, main=plan.main), encoding="utf-8")
    path.chmod(0o755)


def _files(plan: Plan, root: Path) -> None:
    """What ``files.txt`` says: a file of the project, and where it goes."""
    text = (plan.folder / "files.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        words = line.split("#")[0].split()
        if not words:
            continue
        source, target = ROOT / words[0], root / words[1]
        if words[1].endswith("/"):
            target /= source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        target.chmod(0o755 if source.stat().st_mode & 0o100 else 0o644)


def _copyright(plan: Plan, root: Path) -> None:
    folder = root / "usr" / "share" / "doc" / plan.name
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "This package is under the Apache License, Version 2.0, which Debian keeps in",
        "/usr/share/common-licenses/Apache-2.0.",
        "",
        f"It brings these distributions of the Python Package Index in /{plan.site}, each under",
        "the licence that stands beside its name, and in its folder .dist-info:",
        "",
    ]
    site = root / plan.site
    for found in sorted(metadata.distributions(path=[str(site)]), key=lambda one: one.name.lower()):
        lines.append(f"  {found.name} {found.version}: {_licence(found.metadata)}")
    (folder / "copyright").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _licence(said: metadata.PackageMetadata) -> str:
    for key in ("License-Expression", "License"):
        named = said.get_all(key)
        if named and named[0].strip():
            return str(named[0]).strip().splitlines()[0]
    classifiers = said.get_all("Classifier") or []
    named = [one.split(" :: ")[-1] for one in classifiers if one.startswith("License ::")]
    return ", ".join(named) or "see there"
