"""A city of wards with fifty facilities, on the pattern of Fukuoka: the longest lists there are."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.model import Area, FacilityClass, Text
from ui.directory import Directory
from ui.samples import values

_WARDS: Final = (
    ("東区", "ひがしく", "Higashi Ward", 3, 0),
    ("博多区", "はかたく", "Hakata Ward", 3, 1),
    ("中央区", "ちゅうおうく", "Chuo Ward", 2, 1),
    ("南区", "みなみく", "Minami Ward", 2, 2),
    ("城南区", "じょうなんく", "Jonan Ward", 1, 2),
    ("早良区", "さわらく", "Sawara Ward", 1, 1),
    ("西区", "にしく", "Nishi Ward", 0, 1),
)
_KINDS: Final = (
    ("市民センター", "しみんせんたー", "Civic Centre"),
    ("体育館", "たいいくかん", "Gymnasium"),
    ("音楽・演劇練習場", "おんがく・えんげきれんしゅうじょう", "Music and Drama Studios"),
    ("地域交流センター", "ちいきこうりゅうせんたー", "Community Centre"),
    ("運動公園", "うんどうこうえん", "Sports Park"),
    ("レクリエーションセンター", "れくりえーしょんせんたー", "Recreation Centre"),
    ("男女共同参画推進センター", "だんじょきょうどうさんかくすいしんせんたー", "Equality Centre"),
)


def _text(ja: str, kana: str, en: str) -> Text:
    return {"ja": ja, "kana": kana, "en": en}


AREAS: Final = tuple(
    Area(name=_text(ja, kana, en), column=column, row=row) for ja, kana, en, column, row in _WARDS
)
#: Forty-nine facilities in seven wards, and what the city has otherwise.
WARDS: Final = Directory(
    replace(values.CITY, areas=AREAS),
    tuple(
        replace(
            values.FACILITY,
            id=f"ward-{number}",
            name=_text(
                f"{ward[0][:-1]}{kind[0]}",
                f"{ward[1][:-1]}{kind[1]}",
                f"{ward[2].removesuffix(' Ward')} {kind[2]}",
            ),
            address=_text(
                f"{ward[0]}見本1丁目2-3",
                f"{ward[1]}みほん1ちょうめ2-3",
                f"1-2-3 Mihon, {ward[2]}",
            ),
            area=_text(*ward[:3]),
        )
        for number, (ward, kind) in enumerate((ward, kind) for ward in _WARDS for kind in _KINDS)
    ),
)
#: A city that has two calendars for each of these kinds.
KINDS: Final = Directory(
    replace(
        values.CITY,
        classes=tuple(
            FacilityClass(
                id=f"kind-{number}-{part[2]}",
                name=_text(
                    f"{kind[0]}　{part[0]}", f"{kind[1]} {part[1]}", f"{kind[2]}, {part[2]}"
                ),
                purposes=values.PURPOSES,
                max_slots_per_use=12,
            )
            for number, kind in enumerate(_KINDS)
            for part in (("ホール", "ほーる", "hall"), ("ホール以外", "ほーるいがい", "rooms"))
        ),
    ),
    values.FACILITIES,
)
