"""``make image``: ``build/image/lobby-kiosk.img``, to be written to the disk of a kiosk PC."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from deploy.build_deb.plan import ROOT, version
from deploy.build_image.disk import make_disk
from deploy.build_image.root import ROOT_LABEL, make_root
from deploy.debian_mirrors import REMEDY, debian_mirrors

IMAGE = ROOT / "build" / "image" / "lobby-kiosk.img"
#: Quiet: a lobby is to see a kiosk, not a kernel.
_OPTIONS = f"root=LABEL={ROOT_LABEL} ro quiet loglevel=3 vt.global_cursor_default=0"
_SUITE = "bookworm"


def main() -> int:
    """Make it and say where it is."""
    parser = argparse.ArgumentParser(prog="make image", description=__doc__)
    parser.parse_args()
    mirrors = debian_mirrors(_SUITE)
    if not mirrors:
        parser.error(f"apt knows no mirror of Debian {_SUITE}; {REMEDY}")
    deb = ROOT / "build" / "deb" / f"lobby-kiosk_{version()}_amd64.deb"
    IMAGE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="image-", dir=IMAGE.parent) as folder:
        root = Path(folder) / "root"
        make_root(root, [deb], mirrors)
        make_disk(root, IMAGE, _OPTIONS)
    print(f"{IMAGE}  {IMAGE.stat().st_blocks * 512 / 1e6:.0f} MB")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
