"""What the service made for itself once, and the numbers it counts up."""

from __future__ import annotations

from booking_service.storage.sql.session import Part, only_int, only_text

_GET = "SELECT value FROM service_value WHERE name = ?"
_KEEP = (
    "INSERT INTO service_value (name, value) VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_NEXT_NUMBER = "UPDATE counter SET value = value + 1 WHERE name = ? RETURNING value"


class ServiceValueReads(Part):
    """See ``ports.service_values``."""

    def service_value(self, name: str) -> str | None:
        return self._one(only_text, _GET, (name,))


class ServiceValueWrites(ServiceValueReads):
    """See ``ports.service_values``."""

    def keep_service_value(self, name: str, value: str) -> None:
        self.sql.do(_KEEP, (name, value))

    def next_number(self, counter: str) -> int:
        number = self._one(only_int, _NEXT_NUMBER, (counter,))
        if number is None:
            raise KeyError(counter)
        return number
