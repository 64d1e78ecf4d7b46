"""Breaking text into lines the way Japanese is set.

Rules after JIS X 4051 (line-start and line-end prohibition, 禁則処理): closing marks and small
kana never start a line, opening marks never end one. Beyond the standard, for people who read at a
glance, words in Latin letters or katakana, numbers with their units and dates with their weekdays
stay whole where a line can hold them, and so do the phrases of a Japanese sentence (文節) and the
words of a Chinese one that stand on our papers. Nothing is ever cut off: what does not fit goes to
the next line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

#: How wide a piece of text is, in dots.
Measure = Callable[[str], float]

NOT_AT_START = frozenset(
    "、。，．・·：；！？)）]］}｝〕〉》」』】〙〗’”»ー‐゠–〜～々〻ゝゞヽヾ…‥"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ％℃°,.!?:;/"
)
NOT_AT_END = frozenset("(（[［{｛〔〈《「『【〘〖‘“«￥¥＄№＃")
UNITS = frozenset("年月日時分秒人名件円回室階歳枚号番")
CHINESE_WEEKDAYS = frozenset("一二三四五六日")
SPANS = frozenset("〜～–-")
KATAKANA = frozenset(map(chr, (*range(0x30A1, 0x30FB), 0x30FC)))
HIRAGANA = frozenset(map(chr, range(0x3041, 0x3097)))
#: Before an ideograph these make it polite: お支払い, ご利用.
POLITE = frozenset("おご")
#: Alone between two ideographs these join them to one word: 取り消す, 申し込み, 払い戻し.
JOINING = frozenset("いえきぎけげしじせちびみめりれ")
QUOTED = frozenset("」』")
#: They belong to the hour before them, also after a space.
LIMITS = ("まで", "から")
#: Words of Chinese papers that nothing marks off from their neighbours; of two that begin alike,
#: the longer one first.
CHINESE_WORD = re.compile(
    "个人编号卡|身份证明|身份证件|决定通知书|会员名册|登记申请书|驾驶证|通知书|公布日|"
    "空闲|情况|变化|填写|领取|平时|代表|会员|姓名|住址|网上|网页|不能|完成|屏幕|抄下|其余|"
    "重新打印|申请书|登记证|登录证|使用费|取消费|付款|期限|地点|预约|申请|抽签|中签|凭条|设施|窗口|房间|"
    "确认|确定|公布|公开|结果|手续|办理|携带|出示|登记|登录|使用|人数|用途|取消|作废|逾期|自动|成为|"
    "无需|号码|封印|记录|核对|可凭|手机|扫描|查看|最新|状态|添加|日历|终端|打印|账户|扣款|当天|截至|密码|"
    "本人|证件|工作人员|咨询|电话|开放|时间|免费|列表|没有|尚未|请在|之前|以内|需要|可以|市民|公民馆|会议室"
)

#: A last line shorter than this share of the width looks forgotten.
FORGOTTEN = 0.2

#: Between a label and its value, in Japanese.
_COLON = "："

#: From here on characters are ideographs, kana and full-width marks, which break anywhere.
_FIRST_IDEOGRAPHIC = "\u2e80"
_FIRST_HANGUL, _LAST_HANGUL = "가", "힣"


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """``text`` in lines of at most ``width`` dots; a line feed in it starts a new line.

    A line is wider than ``width`` only if a single character is. Spaces at a break are dropped.
    """
    return [line for part in text.split("\n") for line in _wrap_paragraph(part, width, measure)]


def wrap_text(text: str, width: float, measure: Measure) -> list[str]:
    """``text`` in full lines, unless the last one would be a forgotten word: then evenly."""
    return [line for part in text.split("\n") for line in _wrap_text(part, width, measure)]


def _wrap_text(text: str, width: float, measure: Measure) -> list[str]:
    lines = _wrap_paragraph(text, width, measure)
    label, colon, value = text.partition(_COLON)
    if (
        len(lines) == len((label, value))
        and colon
        and max(map(measure, (label + colon, value))) <= width
    ):
        return [label + colon, value]  # a label above its value, which stays whole
    if len(lines) > 1 and measure(lines[-1]) < width * FORGOTTEN:
        return wrap_evenly(text, width, measure)
    return lines


def wrap_evenly(text: str, width: float, measure: Measure) -> list[str]:
    """Like ``wrap``, in no more lines, but of about equal length: for headings and names."""
    lines = wrap(text, width, measure)
    # Never narrower than the longest unit that fits: evenness must not tear a word apart.
    whole = (size for size in map(measure, units(text)) if size <= width)
    narrow, wide = max(whole, default=0.0), width
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        tried = wrap(text, middle, measure)
        if len(tried) <= len(lines) and all(measure(line) <= middle for line in tried):
            wide, lines = middle, tried
        else:
            narrow = middle
    return lines


def units(text: str) -> Iterator[str]:
    """The pieces of ``text`` that must not be broken, with the spaces that follow them."""
    return _pieces(text, _ends_phrase if _is_japanese(text) else _ends_word)


#: Whether a line may end before the character of a text at this place.
_MayEnd = Callable[[str, int], bool]


def _pieces(text: str, may_end: _MayEnd) -> Iterator[str]:
    whole = {
        at for word in CHINESE_WORD.finditer(text) for at in range(word.start() + 1, word.end())
    }
    start = 0
    for here in range(1, len(text)):
        if here not in whole and may_end(text, here):
            yield text[start:here]
            start = here
    if text:
        yield text[start:]


def _is_japanese(text: str) -> bool:
    return any(sign in HIRAGANA or sign in KATAKANA for sign in text)


def _ends_phrase(text: str, here: int) -> bool:
    """Between phrases: before what is no hiragana any more, and before a polite word."""
    before, after = text[here - 1], text[here]
    if before == " ":
        return after != " " and not text.startswith(LIMITS, here)
    if not _ends_word(text, here):
        return False
    if after in HIRAGANA:
        polite = after in POLITE and _is_ideograph(text[here + 1 : here + 2])
        return polite if before in HIRAGANA else not (_is_word(before) or before in QUOTED)
    if before in HIRAGANA:
        alone = text[here - 2 : here - 1] not in HIRAGANA
        joins = before in POLITE or (alone and before in JOINING)
        return not (joins and _is_ideograph(after))
    return not (_is_word(before) and _is_word(after))


def _is_word(sign: str) -> bool:
    """Whether a sign is part of a word: an ideograph, katakana, a letter or a digit."""
    return sign.isalnum() or sign in KATAKANA


def _is_ideograph(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _ends_word(text: str, here: int) -> bool:
    """Between any two ideographs or kana, but not in words of other letters, numbers and dates."""
    before, after = text[here - 1], text[here]
    if after == " " or _is_forbidden(before, after):
        return False
    if before == " ":
        return True
    if (before.isdigit() and after in UNITS) or (before in UNITS and after.isdigit()):
        return False  # a whole date: 2026年12月18日
    if before in SPANS and after.isdigit():
        return False
    if before in KATAKANA and after in KATAKANA:
        return False
    if (before, after) == ("ま", "で") or (before == "周" and after in CHINESE_WEEKDAYS):
        return False  # until when, and until which day
    if before == "日" and after in NOT_AT_END:
        return False  # its weekday
    return _breaks_anywhere(before) or _breaks_anywhere(after)


def _breaks_anywhere(sign: str) -> bool:
    """Ideographs and kana do; Korean words stay whole like Latin ones."""
    return sign >= _FIRST_IDEOGRAPHIC and not _FIRST_HANGUL <= sign <= _LAST_HANGUL


def _wrap_paragraph(text: str, width: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    line = ""
    for unit in units(text.strip(" ")):
        if measure((line + unit).rstrip(" ")) <= width:
            line += unit
            continue
        if line:
            lines.append(line.rstrip(" "))
        *full, line = _fill(unit, width, measure)
        lines.extend(full)
    return [*lines, line.rstrip(" ")]


def _fill(unit: str, width: float, measure: Measure) -> list[str]:
    """A phrase in lines: parted between its words, and in a word only where one is too wide."""
    lines = [""]
    for word in _pieces(unit, _ends_word):
        if measure((lines[-1] + word).rstrip(" ")) <= width:
            lines[-1] += word
            continue
        lines[-1] = lines[-1].rstrip(" ")
        lines.extend(_split(word, width, measure))
    return lines if lines[0] else lines[1:]


def _split(unit: str, width: float, measure: Measure) -> list[str]:
    """A unit that is wider than a line, such as a long address, broken between characters."""
    pieces: list[str] = []
    rest = unit
    while rest:
        end = 1
        while end < len(rest) and measure(rest[: end + 1].rstrip(" ")) <= width:
            end += 1
        kept = end
        while 1 < kept < len(rest) and _is_forbidden(rest[kept - 1], rest[kept]):
            kept -= 1
        pieces.append(rest[:kept])
        rest = rest[kept:]
    return pieces


def _is_forbidden(before: str, after: str) -> bool:
    """Whether the standard forbids a break here, even in a word that has to be broken."""
    return after in NOT_AT_START or before in NOT_AT_END
