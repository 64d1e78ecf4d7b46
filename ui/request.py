"""A call to be made off the GUI thread, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """Call ``method`` of ``target``. The arguments may hold a secret and stay out of ``repr``."""

    target: object
    method: str
    args: tuple[object, ...] = field(default=(), repr=False)
