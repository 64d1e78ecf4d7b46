"""What the questions of all forms have in common: where an answer leads, and why it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kiosk.outcome import Refused
from ui.entry.rules import Problem
from ui.forms.form import HandIn, LeadTo, Sheet
from ui.places import FormReview
from ui.places.entry import Question, question
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.refusal import explain

if TYPE_CHECKING:
    from ui.stage import Stage


class Asking(Screen):
    """The base of the questions of forms."""

    def __init__(self, stage: Stage, place: Question) -> None:
        super().__init__(stage, place)
        self.asked = place
        self.sheet, self.index = place.sheet, place.index
        self.field = self.sheet.form.fields[self.index]
        self.help: Text | None = None
        self._question = self._helps = ""

    @property
    def occupied(self) -> bool:
        return self.logged_in or not self.sheet.empty

    # -- parts ----------------------------------------------------------------------------------

    def ask_it(self, title: str = "", lead: str = "") -> None:
        """The question, what helps with it, and why the answer before was not taken."""
        words, key = self.words, self.field.key
        self._question = title or words.text(f"{key}.title", **self.terms)
        self.head(self._question)
        self._helps = lead or words.text(f"{key}.lead", **self.terms)
        if not self.theme.cramped:
            self.help = Text(self.theme, self._helps)
            self.tell(self.help)
        if self.asked.refused is not None:
            told = explain(self.asked.refused, words)
            self.say(told.title if self.theme.cramped else f"{told.title}\n{told.why}")

    def next_button(self) -> BigButton:
        """The verb that goes on, and beside it the one that leaves the question out."""
        words, form = self.words, self.sheet.form
        last = not form.reviewed and self.sheet.after(self.index) is None
        if self.field.optional:
            skip = self.action("entry.skip", words.text("entry.skip"), Look.SECONDARY)
            skip.clicked.connect(self._skip)
        text = words.text(f"{form.key}.hand_in" if last else "entry.next", **self.terms)
        return self.action("entry.next", text, icon=Icon.FORWARD)

    def say_why(self, problem: Problem) -> None:
        """Says in place of the help why an answer is not taken."""
        rules = self.field.rules
        fields = {"least": rules.least, "most": rules.most}
        self.say(self.words.text(f"entry.problem.{problem.value}", **fields))

    def say(self, why: str) -> None:
        """Says ``why`` in place of the help; of the question where there is no room for both."""
        self._write(why, self.theme.palette.danger)

    def unsay(self) -> None:
        """The resident goes on: the help is back."""
        self._write("", self.theme.palette.ink)

    def tell_help(self, told: str) -> None:
        """Says something good in place of the help."""
        self._write(told, self.theme.palette.ink)

    def _write(self, why: str, colour: str) -> None:
        place = self.help or self._heading
        if place is not None:
            if self.help is None:
                larger = Type.BODY if why else self.theme.title
                place.setFont(self.theme.font(larger, bold=True))
            place.set_colour(colour)
            place.setText(why or (self._question if self.help is None else self._helps))

    @property
    def names(self) -> str:
        """What is asked, in a few words."""
        return self.words.text(f"{self.field.key}.name", **self.terms)

    # -- where it leads -------------------------------------------------------------------------

    def keep(self, text: str) -> None:
        """What stands in the field now, half typed or whole."""
        self.sheet.write(self.index, text)

    def take(self, text: str) -> None:
        """Goes on with this answer, or says why not."""
        self.keep(text)
        problem = self.sheet.problem(self.index)
        if problem is not None:
            self.say_why(problem)
        else:
            self.go_on()

    def go_on(self) -> None:
        """To the next question, or to where the form ends."""
        sheet = self.sheet
        if self.asked.mending:
            missing = sheet.missing
            if missing is None:
                self.stage.go(FormReview(sheet))
            else:
                self.stage.go(question(sheet, missing, mending=True))
            return
        after = sheet.after(self.index)
        if after is not None:
            self.stage.go(question(sheet, after))
        elif sheet.form.reviewed:
            self.stage.go(FormReview(sheet))
        else:
            finish(self, sheet)

    def _skip(self) -> None:
        self.keep("")
        self.go_on()


def finish(screen: Screen, sheet: Sheet) -> None:
    """Does what the form is for with the answers."""
    stage, form, answers = screen.stage, sheet.form, dict(sheet.answers)
    match form.end:
        case LeadTo(place=place):
            stage.go(place(answers))
        case HandIn() as end:

            def done(value: Any) -> None:  # noqa: ANN401 (what the form's journey returns)
                stage.trail.forget_form(sheet)
                sheet.wipe()
                stage.go(end.then(value))

            def refused(why: Refused) -> None:
                about = end.about.get(why.code)
                ids: Sequence[str] = [one.id for one in form.fields]
                if about is None:
                    stage.refuse(why)
                else:
                    sheet.write(ids.index(about), "")
                    mend = question(sheet, ids.index(about), mending=form.reviewed, refused=why)
                    stage.go(mend)

            stage.ask(end.request(screen.terminal, answers), done, refused)
