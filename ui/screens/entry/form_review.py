"""All answers once more: each can be mended, then they are handed in.

Touched here: ``mend.FIELD``, ``form.hand_in``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ui.entry.rules import Kind
from ui.forms.form import Field
from ui.places import FormReview
from ui.places.entry import question
from ui.preview import Preview
from ui.screens.entry.asking import finish
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage

_DOT = "●"
#: An answer longer than this is written smaller.
_LONG = 24
#: On a narrower glass the answers need the whole row; what a touch does stands above them.
_WIDE_MM = 240.0


class FormReviewScreen(Screen):
    def __init__(self, stage: Stage, place: FormReview, answer: None = None) -> None:
        super().__init__(stage, place)
        self._sheet, words, form = place.sheet, self.words, place.sheet.form
        lead = "" if self.theme.cramped else words.text("form.lead")
        self.head(words.text(f"{form.key}.review", **self.terms), lead)
        self.columns = 1
        rows = [self._row(index) for index in self._sheet.asked]
        self.add(PagedList(self.theme, words, rows), grow=True)
        send = self.action("form.hand_in", words.text(f"{form.key}.hand_in", **self.terms))
        send.clicked.connect(self._hand_in)

    @property
    def occupied(self) -> bool:
        return self.logged_in or not self._sheet.empty

    def _row(self, index: int) -> BigButton:
        words, field = self.words, self._sheet.form.fields[index]
        name = words.text(f"{field.key}.name", **self.terms)
        wide = self.theme.glass.width_mm >= _WIDE_MM
        smaller = Type.BODY if wide else Type.NOTE
        said = self._said(field) or words.text("form.none")
        row = BigButton(
            self.theme,
            said,
            sub=name,
            mark=words.text("form.mend") if wide else "",
            mark_tone=Tone.ACCENT,
            look=Look.ROW,
            type_=smaller if len(said) > _LONG else Type.LABEL,
        )
        row.setObjectName(f"mend.{field.id}")
        mend = question(self._sheet, index, mending=True)
        row.clicked.connect(lambda: self.stage.go(mend))
        return row

    def _said(self, field: Field) -> str:
        """An answer as a resident reads it; a secret as dots, always as many."""
        words, text = self.words, self._sheet.answers.get(field.id, "")
        if not text:
            return ""
        match field.rules.kind:
            case Kind.DATE:
                return words.era_date(date.fromisoformat(text))
            case Kind.SECRET:
                return _DOT * field.rules.least
            case Kind.POSTCODE:
                return f"〒{text[:3]}-{text[3:]}"
            case Kind.CHOICE:
                names = {option.id: words.of(option.name) for option in field.rules.options}
                return "・".join(names[id_] for id_ in text.split(","))
            case _:
                return text

    def _hand_in(self) -> None:
        missing = self._sheet.missing
        if missing is None:
            finish(self, self._sheet)
        else:
            self.stage.go(question(self._sheet, missing, mending=True))


def previews() -> Iterator[Preview]:
    from ui.samples import forms

    yield Preview("filled_in", FormReview(forms.filled_in()))


SCREEN = FormReviewScreen
