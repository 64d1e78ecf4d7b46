"""The command ``kiosk``: runs a terminal, or the demonstration."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

#: Exit code for a wrong configuration: systemd does not restart on it for nothing.
WRONG_CONFIGURATION = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and run. Returns the exit code."""
    asked = _parser().parse_args(argv)
    match asked.command:
        case "run":
            return _run(asked.config)
        case _:
            return _demo(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run a terminal")
    run.add_argument("--config", type=Path, required=True, metavar="FILE", help="its settings")
    demo = commands.add_parser("demo", help="the kiosk against a booking service of its own")
    demo.add_argument(
        "--scripted",
        action="store_true",
        help="a scripted resident walks through the window, as is done without a display",
    )
    demo.add_argument(
        "--out",
        type=Path,
        default=Path("demo-out"),
        metavar="FOLDER",
        help="where the scripted walk leaves screenshots and receipts (default: demo-out)",
    )
    demo.add_argument("--language", choices=("ja", "en"), default="ja")
    return parser


def _run(config: Path) -> int:
    from kiosk.credentials import CredentialError
    from kiosk.main import run
    from kiosk.settings import SettingsError, load

    try:
        return run(load(config))
    except (SettingsError, CredentialError) as error:
        print(f"kiosk: {error}", file=sys.stderr)  # noqa: T201  (for whoever started it)
        return WRONG_CONFIGURATION


def _demo(asked: argparse.Namespace) -> int:
    from kiosk.demo.run import run

    return run(scripted=asked.scripted, out=asked.out, language=asked.language)


if __name__ == "__main__":
    sys.exit(main())
