"""The receipt as large as it can be read from where one stands, on as many pages as that needs.

Touched here: nothing but the footer and the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places import ReceiptLarger
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.widgets.receipt_parts import parts_of_receipt

if TYPE_CHECKING:
    from ui.stage import Stage


class ReceiptLargerScreen(Screen):
    def __init__(self, stage: Stage, place: ReceiptLarger, answer: None = None) -> None:
        super().__init__(stage, place)
        name = self.words.text("receipt.picture")
        self.head(name)
        for part in parts_of_receipt(self.theme, place.receipt.png, name):
            self.tell(part)


def previews() -> Iterator[Preview]:
    from ui.samples.receipt import sample_list, sample_receipt

    yield Preview(
        "receipt",
        ReceiptLarger(sample_receipt()),
        spoken=lambda language: ReceiptLarger(sample_receipt(language=language)),
    )
    yield Preview(
        "list",
        ReceiptLarger(sample_list()),
        spoken=lambda language: ReceiptLarger(sample_list(language=language)),
    )


SCREEN = ReceiptLargerScreen
