"""What keeps the rules pure: no package but the standard library, no clock of their own."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from booking_service import policy

MODULES = sorted(Path(policy.__path__[0]).glob("*.py"))
CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module)):
                yield module


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_the_rules_need_the_standard_library_only(module: Path) -> None:
    """So that a draw can be verified, and a rule tried, on a machine with nothing installed."""
    for name in imported(ast.parse(module.read_text(encoding="utf-8"))):
        own = name == "booking_service.policy" or name.startswith("booking_service.policy.")
        assert own or name.split(".")[0] in sys.stdlib_module_names, name


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_the_rules_are_told_the_time(module: Path) -> None:
    """A rule that reads a clock cannot be asked about another day."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS
