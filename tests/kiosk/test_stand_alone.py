"""What a terminal with a process to itself does so that its screen answers at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kiosk.credentials import KEYRING_SERVICE

_PROGRAM = """
import gc, sys
from pathlib import Path
from kiosk.main import application, screen_settings, stand_alone
from kiosk.settings import load
from ui.garbage import GarbageCollector

settings = load(Path(sys.argv[1]))
app = application()
opened = stand_alone(settings, screen_settings(settings, (540, 960)))
assert not gc.isenabled(), "nothing is garbage before the first paint"
collectors = []
def look_and_close():
    collectors.extend(opened.window.findChildren(GarbageCollector))
    opened.window.close()
opened.window.first_painted.connect(look_and_close)
opened.window.open()
app.exec()
opened.close()
assert len(collectors) == 1, "what comes later may be"
assert not gc.isenabled(), "and is collected in the GUI thread only"
assert gc.get_freeze_count() > 0, "what was loaded before is not looked at again"
assert sys.getswitchinterval() < 0.005, "no thread keeps the painting one waiting for long"
"""


def test_neither_garbage_nor_threads_keep_the_screen_from_answering(tmp_path: Path) -> None:
    (tmp_path / KEYRING_SERVICE).write_text("lobby-1.not-a-real-one", encoding="ascii")
    settings = tmp_path / "kiosk.toml"
    settings.write_text(
        'city = "shiroi"\nkiosk_id = "lobby-1"\nhome_facility = "shiroi-ekimae"\n'
        f'cache_directory = "{tmp_path / "cache"}"\n[service]\nurl = "http://127.0.0.1:9"\n',
        encoding="utf-8",
    )
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "CREDENTIALS_DIRECTORY": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "kiosk.credentials_directory.CredentialsDirectoryKeyring",
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(settings)],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
