"""A public source of random values, in the manner of drand: numbered rounds at fixed times.

``ADDRESS/info`` says when the first round was and how many seconds lie between two;
``ADDRESS/public/N`` is round N, with its value and the signature that the value is the SHA-256 of.
"""

from __future__ import annotations

import json
import logging
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from http.client import HTTPException
from typing import Any, Protocol

from booking_service.clock import TOKYO

log = logging.getLogger(__name__)

LONGEST_ANSWER = 64 * 1024


@dataclass(frozen=True, slots=True)
class BeaconRound:
    """One round: its number, when it came out, its value and signature (hexadecimal); of the beacon
    when its first round was (seconds since 1970) and how many seconds lie between two."""

    number: int
    time: datetime
    value: str
    signature: str
    genesis: int
    period: int


class Beacon(Protocol):
    """Where rounds are had."""

    @property
    def address(self) -> str:
        """Where anybody can ask for the same rounds."""
        ...

    def first_after(self, at: datetime, now: datetime) -> BeaconRound | None:
        """The first round whose time lies after ``at``; None while it cannot be had, or is still to
        come at ``now``. May take the patience of the beacon; not to be called where that would hold
        others up."""
        ...


@dataclass(frozen=True, slots=True)
class HttpBeacon:
    """See ``Beacon``. ``address`` has no slash at its end; ``patience`` is for one answer."""

    address: str
    patience: timedelta

    def first_after(self, at: datetime, now: datetime) -> BeaconRound | None:
        try:
            info = self._get("info")
            genesis, period = int(info["genesis_time"]), int(info["period"])
            number = max(1, int(at.timestamp() - genesis) // period + 2)
            time = datetime.fromtimestamp(genesis + (number - 1) * period, TOKYO)
            found = self._get(f"public/{number}")
            value, signature = str(found["randomness"]), str(found["signature"])
            if int(found["round"]) != number:
                raise ValueError(f"asked for round {number}, got {found['round']}")
            if sha256(bytes.fromhex(signature)).hexdigest() != value:
                raise ValueError("its value is not the hash of its signature")
        except (OSError, HTTPException, ValueError, KeyError, TypeError, ArithmeticError) as error:
            # A round that is not out yet is among these.
            log.info("the beacon gave no round: %s", error)
            return None
        if time > now:
            # Or the draw would seem to be older than what it was held from.
            log.warning("the beacon is ahead of this clock: round %d is of %s", number, time)
            return None
        return BeaconRound(number, time, value, signature.lower(), genesis, period)

    def _get(self, what: str) -> Any:  # noqa: ANN401 - JSON from elsewhere
        address = f"{self.address}/{what}"
        seconds = self.patience.total_seconds()
        # Its scheme was checked when the settings were read.
        with urllib.request.urlopen(address, timeout=seconds) as answer:  # noqa: S310
            return json.loads(answer.read(LONGEST_ANSWER))
