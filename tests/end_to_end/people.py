"""The invented residents of the end-to-end tests. Names and numbers occur nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    """``secret`` opens the session; ``name`` must be seen by nobody else."""

    number: str
    secret: str
    name: str
    valid_until: date | None = None
    suspended_since: date | None = None


CHOIR = Person("7315824", "4839", "つばめ混声合唱団")
PAINTERS = Person("7315832", "5527", "あじさい水彩画会")
SUSPENDED = Person("7315840", "6618", "けやき太極拳の会", suspended_since=date(2026, 10, 21))
EXPIRED = Person("7315857", "7706", "こだま写真同好会", valid_until=date(2026, 9, 30))
EVERYBODY = (CHOIR, PAINTERS, SUSPENDED, EXPIRED)
