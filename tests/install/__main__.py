"""``make test-install``: the packages, built, installed, booted and put to the test.

Exit code 0: every check that was made passed, or this machine cannot make the run, which is said
loudly; 1: a check failed, or the packages cannot be built. What the last run found is kept in
``docs/test-install.md``.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.install.building import building
from tests.install.debian import cache_folder, debian, depends
from tests.install.lacking import OWN_NAMESPACES, ROOT, TIMED_OUT, Lacking, first_lacking, within
from tests.install.report import Run, ended, write

#: The whole run may not take longer unless it is told so, in seconds; of this the checks must have
#: so much.
_ALL_SECONDS, _CHECKS_SECONDS = 360.0, 170.0
_TRIAL_SECONDS = 60.0

#: How the checks learn what they work on, and of a folder for it, where they also write down how
#: each of them ended.
DEBIAN_VARIABLE, DEBS_VARIABLE = "INSTALL_TEST_DEBIAN", "INSTALL_TEST_DEBS"
ROOM_VARIABLE, RESULTS = "INSTALL_TEST_ROOM", "results"

CANNOT = 77  # what a program says that cannot be run here, as automake has it
_HERE = Path(__file__).parent
#: Two machines at a time, each with checks that follow upon each other.
_MACHINES = (
    ("test_1_installing.py", "test_2_staying_up.py", "test_3_leaving.py"),
    ("test_updating.py",),
)


def main(page: Path, seconds: float) -> int:
    """Make the run, or say why it cannot be made here."""
    begun = time.monotonic()
    until = begun + seconds
    cache = cache_folder()
    if lacking := first_lacking(cache):
        return _not_run(lacking)
    with building(until - time.monotonic() - _CHECKS_SECONDS) as packages:
        made = debian(depends(), cache, until - time.monotonic() - _CHECKS_SECONDS)
        if isinstance(made, Lacking):
            return _not_run(made)
        built = packages.wait()
    if isinstance(built, Lacking):
        return _not_run(built)
    if isinstance(built, str):
        sys.stdout.write(f"{built}\ntest-install: the packages cannot be built\n")
        return 1
    environment = {DEBIAN_VARIABLE: str(made.folder), DEBS_VARIABLE: os.pathsep.join(built.paths)}
    code, said = _alone(["-m", "tests.install.trial"], environment, _TRIAL_SECONDS)
    if code in (CANNOT, *TIMED_OUT):
        why = f"a bare Debian 12 does not boot in systemd-nspawn here: {said.strip()[-300:]}"
        return _not_run(Lacking(why, "run on a machine, or in a privileged container"))
    if code:
        sys.stdout.write(said)
        return 1
    prepared = time.monotonic() - begun
    code, results = _all_checks(environment, until - time.monotonic())
    missing = _not_made(results)
    run = Run(code, results, missing, prepared, made.made_in, time.monotonic() - begun, built)
    write(page, run)
    if missing and not code:
        # Each check has limits of its own, so that nothing hangs here: this machine is slow.
        _loudly(
            f"not all run here: the time was up after {len(results)} checks, which passed; not "
            f"made: {', '.join(missing)}",
            "make test-install LIMIT=900; the Debian 12 is kept, so the next run is shorter",
        )
    return 1 if code else 0


def _not_made(results: Sequence[str]) -> list[str]:
    """The checks that the time was up for, or that a failed one came before."""
    made = {ended(line).name for line in results}
    texts = [(_HERE / name).read_text(encoding="utf-8") for names in _MACHINES for name in names]
    every = re.findall(r"^def (test_\w+)", "\n".join(texts), re.MULTILINE)
    return [name for name in every if name not in made]


def _all_checks(environment: dict[str, str], seconds: float) -> tuple[int, list[str]]:
    """Each machine's checks, beside each other. The worst exit code, and a line for each check."""
    with ThreadPoolExecutor() as threads:
        made = list(threads.map(lambda files: _checks(files, environment, seconds), _MACHINES))
    lines = [line for _, found in made for line in found]
    return int(any(code and code not in TIMED_OUT for code, _ in made)), lines


def _checks(
    files: Sequence[str], environment: dict[str, str], seconds: float
) -> tuple[int, list[str]]:
    """Those of one machine: the exit code, and a line for each check that was made."""
    pytest = ["-m", "pytest", "-x", "-p", "no:cacheprovider", "-q"]
    paths = [str(_HERE / name) for name in files]
    # Not in memory: the packages lie there in several versions.
    with tempfile.TemporaryDirectory(prefix="lobby-kiosk-install-", dir="/var/tmp") as room:
        code, said = _alone([*pytest, *paths], {**environment, ROOM_VARIABLE: room}, seconds)
        results = Path(room) / RESULTS
        lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    sys.stdout.write(said)
    failed = not all(ended(line).passed for line in lines)
    return (1 if failed else code), lines


def _not_run(lacking: Lacking) -> int:
    _loudly(f"not run here: {lacking.why}", lacking.remedy)
    return 0


def _loudly(what: str, remedy: str) -> None:
    line = "=" * 100
    sys.stdout.write(
        f"{line}\ntest-install: {what}\n              what would mend it: {remedy}\n{line}\n"
    )


def _alone(words: Sequence[str], more: dict[str, str], seconds: float) -> tuple[int, str]:
    """Run our Python where mounts and processes end with it, whatever becomes of this one."""
    command = [*OWN_NAMESPACES, sys.executable, *words]
    run = subprocess.run(
        # At once: a command inside that ends before its check does would look like a fault.
        within(seconds, command, signal="KILL"),
        cwd=ROOT,
        env={**os.environ, **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return run.returncode, run.stdout


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.install", description=__doc__)
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "test-install.md")
    parser.add_argument("--seconds", type=float, default=_ALL_SECONDS, help="for the whole run")
    asked = parser.parse_args()
    sys.exit(main(asked.page, asked.seconds))
