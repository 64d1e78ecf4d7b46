"""Pictures are drawn as ``make gallery`` draws them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_several_processes_draw_together(tmp_path: Path) -> None:
    asked = ["--jobs", "2", "--only", "help", "--language", "en", "--out", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "ui.gallery", *asked], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.glob("*.png")] == ["help.help.1080x1920.en.png"]
