"""Expected trouble is a value: what a journey returns when it could not do what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal with a screen of its own.

    ``code`` is one of the service's problem codes (see docs/architecture.md) or one of the kiosk's
    own: ``line_down``, ``answer_unclear`` (sent, but no answer yet: see ``details["key"]``),
    ``registration_unclear`` (as that, sent again with its form), ``secret_unclear`` (the old or the
    new one), ``too_few_members``, ``not_sent``, ``never_synced``, ``cache_damaged``, ``disk_full``,
    ``disk_unwritable``, ``service_answer_wrong``, and ``session_ended`` where nobody is logged in.
    ``details`` holds plain values for the wording (instants as ISO 8601 strings, yen as int), and
    the ``key`` of the write whose end this is, if it is one (see ``OpenWrites.told``).
    """

    code: str
    details: Mapping[str, object] = field(default_factory=dict)
