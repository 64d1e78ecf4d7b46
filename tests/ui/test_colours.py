"""Nothing is said by colour alone, and what is said is read by the colour-blind as well."""

from __future__ import annotations

import pytest

from kiosk.availability import Now
from ui.theme.palette import HIGH, STANDARD, Palette, contrast_ratio
from ui.widgets.availability_marks import MARKS

#: What is left of red, green and blue, in linear light (Machado, Oliveira, Fernandes 2009, 1.0).
SEEN_BY = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour: str, by: str) -> str:
    """``colour`` as somebody sees it."""
    linear = [_to_light(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    mixed = (sum(p * c for p, c in zip(row, linear, strict=True)) for row in SEEN_BY[by])
    return "#" + "".join(f"{round(_to_code(min(1, max(0, c))) * 255):02x}" for c in mixed)


def _to_light(code: float) -> float:
    return code / 12.92 if code <= 0.04045 else ((code + 0.055) / 1.055) ** 2.4


def _to_code(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


@pytest.mark.parametrize("by", SEEN_BY)
@pytest.mark.parametrize(("palette", "least"), [(STANDARD, 4.5), (HIGH, 7.0)])
def test_every_tone_is_read_by_the_colour_blind(palette: Palette, least: float, by: str) -> None:
    weak = {
        tone.value: contrast_ratio(seen(pair.ink, by), seen(pair.surface, by))
        for tone, pair in palette.tones.items()
    }
    assert {tone: ratio for tone, ratio in weak.items() if ratio < least} == {}


def test_grey_is_grey_to_everybody() -> None:
    for by in SEEN_BY:
        assert contrast_ratio(seen("#808080", by), "#808080") < 1.01


def test_what_can_be_done_has_a_sign_of_its_own() -> None:
    doable = [Now.LOTTERY, Now.RESERVE, Now.COUNTER, Now.NOT_YET]
    others = {MARKS[now].sign for now in Now if now not in doable}
    signs = [MARKS[now].sign for now in doable]
    assert len(set(signs)) == len(signs)
    assert not others & set(signs)
    assert MARKS[Now.TAKEN].sign != MARKS[Now.CLOSED].sign


def test_every_state_of_an_hour_has_a_sign_of_its_own() -> None:
    assert len({mark.sign for mark in MARKS.values()}) == len(Now)
