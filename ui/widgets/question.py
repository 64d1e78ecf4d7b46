"""A sheet that asks one thing before anything else can be touched: go on, or finish."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.widgets.cover import Cover
from ui.widgets.text import Text
from ui.wording.ruby import plain
from ui.wording.words import Words


class Question(Cover):
    """``name`` is the key of the wording, and of the buttons ``NAME.stay`` and ``NAME.end``."""

    stay = Signal()
    end = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget, name: str) -> None:
        super().__init__(theme, parent)
        self.name, self.words = name, words
        centre = Qt.AlignmentFlag.AlignHCenter
        type_ = Type.HEADING if theme.narrow else Type.TITLE
        self.title = Text(theme, "", type_, bold=True, align=centre)
        # As large as the body is in the standard size: the sheet has no second page.
        body = Type.NOTE if theme.narrow else Type.BODY
        self.body = Text(theme, "", body, align=centre)
        self._stay = BigButton(theme, "")
        self._end = BigButton(theme, "", look=Look.SECONDARY)
        self.card.inside.addWidget(self.title)
        self.card.inside.addWidget(self.body)
        ways = QBoxLayout.Direction
        verbs = QBoxLayout(ways.LeftToRight if theme.low else ways.TopToBottom)
        verbs.setSpacing(theme.pad)
        verbs.addWidget(self._stay, 1)
        verbs.addWidget(self._end, 1)
        self.card.inside.addLayout(verbs)
        for button, signal, verb in (
            (self._stay, self.stay, "stay"),
            (self._end, self.end, "end"),
        ):
            button.setObjectName(f"{name}.{verb}")
            button.clicked.connect(signal)
        self.speak(words)

    def speak(self, words: Words) -> None:
        """Says everything in the language of ``words``."""
        self.words = words
        self.title.setText(words.text(f"{self.name}.title"))
        self.body.setText(words.text(f"{self.name}.body"))
        for button, verb in ((self._stay, "stay"), (self._end, "end")):
            button.setText(words.text(f"{self.name}.{verb}"))
            button.setAccessibleName(plain(words.text(f"{self.name}.{verb}")))
