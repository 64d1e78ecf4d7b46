"""The piece of a paper that broke off and hangs out of the printer.

It is cut off before the next paper, or what was printed for one person comes out with what is
printed for another. A program that was killed cannot tell of it, so it is noted on the disk.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from printing.durable import sync_folder

#: There while a paper is on its way, and after one that broke off. It holds nothing.
SCRAP_FILE = "paper-on-its-way"


class Scrap:
    """What one printer may have hanging out; noted in ``folder`` too, unless that is None.

    A disk that takes nothing keeps nobody from their paper: then this process alone knows.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = folder / SCRAP_FILE if folder is not None else None
        self._begun = False

    @property
    def may_hang_out(self) -> bool:
        """Whether the paper before broke off, in this process, one before it or one beside it."""
        return self._begun or (self._file is not None and self._file.exists())

    def begin(self) -> None:
        """A paper is on its way: on the disk before its first byte leaves."""
        self._begun = True
        if self._file is not None:
            with suppress(OSError):
                self._file.touch()
                sync_folder(self._file.parent)

    def clear(self) -> None:
        """The paper is out and cut off. A power cut may bring the note back: that costs one cut."""
        self._begun = False
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
