"""Another secret: the one so far, the new one, and the new one once more.

Touched here: ``key.0`` … ``key.9``, ``key.delete``, ``secret.next``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from ui.places import AccountOverview, ChangeSecret, Menu, SecretTaken
from ui.preview import Preview
from ui.request import Request
from ui.screens.people.secret_entry import SecretEntry
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.wording.refusal import WEAKNESSES

if TYPE_CHECKING:
    from ui.stage import Stage


class ChangeSecretScreen(Screen):
    """One place, three questions one after the other; none of them shows what was typed."""

    def __init__(self, stage: Stage, place: ChangeSecret, answer: None = None) -> None:
        super().__init__(stage, place)
        words, self._place = self.words, place
        self.has_back = not place.forced
        self._asks = _what_is_asked(place)
        self.head(words.text(f"change_secret.{self._asks}", **self.terms))
        last = self._asks == "again"
        verb = words.text("change_secret.done" if last else "change_secret.next")
        self._entry = SecretEntry(self, self._notice(), ("secret.next", verb))
        self._entry.button.clicked.connect(self._go_on)

    def _notice(self) -> NoticeCard:
        words, theme, problem = self.words, self.theme, self._place.problem
        if problem is not None:
            title, body = self._told(problem)
            return NoticeCard(theme, Tone.BAD, Icon.WARNING, title, body)
        if self._asks == "new":
            avoid = words.text("change_secret.avoid")
            title = self._rule()
            if self._place.forced:
                # On a narrow glass the line stands on one page with its keys: what is not taken is
                # said when it was typed.
                avoid = "" if theme.narrow else f"{title}\n{avoid}"
                title = words.text("change_secret.forced", **self.terms)
            return NoticeCard(theme, Tone.ACCENT, Icon.LOCK, title, avoid)
        return NoticeCard(theme, Tone.ACCENT, Icon.LOCK, words.text("secret.hidden"))

    def _rule(self) -> str:
        """How the city writes its secrets."""
        secret = self.directory.city.secret
        least, most = secret.min_length, secret.max_length
        if secret.alphabet == "alphanumeric":
            key = "change_secret.rule.letters"
        else:
            key = "change_secret.rule.digits" + ("_range" if most > least else "")
        return self.words.text(key, least=least, most=most)

    def _told(self, problem: Refused) -> tuple[str, str]:
        """What is wrong, and what to do."""
        words = self.words
        match problem.code:
            case "wrong_credentials":
                left = problem.details.get("left")
                body = words.text("log_in_secret.left", left=left) if left else ""
                return words.text("change_secret.wrong", **self.terms), body
            case "secret_too_weak":
                reason = problem.details.get("reason")
                why = words.text(f"weak.{reason}") if reason in WEAKNESSES else ""
                return words.text("change_secret.weak", reason=why), self._rule()
            case _:
                hint = words.text("change_secret.differ.hint", **self.terms)
                return words.text("change_secret.differ"), hint

    def _go_on(self) -> None:
        typed, place, stage = self._entry.take(), replace(self._place, problem=None), self.stage
        match self._asks:
            case "old":
                stage.go(replace(place, old=typed))
            case "new":
                stage.go(replace(place, new=typed))
            case _ if typed != place.new:
                stage.go(replace(place, new="", problem=Refused("differ")))
            case _:
                request = Request(self.terminal.account, "change_secret", (place.old, typed))
                stage.ask(request, done=lambda _: self._taken(), refused=self._refused)

    def _taken(self) -> None:
        then = self._place.then or AccountOverview()
        self.stage.trail.reset((Menu(),))
        self.stage.go(SecretTaken(then))

    def _refused(self, why: Refused) -> None:
        place = self._place
        match why.code:
            case "wrong_credentials" if not place.forced:
                self.stage.go(replace(place, old="", new="", problem=why))
            case "secret_too_weak":
                self.stage.go(replace(place, new="", problem=why))
            case _:
                self.stage.refuse(why, wanted=replace(place, new=""))


def _what_is_asked(place: ChangeSecret) -> str:
    if not place.forced and not place.old:
        return "old"
    return "again" if place.new else "new"


def previews() -> Iterator[Preview]:
    too_weak = Refused("secret_too_weak", {"reason": "birth_date"})
    wrong = Refused("wrong_credentials", {"left": 2})
    yield Preview("old", ChangeSecret())
    yield Preview("old_was_wrong", ChangeSecret(problem=wrong))
    yield Preview("new", ChangeSecret(old="0000"))
    yield Preview("new_is_too_weak", ChangeSecret(old="0000", problem=too_weak))
    yield Preview("new_differs", ChangeSecret(old="0000", problem=Refused("differ")))
    yield Preview("again", ChangeSecret(old="0000", new="1111"))
    yield Preview("after_a_temporary_one", ChangeSecret(forced=True, then=Menu()))


SCREEN = ChangeSecretScreen
