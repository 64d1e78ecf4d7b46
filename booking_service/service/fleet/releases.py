"""Releases of the kiosk's program: taken in, checked, handed out, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from booking_service.policy.checks import Refusal
from booking_service.service.fleet import stages
from booking_service.service.fleet.deb import DebFault, read_deb
from booking_service.service.fleet.shelf import LARGEST, Shelf
from booking_service.service.fleet.versions import is_version
from booking_service.service.office import Office
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.audit import Deed
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import ReleaseRecord

#: Roll-outs that are looked at; those before have no say any more.
ROLLOUTS = 50


@dataclass(frozen=True, slots=True)
class Announced:
    """A package as whoever sends it says it is."""

    sha256: str
    size: int
    signature: str = ""


def shelf_of(office: Office) -> Shelf:
    """Where this service keeps packages."""
    return Shelf(office.releases, office.limits.disk_left)


def begin(office: Office, announced: Announced) -> int | Refusal:
    """How many bytes of a package are there already, so that the rest can be sent."""
    shelf = shelf_of(office)
    if announced.size > LARGEST:
        return Refusal("release_wrong", {"reason": "too-large"})
    if not shelf.has_room(announced.sha256, announced.size):
        return Refusal("no_room")
    return shelf.received(announced.sha256)


def take(office: Office, sha256: str, offset: int, piece: bytes) -> int | Refusal:
    """Keeps a piece of a package and says how many bytes are there; ``upload_gap`` where some
    before it are missing."""
    shelf = shelf_of(office)
    if offset + len(piece) > LARGEST:
        return Refusal("release_wrong", {"reason": "too-large"})
    there = shelf.received(sha256)
    if offset > there:
        return Refusal("upload_gap", {"received": there})
    if not shelf.has_room(sha256, offset + len(piece)):
        return Refusal("no_room")
    return shelf.add(sha256, offset, piece)


def checked(office: Office, announced: Announced) -> str | Refusal:
    """The version in a package that has come in whole, if it is one of ours. Takes as long as
    hashing it."""
    shelf = shelf_of(office)
    path = shelf.check(announced.sha256, announced.size)
    if path is None:
        return Refusal("release_wrong", {"reason": "hash"})
    version = _version_in(path)
    if isinstance(version, DebFault):
        shelf.drop(announced.sha256)
        return Refusal("release_wrong", {"reason": version.value})
    shelf.keep(announced.sha256)
    return version


def _version_in(path: Path) -> str | DebFault:
    found = read_deb(path)
    if isinstance(found, DebFault):
        return found
    return found.version if is_version(found.version) else DebFault.VERSION


def add(
    office: Office, officer: Officer, announced: Announced, version: str
) -> Command[ReleaseRecord | Refusal]:
    """Keeps a release whose package was checked. The same once more may bring its signature."""

    def command(store: Store) -> ReleaseRecord | Refusal:
        now = office.now().replace(microsecond=0)
        known = store.release(version)
        if known is not None and known.sha256 != announced.sha256:
            return Refusal("release_taken", {"sha256": known.sha256})
        made = ReleaseRecord(
            version,
            announced.sha256,
            announced.size,
            announced.signature or ("" if known is None else known.signature),
            now if known is None else known.added_at,
            officer.user if known is None else known.added_by,
        )
        store.keep_release(made)
        staff_audit.note(store, Deed(officer.user, "add-release", version, made.sha256[:16]), now)
        return made

    return command


def remove(office: Office, officer: Officer, version: str) -> Command[ReleaseRecord | Refusal]:
    """Takes a release away that no roll-out gives out."""

    def command(store: Store) -> ReleaseRecord | Refusal:
        known = store.release(version)
        if known is None:
            return Refusal("not_found")
        for rollout in store.rollouts(ROLLOUTS):
            if rollout.version == version and rollout.state in stages.LIVE:
                return Refusal("rollout_running", {"version": version})
        store.drop_release(version)
        now = office.now().replace(microsecond=0)
        staff_audit.note(store, Deed(officer.user, "remove-release", version), now)
        return known

    return command
