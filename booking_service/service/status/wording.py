"""What the status page says, in the languages of the kiosks; small enough to need no catalogue.

Readings above kanji stand as in 青空文庫, ``｜予約《よやく》``, and become ``<ruby>`` on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape

from booking_service.policy.rules import Text

LANGUAGES = ("ja", "ja-easy", "en", "zh-Hans", "ko")
#: How each language names itself.
NAMES: Mapping[str, str] = {
    "ja": "日本語",
    "ja-easy": "やさしい｜日本語《にほんご》",
    "en": "English",
    "zh-Hans": "简体中文",
    "ko": "한국어",
}
#: What a telephone calls the languages, by the beginning of their tags.
_TAGS: Mapping[str, str] = {"ja": "ja", "en": "en", "zh": "zh-Hans", "ko": "ko"}
#: What a browser knows them by: easy Japanese is Japanese to it.
_HTML: Mapping[str, str] = {"ja-easy": "ja"}

STATES: Mapping[str, Text] = {
    "applied": {
        "ja": "抽選申込み済み",
        "ja-easy": "｜抽選《ちゅうせん》に ｜申《もう》し｜込《こ》みました",
        "en": "Applied for the lottery",
        "zh-Hans": "已申请抽签",
        "ko": "추첨 신청 완료",
    },
    "won": {
        "ja": "当選（確定の手続きが必要です）",
        "ja-easy": "｜当《あ》たりました（「｜使《つか》います」と ｜知《し》らせてください）",
        "en": "Won – to be confirmed",
        "zh-Hans": "中签（需要确认）",
        "ko": "당첨(확정 절차가 필요합니다)",
    },
    "lost": {
        "ja": "落選",
        "ja-easy": "はずれました",
        "en": "Not drawn",
        "zh-Hans": "未中签",
        "ko": "낙첨",
    },
    "claimed": {
        "ja": "当選確定済み",
        "ja-easy": "｜決《き》まりました",
        "en": "Win confirmed",
        "zh-Hans": "中签已确认",
        "ko": "당첨 확정",
    },
    "waived": {
        "ja": "放棄済み",
        "ja-easy": "｜使《つか》わないと ｜知《し》らせました",
        "en": "Given up",
        "zh-Hans": "已放弃",
        "ko": "포기함",
    },
    "lapsed": {
        "ja": "期限切れ（当選無効）",
        "ja-easy": "｜期限《きげん》が ｜過《す》ぎました",
        "en": "Lapsed",
        "zh-Hans": "逾期（中签作废）",
        "ko": "기한 지남(당첨 무효)",
    },
    "provisional": {
        "ja": "仮予約（お支払い前）",
        "ja-easy": "｜仮予約《かりよやく》（まだ ｜払《はら》っていません）",
        "en": "Provisional – not yet paid",
        "zh-Hans": "临时预约（未付款）",
        "ko": "가예약(지불 전)",
    },
    "confirmed": {
        "ja": "本予約",
        "ja-easy": "｜予約《よやく》できています",
        "en": "Confirmed",
        "zh-Hans": "正式预约",
        "ko": "본예약",
    },
    "cancelled": {
        "ja": "取消済み",
        "ja-easy": "｜取《と》り｜消《け》しました",
        "en": "Cancelled",
        "zh-Hans": "已取消",
        "ko": "취소됨",
    },
    "expired": {
        "ja": "失効",
        "ja-easy": "｜期限《きげん》が ｜過《す》ぎました",
        "en": "Expired",
        "zh-Hans": "失效",
        "ko": "실효",
    },
    "used": {
        "ja": "利用済み",
        "ja-easy": "｜使《つか》いました",
        "en": "Used",
        "zh-Hans": "已使用",
        "ko": "이용 완료",
    },
}
WORDS: Mapping[str, Text] = {
    "title": {
        "ja": "ご予約の状況",
        "ja-easy": "｜予約《よやく》の ｜様子《ようす》",
        "en": "Your booking",
        "zh-Hans": "您的预约情况",
        "ko": "예약 상황",
    },
    "number": {
        "ja": "番号",
        "ja-easy": "｜番号《ばんごう》",
        "en": "Number",
        "zh-Hans": "号码",
        "ko": "번호",
    },
    "when": {
        "ja": "日時",
        "ja-easy": "いつ",
        "en": "When",
        "zh-Hans": "时间",
        "ko": "일시",
    },
    "where": {
        "ja": "場所",
        "ja-easy": "どこ",
        "en": "Where",
        "zh-Hans": "地点",
        "ko": "장소",
    },
    "pay": {
        "ja": "お支払い期限",
        "ja-easy": "いつまでに ｜払《はら》うか",
        "en": "Pay before",
        "zh-Hans": "付款期限",
        "ko": "지불 기한",
    },
    "calendar": {
        "ja": "カレンダーに追加",
        "ja-easy": "カレンダーに ｜入《い》れる",
        "en": "Add to calendar",
        "zh-Hans": "添加到日历",
        "ko": "캘린더에 추가",
    },
    "nothing": {
        "ja": "このリンクのご予約は見つかりません",
        "ja-easy": "この リンクの ｜予約《よやく》は ｜見《み》つかりません",
        "en": "No booking was found for this link",
        "zh-Hans": "找不到此链接的预约",
        "ko": "이 링크의 예약을 찾을 수 없습니다",
    },
    "ask": {
        "ja": "お問い合わせ",
        "ja-easy": "｜聞《き》きたいとき",
        "en": "Questions",
        "zh-Hans": "咨询",
        "ko": "문의",
    },
    "draw": {
        "ja": "公開された抽選結果",
        "ja-easy": "みんなに ｜見《み》せた ｜抽選《ちゅうせん》の ｜結果《けっか》",
        "en": "In the published draw",
        "zh-Hans": "公开的抽签结果",
        "ko": "공개된 추첨 결과",
    },
    "check": {
        "ja": "抽選結果の全体を見る",
        "ja-easy": "｜結果《けっか》を ｜全部《ぜんぶ》 ｜見《み》る",
        "en": "See and check the whole draw",
        "zh-Hans": "查看全部抽签结果",
        "ko": "추첨 결과 전체 보기",
    },
}
#: What became of an application in the published draw.
FOUND: Mapping[str, Text] = {
    "won": {
        "ja": "当選",
        "ja-easy": "｜当《あ》たり",
        "en": "Drawn",
        "zh-Hans": "中签",
        "ko": "당첨",
    },
    "slot_taken": {
        "ja": "落選（先の順番の申込みが当選しました）",
        "ja-easy": "はずれ（｜先《さき》の ｜人《ひと》が ｜当《あ》たりました）",
        "en": "Not drawn: an application before it got the slot",
        "zh-Hans": "未中签（顺序在前的申请已中签）",
        "ko": "낙첨(앞 순서의 신청이 당첨되었습니다)",
    },
    "quota_full": {
        "ja": "落選（当選できる数に達していました）",
        "ja-easy": "はずれ（もう ほかの ｜申《もう》し｜込《こ》みが ｜当《あ》たっています）",
        "en": "Not drawn: you had as many wins as are allowed",
        "zh-Hans": "未中签（已达可中签件数）",
        "ko": "낙첨(당첨될 수 있는 건수에 이르렀습니다)",
    },
    "clash": {
        "ja": "落選（同じ時間に別の申込みが当選しました）",
        "ja-easy": "はずれ（｜同《おな》じ ｜時間《じかん》に ほかが ｜当《あ》たりました）",
        "en": "Not drawn: you won another room at that time",
        "zh-Hans": "未中签（同一时间的其他申请已中签）",
        "ko": "낙첨(같은 시간의 다른 신청이 당첨되었습니다)",
    },
    "not_free": {
        "ja": "落選（利用できない枠でした）",
        "ja-easy": "はずれ（｜使《つか》えない ｜時間《じかん》でした）",
        "en": "Not drawn: the slot could no longer be had",
        "zh-Hans": "未中签（该时段不能使用）",
        "ko": "낙첨(사용할 수 없는 시간이었습니다)",
    },
}
_AS_OF: Mapping[str, str] = {
    "ja": "{} 現在の状況",
    "ja-easy": "{} の ｜様子《ようす》",
    "en": "As of {}",
    "zh-Hans": "截至 {}",
    "ko": "{} 현재",
}
_WEEKDAYS: Mapping[str, str] = {"ja": "月火水木金土日", "ko": "월화수목금토일"}
_CHINESE_WEEKDAYS = "一二三四五六日"
_WEIGHT = re.compile(r"[01](\.[0-9]{0,3})?")
_RUBY = re.compile("｜([^｜《》]+)《([^｜《》]+)》")


def language_for(accepted: str, asked: str | None = None) -> str:
    """The language a link asks for, else the one the telephone likes best, else ``ja``.

    Weighed as RFC 9110 §12.5.4 says; of two that weigh the same the one named first is taken.
    """
    if asked in LANGUAGES:
        return asked
    weights: dict[str, float] = {}
    for part in accepted.split(","):
        tag, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weights.setdefault(tag[:2], _weight(parameters))
    wanted = [tag for tag in weights if tag in _TAGS and weights[tag]]
    return _TAGS[max(wanted, key=lambda tag: weights[tag], default="ja")]


def _weight(parameters: list[str]) -> float:
    given = next((one.removeprefix("q=") for one in parameters if one.startswith("q=")), "1")
    return float(given) if _WEIGHT.fullmatch(given) else 0.0


def html_language(language: str) -> str:
    """What the page says of its language to the browser."""
    return _HTML.get(language, language)


def html(text: str) -> str:
    """A text of ours as HTML, its readings as ``<ruby>``."""
    return _RUBY.sub(r"<ruby>\1<rt>\2</rt></ruby>", escape(text))


def said(text: Text, language: str) -> str:
    """A text of ours or of the city as HTML; the city's in Japanese where it has no other."""
    if language == "ja-easy" and language not in text and "kana" in text:
        return f"<ruby>{escape(text['ja'])}<rt>{escape(text['kana'])}</rt></ruby>"
    return html(text.get(language, text["ja"]))


