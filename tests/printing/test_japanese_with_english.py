"""Receipts for people whose language the printer cannot write, where the city wants no pictures."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from printing.kanji import encode
from printing.layout import draw
from printing.models import GENERIC_58, GENERIC_80, Kanji
from printing.receipts.blocks import Receipt, ReceiptKind
from tests.printing.samples import FACILITY, RESERVATION, ROOM, SAMPLES
from tests.printing.test_kanji import bare, printed, words_of
from ui.wording.bilingual import JapaneseWithEnglish
from ui.wording.words import PaperWords, Words

#: Words of both languages stand before a day's hours, and before a number.
_PARTS = re.compile("/|(?<=）)(?=[0-9])|(?=[A-Z]-[0-9])")


def in_both(kind: ReceiptKind) -> Receipt:
    return SAMPLES[kind](Words("ko").on_japanese_paper())


@pytest.mark.parametrize("kind", ReceiptKind)
def test_a_receipt_says_everything_in_both_languages(kind):
    both = bare("".join(words_of(in_both(kind))))
    for language in ("ja", "en"):
        for word in words_of(SAMPLES[kind](PaperWords(language))):
            for part in _PARTS.split(bare(word)):
                assert part in both or "円" in part or language == "en", part
    assert in_both(kind).language == "ja"


@pytest.mark.parametrize("kind", ReceiptKind)
def test_it_fits_a_printer_with_nothing_but_the_characters_of_jis(kind):
    for base in (GENERIC_80, GENERIC_58):
        missing: list[tuple[int, ...]] = []
        model = replace(base, kanji=Kanji.SHIFT_JIS)
        machine = printed(encode(in_both(kind), model, missing.append), model)
        assert missing == [] and machine.unknown == b""
        assert "Shiroi City" in machine.texts[0] and "白井市" in machine.texts[0]
        assert draw(in_both(kind), model.width_dots).width == model.width_dots


def test_a_text_within_a_text_is_in_the_language_of_that_text():
    words = JapaneseWithEnglish()
    assert RESERVATION.payment_due is not None
    until = words.text("receipt.common.until", at=words.deadline(RESERVATION.payment_due))
    assert until.replace("\u00a0", " ") == "2026年12月11日（金） 24:00 まで\nFri 11 Dec 2026 24:00"


def test_the_name_on_the_door_stands_alone_and_its_translation_below():
    said = list(words_of(in_both(ReceiptKind.RESERVATION)))
    assert said.count(ROOM["ja"]) == said.count(FACILITY["ja"]) == 1
    assert {FACILITY["en"], ROOM["en"]} <= set(said)
