"""A form such as registrations are, and answers to it; the person is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from kiosk.model import Credential
from ui.entry import rules
from ui.entry.towns import Town
from ui.forms import fields
from ui.forms.form import Answers, Field, Form, LeadTo, Sheet
from ui.places import Start
from ui.places.entry import Question, question

_PIN: Final = Credential(
    name={"ja": "暗証番号", "kana": "あんしょうばんごう", "en": "PIN"},
    pattern="[0-9]{4}",
    min_length=4,
    max_length=4,
)
_PASSWORD: Final = Credential(
    name={"ja": "パスワード", "kana": "ぱすわーど", "en": "Password"},
    pattern="[0-9A-Za-z]{4,16}",
    min_length=4,
    max_length=16,
    alphabet="alphanumeric",
)
_HOLDERS: Final = (
    rules.Option(
        "person",
        {"ja": "個人", "kana": "こじん", "en": "A person"},
        {"ja": "おひとりで使う方", "kana": "おひとりでつかうかた", "en": "For yourself"},
    ),
    rules.Option(
        "group",
        {"ja": "団体", "kana": "だんたい", "en": "A group"},
        {
            "ja": "5人以上の団体",
            "kana": "ごにんいじょうのだんたい",
            "en": "Five people or more",
            "zh-Hans": "5人以上的团体",
            "ko": "5명 이상의 단체",
        },
    ),
)
_PLACES: Final = tuple(
    rules.Option(str(n), {"ja": f"第{n}会議室", "kana": f"だい{n}かいぎしつ", "en": f"Room {n}"})
    for n in range(1, 25)
)


def _no_further(_: Answers) -> Start:
    return Start()


FIELDS: Final = (
    Field("holder", rules.choice(*_HOLDERS), "entry.choice"),
    fields.NAME,
    fields.KANA,
    fields.birth_date(date(2026, 12, 8)),
    fields.POSTCODE,
    fields.ADDRESS,
    fields.TEL,
    replace(fields.EMAIL, optional=True),
    fields.new_secret(_PIN),
    replace(fields.new_secret(_PASSWORD), id="password"),
    Field("rooms", rules.choice(*_PLACES, most=24), "entry.choice"),
)
FORM: Final = Form("sample", "entry.form", FIELDS, LeadTo(_no_further))
ANSWERS: Final = {
    "holder": "person",
    "name": "山田　太郎",
    "kana": "ヤマダ　タロウ",
    "birth_date": "1945-01-07",
    "postcode": "2701431",
    "address": "千葉県白井市根1234番地の56　白井コミュニティハイツ緑が丘三番館1203号室",
    "tel": "047-000-0000",
    "email": "taro.yamada.of.shiroi.tennis.club@example.jp",
    "secret": "2750",
    "password": "shiroi2750",
    "rooms": "1,2",
}
TOWNS: Final = (
    Town("愛知県弥富市"),
    Town("三重県桑名郡木曽岬町", "木曽岬と近江島のほかのところ"),
)


def ask(id_: str, *, answered: bool = False, mending: bool = False) -> Question:
    """The place of a field of the form, with or without its answers."""
    sheet = Sheet(FORM, ANSWERS if answered else {})
    ids = [field.id for field in FIELDS]
    return question(sheet, ids.index(id_), mending=mending)


def filled_in() -> Sheet:
    """All answered."""
    return Sheet(FORM, ANSWERS)
