"""The municipality in the words of the state: its code (JIS X 0401, 0402) and its prefecture."""

from __future__ import annotations

from booking_service.policy.model import City

_NAMES = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 "
    "東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 "
    "滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 "
    "香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
)
#: The prefectures in the order of their numbers, from 01 (JIS X 0401).
PREFECTURES = tuple(_NAMES.split())


def prefecture_of(city: City) -> str:
    """The name of the prefecture; empty where the city's files do not say its code."""
    code = city.municipality_code
    return "" if code is None else PREFECTURES[int(code[:2]) - 1]


def full_address(city: City, address: str) -> str:
    """An address of the city's files with prefecture and city before it, each once."""
    return f"{in_full(city)}{address.removeprefix(city.name['ja'])}"


def in_full(city: City) -> str:
    """Prefecture and city, as an address begins."""
    return f"{prefecture_of(city)}{city.name['ja']}"
