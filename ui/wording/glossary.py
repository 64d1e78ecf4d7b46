"""What a city calls things: 抽選 or 預かり, 暗証番号 or パスワード.

A text of the catalogue never writes these out. It names a field (``{secret}``), and ``Words`` fills
it in with what residents know from their city's guide and card.
"""

from __future__ import annotations

from typing import Final

#: Every term, with what it is. The city's own word comes first, else the catalogue's ``term.…``.
TERMS: Final = (
    "number_name",  # the number on the card: 利用者登録番号, 利用者ID, 登録番号
    "secret",  # what proves who one is: パスワード, 暗証番号
    "card",  # what carries the number: 利用者登録証, 利用登録カード
    "lottery",  # 抽選, 預かり（抽選）
    "application",  # taking part in it: 抽選申込み, 預かり申込み
    "claim",  # making a win a booking: 当選の確定, 利用申請（仮予約）
    "claim_it",  # the same, as a button says it: 当選を確定する, 予約を申し込む
    "reservation",  # 予約, 利用申込み
    "reserve",  # making one, as a button says it: 予約する, 利用を申し込む
    "first_come",  # booking what is free: 先着予約, 随時予約
    "space",  # what is booked of a facility: 部屋, 場所 (a court, a field or a room)
    "spaces",  # several of them, where a language says that otherwise
    "provisional",  # not yet paid or not yet fixed: 仮予約
    "confirmed",  # 本予約
    "permit",  # the paper of the counter: 許可証, 利用承認書
    "fee",  # 使用料
    "cancellation_fee",  # キャンセル料
)
