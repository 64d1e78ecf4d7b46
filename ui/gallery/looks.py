"""The ways one screen can look: glass, language, size of type, contrast, reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from ui.preferences import Preferences, Reach, TypeSize
from ui.theme.palette import Contrast
from ui.wording.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Shape:
    """A glass: pixels, and its width in millimetres."""

    width: int
    height: int
    width_mm: float
    #: Tells a glass of unusual size from another with as many pixels.
    size: str = ""

    def __str__(self) -> str:
        return f"{self.width}x{self.height}{self.size}"


#: 21.5 inches upright and lying, 17 inches of 5:4, 15 inches of 4:3.
SHAPES: Final = (
    Shape(1080, 1920, 268),
    Shape(1920, 1080, 476),
    Shape(1280, 1024, 338),
    Shape(1024, 768, 305),
)
#: The smallest and the largest glass: 15 inches upright, 32 lying.
EXTREMES: Final = (Shape(1080, 1920, 187, "-15in"), Shape(1920, 1080, 708, "-32in"))


@dataclass(frozen=True, slots=True)
class Look:
    """One glass and what a resident prefers on it."""

    shape: Shape = SHAPES[0]
    language: str = LANGUAGES[0]
    type_size: TypeSize = TypeSize.STANDARD
    contrast: Contrast = Contrast.STANDARD
    reach: Reach = Reach.STANDING

    @property
    def preferences(self) -> Preferences:
        return Preferences(self.language, self.type_size, self.contrast, self.reach)

    def __str__(self) -> str:
        """For names of pictures: what is as usual is left out."""
        unusual = (
            part.value
            for part, usual in (
                (self.type_size, TypeSize.STANDARD),
                (self.contrast, Contrast.STANDARD),
                (self.reach, Reach.STANDING),
            )
            if part is not usual
        )
        return ".".join((str(self.shape), self.language, *unusual))


def every_look() -> Iterator[Look]:
    """What ``make gallery`` draws: all languages, sizes of type and contrasts on all glasses; the
    seated layout, which moves the same things down, in every size of type, on the smallest glass
    too; the smallest and the largest glass in every language, and the smallest with the largest
    type as well."""
    for shape, language, size, contrast in product(SHAPES, LANGUAGES, TypeSize, Contrast):
        yield Look(shape, language, size, contrast)
    for shape, size in product((*SHAPES, EXTREMES[0]), TypeSize):
        yield Look(shape, LANGUAGES[0], size, Contrast.STANDARD, Reach.SEATED)
    for shape, language in product(EXTREMES, LANGUAGES):
        yield Look(shape, language)
    for language in LANGUAGES:
        yield Look(EXTREMES[0], language, TypeSize.LARGEST)
