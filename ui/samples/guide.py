"""A sample guide on the pattern of Shiroi's, its counters, and two other services."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.guide import (
    Counter,
    Counters,
    Guide,
    GuideFact,
    GuideSection,
    GuideTopic,
    Link,
    OtherTerminal,
)
from kiosk.model import Text
from ui.samples import values, wards


def _text(ja: str, en: str, zh: str, ko: str) -> Text:
    return {"ja": ja, "kana": ja, "en": en, "zh-Hans": zh, "ko": ko}


_WHERE = _text(
    "使う施設の窓口",
    "The counter of the centre you will use",
    "所用设施的窗口",
    "사용할 시설의 창구",
)
HOW = GuideSection(
    id="how",
    title=_text("登録のしかた", "How to register", "登记方法", "등록 방법"),
    steps=(
        _text(
            "申請書を窓口で受け取り、書きます。インターネットでも書き始められます。",
            "Get the form at a counter and fill it in. You can also begin on the internet.",
            "在窗口领取并填写申请书。也可以在网上开始填写。",
            "창구에서 신청서를 받아 작성합니다. 인터넷에서도 시작할 수 있습니다.",
        ),
        _text(
            "代表者か会員が、いつも使う施設の窓口へ行きます。",
            "The representative or a member goes to the counter of the centre you use most.",
            "由代表或会员前往平时使用的设施窗口。",
            "대표자나 회원이 평소 쓰는 시설 창구로 갑니다.",
        ),
        _text(
            "利用登録カード（登録決定通知書）を受け取ります。",
            "You receive the registration card (notice of registration).",
            "领取使用登记卡（登记决定通知书）。",
            "이용 등록 카드(등록 결정 통지서)를 받습니다.",
        ),
    ),
    bring=(
        _text("登録申請書", "Registration form", "登记申请书", "등록 신청서"),
        _text(
            "氏名と住所が分かる身分証明書（運転免許証など）",
            "ID with name and address (driving licence or similar)",
            "能确认姓名和住址的身份证明（驾驶证等）",
            "이름과 주소를 알 수 있는 신분증(운전면허증 등)",
        ),
        _text("会員名簿", "Member list", "会员名册", "회원 명부"),
    ),
    where=_WHERE,
    until=_text("使う日の7日前まで", "By 7 days before use", "使用日7天前", "사용일 7일 전까지"),
    tel="047-492-1011",
    url="https://www.example.jp/yoyaku/index.html",
)
_WHEN = GuideSection(
    id="when",
    title=_text("いつから、いつまで", "From when until when", "从何时到何时", "언제부터 언제까지"),
    paragraphs=(
        _text(
            "期限までに払わないと、予約は自動で消えます。",
            "Unpaid bookings are deleted automatically.",
            "逾期未缴，预约自动取消。",
            "기한까지 내지 않으면 예약이 자동으로 취소됩니다.",
        ),
    ),
    facts=(
        GuideFact(
            label=_text(
                "登録した団体（この端末・インターネット）",
                "Registered groups, here or online",
                "已登记团体（本终端、互联网）",
                "등록 단체(이 단말기·인터넷)",
            ),
            value=_text(
                "使う月の1か月前の1日8:30～使う日の7日前",
                "from 8:30 on the 1st of the month before use to 7 days before use",
                "使用月1个月前的1日8:30至使用日7天前",
                "사용 달 1개월 전 1일 8:30 ~ 사용일 7일 전",
            ),
        ),
        GuideFact(
            label=_text("6日前から", "From 6 days before", "6天前起", "6일 전부터"),
            value=_text("施設の窓口だけ", "at the counter only", "仅限设施窗口", "시설 창구만"),
        ),
    ),
)
_TITLES = (
    ("about", "calendar", _text("この予約のしくみ", "About", "关于本服务", "서비스 안내")),
    ("register", "person", _text("団体を登録する", "Registering a group", "登记团体", "단체 등록")),
    ("lottery", "ticket", _text("抽選で申し込む", "The lottery", "抽签申请", "추첨 신청")),
    ("book", "check", _text("先着順で予約する", "First come", "先到先得预约", "선착순 예약")),
    ("pay", "yen", _text("使用料を払う", "Paying", "缴纳使用费", "사용료 내기")),
    ("change", "cancel", _text("変える・取り消す", "Changing", "变更与取消", "변경·취소")),
    ("priority", "list", _text("発表会や総会", "Recitals", "发表会与总会", "발표회와 총회")),
    ("contact", "phone", _text("問い合わせ先", "Contact", "咨询", "문의")),
)
GUIDE = Guide(
    topics=tuple(
        GuideTopic(id=id_, title=title, icon=icon, sections=(HOW, _WHEN))
        for id_, icon, title in _TITLES
    )
)
#: As many questions as the longest topic has, and an answer with everything an answer can have.
_LONG = replace(
    HOW,
    id="long",
    steps=HOW.steps * 3,
    paragraphs=_WHEN.paragraphs * 3,
    facts=_WHEN.facts * 3,
    bring=HOW.bring * 2,
)
LONG_TOPIC = GuideTopic(
    id="long",
    title=_TITLES[1][2],
    icon="no-such-icon",
    sections=(_LONG, *(replace(HOW, id=f"how-{number}") for number in range(12))),
)
#: Of a city with wards, whose offices register people for different things.
MANY_COUNTERS = Counters(
    counters=tuple(
        Counter(
            id=facility.id,
            name=facility.name,
            address=facility.address,
            tel=facility.tel,
            kinds=("kominkan",) if number % 2 else ("community",),
            note=None,
        )
        for number, facility in enumerate(wards.WARDS.facilities[:9])
    ),
)
COUNTERS = Counters(
    counters=tuple(
        Counter(
            id=facility.id,
            name=facility.name,
            address=facility.address,
            tel=facility.tel,
            kinds=("kominkan",),
            note=None,
        )
        for facility in values.FACILITIES
    ),
    terminals=tuple(
        OtherTerminal(
            id=facility.id, name=facility.name, address=facility.address, area=values.CITY.name
        )
        for facility in values.FACILITIES
    ),
)
LINKS = (
    Link(
        id="schools",
        name=_text("学校開放・スポーツ施設", "Schools, sports grounds", "学校开放", "학교 개방"),
        about=_text(
            "学校の体育館や運動場を予約できます。",
            "Book the gyms and grounds of schools.",
            "可预约学校体育馆和运动场。",
            "학교 체육관과 운동장을 예약할 수 있습니다.",
        ),
        url="https://www.example.jp/schools/yoyaku/index.html?communitycd=L8",
    ),
    Link(
        id="library",
        name=_text("図書館", "Libraries", "图书馆", "도서관"),
        about=_text(
            "本をさがして予約できます。",
            "Find and reserve books.",
            "查找并预约图书。",
            "책을 찾고 예약합니다.",
        ),
        url="https://www.example.jp/library/",
    ),
)
