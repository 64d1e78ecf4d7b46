"""A receipt drawn and ready for any printer."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

    from printing.receipts.blocks import Receipt


@dataclass(frozen=True, slots=True)
class Page:
    """One receipt as a one-bit picture (PIL mode ``1``, 0 is black), one pixel a printer dot.

    A driver turns it into what its printer understands; the screen shows the very same pixels.
    ``receipt`` is what the picture was drawn from, for printers that are sent text instead.
    """

    image: Image
    receipt: Receipt | None = None

    @property
    def width_dots(self) -> int:
        return int(self.image.width)

    def png(self) -> bytes:
        """The picture as the bytes of a PNG file."""
        target = BytesIO()
        self.image.save(target, format="PNG")
        return target.getvalue()
