"""The names of what can be tapped are those that the screens' own pages list."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Iterator
from importlib import import_module

import ui.screens

#: ``key.0`` … ``key.9`` stands for all ten.
_DIGITS = r"key\.\d"


def astray(names: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What is wrong with ``names``, each with its screen: every button that can be met has a name
    that is documented, and every documented name is one of theirs."""
    pages = _documented()
    known = re.compile("|".join([*(pattern.pattern for pattern in pages.values()), _DIGITS]))
    met = set()
    for screen, name in names:
        met.add(name)
        if not known.fullmatch(name):
            yield f"not documented: {name!r} on {screen}"
    for name, pattern in pages.items():
        if not any(map(pattern.fullmatch, met)):
            yield f"no button: {name!r}"


def _documented() -> dict[str, re.Pattern[str]]:
    """The names in the docstrings of the screens; capitals stand for an id, a date or a number."""
    modules = pkgutil.walk_packages(ui.screens.__path__, f"{ui.screens.__name__}.")
    pages = [ui.screens.__doc__, *(import_module(module.name).__doc__ for module in modules)]
    names = re.findall(r"``([a-z_]+(?:\.[\w-]+)*)``", "\n".join(page or "" for page in pages))
    return {
        name: re.compile(re.sub(r"[A-Z][A-Z_-]+", r"[\\w-]+", name.replace(".", r"\.")))
        for name in names
    }
