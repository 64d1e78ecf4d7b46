"""Enrolling from the glass: the code goes to root's side, and the credential never comes back."""

from __future__ import annotations

from pathlib import Path

from booking_service import embedded
from kiosk.credential_store import SealedFile
from kiosk.credentials import KioskCredential
from kiosk.enrolling import accepted
from kiosk.first_contact import Site
from kiosk.machine.root.deeds import do
from kiosk.machine.root.host import Program
from kiosk.machine.tasks import Enrol, encode
from tests.kiosk.machine.scripted_host import ScriptedHost
from tests.kiosk.setup.conftest import MakeCode

CREDENTIAL = "/etc/kiosk/credential.cred"


def machine(folder: Path, url: str) -> ScriptedHost:
    made = ScriptedHost(folder)
    made.put(
        "/etc/kiosk/kiosk.toml",
        'city = "shiroi"\nkiosk_id = "lobby-41"\nhome_facility = "f1"\n'
        f'cache_directory = "cache"\n[service]\nurl = "{url}"\n',
    )
    return made


def test_a_code_is_turned_into_a_credential_that_stays_with_root(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> None:
    made = machine(tmp_path, service.url)
    task = Enrol(make_code("lobby-41"))
    assert task.code not in repr(task)
    ended = do(task, made.host)
    assert (ended.answer.ok, ended.answer.detail) == (True, {})
    kept = SealedFile(made.host.file(CREDENTIAL), made.host.seal).kept("lobby-41")
    assert isinstance(kept, KioskCredential)
    assert accepted(Site(service.url), kept) is None
    assert kept.secret.encode() not in encode(ended.answer)
    assert not made.called(Program.SYSTEMCTL, "--no-block", "restart", "kiosk.service")
    assert ended.then is not None
    ended.then()
    assert made.called(Program.SYSTEMCTL, "--no-block", "restart", "kiosk.service")


def test_what_went_wrong_is_told_by_its_code(service: embedded.Running, tmp_path: Path) -> None:
    made = machine(tmp_path, service.url)
    ended = do(Enrol("00000000"), made.host)
    assert (ended.answer.ok, ended.answer.code, ended.then) == (False, "code_wrong", None)
    assert not made.host.file(CREDENTIAL).exists()
    made.put("/etc/kiosk/kiosk.toml", "city = 1")
    assert do(Enrol("00000000"), made.host).answer.code == "settings_wrong"
    away = machine(tmp_path, "http://127.0.0.1:1")
    assert do(Enrol("00000000"), away.host).answer.code == "nobody_answers"
