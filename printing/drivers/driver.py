"""What drivers of real printers share: one question or receipt at a time, and why none was had."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from threading import Lock

from printing import encoding
from printing.drivers.line import LineBrokenError, Timeouts
from printing.models import Model
from printing.page import Page
from printing.printer import NO_ANSWER, NotPrinted, PrinterStatus, PrintOutcome
from printing.trouble import Trouble

#: A receipt as the printer's commands, in parts that each take little paper.
Encode = Callable[[Page], tuple[bytes, ...]]


class Driver(ABC):
    """The half of a ``Printer`` that no connection changes.

    ``encode`` turns a receipt into commands; without one as is best on a quick line. A subclass
    says in ``_trouble`` why there was no answer, or raises ``LineBrokenError``.
    """

    def __init__(self, model: Model, timeouts: Timeouts | None, encode: Encode | None) -> None:
        self._model = model
        self._timeouts = timeouts or Timeouts()
        self._encode = encode or partial(encoding.encode, model=model)
        self._one_at_a_time = Lock()
        self._trouble: Trouble | None = None

    @property
    def width_dots(self) -> int:
        return self._model.width_dots

    def why(self) -> Trouble | None:
        return self._trouble

    def status(self) -> PrinterStatus:
        with self._one_at_a_time:
            self._trouble = None
            try:
                return self._ask()
            except LineBrokenError as error:
                self._trouble = error.trouble
                return NO_ANSWER

    def print(self, page: Page) -> PrintOutcome:
        parts = self._encode(page)
        with self._one_at_a_time:
            self._trouble = None
            try:
                return self._put_out(parts)
            except LineBrokenError as error:
                self._trouble = error.trouble
                return NotPrinted(NO_ANSWER)

    @abstractmethod
    def _ask(self) -> PrinterStatus:
        """How the printer is. Raises ``LineBrokenError`` if there is no way to it."""

    @abstractmethod
    def _put_out(self, parts: tuple[bytes, ...]) -> PrintOutcome:
        """Print the parts of a receipt. Raises ``LineBrokenError`` only before any of it left."""
