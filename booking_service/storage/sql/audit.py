"""What was done by whom. It holds no name and no registration number, and can only grow."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from booking_service.storage.records import AuditRecord
from booking_service.storage.sql.convert import instant, seconds
from booking_service.storage.sql.session import Part, Row, only_int, only_text

_ADD = (
    "INSERT INTO audit (id, at, actor, action, subject, detail, reason, chain)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
# The row of the counter is held until the transaction ends, so that two writers take turns.
_NEXT = "UPDATE counter SET value = value + 1 WHERE name = 'audit' RETURNING value"
_AFTER = (
    "SELECT id, at, actor, action, subject, detail, reason, chain FROM audit"
    " WHERE id > ? ORDER BY id LIMIT ?"
)
_HEAD = "SELECT value FROM service_value WHERE name = 'audit-head'"
_KEEP_HEAD = (
    "INSERT INTO service_value (name, value) VALUES ('audit-head', ?)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_PAGE = 1_000


def _line(row: Row) -> AuditRecord:
    return AuditRecord(row[0], instant(row[1]), *row[2:8])


class AuditReads(Part):
    """See ``ports.audit``."""

    def audit_after(self, line: int, limit: int) -> list[AuditRecord]:
        return self._all(_line, _AFTER, (line, limit))

    def audit_head(self) -> str | None:
        return self._one(only_text, _HEAD)


class AuditWrites(AuditReads):
    """See ``ports.audit``."""

    def note_audit(
        self, at: datetime, actor: str, action: str, subject: str, detail: str, *, reason: str = ""
    ) -> None:
        number = self._one(only_int, _NEXT)
        if number is None:
            raise KeyError("audit")
        at = at.replace(microsecond=0)
        line = AuditRecord(number, at, actor, action, subject, detail, reason, "")
        line = replace(line, chain=line.link(self.audit_head() or self._older()))
        told = (line.actor, line.action, line.subject, line.detail, line.reason, line.chain)
        self.sql.do(_ADD, (line.id, seconds(line.at), *told))
        self.sql.do(_KEEP_HEAD, (line.chain,))

    def _older(self) -> str:
        """The hash over the lines of a service that kept no chain yet."""
        head, last = "", 0
        while lines := self.audit_after(last, _PAGE):
            for line in lines:
                head = line.link(head)
            last = lines[-1].id
        return head
