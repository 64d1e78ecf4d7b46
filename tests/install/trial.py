"""Whether a bare Debian boots in a container on this machine; if not, that is no fault of ours."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.install.__main__ import CANNOT, DEBIAN_VARIABLE
from tests.install.container import Container, NoBootError


def main() -> int:
    """0, or the code that says "not here"."""
    with tempfile.TemporaryDirectory(prefix="lobby-kiosk-trial-") as folder:
        try:
            bare = Container(Path(os.environ[DEBIAN_VARIABLE]), Path(folder))
        except (subprocess.SubprocessError, OSError) as error:
            return _cannot(error)
        try:
            bare.boot()
            bare.power_off()
        except (NoBootError, subprocess.SubprocessError, OSError) as error:
            return _cannot(error)
        finally:
            bare.unmount()
    return 0


def _cannot(error: Exception) -> int:
    sys.stdout.write(str(error))
    return CANNOT


if __name__ == "__main__":
    sys.exit(main())
