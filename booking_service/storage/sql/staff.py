"""Accounts of staff, and what they lay over the city's files."""

# ruff: noqa: S608 - what is put together here are the column lists of this module, never input

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from booking_service.storage.records import (
    ClosingRecord,
    NoticeRecord,
    StaffAccountRecord,
    StaffSessionRecord,
)
from booking_service.storage.sql.convert import (
    instant,
    maybe_instant,
    maybe_seconds,
    seconds,
    to_json,
)
from booking_service.storage.sql.session import Part, Row

_ACCOUNT = "a.id, a.user_name, a.name, a.roles, a.secret_hash, a.must_change, a.made_at, a.ended_at"
_GET_ACCOUNT = f"SELECT {_ACCOUNT} FROM staff_account a WHERE a.user_name = ?"
_GET_ACCOUNTS = f"SELECT {_ACCOUNT} FROM staff_account a ORDER BY a.user_name"
_KEEP_ACCOUNT = (
    "INSERT INTO staff_account"
    " (id, user_name, name, roles, secret_hash, must_change, made_at, ended_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, roles = excluded.roles,"
    " secret_hash = excluded.secret_hash, must_change = excluded.must_change,"
    " ended_at = excluded.ended_at"
)
_GET_SESSION = (
    f"SELECT s.expires_at, {_ACCOUNT} FROM staff_session s"
    " JOIN staff_account a ON a.id = s.account_id WHERE s.token_hash = ?"
)
_OPEN_SESSION = "INSERT INTO staff_session (token_hash, account_id, expires_at) VALUES (?, ?, ?)"
_END_SESSION = "DELETE FROM staff_session WHERE token_hash = ?"
_END_SESSIONS = "DELETE FROM staff_session WHERE account_id = ? AND token_hash <> ?"

_CLOSING = "id, facility_id, room_id, first_day, last_day, reason, made_at, ended_at, version"
_GET_CLOSING = f"SELECT {_CLOSING} FROM closing WHERE id = ?"
_IN_FORCE = f"SELECT {_CLOSING} FROM closing WHERE ended_at IS NULL ORDER BY id"
_SINCE = f"SELECT {_CLOSING} FROM closing WHERE version > ? ORDER BY id"
_KEEP_CLOSING = (
    f"INSERT INTO closing ({_CLOSING}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, version = excluded.version"
)
_NOTICES = "SELECT id, date, title, body, withdrawn_at FROM notice ORDER BY date, id"
_KEEP_NOTICE = (
    "INSERT INTO notice (id, date, title, body, withdrawn_at) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET date = excluded.date, title = excluded.title,"
    " body = excluded.body, withdrawn_at = excluded.withdrawn_at"
)
_CONTACTED = "SELECT action_id, at FROM contacted"
_KEEP_CONTACTED = (
    "INSERT INTO contacted (action_id, at) VALUES (?, ?)"
    " ON CONFLICT (action_id) DO UPDATE SET at = excluded.at"
)
_roles = msgspec.json.Decoder(frozenset[str])
_text = msgspec.json.Decoder(dict[str, str])


def _account(row: Row) -> StaffAccountRecord:
    return StaffAccountRecord(
        id=row[0],
        user=row[1],
        name=row[2],
        roles=_roles.decode(row[3]),
        secret_hash=row[4],
        must_change=bool(row[5]),
        made_at=instant(row[6]),
        ended_at=maybe_instant(row[7]),
    )


def _closing(row: Row) -> ClosingRecord:
    return ClosingRecord(
        id=row[0],
        facility_id=row[1],
        room_id=row[2],
        first=date.fromisoformat(row[3]),
        last=date.fromisoformat(row[4]),
        reason=_text.decode(row[5]),
        made_at=instant(row[6]),
        ended_at=maybe_instant(row[7]),
        version=row[8],
    )


def _notice(row: Row) -> NoticeRecord:
    day, title, body = date.fromisoformat(row[1]), _text.decode(row[2]), _text.decode(row[3])
    return NoticeRecord(row[0], day, title, body, maybe_instant(row[4]))


class StaffReads(Part):
    """See ``ports.staff``."""

    def staff_account(self, user: str) -> StaffAccountRecord | None:
        return self._one(_account, _GET_ACCOUNT, (user,))

    def staff_accounts(self) -> list[StaffAccountRecord]:
        return self._all(_account, _GET_ACCOUNTS)

    def staff_session(self, token_hash: bytes) -> StaffSessionRecord | None:
        def session(row: Row) -> StaffSessionRecord:
            return StaffSessionRecord(token_hash, instant(row[0]), _account(row[1:]))

        return self._one(session, _GET_SESSION, (token_hash.hex(),))

    def closing(self, closing_id: int) -> ClosingRecord | None:
        return self._one(_closing, _GET_CLOSING, (closing_id,))

    def closings_in_force(self) -> list[ClosingRecord]:
        return self._all(_closing, _IN_FORCE)

    def closings_since(self, version: int) -> list[ClosingRecord]:
        return self._all(_closing, _SINCE, (version,))

    def posted_notices(self) -> list[NoticeRecord]:
        return self._all(_notice, _NOTICES)

    def contacted(self) -> dict[str, datetime]:
        return {row[0]: instant(row[1]) for row in self.sql.rows(_CONTACTED)}


class StaffWrites(StaffReads):
    """See ``ports.staff``."""

    def keep_staff_account(self, account: StaffAccountRecord) -> None:
        bound: tuple[Any, ...] = (
            account.id,
            account.user,
            account.name,
            to_json(sorted(account.roles)),
            account.secret_hash,
            account.must_change,
            seconds(account.made_at),
            maybe_seconds(account.ended_at),
        )
        self.sql.do(_KEEP_ACCOUNT, bound)

    def open_staff_session(self, session: StaffSessionRecord) -> None:
        bound = (session.token_hash.hex(), session.account.id, seconds(session.expires_at))
        self.sql.do(_OPEN_SESSION, bound)

    def end_staff_session(self, token_hash: bytes) -> None:
        self.sql.do(_END_SESSION, (token_hash.hex(),))

    def end_staff_sessions(self, account_id: int, *, but: bytes) -> None:
        self.sql.do(_END_SESSIONS, (account_id, but.hex()))

    def keep_closing(self, closing: ClosingRecord) -> None:
        bound = (
            closing.id,
            closing.facility_id,
            closing.room_id,
            closing.first.isoformat(),
            closing.last.isoformat(),
            to_json(closing.reason),
            seconds(closing.made_at),
            maybe_seconds(closing.ended_at),
            closing.version,
        )
        self.sql.do(_KEEP_CLOSING, bound)

    def keep_notice(self, notice: NoticeRecord) -> None:
        shown = (notice.date.isoformat(), to_json(notice.title), to_json(notice.body))
        self.sql.do(_KEEP_NOTICE, (notice.id, *shown, maybe_seconds(notice.withdrawn_at)))

    def keep_contacted(self, action_id: str, at: datetime) -> None:
        self.sql.do(_KEEP_CONTACTED, (action_id, seconds(at)))
