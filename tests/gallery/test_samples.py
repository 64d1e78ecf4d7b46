"""What the screens' modules may not bring along."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import ui.screens


@cache
def sources() -> dict[Path, str]:
    """The text of every module of the screens."""
    root = Path(ui.screens.__path__[0])
    return {path: path.read_text(encoding="utf-8") for path in root.rglob("*.py")}


def test_no_screen_brings_samples_to_the_kiosk() -> None:
    """Previews load them when somebody asks for previews."""
    bringing = {
        path.name
        for path, text in sources().items()
        if re.search(r"^(from|import) ui\.samples", text, re.MULTILINE)
    }
    assert bringing == set()
