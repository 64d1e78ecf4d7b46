"""What the glass of the virtual machine shows, and for how long it showed something else."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.install.lobby import difference, inks
from tests.vm.machine import GLASS_PX, Machine
from tests.waiting import wait_until

#: A screen of the kiosk has hundreds of colours; a glass that nobody has drawn on has one.
_FEWEST_INKS = 20
#: A screen that changed for the last time long enough ago, but for its clock.
_SETTLED_SECONDS, _STILL = 5.0, 0.02


class Glass:
    """Looks at the glass of a machine; each picture is left in ``folder``."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        self._machine = machine
        self._folder = folder

    def now(self, name: str) -> Image.Image:
        return self._machine.screen(self._folder, name)

    def wait_for(
        self, name: str, right: Callable[[Image.Image], bool], seconds: float
    ) -> tuple[Image.Image, list[str]]:
        """The first screen of the kiosk that is ``right``, and what was seen before it. Raises
        ``AssertionError`` with that, if none comes in time."""
        before: list[str] = []
        found: list[Image.Image] = []

        def look() -> bool:
            seen = self.now(name)
            if is_drawn(seen) and right(seen):
                found.append(seen)
                return True
            if [described(seen)] != before[-1:]:
                before.append(described(seen))
                seen.save(self._folder / f"{name}-not-yet-{len(before)}.png")
            return False

        try:
            wait_until(look, seconds)
        except TimeoutError:
            raise AssertionError(
                f"not within {seconds:.0f} s; the glass showed {', then '.join(before)}"
            ) from None
        return found[0], before

    def settled(self, name: str, seconds: float) -> Image.Image:
        """A screen of the kiosk that has stayed the same for a while."""
        stays: list[tuple[float, Image.Image]] = []

        def look() -> bool:
            seen, at = self.now(name), time.monotonic()
            if not is_drawn(seen) or (stays and difference(seen, stays[0][1]) > _STILL):
                stays.clear()
            stays.append((at, seen))
            return at - stays[0][0] >= _SETTLED_SECONDS

        wait_until(look, seconds)
        return stays[-1][1]


def is_drawn(seen: Image.Image) -> bool:
    """Whether this is a screen of the kiosk, and not a glass that nobody has drawn on."""
    return seen.size == GLASS_PX and inks(seen) > _FEWEST_INKS


def described(seen: Image.Image) -> str:
    """In words, for the person who reads why it failed."""
    size = f"{seen.width}×{seen.height}"
    if (colours := inks(seen)) == 1:
        return f"nothing but {seen.getpixel((0, 0))} ({size})"
    return f"a picture of {colours} colours ({size})"


def other_than(picture: Image.Image, share: float) -> Callable[[Image.Image], bool]:
    """Whether a screen differs from ``picture`` in more than this share of its pixels."""
    return lambda seen: difference(seen, picture) > share


def same_as(picture: Image.Image, share: float) -> Callable[[Image.Image], bool]:
    return lambda seen: difference(seen, picture) < share
