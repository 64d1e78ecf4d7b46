"""What the service made for itself once, and the numbers it counts up."""

from __future__ import annotations

from typing import Protocol


class ServiceValueReader(Protocol):
    """Questions that change nothing."""

    def service_value(self, name: str) -> str | None: ...


class ServiceValueStore(ServiceValueReader, Protocol):
    """What a command may change."""

    def keep_service_value(self, name: str, value: str) -> None: ...
    def next_number(self, counter: str) -> int: ...
