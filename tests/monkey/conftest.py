"""The monkey needs no display either."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ui.wording.compile import compile_catalogues

compile_catalogues()
