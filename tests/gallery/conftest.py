"""The gallery is drawn without a display, in wording that is compiled anew where it changed."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ui.wording.compile import compile_catalogues

compile_catalogues()
