"""``make image``: ``build/image/lobby-kiosk.img``, to be written to the disk of a kiosk PC."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.build_deb.plan import ROOT, version
from deploy.build_image.disk import make_disk
from deploy.build_image.root import ROOT_LABEL, make_root

IMAGE = ROOT / "build" / "image" / "lobby-kiosk.img"
#: Quiet: a lobby is to see a kiosk, not a kernel.
_OPTIONS = f"root=LABEL={ROOT_LABEL} ro quiet loglevel=3 vt.global_cursor_default=0"
_SUITE = "bookworm"


def main() -> int:
    """Make it and say where it is."""
    parser = argparse.ArgumentParser(prog="make image", description=__doc__)
    parser.parse_args()
    deb = ROOT / "build" / "deb" / f"lobby-kiosk_{version()}_amd64.deb"
    IMAGE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="image-", dir=IMAGE.parent) as folder:
        root = Path(folder) / "root"
        make_root(root, [deb], debian_mirrors(_SUITE))
        make_disk(root, IMAGE, _OPTIONS)
    print(f"{IMAGE}  {IMAGE.stat().st_blocks * 512 / 1e6:.0f} MB")  # noqa: T201
    return 0


def debian_mirrors(suite: str) -> list[str]:
    """This machine's own mirrors of a Debian, or, where it has none, Debian's."""
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    lines = (line.split() for line in run.stdout.splitlines())
    found = {
        f"deb {site} {release} {part}"
        for site, release, part in (words for words in lines if len(words) == 3)  # noqa: PLR2004
        if site.rstrip("/").endswith(("/debian", "/debian-security"))
        and release.startswith(suite)
        and part == "main"
    }
    return sorted(found) or [f"deb http://deb.debian.org/debian {suite} main"]


if __name__ == "__main__":
    sys.exit(main())
