"""Forms filled in by touch, as residents do: every key is tapped where it stands."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.outcome import Refused
from tests.ui.resident import NUMBER, Resident
from tests.ui.test_session_end import everything_said
from ui.forms import fields
from ui.forms.form import Answers, Form, HandIn, LeadTo, Sheet
from ui.places import Facilities
from ui.places.entry import begin
from ui.request import Request
from ui.samples import forms
from ui.screens.entry.typing_screen import TypingScreen


class Office:
    """Where forms are handed in."""

    def __init__(self) -> None:
        self.got: list[Answers] = []
        self.refuses: Refused | None = None

    def take(self, answers: Answers) -> str | Refused:
        if self.refuses is not None:
            return self.refuses
        self.got.append(answers)
        return "taken"


@pytest.fixture
def office() -> Office:
    return Office()


def form(office: Office, *ids: str, reviewed: bool = True) -> Form:
    """The sample's questions of these ids, handed in at ``office``."""
    asked = tuple(field for field in forms.FIELDS if field.id in ids)
    end = HandIn(
        lambda _, answers: Request(office, "take", (answers,)),
        lambda _: Facilities(),
        {"secret_too_weak": "secret"},
    )
    return Form("test", "entry.form", asked, end, reviewed)


@pytest.fixture
def someone(resident: Resident) -> Iterator[Resident]:
    resident.waits_for("start")
    yield resident


def asks(resident: Resident, one: Form, answers: Answers | None = None) -> Sheet:
    place = begin(one, answers)
    resident.window.stage.go(place)
    resident.waits_for(place.name)
    return place.sheet


def typed(resident: Resident) -> str:
    screen = resident.window.stage.current
    assert isinstance(screen, TypingScreen)
    return screen.desk.typed


def key_that_types(text: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)


def chooses(resident: Resident, writing: str) -> None:
    """Touches a writing, on whichever page it stands."""
    resident.qtbot.waitUntil(lambda: resident.sees_button("candidate.0"))
    while True:
        seen = [f"candidate.{n}" for n in range(60) if resident.sees_button(f"candidate.{n}")]
        for name in seen:
            if resident.button(name).text() == writing:
                resident.tap(name)
                return
        resident.tap("candidate.next")


def test_a_name_by_kana_and_by_romaji(someone: Resident, office: Office) -> None:
    asks(someone, form(office, "name", "kana"))
    for key in ("や", "ま", "た", "voiced"):
        someone.tap(f"key.{key}")
    chooses(someone, "山田")
    someone.tap("key.space")
    someone.tap("key.to_romaji")
    someone.types("tarou")
    chooses(someone, "太郎")
    assert typed(someone) == "山田　太郎"
    someone.tap("entry.next", "enter_text")
    someone.types("やまた")
    someone.tap("key.voiced")
    assert typed(someone) == "ヤマダ"
    someone.tap("entry.next", "form_review")
    assert "山田　太郎" in someone.reads()
    someone.tap("form.hand_in", "facilities")
    assert office.got == [{"name": "山田　太郎", "kana": "ヤマダ"}]
    someone.tap("back", "start")
    assert "山田" not in everything_said(someone)


def test_half_typed_is_there_again_and_gone_with_the_visit(
    someone: Resident, office: Office
) -> None:
    asks(someone, form(office, "name", "tel", "email"))
    someone.types("すすき")
    someone.tap("key.left")
    someone.tap("key.voiced")
    someone.tap("entry.next", "enter_digits")
    someone.types("047")
    someone.tap("back", "enter_text")
    assert typed(someone) == "すずき"
    someone.tap("entry.next", "enter_digits")
    assert typed(someone) == "047"
    someone.tap("entry.next")
    assert "市外局番" in someone.reads()
    someone.types("0000000")
    assert "市外局番" not in someone.reads()
    someone.tap("entry.next", "enter_email")
    someone.types("taro")
    someone.tap("key.ending-0")
    assert typed(someone) == "taro@gmail.com"
    someone.window.speak("en")
    someone.waits_for("enter_email")
    assert typed(someone) == "taro@gmail.com"
    someone.tap("stop", "start")
    assert "すずき" not in everything_said(someone)
    gc.collect()
    assert [thing for thing in gc.get_objects() if isinstance(thing, Sheet)] == []


def test_a_postcode_a_birth_date_and_the_review(someone: Resident, office: Office) -> None:
    sheet = asks(someone, form(office, "birth_date", "postcode", "address"))
    someone.tap("calendar.showa", "enter_date")
    while not someone.sees_button("year.64"):
        someone.tap("page.next")
    someone.tap("year.64", "enter_date")
    assert not someone.sees_button("month.2")
    someone.tap("month.1", "enter_date")
    assert not someone.sees_button("day.8")
    someone.tap("day.7", "enter_postcode")
    someone.types("4980000")
    someone.tap("entry.next", "enter_town")
    someone.tap("town.1", "enter_text")
    someone.tap("key.to_digits")
    someone.types("12")
    someone.tap("key.banchi")
    someone.tap("entry.next", "form_review")
    assert sheet.answers["address"] == "三重県桑名郡木曽岬町12番地"
    assert "昭和64年（1989年）1月7日" in someone.reads()
    someone.tap("mend.postcode", "enter_postcode")
    for _ in range(7):
        someone.tap("key.delete")
    someone.types("2701431")
    someone.tap("entry.next", "form_review")
    someone.tap("mend.address", "enter_text")
    assert typed(someone) == "千葉県白井市根"
    someone.tap("back", "form_review")
    someone.tap("form.hand_in", "facilities")
    assert office.got[0]["postcode"] == "2701431"


