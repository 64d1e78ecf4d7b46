"""A city file that is wrong: each mistake is told with its file, line, key and remedy."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from booking_service import cities
from booking_service.cities.errors import CityError
from booking_service.cities.loader import load_city

SHIROI = Path(cities.__path__[0]) / "shiroi"


@dataclass(frozen=True)
class Mistake:
    """``right`` is replaced by ``wrong``, once. The error must be told about ``key``, on the line
    of the change (or of ``marker``, where it is another), and mention ``problem``."""

    file: str
    right: str
    wrong: str
    key: str
    problem: str
    marker: str | None = None

    def __str__(self) -> str:
        return f"{self.file}: {self.problem}"


LANGUAGES = '["ja", "ja-easy", "en", "zh-Hans", "ko"]'
OPENS, CLOSES = "lottery[0].opens", "lottery[0].closes"
CLAIM_CLOSES = "lottery[0].claim_closes"
STEPS = "cancellation[0].steps"
PRICE = "facility[0].rooms[0].price_per_hour_yen"

APPLY = 'opens = { of = "use_month", months = -2, day = 5, at = "08:30" }'
FIRST_SLOTS = '{ from = "09:00", until = "10:00" },\n  { from = "10:00", until = "11:00" }'
OVERLAPPING = FIRST_SLOTS.replace('"10:00", until = "11', '"09:30", until = "11')
ROOM = '{ id = "nishishiroi-fukugo-craft", capacity = 24, price_per_hour_yen = 350'

MISTAKES = [
    # keys and types
    Mistake("city.toml", 'id = "shiroi"', 'idd = "shiroi"\nid = "shiroi"', "idd", "unknown key"),
    Mistake("city.toml", 'id = "shiroi"', "id = 7", "id", "wrong type"),
    Mistake("city.toml", 'id = "shiroi"', 'id = "Shi roi"', "id", "not an id"),
    Mistake("city.toml", 'id = "shiroi"\n', "", "id", "missing", "# Shiroi"),
    Mistake("city.toml", '"122327"', '"12232"', "municipality_code", "no municipality code"),
    Mistake("city.toml", '"122327"', '"482327"', "municipality_code", "no municipality code"),
    Mistake("city.toml", '"122327"', '"122326"', "municipality_code", "check digit"),
    Mistake("city.toml", '"122327"', "122327", "municipality_code", "wrong type"),
    Mistake("city.toml", "valid_years = 3", "valid_years = 0", "registration.valid_years", "range"),
    Mistake(
        "city.toml", "valid_years = 3", "valid_years = true", "registration.valid_years", "type"
    ),
    Mistake("city.toml", "commit = true", "commit = 1", "ask_secret_before_commit", "type"),
    Mistake("city.toml", LANGUAGES, '["ja", "tlh"]', "languages", "'tlh' is not known"),
    Mistake("city.toml", LANGUAGES, '["en"]', "languages", "ja is missing"),
    Mistake("city.toml", LANGUAGES, '["ja", "ja"]', "languages", "twice"),
    Mistake("city.toml", LANGUAGES, '"ja"', "languages", "wrong type"),
    Mistake("city.toml", '"[0-9]{7}"', '"[0-9"', "registration_number.pattern", "regular"),
    Mistake("city.toml", "max_length = 4", "max_length = 3", "secret.max_length", "out of range"),
    Mistake("city.toml", '"lottery",', '"teleport",', "features", "not known", "features = ["),
    # texts
    Mistake("city.toml", 'ja = "白井市", ', "", "name.ja", "missing", "name = {"),
    Mistake("city.toml", 'kana = "しろいし", ', "", "name.kana", "missing", "name = {"),
    Mistake("city.toml", "しろいし", "白いし", "name.kana", "holds kanji"),
    Mistake("city.toml", '"Shiroi City"', '" "', "name.en", "empty"),
    Mistake("city.toml", 'en = "Shiroi City"', 'xx = "Shiroi"', "name.xx", "unknown key"),
    # sources
    Mistake("notices.toml", "sample: invented", "rumour: invented", "source", "names no source"),
    Mistake(
        "notices.toml",
        'source = "sample: invented for demonstration"',
        "",
        "source",
        "missing",
        "# Shiroi",
    ),
    Mistake("facilities.toml", "(*.tel)", "(*.telex)", "source", "no *.telex", "source = ["),
    Mistake(
        "classes.toml",
        "(purposes)",
        "(purposes.one)",
        "class[0].source",
        "no purposes.one",
        'source = [\n  "document: 003 §3",\n  "document (changed_online',
    ),
    # slots
    Mistake(
        "classes.toml",
        FIRST_SLOTS,
        OVERLAPPING,
        "pattern[0].slots[1].from",
        "overlaps",
        '{ from = "09:30"',
    ),
    Mistake(
        "classes.toml",
        '{ from = "09:00", until = "10:00" }',
        '{ from = "09:00", until = "09:00" }',
        "pattern[0].slots[0].until",
        "ends before it begins",
    ),
    Mistake(
        "classes.toml",
        '{ from = "09:00"',
        '{ from = "9:00"',
        "pattern[0].slots[0].from",
        "not a time",
    ),
    Mistake(
        "classes.toml",
        '{ from = "09:00"',
        '{ from = "24:01"',
        "pattern[0].slots[0].from",
        "not a time",
    ),
    # windows
    Mistake(
        "classes.toml",
        APPLY,
        APPLY.replace("day = 5", "day = 16"),
        CLOSES,
        "but opens is",
        'closes = { of = "use_month", months = -2, day = 15',
    ),
    Mistake(
        "classes.toml",
        APPLY,
        APPLY.replace("use_month", "use_week"),
        OPENS + ".of",
        "'use_week' is not known",
    ),
    Mistake("classes.toml", APPLY, APPLY.replace("use_month", "event"), OPENS, "no event"),
    Mistake(
        "classes.toml", APPLY, APPLY.replace("day = 5", "day = 32"), OPENS + ".day", "out of range"
    ),
    Mistake(
        "classes.toml",
        APPLY,
        APPLY.replace("day = 5", 'day = "last"'),
        OPENS + ".day",
        "not a day of the month",
    ),
    Mistake(
        "classes.toml",
        'draw = { of = "use_month", months = -2, day = 16',
        'draw = { of = "use_month", months = -2, day = 15',
        "lottery[0].draw",
        "but closes is",
    ),
    Mistake(
        "classes.toml",
        'claim_closes = { of = "use_month", months = -2, day = 25',
        'claim_closes = { of = "use_month", months = -2, day = 17',
        CLAIM_CLOSES,
        "but claim_opens is",
    ),
    Mistake(
        "classes.toml",
        'lapse = { of = "use_month", months = -2, day = 26',
        'lapse = { of = "use_month", months = -2, day = 25',
        "lottery[0].lapse",
        "claim_closes",
    ),
    Mistake(
        "classes.toml",
        'closes = { of = "use_date", days = -7',
        'closes = { of = "use_date", days = -31',
        "first_come[0].closes",
        "2027-0",
    ),
    Mistake(
        "classes.toml",
        'deleted = { of = "use_date", days = -6',
        'deleted = { of = "use_date", days = -9',
        "class[0].payment.first_come.deleted",
        "but due is",
    ),
    # quotas, payment, cancelling
    Mistake("classes.toml", "limit = 10", "limit = 0", "quota[0].limit", "out of range"),
    Mistake(
        "classes.toml",
        "limit = 15",
        "limit = 4000000000",
        "quota[1].limit",
        "out of range",
    ),
    Mistake(
        "classes.toml",
        'scope = "facility"',
        'scope = "galaxy"',
        "quota[1].scope",
        "galaxy",
    ),
    Mistake(
        "classes.toml",
        "[class.payment.lottery]",
        "[class.payment.raffle]",
        "class[0].payment.raffle",
        "unknown key",
    ),
    Mistake("classes.toml", 'paid = "counter"', 'paid = "moon"', "cancellation[0].paid", "moon"),
    Mistake(
        "classes.toml",
        'paid = "counter"',
        'paid = "counter"\nsteps = [{ from = { of = "use_date", days = -4 }, percent = 50 }, '
        '{ from = { of = "use_date", days = -9 }, percent = 100 }]',
        STEPS + "[1].from",
        "nearer",
        "steps = [",
    ),
    Mistake(
        "classes.toml",
        'paid = "counter"',
        'paid = "counter"\nsteps = [{ from = { of = "use_date", days = -4 }, percent = 101 }]',
        STEPS + "[0].percent",
        "out of range",
        "steps = [",
    ),
    Mistake(
        "classes.toml",
        'paid = "counter"',
        'paid = "counter"\nsteps = [{ from = { of = "use_date", days = -4 }, percent = 50 }, '
        '{ from = { of = "use_date", days = -4 }, percent = 100 }]',
        STEPS + "[1].from",
        "nearer",
        "steps = [",
    ),
    Mistake("classes.toml", 'id = "study"', 'id = "meeting"', "class[0].purposes[1].id", "twice"),
    # facilities
    Mistake(
        "facilities.toml", 'class = "kominkan"', 'class = "arena"', "facility[0].class", "'arena'"
    ),
    Mistake(
        "facilities.toml",
        'pattern = "hourly-9-21"',
        'pattern = "daily"',
        "facility[0].pattern",
        "'daily'",
    ),
    Mistake(
        "facilities.toml",
        'registration_kinds = ["kominkan"]',
        'registration_kinds = ["club"]',
        "facility[0].registration_kinds",
        "'club'",
    ),
    Mistake(
        "facilities.toml", 'id = "sakuradai"', 'id = "shiroi-ekimae"', "facility[2].id", "twice"
    ),
    Mistake(
        "facilities.toml",
        "shiroi-ekimae-cooking",
        "nishishiroi-fukugo-craft",
        "facility[1].rooms[3].id",
        "twice",
        '{ id = "nishishiroi-fukugo-craft", capacity = 24, price_per_hour_yen = 720',
    ),
    Mistake(
        "facilities.toml", ROOM, ROOM.replace("24", "0"), "facility[0].rooms[0].capacity", "range"
    ),
    Mistake("facilities.toml", ROOM, ROOM.replace("350", "-1"), PRICE, "range"),
    Mistake(
        "facilities.toml",
        ROOM,
        ROOM + ", area_m2 = 0",
        "facility[0].rooms[0].area_m2",
        "range",
    ),
    Mistake(
        "facilities.toml",
        '["workbenches", "sink"]',
        '["lathe"]',
        "facility[0].rooms[0].equipment",
        "'lathe'",
    ),
    Mistake(
        "facilities.toml",
        'id = "sink"',
        'id = "workbenches"',
        "equipment[10].id",
        "given twice",
    ),
    Mistake(
        "facilities.toml",
        'opening = { ja = "9:00',
        'url = "city.shiroi"\nopening = { ja = "9:00',
        "facility[0].url",
        "no address",
    ),
    Mistake("city.toml", 'url = "https', 'url = "ftp', "link[0].url", "no address"),
    Mistake("city.toml", 'L8"', f'{"L" * 200}"', "link[0].url", "no address"),
    Mistake("facilities.toml", ROOM, ROOM.replace("350", "3.5"), PRICE, "wrong type"),
    Mistake(
        "facilities.toml",
        "capacity = 36, price",
        "capacty = 36, price",
        "facility[0].rooms[1].capacity",
        "missing",
    ),
    # closed days and notices
    Mistake("closed_days.toml", '"01-03"', '"1-3"', "yearly[0].until", "no day of the year"),
    Mistake(
        "closed_days.toml",
        'from = "12-29"',
        'from = "02-30"',
        "yearly[0].from",
        "no day of the year",
    ),
    Mistake("closed_days.toml", '["mon"]', '["monday"]', "group[0].weekdays", "'monday'"),
    Mistake("closed_days.toml", '"fuji"]', '"fiji"]', "group[0].facilities", "'fiji'"),
    Mistake(
        "closed_days.toml",
        '"fuji"]',
        '"fuji", "komin"]',
        "group[1].facilities",
        "two groups",
        'facilities = ["komin"',
    ),
    Mistake(
        "notices.toml", "date = 2026-11-16", 'date = "2026-11-16"', "notice[0].date", "not a date"
    ),
    Mistake(
        "notices.toml",
        "date = 2026-11-16",
        "date = 2026-11-16T09:00:00",
        "notice[0].date",
        "not a date",
    ),
    Mistake(
        "notices.toml", "date = 2026-11-16", "date = 1826-11-16", "notice[0].date", "not a date"
    ),
    # not TOML at all
    Mistake("notices.toml", "date = 2026-11-16", "date = 2026-02-30", "", "not TOML"),
    Mistake("city.toml", 'id = "shiroi"', "id = shiroi", "", "not TOML"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIROI, tmp_path / "city"))


def line_of(text: str, marker: str) -> int:
    return text[: text.index(marker)].count("\n") + 1


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_told_where_it_is(folder: Path, mistake: Mistake) -> None:
    file = folder / mistake.file
    text = file.read_text(encoding="utf-8")
    assert mistake.right in text
    line = line_of(text, mistake.right)
    text = text.replace(mistake.right, mistake.wrong, 1)
    if mistake.marker is not None:
        line = line_of(text, mistake.marker)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CityError) as raised:
        load_city(folder)
    error = raised.value
    assert error.file == mistake.file
    assert error.key == mistake.key
    assert mistake.problem in error.problem
    assert error.remedy
    assert error.line == line
    assert str(error).startswith(f"{mistake.file}:{error.line}: ")


@pytest.mark.parametrize(
    "name",
    [
        "city.toml",
        "classes.toml",
        "facilities.toml",
        "closed_days.toml",
        "counters.toml",
        "notices.toml",
    ],
)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CityError) as raised:
        load_city(folder)
    assert raised.value.line is None
    assert name in (raised.value.file, raised.value.remedy) or name in raised.value.remedy


def test_a_file_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "notices.toml").write_bytes("お知らせ".encode("shift_jis"))
    with pytest.raises(CityError, match=r"notices\.toml: cannot be read"):
        load_city(folder)


def test_a_facility_without_closed_days_is_named(folder: Path) -> None:
    file = folder / "closed_days.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(', "fuji"]', "]"), encoding="utf-8")
    with pytest.raises(CityError) as raised:
        load_city(folder)
    assert (raised.value.file, raised.value.key) == ("facilities.toml", "facility[3].id")
    assert "closed_days.toml" in raised.value.remedy


def test_a_city_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(CityError, match="shiroi"):
        load_city("atlantis")


def test_the_copied_city_is_fine_until_something_is_wrong(folder: Path) -> None:
    assert load_city(folder) == load_city("shiroi")


def test_any_change_changes_the_version_of_the_rules(folder: Path) -> None:
    file = folder / "facilities.toml"
    text = file.read_text(encoding="utf-8").replace(
        "price_per_hour_yen = 970", "price_per_hour_yen = 980"
    )
    file.write_text(text, encoding="utf-8")
    assert load_city(folder).rule_version != load_city("shiroi").rule_version
