"""How long every screen takes from its answer to its painted pixels.

Method: each preview of each screen is put on the stage of an upright window of 1080 by 1920, in
Japanese and standard type, as after a tap: made, laid out and painted into the window's backing
store (``repaint``), five times; the median counts for the screen. What a tap takes beside this, the
journey's answer, is in ``taps.py``.

Bounds: making the widgets in Python, and setting their text.
"""

from __future__ import annotations

import os
import statistics
import time

from bench.figure import Figure, percentile

_TIMES = 5


def measure() -> list[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.gallery import SHAPES, all_previews, gallery_window, show

    application = QApplication.instance() or QApplication([])
    window = gallery_window(SHAPES[0], "ja")
    took: dict[str, float] = {}
    for preview in all_previews():
        tries = []
        for _ in range(_TIMES):
            begun = time.perf_counter()
            show(window, preview)
            window.repaint()
            tries.append(time.perf_counter() - begun)
        took[f"{preview.place.name}.{preview.label}"] = statistics.median(tries)
    window.close()
    application.processEvents()
    slowest = max(took, key=lambda name: took[name])
    over = [name for name, seconds in took.items() if seconds > 0.050]
    return [
        Figure("answer to painted screen, p50", percentile(list(took.values()), 50) * 1000, "ms"),
        Figure(
            "answer to painted screen, p95",
            percentile(list(took.values()), 95) * 1000,
            "ms",
            "50",
            f"{len(took)} previews of every screen; over 50 ms: {', '.join(over) or 'none'}",
        ),
        Figure("answer to painted screen, worst", took[slowest] * 1000, "ms", "", slowest),
    ]
