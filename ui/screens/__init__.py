"""The screens: one decision each, one module each, named and filed as its place in ``ui/places``.

What can be touched has a name (``objectName``), for tests, key pads and screen readers. Each module
lists the names of its screen. Everywhere: ``back``, ``display``, ``help``, ``stop``; ``page.next``
and ``page.previous`` of what has several pages; ``countdown.stay``, ``countdown.end``,
``occupied.stay``, ``occupied.end``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ui.places import Place
    from ui.screens.screen import Screen


def module_of(place: Place | type[Place]) -> str:
    """The module of a place's screen, by its full name."""
    folder = (place if isinstance(place, type) else type(place)).__module__.rpartition(".")[2]
    return f"{__name__}.{folder}.{place.name}"


def screen_class(place: Place | type[Place]) -> type[Screen]:
    """The screen of a place: ``SCREEN`` of its module, loaded when first asked for, so that the
    first paint waits for the start screen alone."""
    return cast("type[Screen]", import_module(module_of(place)).SCREEN)
