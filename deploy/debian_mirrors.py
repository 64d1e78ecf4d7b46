"""Where this machine gets its Debian from."""

from __future__ import annotations

import re
import subprocess
from typing import Final

#: What to do on a machine that has none.
REMEDY: Final = (
    "apt-get update must work here: see /etc/apt/sources.list.d, and Acquire::http::Proxy"
)


def debian_mirrors(suite: str) -> list[str]:
    """The lines of apt's sources for ``main`` of ``suite`` and its updates, as this machine's apt
    knows them; empty where it knows none."""
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    mirror = re.compile(rf"/debian(-security)?/? {suite}\S* main$")
    return sorted({f"deb {line}" for line in run.stdout.splitlines() if mirror.search(line)})
