"""Releases of the kiosk's program, and their roll-outs."""

# ruff: noqa: S608 - what is put together here are the column lists of this module, never input

from __future__ import annotations

import msgspec

from booking_service.storage.records import ReleaseRecord, RolloutRecord, RolloutState
from booking_service.storage.sql.convert import (
    instant,
    maybe_instant,
    maybe_seconds,
    seconds,
    to_json,
)
from booking_service.storage.sql.session import Part, Row

_RELEASE = "version, sha256, size, signature, added_at, added_by"
_GET = f"SELECT {_RELEASE} FROM kiosk_release WHERE version = ?"
_ALL = f"SELECT {_RELEASE} FROM kiosk_release ORDER BY added_at DESC, version DESC"
_KEEP = (
    f"INSERT INTO kiosk_release ({_RELEASE}) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (version) DO UPDATE SET signature = excluded.signature"
)
_DROP = "DELETE FROM kiosk_release WHERE version = ?"
_ROLLOUT = (
    "id, version, stages, kiosks, chosen, allow_older, hours, state, stage, settled_at, looked_at,"
    " why, started_at, started_by"
)
_ROLLOUTS = f"SELECT {_ROLLOUT} FROM rollout ORDER BY id DESC LIMIT ?"
_KEEP_ROLLOUT = (
    f"INSERT INTO rollout ({_ROLLOUT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET state = excluded.state, stage = excluded.stage,"
    " settled_at = excluded.settled_at, looked_at = excluded.looked_at, why = excluded.why"
)
_words = msgspec.json.Decoder(tuple[str, ...])


def _release(row: Row) -> ReleaseRecord:
    return ReleaseRecord(row[0], row[1], row[2], row[3], instant(row[4]), row[5])


def _rollout(row: Row) -> RolloutRecord:
    return RolloutRecord(
        id=row[0],
        version=row[1],
        stages=_words.decode(row[2]),
        kiosks=_words.decode(row[3]),
        chosen=bool(row[4]),
        allow_older=bool(row[5]),
        hours=row[6],
        state=RolloutState(row[7]),
        stage=row[8],
        settled_at=maybe_instant(row[9]),
        looked_at=instant(row[10]),
        why=row[11],
        started_at=instant(row[12]),
        started_by=row[13],
    )


class FleetReads(Part):
    """See ``ports.fleet``."""

    def release(self, version: str) -> ReleaseRecord | None:
        return self._one(_release, _GET, (version,))

    def releases(self) -> list[ReleaseRecord]:
        return self._all(_release, _ALL)

    def rollouts(self, limit: int) -> list[RolloutRecord]:
        return self._all(_rollout, _ROLLOUTS, (limit,))


class FleetWrites(FleetReads):
    """See ``ports.fleet``."""

    def keep_release(self, release: ReleaseRecord) -> None:
        what = (release.version, release.sha256, release.size, release.signature)
        self.sql.do(_KEEP, (*what, seconds(release.added_at), release.added_by))

    def drop_release(self, version: str) -> None:
        self.sql.do(_DROP, (version,))

    def keep_rollout(self, rollout: RolloutRecord) -> None:
        bound = (
            rollout.id,
            rollout.version,
            to_json(rollout.stages),
            to_json(rollout.kiosks),
            rollout.chosen,
            rollout.allow_older,
            rollout.hours,
            rollout.state.value,
            rollout.stage,
            maybe_seconds(rollout.settled_at),
            seconds(rollout.looked_at),
            rollout.why,
            seconds(rollout.started_at),
            rollout.started_by,
        )
        self.sql.do(_KEEP_ROLLOUT, bound)
