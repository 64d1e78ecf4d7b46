"""What is told about releases: what this terminal is to run, and how far it has come with that."""

from __future__ import annotations

from typing import Final

import msgspec

from kiosk.machine.package import PackageSize, PackageVersion, Sha256, Signature


class Release(msgspec.Struct, frozen=True):
    """A package of this program, as the service has it. Bounded as root's side wants it."""

    version: PackageVersion
    sha256: Sha256
    size: PackageSize
    signature: Signature = ""
    allow_older: bool = False


class HeartbeatAnswer(msgspec.Struct, frozen=True):
    """``update``: what this terminal is to run; None where nobody has said so."""

    update: Release | None = None


class UpdateReport(msgspec.Struct, frozen=True):
    """How the update stands, for the service. ``state``: ``none``, ``up_to_date``, ``fetching``,
    ``ready`` (it waits for the night), ``installing``, ``rolled_back``, ``given_up``, ``refused``;
    ``reason`` says why."""

    state: str
    version: str | None = None
    reason: str | None = None


#: Nothing is wanted, or nobody has said so yet.
NO_UPDATE: Final = UpdateReport("none")
