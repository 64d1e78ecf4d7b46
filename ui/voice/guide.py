"""Reads out what is shown, and what the four keys come to, to whoever has asked for it.

Nobody's bookings are read out to a lobby, nor what somebody types about themselves: from the log-in
on, and wherever something is typed, the guide speaks only where headphones are known to be in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.voice.headphones import Headphones
from kiosk.voice.speaker import Speaker
from ui.places.maintenance import MaintenancePlace
from ui.reading_order import in_reading_order
from ui.voice.readings import HeardWords
from ui.widgets.control import Control
from ui.widgets.cover import Cover
from ui.widgets.keyboards.key import Key
from ui.widgets.text import Text
from ui.wording.ruby import reading

if TYPE_CHECKING:
    from ui.window import KioskWindow

#: Between two looks at the jack and at sheets that have come over the screen.
_LOOK_MS: Final = 500
#: Modules of ``ui/places`` where somebody says who they are.
_ABOUT_SOMEBODY: Final = ("people", "entry", "maintenance")


class VoiceGuide(QObject):
    """Speaks while the resident's preferences have ``voice``. Headphones turn it on and off."""

    def __init__(self, window: KioskWindow, speaker: Speaker, headphones: Headphones) -> None:
        super().__init__(window)
        self._window, self._speaker, self._headphones = window, speaker, headphones
        self._plugged = headphones.plugged()
        self._sheet: QWidget | None = None
        #: Whether it was said that the guide stops here.
        self._took_leave = False
        window.stage.shown.connect(self._screen_shown)
        window.stage.left.connect(self._left)
        window.four_keys.reached.connect(self.read_button)
        window.four_keys.pressed.connect(self._pressed)
        window.idle.told_why.connect(lambda why: self._say([why]))
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def speaking(self) -> bool:
        """Whether what is shown is to be said now."""
        return self._window.preferences.voice and (self._plugged is True or not self._private)

    @property
    def _private(self) -> bool:
        """Whether what is shown, or pressed, is nobody else's business."""
        subject = type(self._window.stage.trail.here).__module__.rpartition(".")[2]
        return self._window.logged_in or subject in _ABOUT_SOMEBODY

    def stop(self) -> None:
        self._timer.stop()
        self._speaker.close()

    def look(self) -> None:
        """Looks whether headphones came or went, and whether a sheet lies over the screen."""
        plugged = self._headphones.plugged()
        if plugged is not self._plugged:
            self._plugged = plugged
            self._headphones_changed()
        sheets = [one for one in self._window.findChildren(Cover) if one.isVisible()]
        sheet = sheets[-1] if sheets else None
        if sheet is not self._sheet:
            self._sheet = sheet
            if sheet is not None:
                self._read(sheet)

    def read_button(self, button: QAbstractButton) -> None:
        words = self._window.words
        parts = [button.accessibleName()]
        if not isinstance(button, Key):  # what each of fifty keys is for is no news
            parts.append(button.accessibleDescription())
        if button.isCheckable() and button.isChecked():
            parts.append(words.text("voice.chosen"))
        self._say(parts)

    def _screen_shown(self) -> None:
        if self._window.preferences.voice and not self.speaking:
            if not self._took_leave:
                self._took_leave = True
                self._speak(self._window.words.text("voice.needs_headphones"))
            return
        self._took_leave = False
        # The screen finds its place first.
        QTimer.singleShot(0, self, lambda: self._read(self._window.stage))

    def _read(self, part: QWidget) -> None:
        words = self._window.words
        parts = list(in_reading_order(part))
        texts = [one.text() for one in parts if isinstance(one, Text)]
        buttons = sum(isinstance(one, QAbstractButton) for one in parts)
        # The keys pass over what is off: it is told with the screen, and what is lacking.
        off = [
            one
            for one in parts
            if isinstance(one, Control) and one.why_off and one.purpose() == "primary"
        ]
        texts += [f"{one.accessibleName()}。{one.why_off}" for one in off]
        self._say([*texts, words.text("voice.buttons", count=buttons)] if buttons else texts)

    def _pressed(self, button: QAbstractButton) -> None:
        """A key was pressed that leaves the screen as it is: a digit, a slot."""
        pressed = self._window.words.text("voice.pressed", what=button.accessibleName())
        chosen = button.isCheckable() and button.isChecked()
        self._say([pressed, self._window.words.text("voice.chosen")] if chosen else [pressed])

    def _say(self, parts: list[str]) -> None:
        if self.speaking:
            self._speak("。".join(part.strip("。 ") for part in parts if part.strip("。 ")))

    def _speak(self, text: str) -> None:
        words = self._window.words
        if isinstance(words, HeardWords):
            text = words.reading_of(text)
        self._speaker.say(reading(text), words.language)

    def _headphones_changed(self) -> None:
        preferences = self._window.preferences
        if self._plugged is False:
            self._speaker.hush()
        elif self._plugged and preferences.voice:
            self._read(self._window.stage)
        if isinstance(self._window.stage.trail.here, MaintenancePlace):
            return  # whoever comes next is met by the start as they find it
        if self._plugged is not None and preferences.voice is not self._plugged:
            self._window.prefer(replace(preferences, voice=self._plugged))

    def _left(self) -> None:
        self._took_leave = False
        self._speaker.hush()