def plain_title(language: str) -> str:
    """The title of the page, where no reading can stand."""
    return escape(_RUBY.sub(r"\1", WORDS["title"][language]))


def day(at: datetime, language: str) -> str:
    """A day with its weekday."""
    match language:
        case "en":
            return f"{at:%a} {at.day} {at:%b %Y}"
        case "zh-Hans":
            return f"{at.year}年{at.month}月{at.day}日（周{_CHINESE_WEEKDAYS[at.weekday()]}）"
        case "ko":
            return f"{at.year}년 {at.month}월 {at.day}일 ({_WEEKDAYS['ko'][at.weekday()]})"
        case _:
            return f"{at.year}年{at.month}月{at.day}日（{_WEEKDAYS['ja'][at.weekday()]}）"


def moment(at: datetime, language: str) -> str:
    """A day and a time of day."""
    return f"{day(at, language)} {at:%H:%M}"


def as_of(at: datetime, language: str) -> str:
    """When what is shown was true, as HTML."""
    return html(_AS_OF[language].format(moment(at, language)))


def choices(language: str) -> str:
    """Links to the page in the other languages, as HTML."""
    return " ".join(
        f'<a href="?language={other}" lang="{html_language(other)}">{html(name)}</a>'
        for other, name in NAMES.items()
        if other != language
    )
