"""Sample accounts, registrations and the rules of registering; people are invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from kiosk.journeys.outcomes import AccountGone, CardLost, ResetAsked, SecretChanged
from kiosk.model import Text
from kiosk.outcome import Refused
from kiosk.people_model import (
    Account,
    AccountChange,
    Card,
    Kind,
    Reduction,
    Registered,
    RegistrationForm,
    SecretForgotten,
)
from kiosk.registration_rules import RegistrationKind, RegistrationRules
from ui.samples.texts import in_other_languages

if TYPE_CHECKING:
    from ui.samples.terminal import Script


def _text(ja: str, kana: str, en: str) -> Text:
    return in_other_languages({"ja": ja, "kana": kana, "en": en})


_KOMINKAN = _text("公民館等施設", "こうみんかんとうしせつ", "Community centres")
_SENIOR = _text("老人福祉センター", "ろうじんふくしせんたー", "Senior welfare centre")

#: As in Shiroi: begun at the kiosk, finished at the counter.
BEGUN_HERE: Final = RegistrationRules(
    kinds=(
        RegistrationKind(id="kominkan", name=_KOMINKAN, holders=("group",)),
        RegistrationKind(
            id="community",
            name=_text("コミュニティ施設", "こみゅにてぃしせつ", "Neighbourhood halls"),
            holders=("group",),
        ),
        RegistrationKind(id="senior", name=_SENIOR, holders=("group",)),
    ),
    valid_years=3,
    renewable_months_before=3,
    at_kiosk="counter",
    email_required=False,
    change_online=False,
    delete_online=False,
    reset_by_mail=False,
    card_name=_text("利用登録カード", "りようとうろくかーど", "Registration card"),
    min_members=5,
)
#: As in Sapporo: all of it at the kiosk.
ALL_HERE: Final = RegistrationRules(
    kinds=(
        RegistrationKind(
            id="person", name=_text("個人登録", "こじんとうろく", "Person"), holders=("person",)
        ),
        RegistrationKind(
            id="group", name=_text("団体登録", "だんたいとうろく", "Group"), holders=("group",)
        ),
    ),
    valid_years=None,
    renewable_months_before=0,
    at_kiosk="complete",
    email_required=True,
    change_online=True,
    delete_online=True,
    reset_by_mail=True,
    card_name=_text("利用者登録証", "りようしゃとうろくしょう", "Registration card"),
    min_members=None,
)
#: As in Fukuoka: at the counter only.
AT_COUNTER: Final = replace(
    BEGUN_HERE,
    at_kiosk="none",
    valid_years=None,
    renewable_months_before=0,
    min_members=2,
    card_name=_text("利用者登録カード", "りようしゃとうろくかーど", "User registration card"),
)

CARDS: Final = (
    Card(issue=1, issued_on=date(2024, 4, 2), state="lost", ended_on=date(2025, 8, 19)),
    Card(issue=2, issued_on=date(2025, 8, 21), state="valid", ended_on=None),
)
FORM: Final = RegistrationForm(
    holder="person",
    kinds=("person",),
    name="見本 はな子",
    kana="みほん はなこ",
    birth_date=date(1955, 2, 28),
    address="札幌市中央区南2条西10丁目",
    tel="011-000-0000",
    secret="0000",  # noqa: S106 (nobody's)
    language="ja",
)
#: A group with as much to show as there can be, in a city where the counter does the rest.
GROUP: Final = Account(
    holder="group",
    number_tail="4567",
    name="しろい七次台コーラスサークルひびき",
    kana="しろいななつぎだいこーらすさーくるひびき",
    representative="勘解由小路 小百合",
    birth_date=date(1948, 11, 3),
    address="千葉県白井市七次台2丁目34番5号 コーポしろい北総線前 1012号室",
    tel="047-000-1234",
    email="hibiki.chorus.nanatsugidai@example.jp",
    members=24,
    language="ja",
    kinds=(Kind(id="kominkan", name=_KOMINKAN), Kind(id="senior", name=_SENIOR)),
    standing="active",
    standing_since=None,
    registered_on=date(2024, 4, 2),
    valid_until=date(2027, 4, 1),
    renewable_from=date(2027, 1, 2),
    reductions=(
        Reduction(
            id="half",
            name=_text(
                "社会教育認定団体の減免", "しゃかいきょういくにんていだんたいのげんめん", ""
            ),
            percent=50,
            valid_until=date(2027, 3, 31),
        ),
    ),
    cards=CARDS,
    can=("change_secret", "report_card_lost"),
)
#: A person who does everything here, and has no card yet.
PERSON: Final = Account(
    holder="person",
    number_tail="0812",
    name="見本 はな子",
    kana="みほん はなこ",
    representative="",
    birth_date=date(1955, 2, 28),
    address="札幌市中央区南2条西10丁目",
    tel="011-000-0000",
    email="hanako@example.jp",
    members=None,
    language="ja",
    kinds=(Kind(id="person", name=_text("個人登録", "こじんとうろく", "Person")),),
    standing="active",
    standing_since=None,
    registered_on=date(2026, 11, 30),
    valid_until=None,
    renewable_from=None,
    reductions=(),
    cards=(),
    can=("change_secret", "report_card_lost", "change", "delete"),
)
SUSPENDED: Final = replace(GROUP, standing="suspended", standing_since=date(2026, 11, 2))
EXPIRED: Final = replace(
    GROUP, standing="expired", standing_since=date(2026, 12, 1), valid_until=date(2026, 11, 30)
)

REGISTERED: Final = Registered(
    registration_number="7315824",
    name="見本 はな子",
    state="complete",
    valid_until=None,
    finish_by=None,
    tel="011-000-0000",
)
BEGUN: Final = replace(
    REGISTERED,
    name=GROUP.name,
    state="begun",
    finish_by=date(2027, 1, 7),
    tel="047-401-8942",
)

#: What an account, a registration or a secret may be refused with.
_COUNTER: Final = _text("生涯学習課", "しょうがいがくしゅうか", "Lifelong Learning Division")
REFUSALS: Final = (
    Refused("at_counter", {"tel": "047-401-8942", "counter": _COUNTER}),
    Refused("reset_at_counter", {"tel": "047-401-8942"}),
    Refused("account_in_use", {"numbers": ["R-2027-000001", "L-2027-000002"]}),
    Refused("already_registered", {"tel": "047-401-8942"}),
    Refused("secret_too_weak", {"reason": "running"}),
    Refused("secret_unclear"),
    Refused("too_few_members", {"limit": 5}),
)


class SamplePeople:
    """The journeys about registrants, as a script plays them."""

    def __init__(self, script: Script) -> None:
        self._script = script

    def look(self) -> Account | Refused:
        return self._script.refusal("account") or self._script.account

    def change(self, change: AccountChange, secret: str) -> Account | Refused:
        return self._script.refusal("change_account") or self._script.account

    def change_secret(self, old: str, new: str) -> SecretChanged | Refused:
        return self._script.refusal("change_secret") or SecretChanged()

    def report_card_lost(self, issue: int, secret: str) -> CardLost | Refused:
        lost = replace(CARDS[1], state="lost", ended_on=self._script.now.date())
        return self._script.refusal("report_card_lost") or CardLost(lost, "key")

    def delete(self, secret: str) -> AccountGone | Refused:
        return self._script.refusal("delete_account") or AccountGone("key")

    def register(self, form: RegistrationForm, key: str) -> Registered | Refused:
        return self._script.refusal("register") or REGISTERED

    def ask_for_secret(self, asked: SecretForgotten) -> ResetAsked | Refused:
        return self._script.refusal("ask_for_secret") or ResetAsked()
