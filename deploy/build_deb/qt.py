"""Of Qt only what a kiosk shows its window with: a third of what PySide6 brings."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

#: The modules that ``ui`` imports; a test compares.
MODULES = ("QtCore", "QtGui", "QtWidgets")
#: Plugins by folder. "offscreen" is for looking at a kiosk without a glass.
PLUGINS = {
    "platforms": ("libqwayland.so", "libqoffscreen.so"),
    "platforminputcontexts": ("libcomposeplatforminputcontextplugin.so",),
    "wayland-shell-integration": ("libxdg-shell.so",),
    "wayland-decoration-client": ("libbradient.so",),
    "imageformats": ("libqjpeg.so",),
}
_KEPT_FOLDERS = ("Qt", "support")
_NEEDED = re.compile(r"^\s*NEEDED\s+(\S+)", re.M)


def reduce(site: Path) -> None:
    """Take out of PySide6 in ``site`` whatever is not needed by ``MODULES`` and ``PLUGINS``."""
    pyside = site / "PySide6"
    if not pyside.is_dir():
        return
    for path in sorted(pyside.iterdir()):
        if path.is_dir() and path.name not in _KEPT_FOLDERS:
            shutil.rmtree(path)
    for path in sorted((pyside / "Qt").iterdir()):
        if path.name not in ("lib", "plugins"):
            shutil.rmtree(path)
    for folder in sorted((pyside / "Qt" / "plugins").iterdir()):
        for plugin in sorted(folder.iterdir()):
            if plugin.name not in PLUGINS.get(folder.name, ()):
                plugin.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
    for binary in sorted(pyside.glob("*")):
        module = binary.name.split(".")[0]
        unused = module not in (*MODULES, "libpyside6")
        if binary.is_file() and binary.suffix != ".py" and unused:
            binary.unlink()
    _drop_unused_libraries(pyside)


def _drop_unused_libraries(pyside: Path) -> None:
    folder = pyside / "Qt" / "lib"
    waiting = [*pyside.glob("*.so*"), *(pyside / "Qt" / "plugins").rglob("*.so")]
    kept: set[Path] = set()
    while waiting:
        for name in needed_by(waiting.pop()):
            library = folder / name
            if library.is_file() and library not in kept:
                kept.add(library)
                waiting.append(library)
    for library in set(folder.iterdir()) - kept:
        library.unlink()


def needed_by(library: Path) -> list[str]:
    """The names of the libraries that one is linked with."""
    command = ["objdump", "-p", str(library)]
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return _NEEDED.findall(said.stdout)
