"""Pictures of every screen on every glass: ``python -m ui.gallery``."""

from ui.gallery.looks import EXTREMES, SHAPES, Look, Shape, every_look
from ui.gallery.stand import all_previews, gallery_window, show

__all__ = [
    "EXTREMES",
    "SHAPES",
    "Look",
    "Shape",
    "all_previews",
    "every_look",
    "gallery_window",
    "show",
]
