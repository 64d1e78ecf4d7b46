"""``make test-all``: every test with its long form, and the result as a page of the documentation.

The long forms take more examples from Hypothesis, afresh each time, and the tests marked ``long``.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SUMMARY = re.compile(r"^=*\s*((?:\d+ \w+,? ?)+) in [\d.]+s", re.MULTILINE)
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def main(page: Path) -> int:
    """Run all, write ``page``, return pytest's exit code."""
    start = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-n", "3", "--dist", "worksteal"]
    # A long form may take longer than what else would be a hang.
    long = ["--hypothesis-profile=long", "-o", "faulthandler_timeout=0"]
    said, code = _shown_as_it_comes([*command, *long])
    minutes = (time.monotonic() - start) / 60
    failed = _FAILED.findall(said)
    summary = _SUMMARY.findall(said)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    page.write_text(
        "# The long forms\n\n"
        f"Last run of `make test-all`: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, on the commit "
        f"{commit}.\n\n"
        f"- result: {summary[-1].strip() if summary else 'no summary'} (exit code {code})\n"
        f"- time: {minutes:.1f} minutes on {os.cpu_count()} cores, Python "
        f"{platform.python_version()}\n" + "".join(f"- not passed: `{name}`\n" for name in failed),
        encoding="utf-8",
    )
    return code


def _shown_as_it_comes(command: list[str]) -> tuple[str, int]:
    """What a program says, which may take an hour, and its exit code."""
    said = []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        assert run.stdout is not None
        for line in run.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            said.append(line)
    return "".join(said), run.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
