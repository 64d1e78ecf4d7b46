"""A kiosk to be measured: its settings, its credential and its cache, filled by a real sync."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.central import CITY, Central
from kiosk import devices
from kiosk.assembly import Kiosk
from kiosk.clock import SystemClock
from kiosk.credentials import KEYRING_SERVICE, KioskCredential
from kiosk.outfit import Outfit
from kiosk.settings import Settings, load
from kiosk.sync import RoundEnd
from ui.wording.words import Words

_HOME = "shiroi-ekimae"


@dataclass(frozen=True, slots=True)
class TerminalFiles:
    """What a technician would have put on the machine, below one folder."""

    folder: Path
    settings_file: Path
    credential: KioskCredential

    @property
    def settings(self) -> Settings:
        """The settings as the kiosk reads them."""
        return load(self.settings_file)

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of a kiosk process: systemd's credentials, and no screen."""
        return {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "CREDENTIALS_DIRECTORY": str(self.folder),
            "PYTHON_KEYRING_BACKEND": "kiosk.credentials_directory.CredentialsDirectoryKeyring",
        }


def terminal_files(
    folder: Path, service: Central, printer_port: int | None = None
) -> TerminalFiles:
    """Settings and credential of a kiosk at ``service``, with a network printer if one is given."""
    folder.mkdir(parents=True, exist_ok=True)
    enrolled = service.credentials[0]
    kiosk_id, _, secret = enrolled.partition(".")
    (folder / KEYRING_SERVICE).write_text(enrolled, encoding="ascii")
    settings = folder / "kiosk.toml"
    printer = ""
    if printer_port is not None:
        printer = f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {printer_port}\n'
    settings.write_text(
        f'city = "{CITY}"\nkiosk_id = "{kiosk_id}"\nhome_facility = "{_HOME}"\n'
        f'cache_directory = "{folder / "cache"}"\n'
        f'[service]\nurl = "{service.url}"\n'
        f'[card]\nreader = "wedge"\n{printer}',
        encoding="utf-8",
    )
    return TerminalFiles(folder, settings, KioskCredential(kiosk_id, secret))


@contextmanager
def kiosk_without_glass(files: TerminalFiles) -> Iterator[Kiosk]:
    """The kiosk, put together as always, but without a window; nothing of it runs by itself."""
    words = Words("ja")
    printer = devices.printer(files.settings.printer)
    parts = Outfit(files.credential, printer, lambda: words, SystemClock())
    kiosk = Kiosk(files.settings, parts)
    try:
        yield kiosk
    finally:
        kiosk.stop()


def fill_cache(files: TerminalFiles) -> None:
    """Let the kiosk sync once, so that its cache holds the whole city."""
    with kiosk_without_glass(files) as kiosk:
        assert kiosk.sync.round() is RoundEnd.AGREED, "the first sync comes to its end"
