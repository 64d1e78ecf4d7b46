"""Imports every module of a laid out package with nothing else in reach, as the machine will."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from deploy.build_deb.plan import Plan

_TRY = """\
import importlib
import sys

sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    importlib.import_module(name)
"""


def try_imports(plan: Plan, root: Path) -> None:
    """Raises ``CalledProcessError`` where something is missing; what, stands on standard error."""
    names = [
        ".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in plan.modules()
    ]
    # A module named __main__ runs the program.
    names = [name for name in names if not name.endswith("__main__")]
    command = [sys.executable, "-IS", "-c", _TRY, str(root / plan.site), *names, *plan.late]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, check=True, env=environment)  # noqa: S603 - fixed words
