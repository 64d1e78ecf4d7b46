"""Questions whose answers are settings: offered as they stand, checked as the kiosk reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kiosk.outcome import Refused
from kiosk.setup.document import Document, merged, wrong_at
from kiosk.setup.talk import Talk

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Asking:
    """``document`` is what stands there so far, for ``file``."""

    talk: Talk
    file: Path
    document: Document

    def setting(self, place: str, typed: str) -> str | Refused:
        """Whether the settings take it, whatever is wrong elsewhere in them."""
        trial = merged(self.document, _nested(place, typed))
        return wrong_at(trial, self.file, place) or typed

    def asked(
        self,
        place: str,
        check: Callable[[str], Value | Refused],
        *,
        default: str = "",
        may_be_empty: bool = False,
    ) -> Value:
        """Ask until the answer is right; what stands there is offered."""
        before = self.at(place)
        offered = default if before is None else str(before)
        return self.talk.answer(place, check, offered, may_be_empty=may_be_empty)

    def asked_or_none(self, place: str, read: Callable[[str], str] = str) -> str:
        """As ``asked``, for a text that may be missing; it is put into the document."""
        said = self.asked(place, lambda typed: self.setting(place, read(typed)), may_be_empty=True)
        self.put(place, said or None)
        return said

    def at(self, place: str) -> Any:  # noqa: ANN401 - whatever stands in the file
        found: Any = self.document
        for name in place.split("."):
            found = found.get(name) if isinstance(found, dict) else None
        return found

    def put(self, place: str, value: object | None) -> None:
        """Put it into the document; None takes away what is there."""
        *tables, key = place.split(".")
        table: Any = self.document
        for name in tables:
            if not isinstance(table.get(name), dict):
                if value is None:
                    return
                table[name] = {}
            table = table[name]
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value


def _nested(place: str, value: object) -> Document:
    first, _, rest = place.partition(".")
    return {first: _nested(rest, value) if rest else value}
