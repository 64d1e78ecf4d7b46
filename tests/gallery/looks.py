"""Which looks are checked: a sample in which each preview meets every value of every factor."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from ui.gallery import EXTREMES, SHAPES, Look
from ui.preferences import Reach, TypeSize
from ui.theme.palette import Contrast
from ui.wording.words import LANGUAGES

#: Hands of looks; each preview is seen in one hand.
HANDS = 4
T = TypeVar("T")


def hand(number: int) -> tuple[Look, ...]:
    """Looks that together show every glass, language, size of type, contrast and reach, each hand
    in combinations of its own, the same in every run. The smallest glass comes in the usual size
    of type and in the largest by turns, the largest in the usual one."""
    drawn = Random(number)

    def dealt(values: Sequence[T], count: int) -> list[T]:
        cards = [values[index % len(values)] for index in range(count)]
        drawn.shuffle(cards)
        return cards

    count = len(SHAPES) + len(EXTREMES)
    languages, contrasts = dealt(LANGUAGES, count), dealt(tuple(Contrast), count)
    sizes, reaches = dealt((TypeSize.LARGE, TypeSize.LARGEST), 4), dealt(tuple(Reach), 4)
    smallest = TypeSize.STANDARD if number % 2 else TypeSize.LARGEST
    factors = (
        (*SHAPES, *EXTREMES),
        languages,
        (*sizes, smallest, TypeSize.STANDARD),
        contrasts,
        (*reaches, *[Reach.STANDING] * len(EXTREMES)),
    )
    return tuple(Look(*choice) for choice in zip(*factors, strict=True))
