"""Logging in: right and wrong look alike until they are right; strangers are slowed, not obeyed."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from booking_service.service import secrets
from booking_service.service.office import Limits
from booking_service.service.people import registering as registration
from booking_service.service.secrets import SecretChecker, new_token, proof_of
from booking_service.service.throttle import PER_KIOSK
from booking_service.storage.ports import Store
from tests.booking_service.lobby import SECRET, Central, Kiosk, choice, code_of, new_key
from tests.booking_service.raw_http import Got, Post, all_at_once


def log_in(kiosk: Kiosk, number: str, secret: str = SECRET) -> object:
    return kiosk.post("sessions", {"registration_number": number, "secret": secret})


def test_a_resident_logs_in_and_out(central: Central, kiosk: Kiosk) -> None:
    number = central.group()
    answer = log_in(kiosk, number)
    assert answer.status_code == 201
    session = answer.json()
    assert session["expires_at"] == "2026-11-20T10:10:00+09:00"
    assert session["registrant"] == {
        "name": "さくら会",
        "number_tail": number[-4:],
        "standing": "active",
        "standing_since": None,
        "valid_until": "2029-11-19",
    }
    assert number not in answer.text
    kiosk.http.headers["X-Resident-Session"] = session["token"]
    assert kiosk.get("reservations").status_code == 200
    assert kiosk.http.delete("/v1/sessions/current").status_code == 204
    assert code_of(kiosk.get("reservations")) == "session_ended"


def test_wrong_number_and_wrong_secret_cannot_be_told_apart(central: Central, kiosk: Kiosk) -> None:
    number = central.group()
    wrong_secret, wrong_number = log_in(kiosk, number, "0000"), log_in(kiosk, "9999999", "0000")
    assert wrong_secret.status_code == wrong_number.status_code == 401
    assert wrong_secret.content == wrong_number.content


def test_after_three_wrong_secrets_the_next_has_to_wait(central: Central, kiosk: Kiosk) -> None:
    number = central.group()
    for left in (2, 1, 0):
        wrong = log_in(kiosk, number, "0000")
        assert (code_of(wrong), wrong.json()["left"]) == ("wrong_credentials", left)
    told = log_in(kiosk, number)
    assert code_of(told) == "too_many_attempts"
    wait = told.json()["retry_after"]
    assert told.headers["Retry-After"] == str(wait)
    central.move(central.clock.now() + timedelta(seconds=wait))
    assert log_in(kiosk, number).status_code == 201


def test_an_unknown_number_has_to_wait_just_the_same(kiosk: Kiosk) -> None:
    for _ in range(3):
        log_in(kiosk, "9999999", "0000")
    assert code_of(log_in(kiosk, "9999999", "0000")) == "too_many_attempts"


@pytest.mark.parametrize("known", [True, False])
def test_the_issue_of_a_card_makes_no_number_another(
    central: Central, kiosk: Kiosk, *, known: bool
) -> None:
    """Or waiting would tell which numbers there are."""
    number = central.group() if known else "9999999"
    codes = [code_of(log_in(kiosk, f"{number}{issue:02}", "0000")) for issue in range(1, 5)]
    assert codes == [*["wrong_credentials"] * 3, "too_many_attempts"]
    assert code_of(log_in(kiosk, number, "0000")) == "too_many_attempts"


@pytest.mark.parametrize("who", ["nobody", "somebody", "with a temporary one", "with an old one"])
def test_a_wrong_secret_takes_the_same_work_whoever_it_is(
    central: Central, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """Or the time would tell that a new secret was asked for with success."""
    number = "9999999" if who == "nobody" else central.group()
    until = {"with a temporary one": 1, "with an old one": -1}.get(who)
    office = central.running.service.office

    def give(store: Store) -> None:
        record = registration.by_number(office, store, number)
        assert record is not None and until is not None
        ends = office.now() + timedelta(hours=until)
        store.keep_temporary_secret(record.id, secrets.hash_secret("8642"), ends)

    if until is not None:
        central.do(give)
    hashed = []
    verify = secrets._verify
    monkeypatch.setattr(
        secrets, "_verify", lambda kept, shown: hashed.append(kept) or verify(kept, shown)
    )
    assert code_of(log_in(kiosk, number, "0000")) == "wrong_credentials"
    assert len(hashed) == 2 and all(hashed)


def test_a_stranger_at_one_kiosk_locks_nobody_out_at_another(
    central: Central, kiosk: Kiosk
) -> None:
    number = central.group()
    for _ in range(4):
        log_in(kiosk, number, "0000")
    assert log_in(central.kiosk("lobby-2"), number).status_code == 201


def test_many_wrong_secrets_at_once_are_no_more_than_one_after_the_other(
    central: Central, kiosk: Kiosk
) -> None:
    """Each for another number, so that only the kiosk as a whole is counted."""
    numbers = [central.group() for _ in range(24)]

    async def all_wrong() -> list[Got]:
        headers = {"Authorization": kiosk.http.headers["Authorization"]}
        return await all_at_once(
            central.running.url,
            [
                Post("/v1/sessions", headers, {"registration_number": number, "secret": "9999"})
                for number in numbers
            ],
        )

    answers = [got.body["code"] for got in asyncio.run(all_wrong())]
    # Some find the kiosk's share of the queue full; no more than the free ones are looked at.
    assert answers.count("wrong_credentials") <= PER_KIOSK.free
    again = [got.body["code"] for got in asyncio.run(all_wrong())]
    assert answers.count("wrong_credentials") + again.count("wrong_credentials") <= PER_KIOSK.free


def test_one_kiosk_takes_a_share_of_the_queue_only() -> None:
    checker = SecretChecker(Limits(hashing_waiting_of_one_kiosk=1))

    async def two_at_two() -> list[bool | None]:
        return await asyncio.gather(
            *(checker.matches(kiosk_id, "1", None) for kiosk_id in ("a", "a", "b"))
        )

    try:
        assert asyncio.run(two_at_two()) == [False, None, False]
    finally:
        checker.close()


def test_the_secret_again_gives_a_confirmation(central: Central, kiosk: Kiosk) -> None:
    number = central.group()
    kiosk.http.headers["X-Resident-Session"] = log_in(kiosk, number).json()["token"]
    wrong = kiosk.post("sessions/current/confirmations", {"secret": "0000"})
    assert code_of(wrong) == "wrong_credentials"
    right = kiosk.post("sessions/current/confirmations", {"secret": SECRET})
    assert right.status_code == 201
    assert right.json()["expires_at"] == "2026-11-20T10:02:00+09:00"
    headers = {
        "Idempotency-Key": new_key(),
        "X-Confirmation": right.json()["confirmation"],
    }
    assert kiosk.post("reservations", choice(), **headers).status_code == 201


def test_a_wrong_secret_again_is_slowed_down_like_a_log_in(central: Central, kiosk: Kiosk) -> None:
    kiosk.http.headers["X-Resident-Session"] = log_in(kiosk, central.group()).json()["token"]
    for _ in range(3):
        again = kiosk.post("sessions/current/confirmations", {"secret": "0000"})
        assert code_of(again) == "wrong_credentials"
    right = kiosk.post("sessions/current/confirmations", {"secret": SECRET})
    assert code_of(right) == "too_many_attempts"


def test_the_secret_again_is_checked_without_hashing_it_slowly(
    central: Central, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk.http.headers["X-Resident-Session"] = log_in(kiosk, central.group()).json()["token"]
    monkeypatch.setattr(secrets, "_verify", lambda *_: pytest.fail("argon2 was asked"))
    right = kiosk.post("sessions/current/confirmations", {"secret": SECRET})
    assert right.status_code == 201


def test_what_is_kept_of_the_secret_in_a_session_says_nothing_without_the_token() -> None:
    one, other = new_token(), new_token()
    assert proof_of(SECRET, one) == proof_of(SECRET, one)
    assert proof_of(SECRET, one) != proof_of("0000", one)
    assert proof_of(SECRET, one) != proof_of(SECRET, other)


def test_a_session_ends_after_ten_idle_minutes(central: Central, resident: Kiosk) -> None:
    central.move_to("2026-11-20 10:09")
    assert resident.get("reservations").status_code == 200  # a sign of life
    central.move_to("2026-11-20 10:18")
    assert resident.get("reservations").status_code == 200
    central.move_to("2026-11-20 10:28")
    assert code_of(resident.get("reservations")) == "session_ended"


def test_a_session_belongs_to_its_kiosk(central: Central, resident: Kiosk) -> None:
    other = central.kiosk("lobby-2")
    other.http.headers["X-Resident-Session"] = resident.session
    assert code_of(other.get("reservations")) == "session_ended"


@pytest.mark.parametrize("credential", ["x", "lobby-1.wrong", "nobody.wrong", "lobby-1", "." * 500])
def test_who_is_not_a_kiosk_hears_nothing(kiosk: Kiosk, credential: str) -> None:
    headers = {"Authorization": f"Bearer {credential}"}
    assert code_of(kiosk.http.get("/v1/city", headers=headers)) == "kiosk_unknown"


@pytest.mark.parametrize(
    ("more", "code", "standing"),
    [
        ({"suspended_since": date(2026, 11, 1)}, "suspended", "suspended"),
        ({"valid_until": date(2026, 11, 19)}, "registration_expired", "expired"),
        ({"kinds": frozenset({"senior"})}, "registration_kind", "active"),
    ],
)
def test_who_may_not_book_may_still_look(
    central: Central, kiosk: Kiosk, more: dict[str, object], code: str, standing: str
) -> None:
    number = central.group(**more)  # type: ignore[arg-type]
    answer = log_in(kiosk, number).json()
    assert answer["registrant"]["standing"] == standing
    kiosk.enter(number)
    assert kiosk.get("reservations").status_code == 200
    assert code_of(kiosk.reserve()) == code
    assert code_of(kiosk.post("quotes", {"kind": "reservation", **choice()})) == code


def test_two_residents_see_nothing_of_each_other(central: Central, resident: Kiosk) -> None:
    made = resident.reserve().json()
    other = central.kiosk("lobby-2")
    other.enter(central.group())
    assert other.reservations() == []
    assert code_of(other.write(f"reservations/{made['id']}/cancel", {})) == "not_found"
    assert len(resident.reservations()) == 1
