"""A rule about time in a resident's words: "from the 5th of the month two months before the use".

Said in every language of the kiosk but やさしい日本語, which follows from Japanese and its kana.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from booking_service.policy.instants import (
    MINUTES_OF_A_DAY,
    Anchor,
    MonthDay,
    RelativeInstant,
    Shift,
    ShiftOver,
)
from booking_service.policy.rules import Text

_HOUR = 60

PAYING: Text = {
    "ja": "使用料の支払い",
    "kana": "しようりょうのしはらい",
    "en": "Paying the fee",
    "zh-Hans": "支付使用费",
    "ko": "사용료 납부",
}
LAPSING: Text = {
    "ja": "確定しなかった当選はなくなります",
    "kana": "かくていしなかったとうせんはなくなります",
    "en": "Wins that were not confirmed are void",
    "zh-Hans": "未确认的中签将失效",
    "ko": "확정하지 않은 당첨은 무효가 됩니다",
}


def when(opens: RelativeInstant | None, closes: RelativeInstant | None) -> Text:
    """From when until when; either may be left out."""
    return {language: say(opens, closes) for language, say in _LANGUAGES.items()}


def on(at: RelativeInstant) -> Text:
    """On which day, and at what time; of what happens once and does not last."""
    return {
        "ja": _ja_day(at),
        "kana": _read(_ja_day(at)),
        "en": _en_on(at),
        "zh-Hans": _zh_day(at),
        "ko": _ko_day(at),
    }


def beside(first: Text, second: Text) -> Text:
    """Two sentences, one after the other; a language that one of them lacks is left out."""
    return {
        language: f"{first[language]}{_STOPS.get(language, '. ')}{second[language]}"
        for language in first
        if language in second
    }


def of_rooms(name: Text, rooms: Text) -> Text:
    """The name of a rule with the rooms it is for."""
    return {
        language: f"{name[language]}{'：' if language in _STOPS else ': '}{rooms[language]}"
        for language in name
        if language in rooms
    }


_STOPS = {"ja": "。", "kana": "。", "zh-Hans": "。"}


def _as_beginning(instant: RelativeInstant) -> RelativeInstant:
    """24:00 is where the next day begins."""
    if instant.at != MINUTES_OF_A_DAY or instant.shift is not Shift.NONE:
        return instant
    return _days_on(instant, 1, at=0)


def _as_end(instant: RelativeInstant) -> RelativeInstant:
    """00:00 is where the day before ends."""
    if instant.at != 0 or instant.shift is not Shift.NONE:
        return instant
    return _days_on(instant, -1, at=MINUTES_OF_A_DAY)


def _days_on(instant: RelativeInstant, days: int, *, at: int) -> RelativeInstant:
    match instant.day:
        case int(day) if 0 < day + days <= _SHORTEST_MONTH:
            return replace(instant, day=day + days, at=at)
        case None:
            return replace(instant, days=instant.days + days, at=at)
        case _:
            return instant


def _in_one_month(opens: RelativeInstant, closes: RelativeInstant) -> bool:
    """Whether both name a day of the same month, so that the second need not name the month."""
    months = {(at.of, at.months, at.days) for at in (opens, closes)}
    return months == {(Anchor.USE_MONTH, opens.months, 0)}


def _around_one_date(opens: RelativeInstant, closes: RelativeInstant) -> bool:
    """Whether both count days from the same date some months from the use, so that the second
    need not name it again."""
    dates = {(at.of, at.months, at.day) for at in (opens, closes)}
    return dates == {(Anchor.USE_DATE, opens.months, None)} and 0 not in (opens.months, closes.days)


_SHORTEST_MONTH = 28
#: From this day on a day of the month stands for its end, however short the month is.
_LAST = 31


def _clock(minutes: int) -> str:
    return f"{minutes // _HOUR}:{minutes % _HOUR:02}"


def _time(minutes: int, before: str = " ") -> str:
    """The hour, where it is not that at which a day begins or ends."""
    return "" if minutes in {0, MINUTES_OF_A_DAY} else f"{before}{_clock(minutes)}"


# Japanese ----------------------------------------------------------------------------------------


def _ja(opens: RelativeInstant | None, closes: RelativeInstant | None) -> str:
    first = "" if opens is None else f"{_ja_day(_as_beginning(opens))}から"
    last = "" if closes is None else f"{_ja_day(_as_end(closes))}まで"
    if opens is not None and closes is not None and _in_one_month(opens, closes):
        last = last.removeprefix(_ja_month(closes))
    if opens is not None and closes is not None and _around_one_date(opens, _as_end(closes)):
        last = last.removeprefix(f"{_ja_same_date(closes)}の")
    return first + last


def _ja_same_date(at: RelativeInstant) -> str:
    return f"利用する日の{_ja_months(at.months)}の同じ日"


def _ja_month(at: RelativeInstant) -> str:
    return f"利用する月の{_ja_months(at.months)}の" if at.months else "利用する月の"


def _ja_day(at: RelativeInstant) -> str:
    match at.of:
        case Anchor.USE_DATE:
            day = _ja_same_date(at) if at.months else "利用する日"
        case Anchor.USE_MONTH:
            day = _ja_month(at)
        case Anchor.EVENT:
            day = "申し込んだ日、または当選を確定した日"
    match at.day:
        case MonthDay.LAST_OPEN:
            day = "申し込んだ月、または当選を確定した月の最後の開館日"
        case int(number):
            day += "末日" if number >= _LAST else f"{number}日"
        case None if at.of is Anchor.USE_MONTH:
            day += "1日"
        case None:
            pass
    return day + _ja_days(at.days) + _ja_shift(at) + _time(at.at)


def _ja_months(months: int) -> str:
    if months < 0:
        return f"{-months}か月前"
    return "翌月" if months == 1 else f"{months}か月後"


def _ja_days(days: int) -> str:
    match days:
        case 0:
            return ""
        case 1:
            return "の翌日"
        case -1:
            return "の前日"
        case _:
            return f"の{-days}日前" if days < 0 else f"の{days}日後"


def _ja_shift(at: RelativeInstant) -> str:
    if at.shift is Shift.NONE:
        return ""
    if at.over is ShiftOver.BANK_HOLIDAYS:
        return "（銀行が休みのときは次の営業日）"
    return (
        "（休館日のときは次の開館日）"
        if at.shift is Shift.FORWARDS
        else "（休館日のときはその前の開館日）"
    )


_READINGS = (
    ("当選を確定した月", "とうせんをかくていしたつき"),
    ("当選を確定した日", "とうせんをかくていしたひ"),
    ("申し込んだ月", "もうしこんだつき"),
    ("申し込んだ日", "もうしこんだひ"),
    ("最後の開館日", "さいごのかいかんび"),
    ("その前の開館日", "そのまえのかいかんび"),
    ("次の開館日", "つぎのかいかんび"),
    ("次の営業日", "つぎのえいぎょうび"),
    ("銀行が休み", "ぎんこうがやすみ"),
    ("休館日", "きゅうかんび"),
    ("利用する日", "りようするひ"),
    ("利用する月", "りようするつき"),
    ("か月前", "かげつまえ"),
    ("の同じ日", "のおなじひ"),
    ("か月後", "かげつご"),
    ("翌月", "よくげつ"),
    ("翌日", "よくじつ"),
    ("前日", "ぜんじつ"),
    ("末日", "まつじつ"),
    ("日前", "にちまえ"),
    ("日後", "にちご"),
    ("日", "にち"),
)


def _kana(opens: RelativeInstant | None, closes: RelativeInstant | None) -> str:
    return _read(_ja(opens, closes))


def _read(text: str) -> str:
    for written, read in _READINGS:
        text = text.replace(written, read)
    return text


# English -----------------------------------------------------------------------------------------


def _en(opens: RelativeInstant | None, closes: RelativeInstant | None) -> str:
    first = "" if opens is None else f"from {_en_day(_as_beginning(opens))}"
    last = "" if closes is None else f"until {_en_day(_as_end(closes))}"
    if opens is not None and closes is not None and _in_one_month(opens, closes):
        last = last.replace(_en_month(closes), "the same month")
    if opens is not None and closes is not None and _around_one_date(opens, _as_end(closes)):
        last = last.replace(_en_same_date(closes), "that date")
    text = " ".join(part for part in (first, last) if part)
    return text[:1].upper() + text[1:]


def _en_on(at: RelativeInstant) -> str:
    return f"On {_en_day(at)}"


def _en_same_date(at: RelativeInstant) -> str:
    count, side = abs(at.months), "before" if at.months < 0 else "after"
    return f"the same date {count} month{'s' if count > 1 else ''} {side} the use"


def _en_month(at: RelativeInstant) -> str:
    return f"the month {_en_months(at.months)} the use" if at.months else "the month of use"


def _en_day(at: RelativeInstant) -> str:
    match at.of:
        case Anchor.USE_DATE:
            day = _en_same_date(at) if at.months else "the day of use"
        case Anchor.USE_MONTH:
            day = f"{_en_ordinal(at.day)} of {_en_month(at)}"
        case Anchor.EVENT if at.day is MonthDay.LAST_OPEN:
            day = "the last open day of the month in which you booked or confirmed the win"
        case Anchor.EVENT:
            day = "the day on which you booked or confirmed the win"
    if at.days:
        count = abs(at.days)
        place = f"{count} day{'s' if count > 1 else ''} {'before' if at.days < 0 else 'after'}"
        day = f"{place} {day}"
    return day + _time(at.at, ", ") + _en_shift(at)


def _en_months(months: int) -> str:
    side = "before" if months < 0 else "after"
    return side if abs(months) == 1 else f"{abs(months)} months {side}"


def _en_ordinal(day: int | MonthDay | None) -> str:
    number = 1 if day is None else day
    if number == MonthDay.LAST_OPEN:
        return "the last open day"
    if int(number) >= _LAST:
        return "the last day"
    teen = 10 <= int(number) % 100 <= 13  # noqa: PLR2004 - 11th, 12th, 13th
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(int(number) % 10, "th")
    return f"the {number}{ending}"


def _en_shift(at: RelativeInstant) -> str:
    if at.shift is Shift.NONE:
        return ""
    if at.over is ShiftOver.BANK_HOLIDAYS:
        return " (the next working day if banks are closed)"
    other = "next" if at.shift is Shift.FORWARDS else "last"
    before = "" if at.shift is Shift.FORWARDS else " before"
    return f" (the {other} open day{before} if it is a closed day)"


# Chinese -----------------------------------------------------------------------------------------


def _zh(opens: RelativeInstant | None, closes: RelativeInstant | None) -> str:
    first = "" if opens is None else f"从{_zh_day(_as_beginning(opens))}起"
    ends = "" if closes is None else _zh_day(_as_end(closes))
    if opens is not None and closes is not None and _in_one_month(opens, closes):
        ends = ends.removeprefix(_zh_month(closes))
    if opens is not None and closes is not None and _around_one_date(opens, _as_end(closes)):
        ends = ends.removeprefix(f"{_zh_same_date(closes)}的")
    last = f"到{ends}为止" if ends else ""
    return "，".join(part for part in (first, last) if part)


def _zh_same_date(at: RelativeInstant) -> str:
    return f"使用日{_zh_months(at.months)}的同一天"


def _zh_month(at: RelativeInstant) -> str:
    return f"使用月份{_zh_months(at.months)}的" if at.months else "使用月份的"


def _zh_day(at: RelativeInstant) -> str:
    match at.of:
        case Anchor.USE_DATE:
            day = _zh_same_date(at) if at.months else "使用日"
        case Anchor.USE_MONTH:
            day = _zh_month(at)
        case Anchor.EVENT:
            day = "申请或确认中签的日子"
    match at.day:
        case MonthDay.LAST_OPEN:
            day = "申请或确认中签当月的最后一个开馆日"
        case int(number):
            day += "最后一天" if number >= _LAST else f"{number}日"
        case None if at.of is Anchor.USE_MONTH:
            day += "1日"
        case None:
            pass
    return day + _zh_days(at.days) + _zh_shift(at) + _time(at.at)


def _zh_months(months: int) -> str:
    return f"前{-months}个月" if months < 0 else f"后{months}个月"


def _zh_days(days: int) -> str:
    match days:
        case 0:
            return ""
        case 1:
            return "的第二天"
        case -1:
            return "的前一天"
        case _:
            return f"的{-days}天前" if days < 0 else f"的{days}天后"


def _zh_shift(at: RelativeInstant) -> str:
    if at.shift is Shift.NONE:
        return ""
    if at.over is ShiftOver.BANK_HOLIDAYS:
        return "（银行休息时为下一个营业日）"
    if at.shift is Shift.FORWARDS:
        return "（闭馆日时为下一个开馆日）"
    return "（闭馆日时为之前的开馆日）"


# Korean ------------------------------------------------------------------------------------------


def _ko(opens: RelativeInstant | None, closes: RelativeInstant | None) -> str:
    first = "" if opens is None else f"{_ko_day(_as_beginning(opens))}부터"
    last = "" if closes is None else f"{_ko_day(_as_end(closes))}까지"
    if opens is not None and closes is not None and _in_one_month(opens, closes):
        last = last.removeprefix(_ko_month(closes))
    if opens is not None and closes is not None and _around_one_date(opens, _as_end(closes)):
        last = last.removeprefix(f"{_ko_same_date(closes)} ")
    return " ".join(part for part in (first, last) if part)


def _ko_same_date(at: RelativeInstant) -> str:
    return f"이용일 {_ko_months(at.months)} 같은 날"


def _ko_month(at: RelativeInstant) -> str:
    return f"이용하는 달 {_ko_months(at.months)} " if at.months else "이용하는 달 "


def _ko_day(at: RelativeInstant) -> str:
    match at.of:
        case Anchor.USE_DATE:
            day = _ko_same_date(at) if at.months else "이용일"
        case Anchor.USE_MONTH:
            day = _ko_month(at)
        case Anchor.EVENT:
            day = "신청하거나 당첨을 확정한 날"
    match at.day:
        case MonthDay.LAST_OPEN:
            day = "신청하거나 당첨을 확정한 달의 마지막 개관일"
        case int(number):
            day += "말일" if number >= _LAST else f"{number}일"
        case None if at.of is Anchor.USE_MONTH:
            day += "1일"
        case None:
            pass
    return day + _ko_days(at.days) + _ko_shift(at) + _time(at.at)


def _ko_months(months: int) -> str:
    return f"{-months}개월 전" if months < 0 else f"{months}개월 후"


def _ko_days(days: int) -> str:
    match days:
        case 0:
            return ""
        case 1:
            return " 다음 날"
        case -1:
            return " 전날"
        case _:
            return f" {-days}일 전" if days < 0 else f" {days}일 후"


def _ko_shift(at: RelativeInstant) -> str:
    if at.shift is Shift.NONE:
        return ""
    if at.over is ShiftOver.BANK_HOLIDAYS:
        return "(은행이 쉬는 날이면 다음 영업일)"
    if at.shift is Shift.FORWARDS:
        return "(휴관일이면 다음 개관일)"
    return "(휴관일이면 그 전의 개관일)"


_Say = Callable[[RelativeInstant | None, RelativeInstant | None], str]
_LANGUAGES: dict[str, _Say] = {"ja": _ja, "kana": _kana, "en": _en, "zh-Hans": _zh, "ko": _ko}
