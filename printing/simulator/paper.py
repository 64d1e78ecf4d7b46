"""The paper in the simulated printer: a strip that grows row by row until it is cut off."""

from __future__ import annotations

from PIL import Image


class Paper:
    """The strip under the head, ``width_dots`` wide, and the receipts that were cut off."""

    def __init__(self, width_dots: int) -> None:
        self._width_dots = width_dots
        self._rows: list[bytes] = []
        self.receipts: list[Image.Image] = []

    @property
    def rows(self) -> int:
        """How many rows hang out uncut."""
        return len(self._rows)

    def print_row(self, row: bytes) -> None:
        """One row of dots, from the left edge; what is wider than the paper is lost."""
        self._rows.append(row)

    def cut(self) -> None:
        """Cut the strip off; nothing comes out if nothing was on its way."""
        if not self._rows:
            return
        stride = (self._width_dots + 7) // 8
        black = b"".join(row[:stride].ljust(stride, b"\0") for row in self._rows)
        picture = Image.frombytes("1", (stride * 8, len(self._rows)), black, "raw", "1;I")
        self.receipts.append(picture.crop((0, 0, self._width_dots, len(self._rows))))
        self._rows = []
