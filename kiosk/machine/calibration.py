"""Where a touch falls: libinput's calibration matrix from four touches. Pure.

The matrix turns a position on the touch sensor into one on the glass as it lies in the sensor's own
direction, both from 0 to 1 (libinput, ``libinput_device_config_calibration_set_matrix``). The
compositor turns the picture afterwards, so what was aimed at and what was touched are first turned
back; and what was touched had gone through the matrix that was set then, so that is undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.machine.tasks import Rotation

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
#: How far from where it was aimed at a touch may lie in the end, as a part of the glass.
_FARTHEST_OFF: Final = 0.04
_LEAST_DETERMINANT: Final = 0.05
_LARGEST: Final = 4.0


@dataclass(frozen=True, slots=True)
class NotAligned:
    """The touches fit to no glass: one of them missed its cross, or all fell on one spot."""


def turned_back(point: Point, rotation: Rotation) -> Point:
    """A position on the picture as one on the glass before the compositor turned it."""
    x, y = point
    match rotation:
        case "normal":
            return x, y
        case "rotate-90":
            return y, 1 - x
        case "rotate-180":
            return 1 - x, 1 - y
        case "rotate-270":
            return 1 - y, x


def calibration(
    targets: Sequence[Point], touches: Sequence[Point], rotation: Rotation, before: Matrix
) -> Matrix | NotAligned:
    """The matrix with which touches fall where they were aimed at.

    ``targets`` and ``touches``: positions on the picture, as parts of its width and height;
    ``rotation`` and ``before``: what was set while they were touched.
    """
    aims = [turned_back(one, rotation) for one in targets]
    undo = _inverse(before)
    if undo is None:
        return NotAligned()
    felt = [_apply(undo, turned_back(one, rotation)) for one in touches]
    x_row = _fit(felt, [x for x, _ in aims])
    y_row = _fit(felt, [y for _, y in aims])
    if x_row is None or y_row is None:
        return NotAligned()
    made: Matrix = (*x_row, *y_row)
    if max(map(abs, made)) > _LARGEST or abs(_determinant(made)) < _LEAST_DETERMINANT:
        return NotAligned()
    for touch, aim in zip(felt, aims, strict=True):
        x, y = _apply(made, touch)
        if max(abs(x - aim[0]), abs(y - aim[1])) > _FARTHEST_OFF:
            return NotAligned()
    return made


def _apply(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + b * y + c, d * x + e * y + f


def _determinant(matrix: Matrix) -> float:
    return matrix[0] * matrix[4] - matrix[1] * matrix[3]


def _inverse(matrix: Matrix) -> Matrix | None:
    a, b, c, d, e, f = matrix
    whole = _determinant(matrix)
    if abs(whole) < _LEAST_DETERMINANT**2:
        return None
    return (
        e / whole,
        -b / whole,
        (b * f - c * e) / whole,
        -d / whole,
        a / whole,
        (c * d - a * f) / whole,
    )


def _fit(points: Sequence[Point], values: Sequence[float]) -> tuple[float, float, float] | None:
    """The plane through these points by least squares; None if they lie on one line."""
    count = len(points)
    middle_x = sum(x for x, _ in points) / count
    middle_y = sum(y for _, y in points) / count
    middle = sum(values) / count
    xx = sum((x - middle_x) ** 2 for x, _ in points)
    yy = sum((y - middle_y) ** 2 for _, y in points)
    xy = sum((x - middle_x) * (y - middle_y) for x, y in points)
    whole = xx * yy - xy * xy
    if whole < _LEAST_DETERMINANT**2:
        return None
    xv = sum((p[0] - middle_x) * (v - middle) for p, v in zip(points, values, strict=True))
    yv = sum((p[1] - middle_y) * (v - middle) for p, v in zip(points, values, strict=True))
    a = (xv * yy - yv * xy) / whole
    b = (yv * xx - xv * xy) / whole
    return a, b, middle - a * middle_x - b * middle_y
