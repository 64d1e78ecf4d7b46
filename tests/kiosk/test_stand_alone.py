"""What a terminal with a process to itself does so that its screen answers at once, and how it is
stopped."""

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


#: Stopped while it starts a thread for its first question: its pool is locked then.
_STOPPED_EARLY = """
import os, signal, sys, threading
from pathlib import Path
from kiosk.main import run
from kiosk.settings import load

start = threading.Thread.start
def start_and_be_stopped(thread):
    if thread.name.startswith("journey-"):
        os.kill(os.getpid(), signal.SIGTERM)
    start(thread)
threading.Thread.start = start_and_be_stopped
sys.exit(run(load(Path(sys.argv[1]))))
"""


def test_neither_garbage_nor_threads_keep_the_screen_from_answering(tmp_path: Path) -> None:
    done = _play(_PROGRAM, tmp_path)
    assert done.returncode == 0, done.stderr


def test_it_can_be_stopped_at_any_moment(tmp_path: Path) -> None:
    done = _play(_STOPPED_EARLY, tmp_path)
    assert done.returncode == 0, done.stderr


def _play(program: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
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
    return subprocess.run(
        [sys.executable, "-c", program, str(settings)],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
