"""What ``kiosk setup`` asks about how a lobby runs its terminal: whether it speaks, when it closes,
and whose new versions it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kiosk.doctor.machine import Machine
from kiosk.outcome import Refused
from kiosk.setup.asking import Asking

_VOICE: Final = "speech-dispatcher"


def ask_about_the_lobby(asking: Asking, machine: Machine) -> None:
    """Put ``voice``, ``power`` and ``update`` into the document. What this machine lacks for an
    answer is told at once, and the answer stays: a speech service can be installed later."""
    document = asking.document
    before = asking.at("voice.kind")
    speaks = asking.talk.yes("voice", otherwise=before == _VOICE)
    if speaks or before is not None:
        asking.put("voice.kind", _VOICE if speaks else "none")
    asking.talk.warn(*without_voice(document, machine))
    if asking.asked_or_none("power.off_at"):
        asking.asked_or_none("power.on_at")
    else:
        asking.put("power.on_at", None)
    asking.talk.warn(*without_alarm(document, machine))
    asking.asked_or_none("update.release_key", _key)


def without_voice(document: Mapping[str, Any], machine: Machine) -> Iterator[Refused]:
    """The settings want it to speak, and nobody here can."""
    if _text(document, "voice", "kind") == _VOICE and not machine.speech.exists():
        yield Refused("voice_missing")


def without_alarm(document: Mapping[str, Any], machine: Machine) -> Iterator[Refused]:
    """The settings want it to switch itself on, and no clock here can."""
    if _text(document, "power", "on_at") and not machine.alarm.exists():
        yield Refused("alarm_missing")


def _text(document: Mapping[str, Any], table: str, key: str) -> str:
    found = document.get(table)
    return str(found.get(key, "")) if isinstance(found, Mapping) else ""


def _key(typed: str) -> str:
    """A key as people copy it: in groups, in capitals."""
    return "".join(typed.split()).lower()
