"""The base of all screens: a question at the top, the answer in the middle, the verb below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.places import Place, log_in_with
from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.widgets.card import CardRow
from ui.widgets.facts import Fact, FactTable, NameColumn
from ui.widgets.flow import Flow
from ui.widgets.icons import Icon
from ui.widgets.text import Text, parts_of
from ui.wording.words import Words

if TYPE_CHECKING:
    from kiosk.cards.shown import CardShown, CardUnreadable
    from kiosk.terminal import Terminal
    from ui.directory import Directory
    from ui.stage import Stage
#: A card of fewer rows is parted only where no page has room for it.
_SHORT_CARD = 4
#: Of a title on a low glass.
_MOST_LINES = 2
#: How much of the glass title and lead may take.
_MOST_OF_HEAD = 0.16
#: The verbs at the bottom, on most glasses and on a low one.
_VERB_MM = 24.0
_LOW_VERB_MM = 20.0
#: So many verbs stand beside each other on an upright glass of 15 inches.
_MOST_BESIDE = 2


class Screen(QWidget):
    """One decision. Subclasses put it together in ``__init__(stage, place, answer)``."""

    #: Whether the footer offers the way back, and the way out.
    has_back: bool = True
    has_stop: bool = True
    #: Whether the footer offers the languages themselves, and the way to language and type.
    has_languages: ClassVar[bool] = False
    has_display: ClassVar[bool] = True
    has_help: ClassVar[bool] = True

    @staticmethod
    def ask(place: Any, terminal: Terminal) -> object:  # noqa: ANN401 (each screen its own place)
        """The question whose answer the screen shows. Runs on a worker thread and may block.

        Returns the answer, or ``Refused``. A screen without a question leaves this as it is.
        """
        raise AssertionError("a screen without a question is never asked")

    def __init__(self, stage: Stage, place: Place, answer: object = None) -> None:
        super().__init__()
        self.stage = stage
        self.place = place
        self.setObjectName(f"screen.{place.name}")
        theme = self.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.pad, theme.pad, theme.pad, theme.pad)
        self._column.setSpacing(theme.pad)
        self.verbs = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.verbs.setSpacing(theme.pad)
        self._flow: Flow | None = None
        self._names = NameColumn()
        self._heading: Text | None = None
        self._lead: Text | None = None
        self._lead_below = True
        self._column.addStretch(1)
        self._column.addLayout(self.verbs)

    # -- what is at hand ------------------------------------------------------------------------

    @property
    def theme(self) -> Theme:
        return self.stage.around.theme

    @property
    def words(self) -> Words:
        return self.stage.around.words

    @property
    def terms(self) -> Mapping[str, str]:
        """What the city calls things; every text of ``words`` knows it already."""
        return self.words.terms

    @property
    def terminal(self) -> Terminal:
        return self.stage.around.terminal

    @property
    def directory(self) -> Directory:
        """The city. Only screens without it (start, out of service, ends) stand without it."""
        directory = self.stage.around.directory
        assert directory is not None, "shown before the city was read"  # noqa: S101
        return directory

    @property
    def logged_in(self) -> bool:
        return self.terminal.session.registrant is not None

    @property
    def occupied(self) -> bool:
        """Whether something of somebody is here: a card that is shown now may be another's."""
        return self.logged_in

    def card(self, shown: CardShown | CardUnreadable) -> None:
        """A card was shown, and nobody is logged in: it means "I want to log in"."""
        self.stage.go(log_in_with(shown, then=self.stage.trail.aim))

    @property
    def waiting(self) -> bool:
        """Whether something that was begun here is not over yet, and will change what is shown."""
        return False

    def tick(self) -> None:
        """Called about once a second: the clock has moved on, the line may have changed."""

    @property
    def seen(self) -> int:
        """The first block on the page that is shown now."""
        return self._flow.seen if self._flow is not None else 0

    def see(self, block: int) -> None:
        """Shows the page on which a block stands, counted from 0."""
        if self._flow is not None:
            self._flow.see(block)

    @property
    def pages(self) -> int:
        """How many pages it has on this glass."""
        return self._flow.pages if self._flow is not None else 1

    @property
    def page(self) -> int:
        """Which of them is shown, counted from 0."""
        return self._flow.page if self._flow is not None else 0

    def turn_to(self, page: int) -> None:
        """Shows a page, counted from 0."""
        if self._flow is not None:
            self._flow.show_page(page)

    # -- parts ----------------------------------------------------------------------------------

    def head(self, title: str, lead: str = "", steps: QWidget | None = None) -> None:
        """The question, a line of help below it, and how far the resident has come."""
        row = self._across()
        self._head = box = QVBoxLayout()
        box.setSpacing(self.theme.gap)
        across = 2 if steps is not None and not self.theme.glass.portrait else 1
        self._heading = heading = self._title(title, across)
        heading.setObjectName("title")
        row.addWidget(heading, 1)
        if steps is not None:
            row.addWidget(steps, 1)
        box.addLayout(row)
        if lead:
            self._lead = Text(self.theme, lead, Type.BODY, colour=self.theme.palette.ink_soft)
            self._lead_below = steps is not None or not self._beside(heading, self._lead)
            if self._lead_below:
                box.addWidget(self._lead)
            else:
                row.setStretch(0, 0)
                row.addWidget(self._lead, 1)
        self._column.insertLayout(0, box)

    def _title(self, title: str, across: int) -> Text:
        """The title, in a column of so many; on a low glass in a smaller step of type where it
        would take more than two lines from what the screen is for."""
        theme = self.theme
        room = (theme.glass.width_px - (across + 1) * theme.pad) // across
        smaller = {Type.TITLE: (Type.HEADING, Type.LABEL), Type.HEADING: (Type.LABEL,)}
        small = theme.low or theme.narrow
        steps = (theme.title, *(smaller[theme.title] if small else ()))
        for type_ in steps:
            heading = Text(theme, title, type_, bold=True)
            if heading.paragraph(room).lines <= _MOST_LINES:
                break
        return heading

    def _beside(self, heading: Text, lead: Text) -> bool:
        """Whether a low glass has room for title and lead on one line."""
        room = self.theme.glass.width_px - 3 * self.theme.pad
        return self.theme.low and heading.sizeHint().width() + lead.sizeHint().width() <= room

    def tell(self, widget: QWidget, *, heading: bool = False, grow: bool = False) -> None:
        """Something to read: what does not fit stands on the next page. ``heading``: it stands on
        one page with what follows it; ``grow``: as for ``add``."""
        self._flowing().add(widget, touched=False, grow=grow, keep=heading)

    def tell_facts(self, facts: Sequence[Fact]) -> None:
        """Names and values in a card, which may go on on the next page between any two of them.
        All values of a screen stand in line."""
        if facts:
            group = self._names.group(self.theme, facts)
            self.tell_card([FactTable(self.theme, [fact], group) for fact in facts])

    def tell_card(self, rows: Sequence[QWidget], *, whole: bool = False) -> None:
        """A card of rows to read, which may go on on the next page. A heading comes first.
        ``whole``: it is parted only where no page has room for it."""
        last = len(rows) - 1
        whole = whole or len(rows) < _SHORT_CARD
        for index, row in enumerate(rows):
            # A short card stays whole, and of a long one no row stands alone.
            keep = index < last and (whole or index in (0, last - 1))
            self.tell(CardRow(self.theme, row, leads=index == 0), heading=keep)

    def tell_text(self, text: str, type_: Type = Type.BODY) -> None:
        """A long text, which may go on on the next page between any two of its sentences."""
        for part in parts_of(text):
            self.tell(Text(self.theme, part, type_))

    def add(self, widget: QWidget, *, grow: bool = False) -> None:
        """Something to touch, or a row of it. ``grow``: takes the height that is left, and lives
        with little (``minimumSizeHint``): a calendar, a grid, a keyboard, a list in pages."""
        self._flowing().add(widget, touched=True, grow=grow)

    @property
    def columns(self) -> int:
        """How many columns a wide glass may have: 1 or 2. To be set before the screen is shown."""
        return self._flowing().columns

    @columns.setter
    def columns(self, columns: int) -> None:
        if not self.theme.glass.portrait:
            self._flowing().columns = columns

    def spread(self) -> None:
        """Few blocks on an upright glass use its height: they stand further apart."""
        self._flowing().airy = self.theme.glass.portrait

    def _flowing(self) -> Flow:
        """The blocks of this screen, which take the height that is left above the verbs."""
        if self._flow is None:
            self._flow = Flow(self.theme, self.words)
            above = self._column.indexOf(self.verbs)
            self._column.setStretch(above - 1, 0)
            self._column.insertWidget(above, self._flow, 1)
            self._move_long_lead(self._flow)
        return self._flow

    def _move_long_lead(self, flow: Flow) -> None:
        """A head that leaves too little of the glass keeps its title only."""
        if self._lead is None or self._heading is None:
            return
        glass = self.theme.glass
        room = glass.width_px - 2 * self.theme.pad
        lead = self._lead.heightForWidth(room)
        tall = self._heading.heightForWidth(room) + lead
        if self._lead_below and tall > glass.height_px * _MOST_OF_HEAD:
            self._head.removeWidget(self._lead)
            flow.lead(self._lead)

    def action(
        self, name: str, text: str, look: Look = Look.PRIMARY, icon: Icon | None = None
    ) -> BigButton:
        """A verb at the bottom of the screen."""
        button = BigButton(self.theme, text, look=look, icon=icon)
        button.setObjectName(name)
        slim = self.theme.slim
        button.setMinimumHeight(self.theme.glass.px(_LOW_VERB_MM if slim else _VERB_MM))
        self.verbs.addWidget(button, 1)
        if self.theme.small_upright and self._cramped_beside():
            self._stack_verbs()
        return button

    def _cramped_beside(self) -> bool:
        """Whether the verbs are too many to stand beside each other, or one reads badly so."""
        count, pad = self.verbs.count(), self.theme.pad
        across = (self.theme.glass.width_px - (count + 1) * pad) // count
        items = (self.verbs.itemAt(index) for index in range(count))
        verbs = [item.widget() for item in items if item is not None]
        return count > _MOST_BESIDE or any(
            isinstance(verb, BigButton) and not verb.stands_in(across)
            for verb in (verbs if count == _MOST_BESIDE else ())
        )

    def _stack_verbs(self) -> None:
        """One below the other: side by side each would be broken into single words, and as high as
        all together. Of four two stand beside each other, so that something is left above them."""
        verbs = self.verbs
        verbs.setDirection(QBoxLayout.Direction.TopToBottom)
        verbs.setSpacing(self.theme.gap)
        if verbs.count() == 2 * _MOST_BESIDE:
            items = (verbs.itemAt(index) for index in range(verbs.count()))
            widgets = (item.widget() for item in items if item is not None)
            buttons = [widget for widget in widgets if widget is not None]
            for button in buttons:
                verbs.removeWidget(button)
            for first in range(0, len(buttons), _MOST_BESIDE):
                beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
                beside.setSpacing(self.theme.gap)
                for button in buttons[first : first + _MOST_BESIDE]:
                    beside.addWidget(button, 1)
                verbs.addLayout(beside)

    def once_read(self, verb: BigButton) -> None:
        """``verb`` can be pressed once the last page was shown: nobody agrees to what they have
        not seen."""
        flow = self._flowing()

        def follow() -> None:
            if verb.isEnabled() != flow.read:
                verb.allow(when=flow.read, otherwise=self.words.text("off.read_on"))

        flow.stood.connect(follow)
        follow()

    def _across(self) -> QBoxLayout:
        """From left to right on a wide glass, from top to bottom on an upright one."""
        direction = (
            QBoxLayout.Direction.TopToBottom
            if self.theme.glass.portrait
            else QBoxLayout.Direction.LeftToRight
        )
        box = QBoxLayout(direction)
        box.setSpacing(self.theme.pad)
        return box
