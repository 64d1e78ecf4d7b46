"""A voice through speech-dispatcher, where it runs. Sentences are handed over on a thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk import events
from kiosk.voice.speaker import SpeakerStatus
from kiosk.voice.ssip import SpeechError, SsipConnection, default_address

#: What the speech service calls a language of the kiosk.
_VOICES: Final = {"ja": "ja", "ja-easy": "ja", "ja-Hrkt": "ja", "zh-Hans": "zh", "ko": "ko"}
_TIMEOUT_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    language: str


class SpeechDispatcher:
    """Only the newest sentence is said; what came before it and was not begun is dropped."""

    def __init__(
        self, address: Path | None = None, *, rate: int = -10, timeout: float = _TIMEOUT_SECONDS
    ) -> None:
        """``rate`` is SSIP's, -100 to 100: slower than usual is easier to follow in a lobby."""
        self._address = address or default_address()
        self._rate, self._timeout = rate, timeout
        self._news = threading.Condition()
        #: What is to be done next: a sentence, or None to be silent.
        self._next: list[_Sentence | None] = []
        self._closed = False
        self._status = SpeakerStatus.READY
        self._thread: threading.Thread | None = None

    def status(self) -> SpeakerStatus:
        return self._status

    def say(self, text: str, language: str) -> None:
        self._hand_over(_Sentence(text, language))

    def hush(self) -> None:
        self._hand_over(None)

    def close(self) -> None:
        """Stops talking and ends the thread."""
        with self._news:
            self._next = [None]
            self._closed = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join()

    def _hand_over(self, what: _Sentence | None) -> None:
        with self._news:
            if self._closed:
                return
            self._next = [what]
            self._news.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="voice")
                self._thread.start()

    def _run(self) -> None:
        connection: SsipConnection | None = None
        while True:
            with self._news:
                self._news.wait_for(lambda: self._next or self._closed)
                if not self._next:
                    break
                what = self._next.pop()
            try:
                connection = connection or self._connect()
                _do(connection, what)
                self._is(SpeakerStatus.READY)
            except SpeechError as error:
                # The next sentence tries anew; this one nobody waits for any more.
                self._is(SpeakerStatus.NO_ANSWER, error.code)
                if connection is not None:
                    connection.close()
                connection = None
        if connection is not None:
            connection.close()

    def _connect(self) -> SsipConnection:
        connection = SsipConnection(self._address, self._timeout)
        try:
            connection.command("SET SELF CLIENT_NAME kiosk:lobby:guidance")
            connection.command(f"SET SELF RATE {self._rate}")
        except SpeechError:
            connection.close()
            raise
        return connection

    def _is(self, status: SpeakerStatus, reason: str | None = None) -> None:
        if status is self._status:
            return
        self._status = status
        if status is SpeakerStatus.READY:
            events.say(events.VOICE_BACK)
        else:
            events.say(events.VOICE_LOST, events.Outcome.FAILED, reason)


def _do(connection: SsipConnection, what: _Sentence | None) -> None:
    connection.command("CANCEL SELF")
    if what is not None:
        connection.command(f"SET SELF LANGUAGE {_VOICES.get(what.language, what.language)}")
        connection.speak(what.text)
