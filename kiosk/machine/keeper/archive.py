"""The keeper as one file that Python runs by itself, whatever becomes of the package."""

from __future__ import annotations

import io
import zipfile
from importlib import resources
from pathlib import Path
from typing import Final

from kiosk.machine.keeper import files

_MAIN: Final = "from kiosk.machine.keeper.run import Keeper\n\nKeeper().go_on()\n"
_MODULES: Final = ("__init__", "states", "files", "run")
_EMPTY: Final = ("kiosk/__init__.py", "kiosk/machine/__init__.py")
#: One date for all, so that the same program gives the same file.
_DATE: Final = (2026, 1, 1, 0, 0, 0)


def put(folder: Path) -> None:
    """Put the keeper of the version that runs beside the packages. Raises ``OSError``."""
    files.write(folder / files.PROGRAM, made())


def made() -> bytes:
    """The archive."""
    source = resources.files("kiosk.machine.keeper")
    parts = {
        f"kiosk/machine/keeper/{name}.py": (source / f"{name}.py").read_text(encoding="utf-8")
        for name in _MODULES
    }
    parts |= dict.fromkeys(_EMPTY, "") | {"__main__.py": _MAIN}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), text)
    return held.getvalue()
