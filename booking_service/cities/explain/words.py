"""The words of an explanation, Japanese and English: an officer's page, not a resident's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from booking_service.policy.instants import local_date
from booking_service.policy.model import SlotTime
from booking_service.policy.offers import OfferKind
from booking_service.policy.rules import (
    CancelBy,
    Confirmed,
    Counted,
    FollowUp,
    Origin,
    Quota,
    QuotaUnit,
    Text,
)


def _text(ja: str, en: str) -> Text:
    return {"ja": ja, "en": en}


USE_DATE = _text("利用日", "Date of use")
BOOKED_ON = _text("申込日", "Booked on")
LOTTERY = _text("抽選", "Lottery")
CLAIM = _text("当選の確定", "Claiming a win")

LABELS: Mapping[str, Text] = {
    "lottery.opens": _text("抽選申込み 開始", "Lottery opens"),
    "lottery.closes": _text("抽選申込み 締切", "Lottery closes"),
    "lottery.draw": _text("抽選", "Draw"),
    "lottery.result_from": _text("結果の確認", "Result from"),
    "lottery.claim.from": _text("当選の確定 開始", "Claiming from"),
    "lottery.claim.until": _text("当選の確定 締切", "Claiming until"),
    "lottery.lapse": _text("確定のない当選の取消し", "Unclaimed wins lapse"),
    "first_come.opens": _text("先着 開始", "First come opens"),
    "first_come.closes": _text("先着 締切", "First come closes"),
    "counter.opens": _text("窓口 開始", "Counter opens"),
    "counter.closes": _text("窓口 締切", "Counter closes"),
    "cancellation.online_until": _text("端末での取消し", "Cancelling online until"),
    "cancellation.fee_steps": _text("取消料", "Cancellation fee"),
    "cancellation.at": _text("この時の取消し", "Cancelling at that time"),
    "confirmed": _text("本予約", "Confirmed"),
    "payment_due": _text("支払期限", "Payment due"),
    "usage_fee": _text("使用料", "Usage fee"),
    "public_holidays": _text("祝日", "Public holidays"),
    "surcharge": _text("加算", "Surcharge"),
    "reduction": _text("減免", "Reduction"),
    "lighting": _text("照明", "Lighting"),
    "follow_up": _text("予約後の手続き", "To do after booking"),
}

OFFERS: Mapping[OfferKind, Text] = {
    OfferKind.LOTTERY: LOTTERY,
    OfferKind.FIRST_COME: _text("先着", "First come"),
    OfferKind.COUNTER: _text("窓口", "Counter"),
}

NO_LOTTERY = _text("抽選はありません", "there is no lottery")
NO_CLAIM = _text("当選はそのまま予約になります", "a win becomes a reservation by itself")
NO_OFFER = _text("受付はありません", "not offered")
NO_HOURS_OF_ITS_OWN = _text(
    "窓口だけの期間はありません。先着の期間に窓口でも受け付けます",
    "no days of its own: the counter books in those of first-come",
)
ALL_SHUT = _text(
    "全施設の休館日です。受付期間は日付だけから計算しています",
    "every facility is closed on this day; the windows are those the date alone would give",
)
NOTHING_TO_BOOK = _text(
    "この日には、この利用日の予約・当選はありえません。申込日から数えた項目は仮の値です",
    "nothing could be booked or won on that day for this use; "
    "what is counted from it is only what would follow",
)
CONFIRMED_ALREADY = _text(
    "この日の予約はすぐに本予約になるため、端末では取り消せません",
    "what is booked on that day is confirmed at once, so it is never cancelled online",
)
NO_BOOKING_DAY = _text(
    "申込日（--booked-on）によって決まります",
    "hangs on the day of application: give --booked-on",
)
STEPS_LEFT_OUT = _text(
    "申込日から数える段階は、申込日（--booked-on）がないため省いています",
    "steps that count from the day of application are left out: give --booked-on",
)
NOT_PAID_LATER = _text("先着予約の後払いはありません", "no first-come booking that is paid later")
FREE = _text("無料の部屋です", "the room is free of charge")
AN_HOUR = _text("1時間", "an hour")

CANCEL_BY: Mapping[CancelBy, Text] = {
    CancelBy.ONLINE: _text("端末で取り消せます", "online"),
    CancelBy.COUNTER: _text("取消しは窓口で", "cancelled at the counter only"),
    CancelBy.TELEPHONE: _text("取消しは施設へ電話で", "cancelled by telephoning the facility only"),
}
CANCEL_AFTERWARDS: Mapping[CancelBy, Text] = {
    CancelBy.ONLINE: _text("その後も端末で", "afterwards online too"),
    CancelBy.COUNTER: _text("その後は窓口で", "afterwards at the counter"),
    CancelBy.TELEPHONE: _text("その後は電話で", "afterwards by telephone"),
}


NO_AGREEMENT_DAY = _text(
    "申込み・当選確定の日から数えます", "counted from the day of booking or claiming"
)
NO_LIGHTS = _text("この日は照明を利用できません", "the lights are not let on this day")
QUOTAS: Mapping[Counted, Text] = {
    Counted.APPLICATIONS: _text("抽選申込みの上限", "Most applications"),
    Counted.BOOKINGS: _text("予約の上限", "Most bookings"),
}
CONFIRMED: Mapping[Confirmed, Text] = {
    Confirmed.WHEN_PAID: _text(
        "使用料を支払うまでは仮予約です", "a first-come booking is provisional until it is paid"
    ),
    Confirmed.AT_ONCE: _text(
        "先着予約はすぐに本予約です", "a first-come booking is confirmed at once"
    ),
    Confirmed.NEXT_DAY: _text(
        "先着予約は申込日の24:00まで仮予約です",
        "a first-come booking is provisional until 24:00 of the day it was made",
    ),
}
_ORIGINS: Mapping[Origin, Text] = {
    Origin.FIRST_COME: _text("先着", "first come"),
    Origin.LOTTERY: _text("当選", "won"),
    Origin.COUNTER: _text("窓口", "counter"),
}
_PAYMENTS: Mapping[str, Text] = {
    "due": _text("支払期限", "Payment due"),
    "deleted": _text("未払いの予約の削除", "Unpaid bookings deleted"),
}
_UNITS: Mapping[QuotaUnit, Text] = {
    QuotaUnit.USES: _text("件", "uses"),
    QuotaUnit.SLOTS: _text("コマ", "slots"),
}


def payment(origin: Origin, key: str) -> Text:
    """Paying (``due``) or losing (``deleted``) a booking that came about in one way."""
    what, how = _PAYMENTS[key], _ORIGINS[origin]
    return _text(f"{what['ja']}（{how['ja']}）", f"{what['en']} ({how['en']})")


def quota(rule: Quota) -> Text:
    """How many of what, where."""
    unit, where = _UNITS[rule.unit], rule.name
    return _text(
        f"1か月 {rule.limit}{unit['ja']}（{where['ja']}）",
        f"{rule.limit} {unit['en']} a month ({where.get('en', where['ja'])})",
    )


def percent(name: Text, more: int, purposes: Sequence[str]) -> Text:
    """What is put on a fee or taken off it, for which purposes."""
    only = f"（{'、'.join(purposes)}）" if purposes else ""
    return _text(f"{name['ja']} {more:+} %{only}", f"{name.get('en', name['ja'])} {more:+} %")


def follow_up(rule: FollowUp) -> Text:
    """What a resident has to do within some days, and where to."""
    to_ja = "" if rule.to is None else f"（{rule.to['ja']}）"
    to_en = "" if rule.to is None else f" ({rule.to.get('en', rule.to['ja'])})"
    return _text(
        f"予約から{rule.within_days}日以内: {rule.text['ja']}{to_ja}",
        f"within {rule.within_days} days after booking: "
        f"{rule.text.get('en', rule.text['ja'])}{to_en}",
    )


def shut(reason: Text) -> Text:
    """Why nothing is offered on a closed day."""
    return _text(
        f"休館日のため受付はありません: {reason['ja']}",
        f"nothing is offered on a closed day: {reason.get('en', reason['ja'])}",
    )


def pay_sometime(how: Text | None) -> Text:
    """A fee without an instant: where it is paid."""
    if how is None:
        return _text("期限の定めはありません", "no instant is named")
    return _text(
        f"期限の定めはありません。{how['ja']}",
        f"no instant is named. {how.get('en', how['ja'])}",
    )


def moved_by_banks(to: datetime, how: Text | None) -> Text:
    """A class is shown the day of its rule; on that day banks are closed, so it will be another."""
    day = local_date(to - timedelta(microseconds=1))
    how_ja = "" if how is None else f"。{how['ja']}"
    how_en = "" if how is None else f". {how.get('en', how['ja'])}"
    return _text(
        f"銀行が休みの日のため、実際は{day}になります（--room で表示）{how_ja}",
        f"banks are closed on that day: in fact it is {day}, as --room shows{how_en}",
    )


def times(slot: SlotTime) -> Text:
    """A slot without a name is called by its times."""
    return _text(f"{slot.from_}～{slot.until}", f"{slot.from_} to {slot.until}")


def not_announced(last: date, years: Sequence[int], keys: Sequence[str]) -> Text:
    """From when on public holidays are computed, and what rests on such days."""
    ja, en = "、".join(map(str, years)), ", ".join(map(str, years))
    rest_ja, rest_en = "。この結果には影響しません", "; nothing printed here rests on them"
    if keys:
        rest_ja = f"。これに関わる項目: {'、'.join(keys)}"
        rest_en = f"; what rests on them: {', '.join(keys)}"
    return _text(
        f"{ja}年の祝日はまだ公表されていません（公表は{last.year}年まで）。法律による計算です{rest_ja}",
        f"the public holidays of {en} are not yet announced (announced until {last}); "
        f"they are computed from the law{rest_en}",
    )
