"""``python -m deploy.build_deb``: both packages into ``build/deb/``, or the one that is named."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from deploy.build_deb.archive import build_archive
from deploy.build_deb.plan import PLANS, ROOT, made_on, version
from deploy.build_deb.tree import lay_out
from deploy.build_deb.trial import try_imports


def main() -> int:
    """Build and say what was built. A package whose program cannot be imported is none."""
    parser = argparse.ArgumentParser(prog="make deb", description=__doc__)
    parser.add_argument("--version", default=version(), help="another than that of pyproject.toml")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "deb", metavar="FOLDER")
    parser.add_argument("--only", choices=sorted(PLANS), action="append", metavar="PACKAGE")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for name in asked.only or PLANS:
        plan = PLANS[name]
        with tempfile.TemporaryDirectory(prefix=f"{name}-") as folder:
            root = Path(folder) / "root"
            lay_out(plan, root, asked.version)
            try_imports(plan, root)
            built = build_archive(plan, root, asked.version, made_on(), asked.out)
        print(f"{built}  {built.stat().st_size / 1_000_000:.0f} MB")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
