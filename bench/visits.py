"""What a kiosk's memory does over a thousand visits in a row.

Method: the kiosk that ``kiosk run`` runs, in a process of its own, with a cache of 80,000 room-days
at a real service. Each visit logs in, looks at the reservations, and says good-bye. PSS
(``smaps_rollup``) after the tenth visit and after the last one.

Bounds: what Qt, Python and malloc keep; a screen that is not let go shows here first.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bench.central import SECRET, Wanted, central
from bench.figure import Figure
from bench.glass import pss_mb
from bench.terminal import fill_cache, terminal_files

if TYPE_CHECKING:
    from ui.dock.scripted_resident import ScriptedResident

_VISITS = 1000
_WARM = 10
_HOUR = 3600


class Memory(msgspec.Struct, frozen=True):
    """PSS in MB."""

    warm: float
    last: float


def measure() -> list[Figure]:
    with (
        central(Wanted(residents=1)) as service,
        tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder,
    ):
        files = terminal_files(Path(folder), service)
        fill_cache(files)
        [resident] = service.residents
        done = subprocess.run(
            [sys.executable, "-m", "bench.visits", str(files.settings_file), resident.number],
            stdout=subprocess.PIPE,
            env=files.environment,
            timeout=_HOUR,
            check=True,
        )
    memory = msgspec.json.decode(done.stdout, type=Memory)
    return [
        Figure(f"PSS after {_WARM} visits", memory.warm, "MB", "", "one process"),
        Figure(f"PSS after {_VISITS:,} visits", memory.last, "MB", "", "the same process"),
        Figure("growth", (memory.last / memory.warm - 1) * 100, "%", "5", "of the two"),
    ]


# -- in the process of its own --------------------------------------------------------------------


def _visit(settings_file: Path, number: str) -> Memory:
    from kiosk.main import screen_settings, stand_alone
    from kiosk.settings import load
    from ui.dock.scripted_resident import ScriptedResident

    settings = load(settings_file)
    opened = stand_alone(settings, screen_settings(settings, (1080, 1920)))
    opened.window.open()
    glass = ScriptedResident(opened.window)
    glass.wait_until(lambda: opened.window.knows_city, "the city")
    warm = 0.0
    for done in range(_VISITS):
        _one_visit(glass, number)
        if done + 1 == _WARM:
            warm = pss_mb()
    memory = Memory(warm, pss_mb())
    opened.close()
    return memory


def _one_visit(glass: ScriptedResident, number: str) -> None:
    glass.wait_for("start")
    glass.tap("start.log_in")
    glass.wait_for("log_in_number")
    glass.type_on_keypad(number)
    glass.tap("number.next")
    glass.wait_for("log_in_secret")
    glass.type_on_keypad(SECRET)
    glass.tap("secret.next")
    for name, screen in (("menu.reservations", "my_reservations"), ("back", "menu")):
        glass.wait_for("menu", "my_reservations")
        glass.tap(name)
        glass.wait_for(screen)
    glass.tap("stop")
    glass.wait_for("ended")
    glass.tap("ended.start")


if __name__ == "__main__":
    sys.stdout.write(msgspec.json.encode(_visit(Path(sys.argv[1]), sys.argv[2])).decode())