def test_a_new_secret_twice_and_again_when_it_is_refused(someone: Resident, office: Office) -> None:
    asks(someone, form(office, "secret", reviewed=False))
    office.refuses = Refused("secret_too_weak", {"reason": "running"})
    for first, second in (("2750", "2751"), ("5678", "5678")):
        someone.types(first)
        someone.tap("entry.next", "enter_secret")
        someone.types(second)
        someone.tap("entry.next", "enter_secret")
        said = "ちがいました" if first != second else "順番にならんだ数字"
        assert said in someone.reads()
        assert first not in everything_said(someone)
    office.refuses = None
    someone.types("2750")
    someone.tap("entry.next", "enter_secret")
    someone.types("2750")
    someone.tap("entry.next", "facilities")
    assert office.got == [{"secret": "2750"}]


def test_letters_of_a_secret_are_dots_until_they_are_shown(
    someone: Resident, office: Office
) -> None:
    asks(someone, form(office, "password", reviewed=False))
    someone.types("ab")
    someone.tap("key.shift")
    someone.types("c1")
    screen = someone.window.stage.current
    assert screen is not None
    line = screen.desk.line  # type: ignore[attr-defined]
    assert (line.shown, line.accessibleDescription()) == ("●●●●", "16文字のうち4文字")
    shown, hidden = "見る", "かくす"
    someone.tap("key.show")
    assert (line.shown, someone.button("key.show").text()) == ("abC1", hidden)
    someone.tap("key.show")
    assert (line.shown, someone.button("key.show").text()) == ("●●●●", shown)


def test_what_staff_or_a_reader_types(someone: Resident, office: Office) -> None:
    asks(someone, form(office, "kana", "tel"))
    QApplication.clipboard().setText("ヤマダ")
    QTest.keyClick(someone.window.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    for odd in ("a", "\x07", "🎾", "\x1b[2J", "長い" * 300):
        QApplication.sendEvent(someone.window.focusWidget(), key_that_types(odd))
    assert typed(someone) == ""
    assert "その文字は使えません" in someone.reads()
    someone.tap("key.to_romaji")
    QTest.keyClicks(someone.window.focusWidget(), "yamada")
    QTest.keyClick(someone.window.focusWidget(), Qt.Key.Key_Backspace)
    assert typed(someone) == "ヤマ"
    for _ in range(60):
        someone.types("a")
    assert typed(someone) == "ヤマ" + "ア" * 48
    assert "50文字まで" in someone.reads()


def test_a_card_over_a_filled_form_asks_who_it_is(someone: Resident, office: Office) -> None:
    asks(someone, form(office, "tel"))
    someone.types("047")
    someone.shows_card()
    someone.tap("occupied.stay")
    assert typed(someone) == "047"
    someone.shows_card()
    someone.tap("occupied.end", "log_in_secret")
    assert "047" not in everything_said(someone)


def test_answers_that_only_lead_somewhere(someone: Resident) -> None:
    led: list[Answers] = []

    def to(answers: Answers) -> Facilities:
        led.append(answers)
        return Facilities()

    asks(
        someone,
        Form("led", "entry.form", (forms.FIELDS[0], fields.TEL), LeadTo(to), reviewed=False),
    )
    someone.tap("option.group", "enter_digits")
    someone.types("0470000000")
    someone.tap("entry.next", "facilities")
    assert led == [{"holder": "group", "tel": "0470000000"}]
    someone.tap("back", "enter_digits")
    assert typed(someone) == "0470000000"


def test_what_is_optional_can_be_left_out(someone: Resident, office: Office) -> None:
    email = replace(fields.EMAIL, optional=True)
    asks(someone, replace(form(office), fields=(fields.TEL, email)), {"tel": "0470000000"})
    someone.tap("entry.next", "enter_email")
    someone.tap("entry.skip", "form_review")
    assert "（なし）" in someone.reads()


def test_a_city_whose_secrets_hold_letters(someone: Resident) -> None:
    around = someone.window.stage.around
    assert around.directory is not None
    city = around.directory.city
    secret = msgspec.structs.replace(city.secret, max_length=16, alphabet="alphanumeric")
    city = msgspec.structs.replace(city, secret=secret)
    around.directory = replace(around.directory, city=city)
    someone.tap("start.log_in", "log_in_number")
    someone.types(NUMBER)
    someone.tap("number.next", "log_in_secret")
    assert not someone.button("secret.next").isEnabled()
    assert not someone.sees_button("key.hyphen")
    someone.types("kq")
    someone.tap("key.shift")
    someone.types("w7")
    assert "kqW7" not in someone.reads()
    someone.tap("secret.next", "menu")
    assert "kqW7" not in everything_said(someone)


def test_what_is_chosen_of_several_is_filled_in(someone: Resident) -> None:
    someone.window.stage.go(forms.ask("rooms", answered=True))
    someone.waits_for("enter_choice")
    rows = {name: someone.button(f"option.{name}") for name in ("1", "3")}
    assert [row.isChecked() for row in rows.values()] == [True, False]
    someone.tap("option.1")
    someone.tap("option.3")
    assert [row.isChecked() for row in rows.values()] == [False, True]
    assert someone.screen == "enter_choice"
