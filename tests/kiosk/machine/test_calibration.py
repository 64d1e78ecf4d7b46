"""Where a touch falls, whichever way the picture is turned."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.machine.calibration import (
    IDENTITY,
    Matrix,
    NotAligned,
    Point,
    calibration,
    turned_back,
)
from kiosk.machine.tasks import Calibrate, Rotation

#: Where they stand on the glass, or anywhere else as far apart.
CROSSES: tuple[Point, ...] = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
ROTATIONS: list[Rotation] = list(get_args(Rotation))


def turned(point: Point, rotation: Rotation) -> Point:
    """The other way round from ``turned_back``: three more quarter turns undo one."""
    for _ in range(3):
        point = turned_back(point, rotation)
    return point


def through(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + b * point[1] + c, d * point[0] + e * point[1] + f


def undone(matrix: Matrix, point: Point) -> Point:
    """The position that ``matrix`` takes to ``point``, by Cramer's rule."""
    a, b, c, d, e, f = matrix
    x, y = point[0] - c, point[1] - f
    whole = a * e - b * d
    return (x * e - b * y) / whole, (a * y - x * d) / whole


#: What is really wrong with sensors: swapped or mirrored axes, a little off in size and place.
AXES: list[Matrix] = [
    (1, 0, 0, 0, 1, 0),
    (0, 1, 0, 1, 0, 0),
    (-1, 0, 1, 0, 1, 0),
    (1, 0, 0, 0, -1, 1),
    (0, -1, 1, 1, 0, 0),
    (-1, 0, 1, 0, -1, 1),
]
matrices = st.builds(
    lambda axes, sizes, places: (
        axes[0] * sizes[0],
        axes[1] * sizes[0],
        axes[2] + places[0],
        axes[3] * sizes[1],
        axes[4] * sizes[1],
        axes[5] + places[1],
    ),
    st.sampled_from(AXES),
    st.tuples(st.floats(0.7, 1.5), st.floats(0.7, 1.5)),
    st.tuples(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2)),
)


@given(matrices, matrices, st.sampled_from(ROTATIONS))
def test_the_right_matrix_is_found_whatever_was_set(
    right: Matrix, before: Matrix, rotation: Rotation
) -> None:
    aims = [turned_back(one, rotation) for one in CROSSES]
    raw = [undone(right, aim) for aim in aims]
    touches = [turned(through(before, one), rotation) for one in raw]
    found = calibration(CROSSES, touches, rotation, before)
    assert not isinstance(found, NotAligned)
    assert found == pytest.approx(right, abs=1e-6)
    Calibrate(found)


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_a_glass_that_is_right_stays_as_it_is(rotation: Rotation) -> None:
    assert calibration(CROSSES, CROSSES, rotation, IDENTITY) == pytest.approx(IDENTITY)
    assert turned(turned_back((0.2, 0.7), rotation), rotation) == pytest.approx((0.2, 0.7))


def test_a_trembling_hand_does_not_matter_a_missed_cross_does() -> None:
    near = [(0.11, 0.09), (0.9, 0.11), (0.89, 0.9), (0.1, 0.89)]
    found = calibration(CROSSES, near, "normal", IDENTITY)
    assert found == pytest.approx(IDENTITY, abs=0.05)
    missed = [(0.1, 0.1), (0.9, 0.1), (0.5, 0.5), (0.1, 0.9)]
    assert calibration(CROSSES, missed, "normal", IDENTITY) == NotAligned()


@pytest.mark.parametrize(
    "touches",
    [
        [(0.5, 0.5)] * 4,
        [(0.1, 0.1), (0.9, 0.9), (0.9, 0.9), (0.1, 0.1)],
        [(0.50, 0.50), (0.51, 0.50), (0.51, 0.51), (0.50, 0.51)],
    ],
)
def test_touches_on_one_spot_or_line_are_no_glass(touches: list[Point]) -> None:
    assert calibration(CROSSES, touches, "normal", IDENTITY) == NotAligned()


def test_a_matrix_that_cannot_be_undone_is_told() -> None:
    assert calibration(CROSSES, CROSSES, "normal", (0, 0, 0, 0, 0, 0)) == NotAligned()
