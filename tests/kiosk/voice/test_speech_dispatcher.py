"""A voice through a real speech-dispatcher, and through one that stalls or talks rubbish."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.voice.speaker import SpeakerStatus
from kiosk.voice.speech_dispatcher import SpeechDispatcher
from tests.kiosk.voice.speech_service import SpeechService
from tests.waiting import wait_until

Speak = Callable[..., SpeechDispatcher]


@pytest.fixture
def speaker() -> Iterator[Speak]:
    made: list[SpeechDispatcher] = []

    def make(address: Path, **options: float) -> SpeechDispatcher:
        patient = {"timeout": 60.0} | options
        made.append(SpeechDispatcher(address, **patient))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_it_speaks_through_the_real_service(tmp_path: Path, speaker: Speak) -> None:
    with SpeechService(tmp_path) as service:
        voice = speaker(service.address)
        for text, language in (
            ("へやを さがす", "ja"),
            ("Find a room", "en"),
            ("방을 찾습니다", "ko"),
            ("查找房间", "zh-Hans"),
            (".てんで はじまる", "ja-easy"),
        ):
            voice.say(text, language)
            wait_until(lambda text=text: text in service.said)  # type: ignore[misc]
        voice.close()
        assert voice.status() is SpeakerStatus.READY


def test_it_speaks_again_when_the_service_comes_back(tmp_path: Path, speaker: Speak) -> None:
    voice = speaker(tmp_path / "speech.sock")
    voice.say("だれも いない", "ja")
    wait_until(lambda: voice.status() is SpeakerStatus.NO_ANSWER)
    with SpeechService(tmp_path) as service:
        voice.say("もう いちど", "ja")
        wait_until(lambda: service.said == ["もう いちど"])
        wait_until(lambda: voice.status() is SpeakerStatus.READY)
        voice.close()


class Rubbish:
    """Accepts one connection and answers every line with ``answer``."""

    def __init__(self, address: Path, answer: bytes) -> None:
        self.heard: list[bytes] = []
        self._answer = answer
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(address))
        self._listening.listen()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        connection, _ = self._listening.accept()
        with connection:
            while heard := connection.recv(4096):
                self.heard.append(heard)
                connection.sendall(self._answer)
                if not self._answer:
                    connection.recv(4096)  # silent until the other side gives up

    def close(self) -> None:
        self._thread.join(timeout=60)
        self._listening.close()


@pytest.mark.parametrize(
    "answer",
    [b"", b"hello\r\n", b"300-ERR\r\n301 ERR\r\n", b"9" * 5000, b"\xff\xfe\r\n"],
    ids=["silence", "no code", "an error", "no end", "bytes"],
)
def test_a_service_that_is_none_is_told_and_harms_nobody(
    tmp_path: Path, speaker: Speak, answer: bytes
) -> None:
    address = tmp_path / "speech.sock"
    rubbish = Rubbish(address, answer)
    voice = speaker(address, timeout=0.2)
    voice.say("きこえますか", "ja")
    wait_until(lambda: voice.status() is SpeakerStatus.NO_ANSWER)
    voice.close()
    rubbish.close()
    assert not any("きこえますか".encode() in heard for heard in rubbish.heard)


def test_only_the_newest_sentence_is_said(tmp_path: Path, speaker: Speak) -> None:
    with SpeechService(tmp_path) as service:
        voice = speaker(service.address)
        for number in range(200):
            voice.say(f"{number} ばんめ", "ja")
        wait_until(lambda: "199 ばんめ" in service.said)
        voice.close()
        assert service.said[-1] == "199 ばんめ"
        assert len(service.said) < 200


def test_after_the_end_nothing_is_said(tmp_path: Path, speaker: Speak) -> None:
    with SpeechService(tmp_path) as service:
        voice = speaker(service.address)
        voice.say("ひとつ", "ja")
        wait_until(lambda: service.said)
        voice.close()
        voice.say("ふたつ", "ja")
        voice.hush()
        assert service.said == ["ひとつ"]
