"""The models by their id, as the settings name them."""

from __future__ import annotations

from printing.models.model import Cutter, Model

GENERIC_80 = Model("generic-80", "Generic ESC/POS, paper of 80 mm")
GENERIC_58 = Model(
    "generic-58",
    "Generic ESC/POS, paper of 58 mm",
    width_dots=384,
    cutter=Cutter.NONE,
    near_end_sensor=False,
    mm_per_second=80,
)

MODELS = (GENERIC_80, GENERIC_58)


def model(model_id: str) -> Model | None:
    """The model with this id, None if there is none."""
    return next((one for one in MODELS if one.id == model_id), None)


def generic(width_dots: int) -> Model:
    """The generic model whose paper holds so many dots, or at least as the wide one does."""
    return GENERIC_58 if width_dots <= GENERIC_58.width_dots else GENERIC_80
