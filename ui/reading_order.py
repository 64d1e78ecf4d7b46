"""The order in which a screen is read: for the four keys, for the voice, for whoever tests it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget

from ui.widgets.text import Text


@runtime_checkable
class Ordered(Protocol):
    """A widget that knows the order of its parts, because no layout does."""

    def in_order(self) -> Iterable[QWidget]: ...


def in_reading_order(root: QWidget) -> Iterator[QAbstractButton | Text]:
    """Everything visible that can be touched or read, from the first to the last."""
    if not root.isVisible():
        return
    if isinstance(root, QAbstractButton | Text):
        yield root
        return
    for part in _parts(root):
        yield from in_reading_order(part)


def _parts(widget: QWidget) -> Iterable[QWidget]:
    if isinstance(widget, Ordered):
        return widget.in_order()
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    layout = widget.layout()
    if layout is None:
        return children
    laid_out = list(_laid_out(layout))
    return [*laid_out, *(child for child in children if child not in laid_out)]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
