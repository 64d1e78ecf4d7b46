"""A conversation at the console: questions with what is offered, and what is wrong with answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from kiosk.outcome import Refused
from kiosk.setup.console import Console
from kiosk.setup.wording import SetupWords, wrapped

Value = TypeVar("Value")
_YES: Final = ("y", "yes", "はい", "j")
_NO: Final = ("n", "no", "いいえ")


@dataclass(frozen=True, slots=True)
class Talk:
    console: Console
    words: SetupWords

    def say(self, key: str, **values: object) -> None:
        self.plain(self.words.text(f"say.{key}", **values))

    def plain(self, text: str) -> None:
        for line in wrapped(text):
            self.console.say(line)

    def heading(self, key: str) -> None:
        self.console.say()
        self.plain(f"== {self.words.text(f'heading.{key}')} ==")

    def wrong(self, place: str, refused: Refused) -> None:
        """What is wrong with the answer at this place, and what to do."""
        name = self.words.place(place)
        self._trouble(f"! {name} ({place}): ", refused)

    def warn(self, *troubles: Refused) -> None:
        for one in troubles:
            self._trouble("* ", one)

    def answer(
        self,
        place: str,
        check: Callable[[str], Value | Refused],
        offered: str = "",
        *,
        may_be_empty: bool = False,
    ) -> Value:
        """Ask until the answer is right. An empty one takes what is offered; ``-`` means none,
        where that may be."""
        self.console.say()
        self.plain(self.words.text(f"ask.{place}"))
        prompt = f"[{offered}] > " if offered else "> "
        while True:
            typed = self.console.ask(prompt)
            none = typed == "-" and may_be_empty
            outcome = check("" if none else typed or offered)
            if not isinstance(outcome, Refused):
                return outcome
            self.wrong(place, outcome)

    def choice(self, question: str, offers: tuple[str, ...], first: int = 0) -> int:
        """Which of several; ``first`` is taken by an empty answer."""
        self.console.say()
        self.plain(self.words.text(f"ask.{question}"))
        for number, offer in enumerate(offers, start=1):
            for line in wrapped(f"  {number}  {offer}"):
                self.console.say(line)
        while True:
            typed = self.console.ask(f"[{first + 1}] > ") or str(first + 1)
            if typed.isascii() and typed.isdigit() and 0 < int(typed) <= len(offers):
                return int(typed) - 1
            self.wrong(question, Refused("choice_unfit", {"most": len(offers)}))

    def yes(self, question: str, *, otherwise: bool = True, **values: object) -> bool:
        """Yes or no; ``otherwise`` is taken by an empty answer."""
        self.console.say()
        self.plain(self.words.text(f"ask.yes.{question}", **values))
        while True:
            typed = self.console.ask("[Y/n] > " if otherwise else "[y/N] > ").casefold()
            if not typed:
                return otherwise
            if typed in (*_YES, *_NO):
                return typed in _YES
            self.wrong(question, Refused("yes_or_no"))

    def _trouble(self, before: str, refused: Refused) -> None:
        told, remedy = self.words.trouble(refused)
        self.plain(f"{before}{told}")
        for line in wrapped(f"-> {remedy}", indent="   "):
            self.console.say(line)
