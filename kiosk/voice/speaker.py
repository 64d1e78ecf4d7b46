"""The port to a voice, and the two drivers that need no sound: none at all, and memory for tests.

A new sentence always takes the place of the one before: who touches on wants to hear the new one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


class SpeakerStatus(Enum):
    """``NO_ANSWER``: a speech service is configured and does not answer, which is not silence."""

    READY = "ready"
    NO_ANSWER = "no_answer"
    ABSENT = "absent"


class Speaker(Protocol):
    """Says sentences one at a time. No method blocks, none raises."""

    def status(self) -> SpeakerStatus: ...
    def say(self, text: str, language: str) -> None:
        """Begins to say ``text``, in kana where it is Japanese. ``language`` is a BCP 47 tag."""

    def hush(self) -> None:
        """Stops in the middle of a word."""

    def close(self) -> None: ...


class AbsentSpeaker:
    """A terminal without a voice."""

    def status(self) -> SpeakerStatus:
        return SpeakerStatus.ABSENT

    def say(self, text: str, language: str) -> None:
        """Nothing is heard."""

    def hush(self) -> None:
        """Nothing was heard."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class MemorySpeaker:
    """Keeps what was said, for tests. ``speaking`` is the sentence that has not been cut off."""

    said: list[tuple[str, str]] = field(default_factory=list)
    speaking: str | None = None

    def status(self) -> SpeakerStatus:
        return SpeakerStatus.READY

    def say(self, text: str, language: str) -> None:
        self.said.append((language, text))
        self.speaking = text

    def hush(self) -> None:
        self.speaking = None

    def close(self) -> None:
        self.hush()
