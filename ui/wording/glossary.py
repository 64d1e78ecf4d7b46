"""What a city calls things: 抽選 or 預かり, 暗証番号 or パスワード.

A text of the catalogue never writes these out. It names a field (``{secret}``), and the screen
fills it in with the words that residents know from their city's guide and card.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.model import City
from ui.wording.words import Words

#: Every term, with what it is. The city's own word comes first, else the catalogue's ``term.…``.
TERMS: Final = (
    "number_name",  # the number on the card: 利用者登録番号, 利用者ID, 登録番号
    "secret",  # what proves who one is: パスワード, 暗証番号
    "card",  # what carries the number: 利用者登録証, 利用登録カード
    "lottery",  # 抽選, 預かり（抽選）
    "application",  # taking part in it: 抽選申込み, 預かり申込み
    "claim",  # making a win a booking: 当選の確定, 利用申請（仮予約）
    "reservation",  # 予約, 利用申込み
    "first_come",  # booking what is free: 先着予約, 随時予約
    "provisional",  # not yet paid or not yet fixed: 仮予約
    "confirmed",  # 本予約
    "permit",  # the paper of the counter: 許可証, 利用承認書
    "fee",  # 使用料
    "cancellation_fee",  # キャンセル料
)


def terms_of(city: City | None, words: Words) -> Mapping[str, str]:
    """Every term in the language of ``words``; the usual ones where no city is known yet.

    As they stand within a sentence: an English one begins with a small letter unless it is an
    abbreviation (``{secret:start}`` begins a sentence).
    """
    own = city.terms if city is not None else {}
    return {
        name: words.within(words.of(own[name])) if name in own else words.text(f"term.{name}")
        for name in TERMS
    }
