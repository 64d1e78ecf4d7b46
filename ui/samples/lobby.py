"""Notices enough to fill pages, one of them long."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from ui.samples.values import NOTICES

_JA = (
    "工事のため、エレベーターが使えません。階段をお使いになれない方は、窓口にお声がけください。"
    "職員が別の部屋をご案内します。工事の日は変わることがあります。"
)
_EN = (
    "The lift is out of use because of building work. If you cannot use the stairs, please tell "
    "the counter. Staff will find you another room. The days of the work may change."
)
LONG_NOTICE = replace(
    NOTICES[0],
    id="lift",
    title={
        "ja": "青少年女性センターと老人福祉センター（福祉センター内）のエレベーター工事について",
        "kana": (
            "せいしょうねんじょせいせんたーとろうじんふくしせんたー（ふくしせんたーない）の"
            "えれべーたーこうじについて"
        ),
        "en": "The lift of the Youth and Women's Centre and the Senior Welfare Centre",
        "zh-Hans": "关于青少年女性中心和老人福祉中心（福祉中心内）的电梯施工",
        "ko": "청소년여성센터와 노인복지센터(복지센터 내)의 엘리베이터 공사에 대하여",
    },
    body={"ja": _JA * 4, "kana": _JA * 4, "en": _EN * 4, "zh-Hans": _JA * 4, "ko": _EN * 4},
)
MANY_NOTICES = (
    LONG_NOTICE,
    *NOTICES,
    *(
        replace(NOTICES[1], id=f"older-{number}", date=NOTICES[1].date - timedelta(days=number))
        for number in range(1, 10)
    ),
)
