"""A code becomes a credential that only this machine can read, or nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from booking_service import embedded
from kiosk import enrolling
from kiosk.clock import SystemClock
from kiosk.credential_store import Keyring, SealedFile, of_this_machine, restart_the_kiosk
from kiosk.credentials import KEYRING_SERVICE, KioskCredential
from kiosk.enrolling import accepted, enrol, redeem
from kiosk.first_contact import Site
from kiosk.outcome import Refused
from tests.kiosk.scripted_service import Reply, Request, ok, problem, scripted
from tests.kiosk.setup.conftest import MakeCode
from tests.kiosk.setup.sealing import Sealing
from tests.kiosk.setup.test_first_contact import TOLD
from tests.kiosk.test_credentials import SafeKeyring

CLOCK = SystemClock()
SECRET = "s" * 43


def sealed(tmp_path: Path, broken: str = "") -> tuple[SealedFile, Sealing]:
    sealing = Sealing(broken)
    return SealedFile(tmp_path / "etc" / "credential.cred", sealing.run), sealing


def test_a_code_becomes_a_sealed_credential_that_the_service_takes(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> None:
    store, sealing = sealed(tmp_path)
    site, code = Site(service.url), make_code("lobby-1")
    assert store.kept("lobby-1") == Refused("not_enrolled")
    grouped = f"{code[:4]} {code[4:]}"
    assert enrol(site, "lobby-1", grouped, store, CLOCK) is None
    kept = store.kept("lobby-1")
    assert isinstance(kept, KioskCredential)
    assert accepted(site, kept) is None
    assert store.file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in store.file.parent.iterdir()] == [store.file.name]
    assert kept.secret.encode() not in store.file.read_bytes()
    assert all(kept.secret not in " ".join(one) for one in sealing.seen)
    assert kept.secret not in repr(store)
    assert store.kept("lobby-2") == Refused("not_enrolled"), "it is another terminal's"


def test_enrolling_again_ends_the_credential_before_and_a_code_is_good_once(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> None:
    store, _ = sealed(tmp_path)
    site, code = Site(service.url), make_code("lobby-2")
    assert enrol(site, "lobby-2", code, store, CLOCK) is None
    before = store.kept("lobby-2")
    assert isinstance(before, KioskCredential)
    assert enrol(site, "lobby-2", code, store, CLOCK) == Refused("code_wrong")
    assert accepted(site, before) is None, "what failed changed nothing"
    assert enrol(site, "lobby-2", make_code("lobby-2"), store, CLOCK) is None
    assert accepted(site, before) == Refused("kiosk_unknown")


@pytest.mark.parametrize(
    "typed", ["", "1234567", "123456789", "1234567a", "12345678", "１２３４５６７８"]
)
def test_what_is_no_code_spends_none(service: embedded.Running, tmp_path: Path, typed: str) -> None:
    store, _ = sealed(tmp_path)
    refused = enrol(Site(service.url), "lobby-3", typed, store, CLOCK)
    assert refused == Refused("code_wrong" if typed == "12345678" else "code_unfit")
    assert not store.file.exists()


@pytest.mark.parametrize("broken", ["systemd-creds", "decrypt", "absent"])
def test_where_nothing_can_be_sealed_no_code_is_spent(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path, broken: str
) -> None:
    store, _ = sealed(tmp_path, broken)
    code = make_code("lobby-4")
    refused = enrol(Site(service.url), "lobby-4", code, store, CLOCK)
    assert isinstance(refused, Refused)
    assert (refused.code, "code_spent" in refused.details) == ("not_stored", False)
    assert isinstance(redeem(Site(service.url), "lobby-4", code), KioskCredential)


def test_a_disk_that_takes_nothing_is_said_before_the_code_is_spent(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> None:
    (tmp_path / "etc").write_text("a file where a folder should be")
    store, _ = sealed(tmp_path)
    refused = enrol(Site(service.url), "lobby-4", make_code("lobby-4"), store, CLOCK)
    assert isinstance(refused, Refused)
    assert (refused.code, "code_spent" in refused.details) == ("not_stored", False)


def test_a_credential_that_could_not_be_kept_after_all_asks_for_a_new_code(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, sealing = sealed(tmp_path)
    assert enrol(Site(service.url), "lobby-5", make_code("lobby-5"), store, CLOCK) is None
    before = store.file.read_bytes()

    def spent(site: Site, kiosk_id: str, code: str) -> KioskCredential | Refused:
        sealing.broken = "encrypt"
        return redeem(site, kiosk_id, code)

    monkeypatch.setattr(enrolling, "redeem", spent)
    refused = enrol(Site(service.url), "lobby-5", make_code("lobby-5"), store, CLOCK)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.details["code_spent"]) == ("not_stored", True)
    assert store.file.read_bytes() == before


def test_a_file_of_another_machine_is_told_from_none(tmp_path: Path) -> None:
    store, sealing = sealed(tmp_path)
    assert store.keep(KioskCredential("lobby-1", SECRET)) is None
    sealing.broken = "other machine"
    found = store.kept("lobby-1")
    assert isinstance(found, Refused)
    assert found.code == "not_stored"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (problem(429, "too_many_attempts", retry_after=30), "too_many_attempts"),
        (problem(503, "service_busy", retry_after=1), "service_busy"),
        (ok({"credential": f"lobby-9.{SECRET}"}, 201), "no_booking_service"),
        (ok({"credential": "lobby-1."}, 201), "no_booking_service"),
        (ok({"credential": f"lobby-1.{SECRET}\n{SECRET}"}, 201), "no_booking_service"),
        (ok({}, 201), "no_booking_service"),
        (ok({"credential": f"lobby-1.{SECRET}"}), "no_booking_service"),
    ],
)
def test_an_answer_that_is_no_credential_of_this_terminal(
    tmp_path: Path, said: Reply, code: str
) -> None:
    def script(request: Request) -> Reply:
        return said if request.method == "POST" else ok(TOLD)

    store, _ = sealed(tmp_path)
    with scripted(script) as service:
        refused = enrol(Site(service.url), "lobby-1", "12345678", store, CLOCK)
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert not store.file.exists()


def test_on_a_desk_it_is_in_the_keyring(service: embedded.Running, make_code: MakeCode) -> None:
    backend = SafeKeyring({})
    store = Keyring(backend)
    assert store.kept("lobby-6") == Refused("not_enrolled")
    assert enrol(Site(service.url), "lobby-6", make_code("lobby-6"), store, CLOCK) is None
    kept = store.kept("lobby-6")
    assert isinstance(kept, KioskCredential)
    assert accepted(Site(service.url), kept) is None
    assert backend.get_password(KEYRING_SERVICE, "lobby-6") == kept.secret


def test_the_unit_starts_with_what_is_stored_now(tmp_path: Path) -> None:
    sealing = Sealing()
    assert restart_the_kiosk(sealing.run) is None
    assert sealing.restarts == 1
    for broken in ("restart", "absent"):
        refused = restart_the_kiosk(Sealing(broken).run)
        assert isinstance(refused, Refused)
        assert refused.code == "not_restarted"


def test_root_seals_beside_the_settings_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/systemd-creds")
    store = of_this_machine(tmp_path / "kiosk.toml")
    assert isinstance(store, SealedFile)
    assert store.file == tmp_path / "credential.cred"
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert isinstance(of_this_machine(tmp_path / "kiosk.toml"), Keyring)
