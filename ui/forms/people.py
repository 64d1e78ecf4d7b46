"""The forms about registrants: registering, a forgotten secret, and what of an account changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import uuid4

from kiosk.model import City
from kiosk.outcome import Refused
from kiosk.people_model import (
    Account,
    AccountChange,
    Registered,
    RegistrationForm,
    SecretForgotten,
)
from kiosk.registration_rules import Holder, RegistrationRules
from kiosk.terminal import Registering, Terminal
from ui.entry import rules
from ui.entry.rules import Option
from ui.forms import fields
from ui.forms.form import Answers, Field, Form, HandIn, LeadTo
from ui.places.people import ChangeSure, ForgottenSent, RegistrationDone, RegistrationUnclear
from ui.places.place import Place
from ui.request import Request

_MEMBER_DIGITS: Final = 4
_YES: Final = Option(
    "yes",
    {
        "ja": "同意します",
        "kana": "どういします",
        "en": "I agree",
        "zh-Hans": "同意",
        "ko": "동의합니다",
    },
)

_NAMES: Final = {
    "person": fields.NAME,
    "group": Field("name", rules.written(), "about_you.group_name"),
}
_REPRESENTATIVE: Final = Field("representative", rules.written(), "about_you.representative")
#: Nobody need know their postcode; it saves typing.
_POSTCODE: Final = replace(fields.POSTCODE, optional=True)
_MEMBERS: Final = Field("members", rules.digits(1, _MEMBER_DIGITS), "about_you.members")
_EMAIL: Final = replace(fields.EMAIL, optional=True)
_EMAIL_NEEDED: Final = Field("email", rules.email(), "about_you.email_needed")
_CONSENT: Final = Field("consent", rules.choice(_YES), "about_you.consent")


def registration_form(city: City, holder: Holder, language: str, today: date) -> Form:
    """What somebody fills in who registers. The key of the call is made with the form."""
    allowed = city.registration
    return Form(
        "register",
        "register",
        tuple(_registration_fields(city, holder, today)),
        HandIn(
            request=_Register(allowed, holder, language, str(uuid4())).request,
            then=_after_registering,
            about={"secret_too_weak": "secret", "too_few_members": "members"},
        ),
    )


def forgotten_form(city: City, today: date) -> Form:
    """What somebody says who has forgotten their secret."""
    number = city.registration_number
    asked = (
        Field("number", rules.digits(number.min_length, number.max_length), "about_you.number"),
        Field("name", rules.written(), "about_you.asked_name"),
        fields.birth_date(today),
        Field("email", rules.email(), "about_you.asked_email"),
    )
    return Form(
        "ask_secret",
        "ask_secret",
        asked,
        HandIn(request=_ask_for_secret, then=lambda _: ForgottenSent()),
    )


def change_form(what: str, rule: RegistrationRules) -> Form:
    """One thing of an account that changes; ``what`` is one of ``changeable``."""
    asked = {
        "kana": (fields.KANA,),
        "representative": (_REPRESENTATIVE,),
        "address": (_POSTCODE, fields.ADDRESS),
        "tel": (fields.TEL,),
        "email": (_EMAIL_NEEDED if rule.email_required else _EMAIL,),
        "members": (_MEMBERS,),
    }[what]

    def sure(answers: Answers) -> Place:
        return ChangeSure(what, answers.get(what, ""))

    return Form(f"edit_{what}", "edit", asked, LeadTo(sure), reviewed=False)


def changeable(account: Account) -> tuple[str, ...]:
    """What of an account can be changed without the counter, in the order it is shown."""
    of_a_group = ("representative",) if account.holder == "group" else ()
    members = ("members",) if account.holder == "group" else ()
    return ("kana", *of_a_group, "address", "tel", "email", *members)


def change_of(what: str, text: str) -> AccountChange:
    """The change as the journey takes it."""
    match what:
        case "kana":
            return AccountChange(kana=text)
        case "representative":
            return AccountChange(representative=text)
        case "address":
            return AccountChange(address=text)
        case "tel":
            return AccountChange(tel=text)
        case "email":
            return AccountChange(email=text)
        case "members":
            return AccountChange(members=int(text))
        case _:
            raise AssertionError(f"{what!r} is the counter's to change")


def value_of(account: Account, what: str) -> str:
    """What stands in the account now."""
    return str(getattr(account, what) or "")


@dataclass(frozen=True, slots=True)
class Unclear:
    """Sent, but no answer came: what is needed to send it again."""

    form: RegistrationForm = field(repr=False)
    key: str


@dataclass(frozen=True, slots=True)
class Sending:
    """One registration on its way. A cut line is no refusal here: it is sent again."""

    registering: Registering
    form: RegistrationForm = field(repr=False)
    key: str
    fewest: int

    def send(self) -> Registered | Unclear | Refused:
        members = self.form.members
        if members is not None and members < self.fewest:
            return Refused("too_few_members", {"limit": self.fewest})
        made = self.registering.register(self.form, self.key)
        if isinstance(made, Refused) and made.code == "registration_unclear":
            return Unclear(self.form, self.key)
        return made


@dataclass(frozen=True, slots=True)
class _Register:
    """Makes the call of answers."""

    rule: RegistrationRules
    holder: Holder
    language: str
    key: str

    def request(self, terminal: Terminal, answers: Answers) -> Request:
        kinds = answers.get("kinds", "") or ",".join(
            kind.id for kind in self.rule.kinds if self.holder in kind.holders
        )
        members = answers.get("members")
        form = RegistrationForm(
            holder=self.holder,
            kinds=tuple(kinds.split(",")),
            name=answers["name"],
            kana=answers["kana"],
            representative=answers.get("representative", ""),
            birth_date=date.fromisoformat(answers["birth_date"]),
            address=answers["address"],
            tel=answers["tel"],
            email=answers.get("email", ""),
            members=None if members is None else int(members),
            secret=answers["secret"],
            language=self.language,
        )
        fewest = self.rule.min_members or 1
        return Request(Sending(terminal.registering, form, self.key, fewest), "send")


def _after_registering(made: Registered | Unclear) -> Place:
    match made:
        case Registered():
            return RegistrationDone(made)
        case Unclear(form=form, key=key):
            return RegistrationUnclear(form, key)


def _ask_for_secret(terminal: Terminal, answers: Answers) -> Request:
    asked = SecretForgotten(
        answers["number"],
        answers["name"],
        date.fromisoformat(answers["birth_date"]),
        answers["email"],
    )
    return Request(terminal.forgotten, "ask_for_secret", (asked,))


def _registration_fields(city: City, holder: Holder, today: date) -> list[Field]:
    allowed = city.registration
    kinds = [kind for kind in allowed.kinds if holder in kind.holders]
    group = holder == "group"
    asked = []
    if len(kinds) > 1:
        options = [Option(kind.id, kind.name) for kind in kinds]
        choice = rules.choice(*options, most=len(options))
        asked.append(Field("kinds", choice, "about_you.kinds"))
    birth = fields.birth_date(today)
    asked += [_NAMES[holder], fields.KANA]
    if group:
        asked.append(_REPRESENTATIVE)
        birth = replace(birth, key="about_you.group_birth")
    asked += [birth, _POSTCODE, fields.ADDRESS, fields.TEL]
    asked.append(_EMAIL_NEEDED if allowed.email_required else _EMAIL)
    if group:
        asked.append(_MEMBERS)
    return [*asked, fields.new_secret(city.secret), _CONSENT]
