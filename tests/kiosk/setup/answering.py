"""A console at which a test answers, and what was said there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.doctor.machine import Machine
from kiosk.outcome import Refused
from kiosk.setup.console import Ended
from kiosk.setup.talk import Talk
from kiosk.setup.wording import SetupWords
from printing.drivers.memory import MemoryPrinter

_NOWHERE = Path("/nowhere")


@dataclass
class Answering:
    """Gives ``answers`` one after the other; ``unseen`` notes which of them nobody saw."""

    answers: list[str]
    said: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def say(self, text: str = "") -> None:
        self.said.append(text)

    def ask(self, prompt: str) -> str:
        self.said.append(prompt)
        if not self.answers:
            raise Ended
        return self.answers.pop(0)

    def ask_unseen(self, prompt: str) -> str:
        answer = self.ask(prompt)
        self.unseen.append(answer)
        return answer

    @property
    def text(self) -> str:
        """All of it, whatever the lines it was broken into."""
        return " ".join(" ".join(self.said).split())

    def wrong(self) -> Iterator[str]:
        """What was said to be wrong, by its place."""
        for line in self.said:
            if line.startswith("! "):
                yield line.partition("(")[2].partition(")")[0]


def talk_of(console: Answering, language: str = "en") -> Talk:
    return Talk(console, SetupWords("ja" if language == "ja" else "en"))


def machine(
    printer: Callable[[], MemoryPrinter] = MemoryPrinter,
    speech: Path = _NOWHERE,
    alarm: Path = _NOWHERE,
) -> Machine:
    """Nothing is attached; whatever printer is configured is this one."""
    return Machine(
        _NOWHERE,
        _NOWHERE,
        _NOWHERE,
        speech=speech,
        alarm=alarm,
        ports=list,
        queues=list,
        chips=lambda: (),
        printer=lambda _: printer(),
    )


@dataclass
class RememberedPins:
    """PINs that are too short are weak here."""

    kept: dict[str, str] = field(default_factory=dict)

    def is_set(self, role: str) -> bool:
        return role in self.kept

    def set(self, role: str, pin: str) -> Refused | None:
        if len(pin) < 6:
            return Refused("pin_weak", {"why": "too_short"})
        self.kept[role] = pin
        return None
