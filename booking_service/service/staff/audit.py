"""The audit log: who did what, on what, when, why. Lines are added and never touched again.

Every line carries a hash over itself and the line before, so that one that was changed or taken
out shows; the last line's hash is kept beside the log as well, so that lines missing at the end
show too. The database refuses changes to lines. Whoever can rewrite the whole database could also
rewrite the whole chain: that is why ``staff audit`` prints the last hash, to be kept elsewhere
(docs/decisions/0018).

A line names accounts, ids, booking numbers and codes. It holds no name of a resident, no
registration number and no free text about anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from booking_service.storage.ports import Reader, Store

#: What the service does without anybody of the staff.
NOBODY = "@service"
#: Whoever holds the token file of the service.
TOKEN = "@token"  # noqa: S105 - the name of an actor
_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did: on what, with which detail, for which reason (both are codes)."""

    actor: str
    action: str
    subject: str
    detail: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the log is whole: ``broken_at`` is the first line that does not fit, None if all do;
    ``head`` is the last line's hash."""

    head: str
    broken_at: int | None


def note(store: Store, deed: Deed, at: datetime) -> None:
    """Adds a line, in the transaction of what it tells about."""
    store.note_audit(at, deed.actor, deed.action, deed.subject, deed.detail, reason=deed.reason)


def verify(reader: Reader) -> Verdict:
    """Looks at every line there is."""
    head, last, chained = "", 0, False
    while lines := reader.audit_after(last, _PAGE):
        for line in lines:
            # Lines of a service that kept no chain yet have none; the first one is over them all.
            chained = chained or line.chain != ""
            own = line.link(head)
            if line.id != last + 1 or (chained and line.chain != own):
                return Verdict(head, line.id)
            head, last = own, line.id
    whole = (reader.audit_head() or head) == head
    return Verdict(head, None if whole else last + 1)
