"""How a work is written down: its words, its arguments, and the call that they make."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from booking_service.staff_client import StaffCall


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a work, as argparse takes it."""

    name: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CounterWork:
    """A command: ``call`` turns what was typed into a request."""

    words: str
    help: str
    call: Callable[[argparse.Namespace], StaffCall]
    arguments: tuple[Argument, ...] = ()


def needed(name: str, help_text: str = "", **options: Any) -> Argument:  # noqa: ANN401 - argparse's
    """An option that must be given."""
    return Argument(name, {"required": True, "help": help_text, **options})


def may(name: str, help_text: str = "", **options: Any) -> Argument:  # noqa: ANN401 - argparse's
    """An option that may be left out."""
    return Argument(name, {"help": help_text, **options})


def place(name: str, help_text: str) -> Argument:
    """A word that stands without an option."""
    return Argument(name, {"help": help_text})


def day(value: str) -> str:
    """A date as it was typed, if it is one."""
    return date.fromisoformat(value).isoformat()


DAY: dict[str, Any] = {"type": day, "metavar": "YYYY-MM-DD"}


def one_of(values: Iterable[StrEnum]) -> dict[str, Any]:
    """The words of an enum, and no others."""
    return {"choices": [value.value for value in values]}


def body_of(arguments: argparse.Namespace, *names: str) -> dict[str, Any]:
    """The arguments of these names that were given."""
    found = {name: getattr(arguments, name) for name in names}
    return {name: value for name, value in found.items() if value is not None}


#: Which room, when, what for: shared by booking, changing and walk-ins.
CHOICE = (
    needed("--room", "the id of the room"),
    may("--unit", "the id of the unit (面); left out: any"),
    needed("--date", **DAY),
    needed("--first-slot", "counted from 0", type=int),
    may("--slots", "how many", type=int, default=1),
    needed("--purpose", "the id of the purpose"),
    needed("--people", type=int),
)


def choice_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """What they say."""
    wanted = {
        "room_id": arguments.room,
        "date": arguments.date,
        "first_slot": arguments.first_slot,
        "slot_count": arguments.slots,
        "purpose_id": arguments.purpose,
        "people": arguments.people,
    }
    return wanted if arguments.unit is None else {**wanted, "unit_id": arguments.unit}


def text_of(arguments: argparse.Namespace, prefix: str) -> dict[str, str]:
    """A text by language, from ``--PREFIX``, ``--PREFIX-kana``, ``--PREFIX-en``."""
    parts = {
        "ja": getattr(arguments, prefix),
        "kana": getattr(arguments, f"{prefix}_kana"),
        "en": getattr(arguments, f"{prefix}_en"),
    }
    return {language: text for language, text in parts.items() if text is not None}


def text(prefix: str, help_text: str) -> tuple[Argument, ...]:
    """The options for it."""
    return (
        needed(f"--{prefix}", f"{help_text}, in Japanese"),
        needed(f"--{prefix}-kana", "its reading"),
        may(f"--{prefix}-en", "in English"),
    )
