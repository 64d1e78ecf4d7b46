"""What `make demo` shows where there is no display: the whole walk, with a picture a step."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = "import sys; from kiosk.cli import main; sys.exit(main())"


def test_the_demonstration_walks_to_its_end(template: Path, tmp_path: Path) -> None:
    """``template`` compiles the wording first."""
    without_display = {
        k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "demo", "--scripted", "--out", str(tmp_path / "out")],
        env=without_display,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    pictures = list((tmp_path / "out").glob("*.png"))
    assert len([one for one in pictures if one.name.startswith("receipt")]) == 5
    assert len(pictures) > 35
