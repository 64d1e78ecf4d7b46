"""A technician enrols the terminal at its glass: a service that runs, and root's side as it is."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from booking_service import embedded
from kiosk import enrolling, first_contact, service_look
from kiosk.credential_store import SealedFile
from kiosk.credentials import KioskCredential
from kiosk.enrolling import accepted
from kiosk.first_contact import Site
from kiosk.machine.memory import MemoryMachine
from kiosk.machine.root.deeds import do
from kiosk.machine.root.host import Program
from kiosk.machine.tasks import Answer, Enrol, Task
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from kiosk.readiness.wording import OF_THE_LINE
from tests.kiosk.machine.scripted_host import ScriptedHost
from tests.kiosk.setup.conftest import MakeCode
from tests.ui.resident import Resident, visit
from ui.samples.machine import HERE
from ui.samples.maintenance import PINS
from ui.samples.terminal import Script
from ui.screens.machine.why_not import OF_ENROLLING, why_not_enrolled
from ui.wording.compile import compile_catalogues
from ui.wording.ruby import plain
from ui.wording.words import LANGUAGES, Words

compile_catalogues()

KIOSK, WRONG = "lobby-42", "00000000"
#: What else those docstrings have in such marks.
NO_CODES = {"since", "until", "behind_seconds", "retry_after"}


class RootBehind(MemoryMachine):
    """Carries ``Enrol`` out as root's side does, on a machine below a folder."""

    def __init__(self, host: ScriptedHost) -> None:
        super().__init__()
        self.host = host

    def do(self, task: Task) -> Answer:
        if not isinstance(task, Enrol) or Enrol in self.answers:
            return super().do(task)
        ended = do(task, self.host.host)
        if ended.then is not None:
            ended.then()
        return ended.answer


@pytest.fixture
def root(service: embedded.Running, tmp_path: Path) -> RootBehind:
    host = ScriptedHost(tmp_path)
    settings = (
        f'city = "shiroi"\nkiosk_id = "{KIOSK}"\nhome_facility = "f1"\n'
        f'cache_directory = "cache"\n[service]\nurl = "{service.url}"\n'
    )
    host.put("/etc/kiosk/kiosk.toml", settings)
    return RootBehind(host)


@pytest.fixture
def technician(qtbot: QtBot, root: RootBehind) -> Iterator[Resident]:
    """Before a terminal that its service has shut out."""
    with visit(qtbot, Script(machine=root, shut_out=True)) as someone:
        someone.waits_for("out_of_service")
        assert "保守メニュー「端末の登録」" in someone.reads()
        someone.window.stage.maintain()
        someone.waits_for("staff_pin")
        someone.tap("role.technician", "staff_pin")
        someone.types(PINS[Role.TECHNICIAN])
        someone.tap("staff.open", "staff_menu")
        assert "取り消されています" in someone.reads()
        someone.tap("door.enrol", "machine_enrol")
        yield someone


def test_a_terminal_that_is_shut_out_is_let_in_again_at_its_glass(
    technician: Resident, root: RootBehind, service: embedded.Running, make_code: MakeCode
) -> None:
    assert HERE.service in technician.reads()
    assert HERE.kiosk_id in technician.reads()
    assert not technician.button("enrol.send").isEnabled()
    technician.types(WRONG)
    technician.tap("enrol.send", "machine_enrolled")
    assert "この番号は使えません" in technician.reads()
    assert not technician.sees_button("enrol.way")

    technician.tap("enrol.again", "machine_enrol")
    code = make_code(KIOSK)
    technician.types(code)
    technician.tap("enrol.send", "machine_enrolled")
    assert "登録できました" in technician.reads()
    machine = root.host.host
    kept = SealedFile(machine.file("/etc/kiosk/credential.cred"), machine.seal).kept(KIOSK)
    assert isinstance(kept, KioskCredential)
    assert accepted(Site(service.url), kept) is None
    assert root.host.called(Program.SYSTEMCTL, "--no-block", "restart", "kiosk.service")
    assert technician.script.maintenance.done == ["enrolment.enrol"] * 2
    gc.collect()
    told = technician.reads() + repr(technician.window.stage.trail.places)
    assert code not in told
    assert kept.secret not in told


@pytest.mark.parametrize(
    ("code", "details", "said"),
    [
        ("clock_wrong", {"behind_seconds": 300_000}, "端末の時計が4日遅れています"),
        ("clock_wrong", {"behind_seconds": -7200}, "端末の時計が2時間進んでいます"),
        ("clock_wrong", {}, "端末の時計が違います"),
        ("certificate_over", {"since": "2026-11-19T15:00:00+00:00"}, "2026年11月20日"),
        ("certificate_not_yet", {"until": "2026-12-01T00:00:00+00:00"}, "2026年12月1日"),
        ("certificate_not_yet", {"until": "soon"}, "証明書の期間が合いません"),
        ("proxy_refuses", {"proxy": "http://proxy:8080"}, "プロキシが通しません"),
        ("no_network", {"host": "booking"}, "ケーブル"),
        ("too_many_attempts", {"retry_after": 90}, "2分待ってから"),
        ("not_stored", {"why": "disk", "code_spent": True}, "使用済みになりました"),
        ("no_answer", {}, "新しい番号で"),
        ("something_new", {}, "something_new"),
    ],
)
def test_each_trouble_is_told_with_its_remedy(
    code: str, details: dict[str, object], said: str
) -> None:
    words, problem = Words("ja"), Refused(f"machine_{code}", details)
    spent = words.text("maintenance.enrol.spent") if details.get("code_spent") else ""
    assert said in plain(why_not_enrolled(words, problem) + spent).replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_documented_code_has_words_of_its_own(language: str) -> None:
    """Those that ``enrolling``, ``first_contact`` and ``service_look`` name."""
    told = "".join(
        text or ""
        for text in (
            enrolling.redeem.__doc__,
            first_contact.call.__doc__,
            service_look.look.__doc__,
        )
    )
    codes = set(re.findall(r"``([a-z_]+)``", told)) - NO_CODES
    assert codes >= {"clock_wrong", "code_wrong", "no_network"}
    assert codes <= {*OF_THE_LINE, *OF_ENROLLING}
    words = Words(language)
    said = [why_not_enrolled(words, Refused(code)) for code in (*OF_THE_LINE, *OF_ENROLLING)]
    assert words.text("maintenance.reach.why.other", code="x") not in said
