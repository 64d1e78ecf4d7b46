"""A real speech-dispatcher of the test's own, whose only voice writes down what it is to say."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

from tests.waiting import wait_until

_SETTINGS = """
CommunicationMethod "unix_socket"
LogLevel 1
LogDir "{folder}"
AudioOutputMethod "alsa"
AudioALSADevice "null"
AddModule "capture" "sd_generic" "capture.conf"
DefaultModule capture
Timeout 0
"""
_VOICE = """
GenericExecuteSynth "printf '%s\\\\n' '$DATA' >> {said}"
GenericDelimiters "\\n"
GenericMaxChunkLength 3000
GenericLanguage "ja" "ja" "utf-8"
GenericLanguage "en" "en" "utf-8"
GenericLanguage "ko" "ko" "utf-8"
GenericLanguage "zh" "zh" "utf-8"
AddVoice "ja" "FEMALE1" "one"
AddVoice "en" "FEMALE1" "one"
AddVoice "ko" "FEMALE1" "one"
AddVoice "zh" "FEMALE1" "one"
"""


class SpeechService:
    """As a context manager it runs; ``said`` are the lines that reached its voice."""

    def __init__(self, folder: Path) -> None:
        self.address = folder / "speech.sock"
        self._folder, self._said = folder, folder / "said.txt"

    def __enter__(self) -> SpeechService:
        modules = self._folder / "modules"
        modules.mkdir(parents=True, exist_ok=True)
        (self._folder / "speechd.conf").write_text(_SETTINGS.format(folder=self._folder))
        (modules / "capture.conf").write_text(_VOICE.format(said=self._said))
        self._process = subprocess.Popen(
            [
                *("speech-dispatcher", "--run-single", "--communication-method", "unix_socket"),
                *("--config-dir", str(self._folder), "--socket-path", str(self.address)),
                *("--pid-file", str(self._folder / "pid")),
            ],
            env={
                "XDG_RUNTIME_DIR": str(self._folder),
                "PATH": "/usr/bin:/bin",
                "LC_ALL": "C.UTF-8",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(self._takes_calls)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=60)

    def _takes_calls(self) -> bool:
        """Its socket is there a moment before anybody is heard at it."""
        with socket.socket(socket.AF_UNIX) as line:
            return line.connect_ex(str(self.address)) == 0

    @property
    def said(self) -> list[str]:
        return self._said.read_text(encoding="utf-8").splitlines() if self._said.exists() else []
