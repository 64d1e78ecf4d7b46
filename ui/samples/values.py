"""Sample values on the pattern of Shiroi's guide (names, fees and hours); people are invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from kiosk.model import (
    Application,
    Choice,
    City,
    Contact,
    Credential,
    DrawTimes,
    Facility,
    FacilityClass,
    FeeLine,
    IfClaimed,
    Notice,
    Purpose,
    Quota,
    Quote,
    Registrant,
    Reservation,
    Room,
    RoomFee,
    RoomUnit,
    SlotFee,
)
from ui.places import Draft
from ui.samples import people
from ui.samples.texts import text_of
from ui.wording.words import JAPAN

NOW = datetime(2026, 12, 8, 10, 24, tzinfo=JAPAN)
#: When booking opens again, seen out of hours.
OPENS_NEXT = datetime(2026, 12, 9, 9, tzinfo=JAPAN)
DAY = date(2027, 2, 13)
OPENS_AT = datetime(2027, 1, 1, 8, 30, tzinfo=JAPAN)


def _room(facility: str, room: str, names: tuple[str, str], yen: int, capacity: int) -> Room:
    return Room(
        id=f"{facility}-{room}",
        name=text_of(*names),
        class_id="hall",
        capacity=capacity,
        fee=RoomFee(per_hour_yen=yen),
    )


def _facility(id_: str, names: tuple[str, str], address: tuple[str, str], tel: str) -> Facility:
    rooms = (
        _room(id_, "craft", ("工芸室", "Craft room"), 350, 24),
        _room(id_, "kitchen", ("調理実習室", "Cooking studio"), 720, 36),
        _room(id_, "study", ("研修室", "Training room"), 350, 30),
        _room(id_, "etiquette", ("作法室", "Japanese etiquette room"), 350, 40),
        _room(id_, "av", ("視聴覚室", "Audiovisual room"), 780, 50),
        _room(id_, "hall", ("レクリエーションホール", "Recreation hall"), 970, 150),
    )
    return Facility(
        id=id_,
        name=text_of(*names),
        address=text_of(*address),
        tel=tel,
        opening=text_of("9:00～21:00", "9:00–21:00"),
        closed=text_of("月曜日・祝日・年末年始", "Mondays, holidays, New Year"),
        rooms=rooms,
    )


FACILITIES = (
    _facility(
        "nishi-shiroi",
        ("西白井複合センター", "Nishi-Shiroi Community Complex"),
        ("清水口1-2-1", "1-2-1 Shimizuguchi"),
        "047-492-1011",
    ),
    _facility(
        "ekimae",
        ("白井駅前センター", "Shiroi Station Centre"),
        ("堀込1-2-2", "1-2-2 Horigome"),
        "047-497-1151",
    ),
    _facility(
        "sakuradai",
        ("桜台センター", "Sakuradai Centre"),
        ("桜台2-14", "2-14 Sakuradai"),
        "047-491-7111",
    ),
    _facility(
        "fuji",
        ("学習等供用施設（富士センター）", "Fuji Centre (Learning Facility)"),
        ("富士239-2", "239-2 Fuji"),
        "047-446-1911",
    ),
    _facility(
        "komin",
        ("公民センター", "Citizens' Centre"),
        ("中98-17", "98-17 Naka"),
        "047-492-5266",
    ),
    _facility(
        "youth-women",
        (
            "青少年女性センター（福祉センター内）",
            "Youth and Women's Centre (in the Welfare Centre)",
        ),
        ("清戸766-1", "766-1 Kiyoto"),
        "047-492-2022",
    ),
    _facility(
        "senior",
        ("老人福祉センター（福祉センター内）", "Senior Welfare Centre (in the Welfare Centre)"),
        ("清戸766-1", "766-1 Kiyoto"),
        "047-492-2022",
    ),
    _facility(
        "community",
        ("白井コミュニティセンター", "Shiroi Neighbourhood Hall"),
        ("復1458-1", "1458-1 Fuku"),
        "047-491-1505",
    ),
    _facility(
        "plaza",
        ("西白井コミュニティプラザ", "Nishi-Shiroi Neighbourhood Plaza"),
        ("西白井2-16-1", "2-16-1 Nishi-Shiroi"),
        "047-497-5771",
    ),
)
FACILITY = FACILITIES[0]
#: The same building where rooms are let by the slot, and a hall in two interchangeable halves.
_SLOT_FEES = (
    SlotFee(slots=("am",), name=None, yen=1200),
    SlotFee(slots=("am", "pm", "night"), name=text_of("全日", "Whole day"), yen=3600),
)
_HALVES = (
    RoomUnit(id="east", name=text_of("東側", "East half")),
    RoomUnit(id="west", name=text_of("西側", "West half")),
)
BY_SLOT = replace(
    FACILITY,
    id="by-slot",
    rooms=(
        *(replace(room, fee=RoomFee(by_slot=_SLOT_FEES)) for room in FACILITY.rooms[:5]),
        replace(FACILITY.rooms[5], units=_HALVES),
        replace(
            FACILITY.rooms[5],
            id="by-slot-half",
            name=text_of("第1競技場（半面）", "Arena 1 (half)"),
            units=_HALVES,
            takes="one",
        ),
        replace(
            FACILITY.rooms[0],
            id="by-slot-courts",
            name=text_of("屋外テニスコート", "Outdoor tennis courts"),
            capacity=8,
            units=tuple(
                RoomUnit(id=f"court-{number}", name=text_of(f"{number}面", f"Court {number}"))
                for number in range(1, 13)
            ),
            takes="one",
        ),
    ),
)
ROOM = FACILITY.rooms[5]
PURPOSES = (
    Purpose(id="meeting", name=text_of("会議・打合せ", "Meeting")),
    Purpose(id="music", name=text_of("音楽・合唱", "Music, choir")),
    Purpose(id="dance", name=text_of("ダンス・体操", "Dance, exercise")),
    Purpose(id="sport", name=text_of("卓球・軽スポーツ", "Table tennis, light sports")),
    Purpose(id="craft", name=text_of("手芸・工芸", "Handicraft")),
    Purpose(id="cooking", name=text_of("料理", "Cooking")),
    Purpose(id="study", name=text_of("学習・講座", "Study, courses")),
    Purpose(id="other", name=text_of("その他", "Other")),
)
PURPOSE = PURPOSES[2]
CITY = City(
    id="shiroi",
    name=text_of("白井市", "Shiroi City"),
    system_name=text_of(
        "白井市施設予約システム（公民館等施設用）", "Shiroi Facility Booking (Community Centres)"
    ),
    languages=("ja", "ja-easy", "en", "zh-Hans", "ko"),
    features=("lottery", "lottery-competition"),
    contact=Contact(
        name=text_of(
            "白井市教育委員会 教育部 生涯学習課",
            "Lifelong Learning Division, Shiroi City Board of Education",
        ),
        tel="047-401-8942",
    ),
    registration_number=Credential(
        name=text_of("利用者登録番号", "Registration number"),
        pattern=r"\d{7}",
        min_length=7,
        max_length=7,
    ),
    secret=Credential(
        name=text_of("暗証番号", "PIN"), pattern=r"\d{4}", min_length=4, max_length=4
    ),
    terms={
        "number_name": text_of("利用者登録番号", "Registration number"),
        "secret": text_of("暗証番号", "PIN"),
        "card": text_of("利用登録カード", "Registration card"),
        "first_come": text_of("随時予約", "booking at any time"),
        "claim": text_of("利用申請（仮予約）", "application for use (provisional booking)"),
        "fee": text_of("使用料等", "fee for use"),
    },
    ask_secret_before_commit=True,
    classes=(
        FacilityClass(
            id="hall",
            name=text_of("公民館等", "Halls"),
            purposes=PURPOSES,
            max_slots_per_use=12,
        ),
    ),
    slot_patterns=(),
    registration=people.BEGUN_HERE,
    history_months=1,
)
NOTICES = (
    Notice(
        id="n2",
        date=date(2026, 12, 1),
        title=text_of("年末年始の休館日について", "Closed over New Year"),
        body=text_of(
            "12月28日から1月4日まで、すべての施設が休館です。",
            "All facilities are closed from 28 December to 4 January.",
        ),
    ),
    Notice(
        id="n1",
        date=date(2026, 11, 20),
        title=text_of("2月分の抽選申込みは12月5日からです", "Lottery for February from 5 December"),
        body=text_of(
            "申込みは12月15日まで、結果は12月18日から確認できます。",
            "Apply until 15 December; results are shown from 18 December.",
        ),
    ),
)
REGISTRANT = Registrant(
    name="白井フォークダンスの会",
    number_tail="4567",
    standing="active",
    standing_since=None,
    valid_until=date(2028, 3, 31),
)
DRAFT = Draft("reservation", ROOM.id, DAY, 1, 3)
CHOICE = Choice(
    room_id=ROOM.id, date=DAY, first_slot=1, slot_count=3, purpose_id=PURPOSE.id, people=24
)
DRAW = DrawTimes(
    draw_at=datetime(2026, 12, 16, tzinfo=JAPAN),
    result_from=datetime(2026, 12, 18, tzinfo=JAPAN),
    claim_from=datetime(2026, 12, 18, tzinfo=JAPAN),
    claim_until=datetime(2026, 12, 26, tzinfo=JAPAN),
)
PAY_AT = text_of("利用する施設の窓口", "the counter of the facility")
_FEE_LINES = (FeeLine(name=text_of("使用料（3時間）", "Fee (3 hours)"), yen=2910),)
QUOTE = Quote(
    fee_lines=_FEE_LINES,
    fee_yen=2910,
    payment_due=datetime(2027, 2, 7, tzinfo=JAPAN),
    pay_at=PAY_AT,
    quota=Quota(limit=15, used=2, scope=text_of("同じ施設", "the same facility")),
    cancel_until=datetime(2027, 2, 7, tzinfo=JAPAN),
    draw=None,
)
#: The last open day of the month in which a win is claimed, at noon.
IF_CLAIMED = IfClaimed(
    state="provisional",
    fee_yen=2910,
    payment_due=datetime(2026, 12, 27, 12, tzinfo=JAPAN),
    pay_at=PAY_AT,
    lapses_unpaid=True,
)
LOTTERY_QUOTE = Quote(
    fee_lines=_FEE_LINES,
    fee_yen=2910,
    payment_due=None,
    pay_at=PAY_AT,
    quota=Quota(limit=10, used=3, scope=text_of("公民館等施設全体", "all halls together")),
    cancel_until=datetime(2026, 12, 16, tzinfo=JAPAN),
    draw=DRAW,
    if_claimed=IF_CLAIMED,
)
#: Where a city asks for no claim and sets no limit.
PLAIN_LOTTERY_QUOTE = replace(
    LOTTERY_QUOTE,
    quota=None,
    draw=replace(DRAW, claim_from=None, claim_until=None),
    if_claimed=None,
)


def _application(number: int, state: str, can: tuple[str, ...]) -> Application:
    day = DAY + timedelta(days=number)
    return Application(
        id=f"a{number}",
        number=f"L-2027-{number:06d}",
        room_id=ROOM.id,
        facility_id=FACILITY.id,
        date=day,
        first_slot=1,
        slot_count=3,
        from_=datetime(day.year, day.month, day.day, 10, tzinfo=JAPAN),
        until=datetime(day.year, day.month, day.day, 13, tzinfo=JAPAN),
        purpose_id=PURPOSE.id,
        people=24,
        fee_yen=2910,
        state=state,  # type: ignore[arg-type]
        made_at=NOW,
        token="3f9a-71c2",  # noqa: S106 (a lottery token is public)
        draw=DRAW,
        lost_because={"code": "slot_taken"} if state == "lost" else None,
        can=can,  # type: ignore[arg-type]
        reservation_id=None,
        status_url="https://example.jp/status/abc",
        if_claimed=IF_CLAIMED if state in ("won", "applied") else None,
    )


def _reservation(number: int, state: str, can: tuple[str, ...]) -> Reservation:
    day = DAY + timedelta(days=number)
    return Reservation(
        id=f"r{number}",
        number=f"R-2027-{number:06d}",
        room_id=ROOM.id,
        facility_id=FACILITY.id,
        date=day,
        first_slot=1,
        slot_count=3,
        from_=datetime(day.year, day.month, day.day, 10, tzinfo=JAPAN),
        until=datetime(day.year, day.month, day.day, 13, tzinfo=JAPAN),
        purpose_id=PURPOSE.id,
        people=24,
        fee_lines=_FEE_LINES,
        fee_yen=2910,
        state=state,  # type: ignore[arg-type]
        origin="first_come",
        made_at=NOW,
        payment_due=datetime(2027, 2, 7, tzinfo=JAPAN),
        pay_at=PAY_AT,
        lapses_unpaid=True,
        paid=state in ("confirmed", "used"),
        cancel_until=datetime(2027, 2, 7, tzinfo=JAPAN),
        cancellation_fee_yen=0,
        can=can,  # type: ignore[arg-type]
        status_url="https://example.jp/status/def",
    )


APPLICATIONS = (
    _application(1, "won", ("claim", "waive")),
    _application(2, "applied", ("cancel",)),
    _application(3, "lost", ()),
    _application(4, "claimed", ()),
    _application(5, "waived", ()),
    _application(6, "lapsed", ()),
    _application(7, "cancelled", ()),
)
RESERVATIONS = (
    _reservation(1, "provisional", ("cancel",)),
    _reservation(2, "confirmed", ()),
    _reservation(3, "used", ()),
    _reservation(4, "cancelled", ()),
    _reservation(5, "expired", ()),
)
#: In a city that takes cancellations by telephone only.
BY_TELEPHONE = replace(
    _reservation(6, "confirmed", ()),
    cancel_by="telephone",
    tel=FACILITY.tel,
    cancellation_fee_yen=1455,
)
