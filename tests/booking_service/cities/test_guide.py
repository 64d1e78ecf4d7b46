"""The guide answers what the cities' documents tell, and says no number but those of the rules.

The documents are not part of this repository: the questions below were listed from them by hand,
each under a short name of our own.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from booking_service.cities.check import main
from booking_service.cities.errors import CityError
from booking_service.cities.guide_file import GuideIn
from booking_service.cities.loader import city_names, folder_of, known_city
from booking_service.policy.guide import GuideSection
from booking_service.policy.instants import Anchor, RelativeInstant
from booking_service.policy.model import City
from booking_service.policy.rules import FeeStep, Text

LANGUAGES = {"ja", "kana", "ja-easy", "en", "zh-Hans", "ko"}

#: What a document tells or is asked, and the section that answers it.
ANSWERS = {
    "sapporo": {
        "§1 overview": "about/what",
        "§1(1) hours": "about/hours",
        "§1(2) devices": "about/web",
        "§1(3) who answers": "contact/system",
        "§2(1) registering": "register/how",
        "§2(2) once only, password, e-mail": "register/who",
        "§2(3) card": "register/card",
        "§2(3) card lost": "register/card-lost",
        "§2(4)① details": "register/change",
        "§2(4)② password": "register/password",
        "§2(4)③ password forgotten": "register/forgotten",
        "§2(4)④ deleting": "register/delete",
        "§3(1) functions": "about/what",
        "§3(1) cancelling by telephone": "cancel/cancel",
        "§3(1) moving": "cancel/move",
        "§3(1) deposit": "lottery/when",
        "§3(1) result": "lottery/result",
        "§3(1) booking": "book/how",
        "§3(1) own bookings": "book/check",
        "§3(2) telephone and fax": "about/fax",
        "§4(1) centres": "contact/centres",
        "001 §2⑥ schools and sports": "about/school",
    },
    "kodaira": {
        "preface": "about/what",
        "preface, dates": "about/since",
        "flow": "about/flow",
        "① who": "register/who",
        "① how and with what": "register/how",
        "② applying": "lottery/how",
        "② result": "lottery/result",
        "② won": "lottery/won",
        "③ booking": "book/how",
        "③ limit": "book/limit",
        "④ last minute": "late/late",
        "⑤ the day": "day/day",
        "Q1 password forgotten": "register/forgotten",
        "Q2 by telephone": "book/phone",
        "Q3 cancelling": "cancel/cancel",
        "Q4 lost": "lottery/lost",
        "Q5 no smartphone": "book/counter",
        "Q6 every year": "register/yearly",
        "cover, who answers": "contact/office",
    },
    "shiroi": {
        "§1 what it is": "about/what",
        "§1 facilities": "about/places",
        "§1 lobby PCs": "about/hours",
        "§1 home computer": "about/home",
        "§2 who registers": "register/who",
        "§2 papers": "register/how",
        "§2 notes": "register/card",
        "§2 reissue": "register/lost",
        "§2 changed details": "register/change",
        "§2 validity": "register/renew",
        "§3 flow, §6 chart": "lottery/flow",
        "§3 number of applications": "lottery/limit",
        "§3 confirming": "lottery/claim",
        "§3 lost": "lottery/lost",
        "§3 availability": "book/free",
        "§3 first come": "book/when",
        "§3 unregistered": "book/unregistered",
        "§3 limits": "book/limit",
        "§3 payment due": "pay/until",
        "§3 paying": "pay/how",
        "§4 paid": "change/paid",
        "§4 unpaid": "change/unpaid",
        "§5 priority": "priority/priority",
        "§5 typhoon": "change/storm",
        "§5 fees": "pay/prices",
        "imprint": "contact/system",
        "where to ask a centre": "contact/centres",
    },
    "fukuoka": {
        "§1(1) overview": "about/what",
        "§1(2) hours": "about/hours",
        "§1(3), §4 ways": "about/ways",
        "§1(4) who answers": "contact/system",
        "§1(4) facilities answer": "contact/facility",
        "§2 who": "register/who",
        "§2(1) how, (3) counters": "register/how",
        "§2(2) notes": "register/rules",
        "§3(1) lottery": "lottery/flow",
        "§3(1) months": "lottery/months",
        "§3(1) claiming": "lottery/claim",
        "§3(1) after booking": "lottery/after",
        "§3(1) lost": "lottery/lost",
        "§3(2) sports": "book/sport",
        "§3(2) culture": "book/culture",
        "§3(2) exchange centres": "book/exchange",
        "§3(2) notes": "book/notes",
        "§3(3) cancelling": "cancel/how",
        "§3(3) sports": "cancel/sport",
        "§3(3) culture": "cancel/culture",
        "§3(3) Asumin": "cancel/asumin",
        "§3(3) exchange centres": "cancel/exchange",
        "§3(4) the day": "day/day",
        "§3(4) keys": "day/keys",
        "§3(4) conduct": "day/conduct",
        "§3(4) rain": "day/rain",
        "§3(5) debit": "pay/debit",
        "§3(5) debit failed": "pay/failed",
        "§4(2) encryption": "about/ssl",
        "§5 cut off": "about/cut",
        "FAQ card lost": "register/card-lost",
        "FAQ PIN forgotten": "register/forgotten",
        "FAQ moved": "changes/moved",
        "FAQ purpose": "changes/purpose",
        "FAQ account": "changes/account",
        "FAQ representative": "changes/leader",
        "FAQ representative and account": "changes/leader-account",
        "FAQ renewing": "changes/renew",
        "FAQ ending": "changes/end",
        "FAQ price": "pay/price",
        "FAQ charged": "pay/why-charged",
        "FAQ payment slip": "pay/slip",
        "FAQ yearly notice": "pay/notice",
        "FAQ receipt": "pay/receipt",
        "FAQ history": "pay/history",
        "FAQ limits": "book/limits",
        "FAQ today": "book/today",
        "§7(1) lights": "day/lights",
        "§7(1) half the lights": "day/half-lights",
        "§7(2) early mornings": "day/early",
    },
}


@cache
def sections(city: str) -> dict[str, GuideSection]:
    return {
        f"{topic.id}/{section.id}": section
        for topic in known_city(city).guide()
        for section in topic.sections
    }


def texts(section: GuideSection) -> Iterator[Text]:
    yield from (section.title, *section.paragraphs, *section.steps, *section.bring)
    yield from (text for fact in section.facts for text in (fact.label, fact.value))
    yield from (text for text in (section.where, section.until) if text is not None)


def told(city: str, section: str) -> str:
    """All of a section in Japanese."""
    return "\n".join(text["ja"] for text in texts(sections(city)[section]))


def fact(city: str, section: str, label: str) -> str:
    """The value beside a label that begins so."""
    facts = sections(city)[section].facts
    return next(one.value["ja"] for one in facts if one.label["ja"].startswith(label))


@pytest.mark.parametrize("city", ANSWERS)
def test_every_question_of_the_documents_is_answered_and_nothing_else_is(city: str) -> None:
    assert set(ANSWERS[city].values()) == set(sections(city))


def test_every_city_has_a_guide() -> None:
    assert set(ANSWERS) == set(city_names())


@pytest.mark.parametrize("city", ANSWERS)
def test_every_text_is_there_in_every_language_with_every_kanji_read(city: str) -> None:
    kanji, ruby = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"｜[^《]+《[^》]+》")
    for name, section in sections(city).items():
        for text in texts(section):
            assert set(text) == LANGUAGES, name
            assert not kanji.search(text["kana"]), name
            assert not kanji.search(ruby.sub("", text["ja-easy"])), name


@pytest.mark.parametrize("city", ANSWERS)
def test_every_language_tells_the_same_times_and_numbers(city: str) -> None:
    """Telephones, percentages and addresses are written alike in all of them, hours nearly so."""
    alike = re.compile(r"\d+:\d\d|\d+-\d+-\d+|\d+%|https?://[!-~]+")
    for name, section in sections(city).items():
        for text in texts(section):
            hours = {f"{hour}:00" for hour in re.findall(r"(\d+)時", text["ja"])}
            said = set(alike.findall(text["ja"].replace("％", "%")))
            for language in ("en", "zh-Hans", "ko"):
                there = set(alike.findall(text[language]))
                assert said <= there <= said | hours, (name, language, text["ja"])


@pytest.mark.parametrize("city", ANSWERS)
def test_every_telephone_number_is_one_of_the_city_s(city: str) -> None:
    known = known_city(city)
    numbers = {known.contact.tel, known.contact.fax}
    numbers |= {place.tel for place in (*known.facilities, *known.counters)}
    numbers |= {place.fax for place in (*known.facilities, *known.counters)}
    numbers |= {"092-517-3783", "092-724-4901"}  # the voice line, and where plans of use are faxed
    said = set()
    for section in sections(city).values():
        whole = "\n".join(text["ja"] for text in texts(section))
        said |= set(re.findall(r"0\d{1,3}-\d{2,4}-\d{4}", whole + f"\n{section.tel or ''}"))
    assert said <= numbers
    assert known.contact.tel in said


# -- numbers that are rules ------------------------------------------------------------------------


def at(instant: RelativeInstant) -> str:
    return f"{instant.at // 60}:{instant.at % 60:02}"


def opening(instant: RelativeInstant) -> str:
    months = f"{-instant.months}か月前の"
    if instant.of is Anchor.USE_DATE:
        return f"使う日の{months}{at(instant)}"
    return f"{months}{instant.day}日{at(instant)}"


def closing(instant: RelativeInstant) -> str:
    if instant.days == -1:
        return f"前日{at(instant)}"
    return f"{-instant.months}か月前の{at(instant)}"


def steps_told(steps: tuple[FeeStep, ...]) -> str:
    """Fee steps in the words of the guide: free until when, half and whole from when."""
    match steps:
        case [FeeStep(starts=only)] if only.months:
            return f"{-only.months}か月前までは0円、次の日からは全額"
        case [FeeStep(starts=only)]:
            return f"{-only.days + 1}日前までは0円、{-only.days}日前からは全額"
        case [FeeStep(starts=half, percent=50), FeeStep(starts=whole)]:
            return (
                f"{-half.days + 1}日前までは0円、{-half.days}日前～{-whole.days + 1}日前は半額、"
                f"{-whole.days}日前からは全額"
            )
    raise AssertionError("steps the guide has no words for")


FIRST_COME = {
    "tennis": ("book/sport", "テニスコート"),
    "baseball": ("book/sport", "野球場・球技場"),
    "ball": ("book/sport", "野球場・球技場"),
    "gym": ("book/sport", "体育館"),
    "civic-hall": ("book/culture", "市民センターのホール"),
    "civic-room": ("book/culture", "市民センター（"),
    "amikas": ("book/culture", "市民センター（"),
    "kenko": ("book/culture", "健康"),
    "music-large": ("book/culture", "大橋"),
    "music": ("book/culture", "ほかの音楽"),
    "asumin": ("book/culture", "あすみん"),
    "community-hall": ("book/exchange", "多目的ホール"),
    "community-room": ("book/exchange", "多目的ホール以外"),
}
FEES = {
    "tennis": ("cancel/sport", "テニスコート"),
    "gym": ("cancel/sport", "体育館"),
    "civic-hall": ("cancel/culture", "市民センターのホール"),
    "civic-room": ("cancel/culture", "市民センター（"),
    "kenko": ("cancel/culture", "市民センター（"),
    "music-large": ("cancel/culture", "練習場の大練習室"),
    "music": ("cancel/culture", "練習場の小"),
    "community-hall": ("cancel/exchange", "多目的ホール"),
    "community-room": ("cancel/exchange", "多目的ホール以外"),
}
LOTTERY = {
    "tennis": "テニスコート",
    "gym": "体育館",
    "civic-room": "市民センター（",
    "community-room": "地域交流センター（",
    "music": "音楽・演劇練習場",
    "music-large": "大橋",
    "civic-hall": "市民センターのホール",
    "community-hall": "市民センターのホール",
}


@pytest.fixture(scope="module")
def fukuoka() -> City:
    return known_city("fukuoka")


@pytest.mark.parametrize(("klass", "place"), FIRST_COME.items())
def test_fukuoka_s_first_come_is_that_of_the_rules(
    fukuoka: City, klass: str, place: tuple[str, str]
) -> None:
    rule = fukuoka.klass(klass).first_come
    assert rule is not None
    window = rule.versions[-1][1].window
    value = fact("fukuoka", *place)
    assert opening(window.opens) in value
    assert closing(window.closes) in value.replace("か月前24", "か月前の24")


@pytest.mark.parametrize(("klass", "place"), FEES.items())
def test_fukuoka_s_cancellation_fees_are_those_of_the_rules(
    fukuoka: City, klass: str, place: tuple[str, str]
) -> None:
    rule = fukuoka.klass(klass).cancellation
    assert rule is not None
    version = rule.versions[-1][1]
    value = fact("fukuoka", *place)
    assert steps_told(version.steps) in value
    assert version.online_until is not None
    assert f"{closing(version.online_until)}まで" in value.replace("取り消せます", "")


@pytest.mark.parametrize(("klass", "label"), LOTTERY.items())
def test_fukuoka_s_lottery_months_are_those_of_the_rules(
    fukuoka: City, klass: str, label: str
) -> None:
    rule = fukuoka.klass(klass).lottery
    assert rule is not None
    lottery = rule.versions[-1][1]
    months = -lottery.applications.opens.months
    assert f"{months}か月前" in fact("fukuoka", "lottery/months", label)
    assert lottery.claim is not None
    flow = told("fukuoka", "lottery/flow")
    for day in (lottery.applications.closes.day, lottery.draw.day, lottery.claim.closes.day):
        assert f"{day}日" in flow


@pytest.mark.parametrize(
    ("section", "numbers"),
    [
        ("lottery/flow", ["5日8:30", "15日まで", "16日と17日", "18日から25日", "正午"]),
        ("lottery/limit", ["10件"]),
        ("lottery/claim", ["18日から25日", "26日"]),
        ("book/when", ["1か月前の1日8:30", "7日前"]),
        ("book/limit", ["15件", "6日前"]),
        ("register/renew", ["3年間", "3か月前"]),
    ],
)
def test_shiroi_s_numbers_are_those_of_the_rules(section: str, numbers: list[str]) -> None:
    known = known_city("shiroi")
    klass = known.classes[0]
    assert klass.lottery is not None
    assert klass.first_come is not None
    lottery = klass.lottery.versions[-1][1]
    assert lottery.claim is not None
    assert lottery.lapse is not None
    opens, closes = lottery.applications.opens, lottery.applications.closes
    rules = {
        "lottery/flow": [
            f"{opens.day}日{at(opens)}",
            f"{closes.day}日まで",
            f"{lottery.draw.day}日と17日",
            f"{lottery.claim.opens.day}日から{lottery.claim.closes.day}日",
            "正午",
        ],
        "lottery/limit": [f"{klass.quotas[0].limit}件"],
        "lottery/claim": [
            f"{lottery.result.day}日から{lottery.claim.closes.day}日",
            f"{lottery.lapse.day}日",
        ],
        "book/when": [
            opening(klass.first_come.versions[-1][1].window.opens),
            f"{-klass.first_come.versions[-1][1].window.closes.days}日前",
        ],
        "book/limit": [f"{klass.quotas[1].limit}件", "6日前"],
        "register/renew": [
            f"{known.registration.valid_years}年間",
            f"{known.registration.renewable_months_before}か月前",
        ],
    }
    assert rules[section] == numbers
    assert all(number in told("shiroi", section) for number in numbers)


def test_kodaira_s_numbers_are_those_of_the_rules() -> None:
    known = known_city("kodaira")
    klass = known.classes[0]
    assert klass.lottery is not None
    assert klass.first_come is not None
    applications = klass.lottery.versions[-1][1].applications
    window = klass.first_come.versions[-1][1].window
    how = told("kodaira", "lottery/how")
    assert f"{applications.opens.day}日から{applications.closes.day}日" in how
    assert f"月{klass.quotas[0].limit}コマ" in how
    assert f"{klass.lottery.versions[-1][1].result.day}日に結果" in how
    assert f"{window.opens.at // 60}時から" in told("kodaira", "book/how")
    assert f"{-window.closes.days}日前" in told("kodaira", "book/how")
    assert f"月{klass.quotas[1].limit}コマ" in told("kodaira", "book/limit")
    assert f"{known.registration.min_members}人以上" in told("kodaira", "register/who")
    assert f"数字{known.secret.max_length}けた" in told("kodaira", "register/how")


def test_sapporo_s_numbers_are_those_of_the_rules() -> None:
    known = known_city("sapporo")
    hours = known.service_hours
    assert hours is not None
    said = told("sapporo", "about/hours")
    assert f"{hours.opens // 60}:00～{hours.closes // 60}:00" in said
    secret = known.secret
    assert f"{secret.min_length}けたから{secret.max_length}けた" in told("sapporo", "register/how")
    for klass, label in (("room", "部屋"), ("hall", "ホールの受付"), ("hall-half", "ホールの半面")):
        rule = known.klass(klass).first_come
        assert rule is not None
        months = -rule.versions[-1][1].window.opens.months
        assert f"{months}か月前" in fact("sapporo", "lottery/when", label)
    cancellation = known.klass("room").cancellation
    assert cancellation is not None
    for step in cancellation.versions[-1][1].steps:
        assert f"{step.percent}％" in told("sapporo", "cancel/cancel")


# -- wrong files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong", "key", "problem"),
    [
        ('icon = "person"', 'icon = "castle"', "topic[1].icon", "not known"),
        ("登録《とうろく》できる", "登録できる", "topic[1].section[0].title.ja", "no reading"),
        ('tel = "047-401-8942"', 'tel = "401-8942"', "topic[7].section[0].tel", "telephone"),
        ('url = "http', 'url = "gopher', "topic[0].section[2].url", "no address"),
        ('id = "who"', 'id = "how"', "topic[1].section[1].id", "given twice"),
    ],
)
def test_a_mistake_is_told_with_its_key(
    tmp_path: Path, right: str, wrong: str, key: str, problem: str
) -> None:
    folder = tmp_path / "city"
    shutil.copytree(folder_of("shiroi"), folder)
    file = folder / "guide.toml"
    before = file.read_text(encoding="utf-8").replace("｜", "")
    assert right in before
    file.write_text(before.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(CityError) as raised:
        GuideIn(folder)()
    assert (raised.value.file, raised.value.key) == ("guide.toml", key)
    assert problem in raised.value.problem
    assert main([str(folder)]) != 0
