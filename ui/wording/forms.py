"""How each language writes days, times and money.

A few lines of our own, because Babel costs more time to load than the first screen may take; a
test lays them beside Babel's. A date is one word: no line is broken within it.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Final

from ui.wording import counting
from ui.wording.eras import Era, era_of

#: A space at which no line is broken.
JOIN: Final = "\u00a0"


class Forms(ABC):
    """One language. Weekdays begin with Monday, as ``date.weekday`` counts."""

    weekdays: ClassVar[tuple[str, ...]]
    #: As the heads of a calendar's columns.
    heads: ClassVar[tuple[str, ...]]
    eras: ClassVar[Mapping[Era, str]]

    @abstractmethod
    def date(self, d: dt.date) -> str: ...

    @abstractmethod
    def short_date(self, d: dt.date) -> str: ...

    @abstractmethod
    def month(self, d: dt.date) -> str: ...

    @abstractmethod
    def month_name(self, d: dt.date) -> str: ...

    @abstractmethod
    def day(self, n: int) -> str: ...

    @abstractmethod
    def era_year(self, era: Era, year: int) -> str: ...

    @abstractmethod
    def era_date(self, d: dt.date) -> str: ...

    @abstractmethod
    def yen(self, n: int) -> str: ...

    @abstractmethod
    def people(self, n: int) -> str: ...

    @abstractmethod
    def cases(self, n: int) -> str: ...

    def time(self, hour: int, minute: int) -> str:
        return f"{hour}:{minute:02d}"

    def span(self, start: str, until: str) -> str:
        return f"{start}～{until}"

    def with_time(self, date: str, time: str) -> str:
        return f"{date} {time}"


class Japanese(Forms):
    #: Between year, month and day.
    gap: ClassVar[str] = ""
    weekdays: ClassVar[tuple[str, ...]] = ("月", "火", "水", "木", "金", "土", "日")
    heads: ClassVar[tuple[str, ...]] = weekdays
    eras: ClassVar[Mapping[Era, str]] = {
        Era.TAISHO: "大正",
        Era.SHOWA: "昭和",
        Era.HEISEI: "平成",
        Era.REIWA: "令和",
    }

    def date(self, d: dt.date) -> str:
        return f"{self._year(d.year)}{self.gap}{self.short_date(d)}"

    def short_date(self, d: dt.date) -> str:
        return f"{self.month_name(d)}{self.gap}{self.day(d.day)}{self._of_the_week(d)}"

    def month(self, d: dt.date) -> str:
        return f"{self._year(d.year)}{self.gap}{self.month_name(d)}"

    def month_name(self, d: dt.date) -> str:
        return f"{d.month}月"

    def era_year(self, era: Era, year: int) -> str:
        return f"{self.eras[era]}{'元' if year == 1 else year}年"

    def era_date(self, d: dt.date) -> str:
        found = era_of(d)
        era = self.era_year(*found) if found is not None else ""
        year = f"{era}（{self._year(d.year)}）" if era else self._year(d.year)
        return f"{year}{self.gap}{self.month_name(d)}{self.gap}{self.day(d.day)}"

    def yen(self, n: int) -> str:
        return f"{n:,}円"

    def people(self, n: int) -> str:
        return f"{n}人"

    def cases(self, n: int) -> str:
        return f"{n}件"

    def day(self, n: int) -> str:
        return f"{n}日"

    def _year(self, year: int) -> str:
        return f"{year}年"

    def _of_the_week(self, d: dt.date) -> str:
        return f"（{self.weekdays[d.weekday()]}）"


_ERA_READINGS: Final = {
    Era.TAISHO: "たいしょう",
    Era.SHOWA: "しょうわ",
    Era.HEISEI: "へいせい",
    Era.REIWA: "れいわ",
}
_WEEKDAY_READINGS: Final = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")


class EasyJapanese(Japanese):
    """As Japanese, with the reading above every kanji: over the sign that counts, and over the
    figure too where that is read otherwise (14日)."""

    #: Readings that stand close would run into one another.
    gap: ClassVar[str] = JOIN
    weekdays = tuple(
        f"｜{name}《{reading}》"
        for name, reading in zip(Japanese.weekdays, _WEEKDAY_READINGS, strict=True)
    )
    heads = Japanese.weekdays
    eras: ClassVar[Mapping[Era, str]] = {
        era: f"｜{name}《{_ERA_READINGS[era]}》" for era, name in Japanese.eras.items()
    }

    def month_name(self, d: dt.date) -> str:
        return counting.over_figures(f"{d.month}｜月《がつ》")

    def era_year(self, era: Era, year: int) -> str:
        count = "｜元年《がんねん》" if year == 1 else counting.over_figures(f"{year}｜年《ねん》")
        return f"{self.eras[era]}{count}"

    def yen(self, n: int) -> str:
        return f"{n:,}｜円《えん》"

    def people(self, n: int) -> str:
        return counting.over_figures(f"{n}｜人《にん》")

    def cases(self, n: int) -> str:
        return counting.over_figures(f"{n}｜件《けん》")

    def _year(self, year: int) -> str:
        return f"{year}｜年《ねん》"

    def day(self, n: int) -> str:
        said = counting.day(n)
        return f"{n}｜日《にち》" if said is None else f"｜{n}日《{said}》"


class SpokenJapanese(Japanese):
    """In kana, as a voice shall say it."""

    weekdays = tuple(f"{reading}ようび" for reading in _WEEKDAY_READINGS)
    heads = weekdays
    eras = _ERA_READINGS

    def month_name(self, d: dt.date) -> str:
        return counting.month(d.month) or f"{d.month}がつ"

    def era_year(self, era: Era, year: int) -> str:
        count = "がんねん" if year == 1 else counting.years(year) or f"{year}ねん"
        return f"{self.eras[era]}{count}"

    def era_date(self, d: dt.date) -> str:
        found = era_of(d)
        year = self.era_year(*found) if found is not None else self._year(d.year)
        return f"{year} {self.month_name(d)} {self.day(d.day)}"

    def date(self, d: dt.date) -> str:
        return f"{self._year(d.year)} {self.short_date(d)}"

    def short_date(self, d: dt.date) -> str:
        return f"{self.month_name(d)} {self.day(d.day)} {self.weekdays[d.weekday()]}"

    def month(self, d: dt.date) -> str:
        return f"{self._year(d.year)} {self.month_name(d)}"

    def yen(self, n: int) -> str:
        return f"{n}えん"

    def people(self, n: int) -> str:
        return counting.people(n) or f"{n}にん"

    def cases(self, n: int) -> str:
        return counting.spoken(f"{n}けん")

    def time(self, hour: int, minute: int) -> str:
        hours = counting.hour(hour) or f"{hour}じ"
        if minute == 0:
            return hours
        return f"{hours} {counting.minute(minute) or f'{minute}ふん'}"

    def span(self, start: str, until: str) -> str:
        return f"{start}から {until}まで"

    def _year(self, year: int) -> str:
        return f"{year}ねん"

    def day(self, n: int) -> str:
        return counting.day(n) or f"{n}にち"


class English(Forms):
    weekdays = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    heads = weekdays
    eras: ClassVar[Mapping[Era, str]] = {
        Era.TAISHO: "Taisho",
        Era.SHOWA: "Showa",
        Era.HEISEI: "Heisei",
        Era.REIWA: "Reiwa",
    }
    months: ClassVar[tuple[str, ...]] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )

    def date(self, d: dt.date) -> str:
        return JOIN.join((self.short_date(d), str(d.year)))

    def short_date(self, d: dt.date) -> str:
        return JOIN.join((self.weekdays[d.weekday()], str(d.day), self.months[d.month - 1][:3]))

    def month(self, d: dt.date) -> str:
        return f"{self.month_name(d)} {d.year}"

    def month_name(self, d: dt.date) -> str:
        return self.months[d.month - 1]

    def day(self, n: int) -> str:
        return str(n)

    def era_year(self, era: Era, year: int) -> str:
        return JOIN.join((self.eras[era], str(year)))

    def era_date(self, d: dt.date) -> str:
        found = era_of(d)
        western = JOIN.join((str(d.day), self.month_name(d), str(d.year)))
        return western if found is None else f"{western} ({self.era_year(*found)})"

    def yen(self, n: int) -> str:
        return f"¥{n:,}"

    def people(self, n: int) -> str:
        return JOIN.join((str(n), "person" if n == 1 else "people"))

    def cases(self, n: int) -> str:
        return str(n)

    def span(self, start: str, until: str) -> str:
        return f"{start}–{until}"


class Chinese(Forms):
    weekdays = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
    heads = ("一", "二", "三", "四", "五", "六", "日")
    eras: ClassVar[Mapping[Era, str]] = Japanese.eras

    def date(self, d: dt.date) -> str:
        return f"{d.year}年{self.short_date(d)}"

    def short_date(self, d: dt.date) -> str:
        return f"{d.month}月{d.day}日（{self.weekdays[d.weekday()]}）"

    def month(self, d: dt.date) -> str:
        return f"{d.year}年{d.month}月"

    def month_name(self, d: dt.date) -> str:
        return f"{d.month}月"

    def day(self, n: int) -> str:
        return f"{n}日"

    def era_year(self, era: Era, year: int) -> str:
        return f"{self.eras[era]}{'元' if year == 1 else year}年"

    def era_date(self, d: dt.date) -> str:
        found = era_of(d)
        western = f"{d.year}年{d.month}月{d.day}日"
        return western if found is None else f"{western}（{self.era_year(*found)}）"

    def yen(self, n: int) -> str:
        return f"{n:,}日元"

    def people(self, n: int) -> str:
        return f"{n}人"

    def cases(self, n: int) -> str:
        return f"{n}件"


class Korean(Forms):
    weekdays = ("월", "화", "수", "목", "금", "토", "일")
    heads = weekdays
    eras: ClassVar[Mapping[Era, str]] = {
        Era.TAISHO: "다이쇼",
        Era.SHOWA: "쇼와",
        Era.HEISEI: "헤이세이",
        Era.REIWA: "레이와",
    }

    def date(self, d: dt.date) -> str:
        return JOIN.join((f"{d.year}년", self.short_date(d)))

    def short_date(self, d: dt.date) -> str:
        return JOIN.join((f"{d.month}월", f"{d.day}일", f"({self.weekdays[d.weekday()]})"))

    def month(self, d: dt.date) -> str:
        return JOIN.join((f"{d.year}년", f"{d.month}월"))

    def month_name(self, d: dt.date) -> str:
        return f"{d.month}월"

    def day(self, n: int) -> str:
        return f"{n}일"

    def era_year(self, era: Era, year: int) -> str:
        return JOIN.join((self.eras[era], f"{year}년"))

    def era_date(self, d: dt.date) -> str:
        found = era_of(d)
        western = JOIN.join((f"{d.year}년", f"{d.month}월", f"{d.day}일"))
        return western if found is None else f"{western} ({self.era_year(*found)})"

    def yen(self, n: int) -> str:
        return f"{n:,}엔"

    def people(self, n: int) -> str:
        return f"{n}명"

    def cases(self, n: int) -> str:
        return f"{n}건"

    def span(self, start: str, until: str) -> str:
        return f"{start}~{until}"


FORMS: Final[Mapping[str, Forms]] = {
    "ja": Japanese(),
    "ja-easy": EasyJapanese(),
    "en": English(),
    "zh-Hans": Chinese(),
    "ko": Korean(),
    "ja-Hrkt": SpokenJapanese(),
}
