"""What one resident has asked of the screens: language, size of type, contrast, reach, voice.

All of it lasts as long as the visit and goes back to the start with it. Plain Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ui.theme.palette import Contrast


class TypeSize(Enum):
    """How large everything is written."""

    STANDARD = "standard"
    LARGE = "large"
    LARGEST = "largest"


class Reach(Enum):
    """SEATED keeps whatever is touched within the reach of somebody in a wheelchair: in the lower
    half of an upright glass, in the lower two thirds of one that lies."""

    STANDING = "standing"
    SEATED = "seated"


@dataclass(frozen=True, slots=True)
class Preferences:
    """``voice``: what is shown is also said."""

    language: str
    type_size: TypeSize = TypeSize.STANDARD
    contrast: Contrast = Contrast.STANDARD
    reach: Reach = Reach.STANDING
    voice: bool = False
