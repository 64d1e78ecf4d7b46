"""The page of functions names screens and tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

from ui.places import Place
from ui.places.place import kinds

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/functions.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| function")
]


def test_every_function_has_a_screen_and_a_test() -> None:
    screens = {kind.name for kind in kinds(Place)}
    assert len(ROWS) > 30
    for function, _, places, test in ROWS:
        named = re.findall(r"`(\w+)`", places)
        assert named, function
        assert set(named) <= screens, function
        file, _, name = test.strip("`").partition("::")
        assert name and f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), function
