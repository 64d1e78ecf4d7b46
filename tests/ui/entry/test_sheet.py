"""A form while it is filled in."""

from __future__ import annotations

from dataclasses import replace

from ui.entry import rules
from ui.entry.rules import Problem
from ui.forms import fields
from ui.forms.form import Field, Form, LeadTo, Sheet
from ui.navigation import Trail
from ui.places import FormReview, Start
from ui.places.entry import begin, question

HOLDER = rules.choice(rules.Option("person", {"ja": "個人"}), rules.Option("group", {"ja": "団体"}))
FORM = Form(
    "test",
    "entry.form",
    (
        Field("holder", HOLDER, "entry.choice"),
        fields.NAME,
        Field(
            "leader",
            rules.written(),
            "entry.name",
            asked_if=lambda answers: answers.get("holder") == "group",
        ),
        fields.POSTCODE,
        fields.ADDRESS,
        replace(fields.EMAIL, optional=True),
    ),
    LeadTo(lambda _: Start()),
)
IDS = [field.id for field in FORM.fields]


def sheet(**answers: str) -> Sheet:
    return Sheet(FORM, answers)


def test_what_is_asked_follows_from_what_was_answered() -> None:
    assert [IDS[i] for i in sheet(holder="person").asked] == [i for i in IDS if i != "leader"]
    assert [IDS[i] for i in sheet(holder="group").asked] == IDS
    assert sheet(holder="group", name="会").after(1) == 2
    assert sheet(holder="person", name="山田").after(1) == 3


def test_an_answer_to_a_question_that_is_not_asked_any_more_is_no_answer() -> None:
    filled = sheet(holder="group", leader="山田")
    assert filled.answers["leader"] == "山田"
    filled.write(0, "person")
    assert "leader" not in filled.answers
    assert filled.written(2) == "山田", "it is there again if the resident changes back"


def test_half_typed_is_written_but_no_answer() -> None:
    filled = sheet(holder="person", name="山田", address="白井", postcode="270")
    assert "postcode" not in filled.answers
    assert filled.missing == IDS.index("postcode")
    assert filled.problem(IDS.index("postcode")) is Problem.NOT_A_POSTCODE


def test_what_is_optional_may_be_left_out_but_not_be_wrong() -> None:
    filled = sheet(holder="person", name="山田", address="白井", postcode="2701431")
    assert filled.missing is None
    filled.write(5, "taro@")
    assert filled.missing == 5


def test_a_town_begins_the_address_once() -> None:
    filled = sheet()
    filled.write_town(3, "千葉県白井市根")
    assert filled.written(4) == "千葉県白井市根"
    filled.write(4, "千葉県白井市根1-2")
    filled.write_town(3, "千葉県白井市根")
    assert filled.written(4) == "千葉県白井市根1-2"
    filled.write_town(3, "千葉県白井市復")
    assert filled.written(4) == "千葉県白井市復"


def test_a_wiped_sheet_holds_nothing() -> None:
    filled = sheet(name="山田")
    assert not filled.empty
    filled.wipe()
    assert filled.empty
    assert "山田" not in repr(question(sheet(name="山田"), 1))


def test_questions_of_one_kind_are_places_of_their_own() -> None:
    trail, first = Trail(), begin(FORM)
    filled = first.sheet
    for place in (first, question(filled, 1), question(filled, 4), FormReview(filled)):
        trail.arrive(place)
    trail.arrive(question(filled, 1, mending=True))
    assert isinstance(trail.before, FormReview)
    trail.arrive(FormReview(filled))
    assert len(trail.places) == 5
    trail.forget_form(filled)
    assert trail.places == (Start(),)
