"""``python -m deploy.handbooks pictures``: draws the pictures that the handbooks name.
``python -m deploy.handbooks sheets``: the staff's handbook as two sides of A4 for the printer.
"""

from __future__ import annotations

import os
import sys

from deploy.handbooks.pictures import draw_all
from deploy.handbooks.sheet import LANGUAGES, make_sheet


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    match sys.argv[1:]:
        case ["pictures"]:
            made = draw_all()
        case ["sheets"]:
            made = [make_sheet(language) for language in LANGUAGES]
        case _:
            sys.exit(__doc__)
    sys.stdout.writelines(f"{file}  {file.stat().st_size // 1024} KB\n" for file in made)


if __name__ == "__main__":
    main()
