"""Terminals: who they are, and that they live."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime

from booking_service.policy.model import City
from booking_service.service import shapes
from booking_service.service.fleet import rollouts, stages
from booking_service.service.fleet.rollouts import WantedRelease
from booking_service.service.office import Office
from booking_service.service.secrets import new_token, token_hash
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import Json, KioskRecord

KIOSK_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def enrol(store: Store, kiosk_id: str, place: str, now: datetime) -> str:
    """Makes or renews the credential ``KIOSK_ID.SECRET`` of a terminal; it is shown only once."""
    secret = new_token()
    store.keep_kiosk(KioskRecord(kiosk_id, place, token_hash(secret)), now)
    return f"{kiosk_id}.{secret}"


def authenticate(reader: Reader, credential: str) -> KioskRecord | None:
    """The terminal that shows a credential; None if it is not a right one."""
    kiosk_id, _, secret = credential.partition(".")
    known = reader.kiosk(kiosk_id) if KIOSK_ID.fullmatch(kiosk_id) else None
    right = b"" if known is None else known.secret_hash
    return known if hmac.compare_digest(right, token_hash(secret)) else None


def city(of: City) -> shapes.CityOfTerminals:
    """What a terminal that is being set up needs to know of the city, all of it public."""
    return {
        "city": {"id": of.id, "name": dict(of.name)},
        "facilities": [{"id": one.id, "name": dict(one.name)} for one in of.facilities],
    }


@dataclass(frozen=True, slots=True)
class Heard:
    """What a sign of life is answered with: the service's time, and what the terminal is to run."""

    time: datetime
    wanted: WantedRelease | None


async def note_heartbeat(office: Office, kiosk_id: str, heartbeat: Json) -> Heard:
    """Keeps the last sign of life; by it a roll-out goes on, or stops."""
    now = office.now()
    update = heartbeat.get("update")
    failed = isinstance(update, dict) and update.get("state") in stages.FAILED

    def command(store: Store) -> Heard:
        store.note_heartbeat(kiosk_id, now, heartbeat)
        rollouts.look(store, now.replace(microsecond=0), at_once=failed)
        return Heard(now, rollouts.wanted_by(store, kiosk_id))

    return await office.write(command)
