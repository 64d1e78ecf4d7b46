"""The dock's window: one group of buttons for each thing that can happen in a lobby."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QGroupBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.dock.lobby import CLOCK_STOPS, PRINTER_MOODS, CounterAnswer, Lobby
from ui.jobs import Job, Jobs
from ui.request import Request
from ui.theme.fonts import families
from ui.wording.words import JAPAN, Words

#: How often the dock looks at the service's clock and at the printer's paper, in milliseconds.
_REFRESH_MS = 500
#: Shares of the height.
_OF_CONTROLS, _OF_RECEIPTS = 3, 1
_RECEIPT_WIDTH_PX = 288
_DOCK_WIDTH_PX = 460
_TYPE_POINTS = 10


class DockWindow(QWidget):
    """Plays the lobby around ``kiosk_window``, to which a typed line is sent as a reader would."""

    def __init__(self, lobby: Lobby, kiosk_window: QWidget, words: Words) -> None:
        super().__init__()
        self._lobby = lobby
        self._kiosk_window = kiosk_window
        self._words = words
        self._shown_receipts = 0
        #: The service's clock and the counter take a second or two: the window stays awake.
        self._jobs = Jobs(self)
        self.setWindowTitle(words.text("dock.title"))
        self.resize(_DOCK_WIDTH_PX, self.height())
        self.setFont(QFont(list(families("ja")), _TYPE_POINTS))

        column = QVBoxLayout(self)
        # The dock may be made smaller than all of it; platforms without a window manager agree.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self._controls(), stretch=_OF_CONTROLS)
        column.addWidget(self._receipts(), stretch=_OF_RECEIPTS)

        kiosk_window.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._refresh)
        self._timer.start(_REFRESH_MS)
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """The dock closes with the kiosk."""
        if event.type() == QEvent.Type.Close:
            self.close()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """And the kiosk with the dock."""
        self._timer.stop()
        self._kiosk_window.removeEventFilter(self)
        self._kiosk_window.close()
        self._jobs.close()
        super().closeEvent(event)

    def _button(self, text: str, action: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        def clicked(_checked: bool) -> None:
            action()

        button.clicked.connect(clicked)
        return button

    def _group(self, key: str) -> tuple[QGroupBox, QGridLayout]:
        group = QGroupBox(self._words.text(key))
        return group, QGridLayout(group)

    def _controls(self) -> QScrollArea:
        """All that can be done; what a low desk has no room for is scrolled to."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for group in (
            self._cards(),
            self._staff(),
            self._reader(),
            self._printer(),
            self._line(),
            self._clock(),
            self._counter(),
        ):
            column.addWidget(group)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        return scroll

    def _cards(self) -> QGroupBox:
        group, grid = self._group("dock.cards")
        for row, resident in enumerate(self._lobby.residents):
            show = self._button(
                self._words.text(resident.story), partial(self._lobby.show_card, resident.number)
            )
            grid.addWidget(show, row, 0)
            known = self._words.text(
                "dock.number_and_secret", number=resident.number, secret=resident.secret
            )
            grid.addWidget(QLabel(known), row, 1)
        return group

    def _reader(self) -> QGroupBox:
        group, grid = self._group("dock.reader")
        self._typed = QLineEdit(self._lobby.residents[0].number)
        self._typed.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        grid.addWidget(self._typed, 0, 0)
        grid.addWidget(self._button(self._words.text("dock.type"), self.type_like_a_reader), 0, 1)
        return group

    def _printer(self) -> QGroupBox:
        group, grid = self._group("dock.printer")
        moods = QButtonGroup(group)
        for column, mood in enumerate(PRINTER_MOODS):
            choice = QRadioButton(self._words.text(f"dock.printer.{mood}"))
            choice.setChecked(column == 0)
            choice.clicked.connect(lambda _=False, mood=mood: self._lobby.set_printer(mood))
            moods.addButton(choice)
            grid.addWidget(choice, column // 2, column % 2)
        return group

    def _line(self) -> QGroupBox:
        group, grid = self._group("dock.line")
        grid.addWidget(self._button(self._words.text("dock.cut"), self._lobby.cut_line), 0, 0)
        restore = self._button(self._words.text("dock.restore"), self._lobby.restore_line)
        grid.addWidget(restore, 0, 1)
        self._line_state = QLabel()
        grid.addWidget(self._line_state, 0, 2)
        return group

    def _clock(self) -> QGroupBox:
        group, grid = self._group("dock.clock")
        self._time = QLabel()
        grid.addWidget(self._time, 0, 0, 1, 2)
        for place, stop in enumerate(CLOCK_STOPS):
            move = self._button(
                self._words.text(f"dock.clock.{stop}"),
                partial(self._ask, "move_clock", stop),
            )
            grid.addWidget(move, 1 + place // 2, place % 2)
        return group

    def _counter(self) -> QGroupBox:
        group, grid = self._group("dock.counter")
        self._reservation_number = QLineEdit()
        self._reservation_number.setObjectName("dock.reservation_number")
        self._reservation_number.setPlaceholderText(self._words.text("dock.reservation_number"))
        grid.addWidget(self._reservation_number, 0, 0)
        pay = self._button(self._words.text("dock.take_payment"), self._take_payment)
        grid.addWidget(pay, 0, 1)
        book = self._button(self._words.text("dock.book_at_counter"), self._book_at_counter)
        grid.addWidget(book, 1, 1)
        self._counter_answer = QLabel()
        self._counter_answer.setWordWrap(True)
        grid.addWidget(self._counter_answer, 1, 0)
        return group

    def _staff(self) -> QGroupBox:
        group, grid = self._group("dock.staff")
        lobby, words = self._lobby, self._words
        pins = words.text("dock.staff.pins", staff=lobby.staff_pin, technician=lobby.technician_pin)
        for row, text in enumerate((words.text("dock.staff.how"), pins)):
            label = QLabel(text)
            label.setWordWrap(True)
            grid.addWidget(label, row, 0)
        grid.addWidget(self._button(words.text("dock.staff.card"), lobby.show_staff_card), 2, 0)
        return group

    def _receipts(self) -> QGroupBox:
        group, grid = self._group("dock.receipts")
        self._paper = QVBoxLayout()
        self._paper.addStretch(1)
        roll = QWidget()
        roll.setLayout(self._paper)
        scroll = QScrollArea()
        scroll.setWidget(roll)
        scroll.setWidgetResizable(True)
        grid.addWidget(scroll, 0, 0)
        return group

    def type_like_a_reader(self) -> None:
        """Send the typed line to the kiosk as a burst of keys that ends with Enter."""
        keys = [(0, character) for character in self._typed.text()]
        for key, text in [*keys, (int(Qt.Key.Key_Return), "\r")]:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                QCoreApplication.sendEvent(self._kiosk_window, event)

    def _take_payment(self) -> None:
        number = self._reservation_number.text().strip()
        self._ask("take_payment", number).done.connect(self._say)

    def _book_at_counter(self) -> None:
        self._ask("book_at_counter").done.connect(self._say)

    def _ask(self, method: str, *args: object) -> Job:
        """Has the lobby do something that may take a while."""
        return self._jobs.submit(Request(self._lobby, method, args), owner=self)

    def _say(self, answer: CounterAnswer) -> None:
        if answer.number is not None:
            text = self._words.text("dock.counter.done", number=answer.number)
        else:
            text = self._words.text("dock.counter.refused", code=answer.code)
        self._counter_answer.setText(text)

    def _refresh(self) -> None:
        state = "dock.line.up" if self._lobby.line_is_up() else "dock.line.down"
        self._line_state.setText(self._words.text(state))
        now = self._lobby.service_time()
        day = self._words.date(now.astimezone(JAPAN).date())
        self._time.setText(f"{day} {now.astimezone(JAPAN):%H:%M:%S}")
        pictures = self._lobby.receipt_pictures()
        for picture in pictures[self._shown_receipts :]:
            paper = QLabel()
            pixels = QPixmap()
            pixels.loadFromData(picture)
            paper.setPixmap(
                pixels.scaledToWidth(_RECEIPT_WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
            )
            # The newest receipt lies on top, as it comes out of a printer.
            self._paper.insertWidget(0, paper)
        self._shown_receipts = len(pictures)
