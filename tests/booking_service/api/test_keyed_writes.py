"""A write happens once: same key, other body, in progress, closed, asked about."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit

import httpx
import pytest

from tests.booking_service.lobby import (
    WAIT_SECONDS,
    Central,
    Kiosk,
    choice,
    code_of,
    new_key,
    wait_until,
)
from tests.booking_service.raw_http import Post


@contextmanager
def writer_held(central: Central) -> Iterator[None]:
    """Keeps the writer busy with something else until the block ends."""
    held, release = threading.Event(), threading.Event()

    def hold(_store: object) -> None:
        held.set()
        release.wait(WAIT_SECONDS)

    holding = central.running.service.office.database.submit(hold)
    assert held.wait(WAIT_SECONDS)
    try:
        yield
    finally:
        release.set()
        holding.result(WAIT_SECONDS)


def confirmed(kiosk: Kiosk, key: str) -> dict[str, str]:
    return {
        "Idempotency-Key": key,
        "X-Confirmation": kiosk.central.confirmation(kiosk.session),
    }


def test_the_same_write_again_gets_the_same_answer(resident: Kiosk) -> None:
    key = new_key()
    first = resident.write("reservations", choice(), key)
    again = resident.write("reservations", choice(), key)
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert len(resident.reservations()) == 1


def test_the_order_of_keys_in_a_body_does_not_matter(resident: Kiosk) -> None:
    key = new_key()
    first = resident.write("reservations", choice(), key)
    turned = dict(reversed(choice().items()))
    assert resident.write("reservations", turned, key).content == first.content


def test_the_same_key_for_another_body_is_refused(resident: Kiosk) -> None:
    key = new_key()
    resident.write("reservations", choice(), key)
    assert code_of(resident.write("reservations", choice(first=6), key)) == "key_reused"
    assert code_of(resident.write("lottery-applications", choice(), key)) == "key_reused"


def test_a_refusal_is_kept_like_any_other_answer(central: Central, resident: Kiosk) -> None:
    other = central.kiosk("lobby-2")
    other.enter(central.group())
    assert other.reserve().status_code == 201
    key = new_key()
    assert code_of(resident.write("reservations", choice(), key)) == "slot_taken"
    taken = other.reservations()[0]
    other.write(f"reservations/{taken['id']}/cancel", {})
    # The slot is free again, but this write has had its answer.
    assert code_of(resident.write("reservations", choice(), key)) == "slot_taken"
    kept = resident.get(f"writes/{key}").json()
    assert (kept["state"], kept["status"], kept["body"]["code"]) == ("done", 409, "slot_taken")


def test_a_body_that_is_wrong_is_answered_and_kept_too(resident: Kiosk) -> None:
    key = new_key()
    answer = resident.write("reservations", {**choice(), "people": "many"}, key)
    assert code_of(answer) == "invalid_request"
    assert [fault["place"] for fault in answer.json()["errors"]] == ["body.people"]
    assert resident.get(f"writes/{key}").json()["status"] == 422


@pytest.mark.parametrize(
    "junk",
    [b"", b'"\xff"', b"[" * 60_000, b'"\\ud800"', b"1e999", b"NaN", b'{"people": 1' + b"0" * 5_000],
)
def test_junk_is_refused_with_its_place(resident: Kiosk, junk: bytes) -> None:
    for path in ("reservations", "sessions", "quotes"):
        answer = resident.http.post(
            f"/v1/{path}",
            content=junk,
            headers={"Idempotency-Key": new_key(), "Content-Type": "application/json"},
        )
        assert code_of(answer) == "invalid_request"
        assert answer.json()["errors"][0]["place"].startswith("body")


@pytest.mark.parametrize("key", [None, "", "not-a-uuid"])
def test_a_write_needs_a_key(resident: Kiosk, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    assert code_of(resident.post("reservations", choice(), **headers)) == "key_missing"


def test_a_write_on_its_way_says_so_and_is_not_done_twice(
    central: Central, resident: Kiosk
) -> None:
    key = new_key()
    headers = confirmed(resident, key)
    url = f"{central.running.url}/v1/reservations"
    headers = {**dict(resident.http.headers), **headers}
    arrived = central.running.service.writes
    with ThreadPoolExecutor(1) as pool:
        with writer_held(central):
            ask = partial(httpx.post, url, json=choice(), headers=headers, timeout=WAIT_SECONDS)
            sent = pool.submit(ask)
            wait_until(lambda: arrived.on_the_way > 0)
            second = ask()
            assert code_of(second) == "write_in_progress"
            assert int(second.headers["Retry-After"]) >= 1
            assert resident.get(f"writes/{key}").json() == {"state": "in_progress"}
            assert resident.post(f"writes/{key}/close", {}).json() == {"state": "in_progress"}
        assert sent.result(WAIT_SECONDS).status_code == 201
    assert resident.get(f"writes/{key}").json()["state"] == "done"


def test_a_write_whose_request_was_given_up_is_still_on_its_way(
    central: Central, resident: Kiosk
) -> None:
    """The kiosk hung up while the writer was at work: the write is neither unknown nor lost."""
    key, inside, go = new_key(), threading.Event(), threading.Event()
    database = central.running.service.office.database
    whole = database.submit

    def slow(command: object) -> object:
        def slowly(store: object) -> object:
            inside.set()
            go.wait(WAIT_SECONDS)
            return command(store)  # type: ignore[operator]

        return whole(slowly)

    secret = {name: resident.http.headers[name] for name in ("Authorization", "X-Resident-Session")}
    sent = Post("/v1/reservations", secret | confirmed(resident, key), choice())
    service = urlsplit(central.running.url)
    database.submit = slow  # type: ignore[method-assign, assignment]
    try:
        with socket.create_connection((service.hostname, service.port)) as line:
            line.sendall(sent.bytes(service.netloc))
            assert inside.wait(WAIT_SECONDS)
        assert resident.get(f"writes/{key}").json() == {"state": "in_progress"}
    finally:
        database.submit = whole  # type: ignore[method-assign]
        go.set()
    wait_until(lambda: central.running.service.writes.on_the_way == 0)
    assert resident.get(f"writes/{key}").json()["status"] == 201


def test_a_key_nobody_has_seen_is_unknown_until_it_is_closed(resident: Kiosk) -> None:
    key = new_key()
    assert code_of(resident.get(f"writes/{key}")) == "unknown_write"
    assert resident.post(f"writes/{key}/close", {}).json() == {"state": "closed"}
    assert resident.post(f"writes/{key}/close", {}).json() == {"state": "closed"}
    assert resident.get(f"writes/{key}").json() == {"state": "closed"}


def test_a_copy_that_comes_after_closing_is_refused_and_books_nothing(resident: Kiosk) -> None:
    key = new_key()
    resident.post(f"writes/{key}/close", {})
    assert code_of(resident.write("reservations", choice(), key)) == "write_closed"
    assert resident.reservations() == []


def test_closing_a_write_that_is_done_tells_what_became_of_it(resident: Kiosk) -> None:
    key = new_key()
    made = resident.write("reservations", choice(), key)
    told = resident.post(f"writes/{key}/close", {}).json()
    assert (told["state"], told["status"], told["body"]) == ("done", 201, made.json())


def test_each_kiosk_has_keys_of_its_own(central: Central, resident: Kiosk) -> None:
    key = new_key()
    resident.write("reservations", choice(), key)
    assert code_of(central.kiosk("lobby-2").get(f"writes/{key}")) == "unknown_write"


def test_what_is_kept_of_a_write_names_nobody(central: Central, kiosk: Kiosk) -> None:
    number = central.group()
    kiosk.enter(number)
    key = new_key()
    kiosk.write("reservations", choice(), key)
    kept = kiosk.get(f"writes/{key}").text
    assert number not in kept
    assert "さくら会" not in kept


def test_a_write_asks_for_the_secret_once_more(resident: Kiosk) -> None:
    asked = resident.post("reservations", choice(), **{"Idempotency-Key": new_key()})
    assert code_of(asked) == "confirmation_needed"


def test_a_confirmation_is_good_for_one_write(resident: Kiosk) -> None:
    confirmation = resident.central.confirmation(resident.session)
    headers = {"X-Confirmation": confirmation}
    first = resident.post("reservations", choice(), **headers, **{"Idempotency-Key": new_key()})
    second = resident.post(
        "reservations", choice(first=6), **headers, **{"Idempotency-Key": new_key()}
    )
    assert (code_of(first), code_of(second)) == ("201", "confirmation_needed")


def test_a_confirmation_is_too_old_after_120_seconds(central: Central, resident: Kiosk) -> None:
    confirmation = central.confirmation(resident.session)
    central.move_to("2026-11-20 10:02")
    headers = {"Idempotency-Key": new_key(), "X-Confirmation": confirmation}
    assert code_of(resident.post("reservations", choice(), **headers)) == "confirmation_needed"


def test_the_answer_to_one_resident_is_not_given_to_another(
    central: Central, resident: Kiosk
) -> None:
    key = new_key()
    made = resident.write("reservations", choice(), key).json()
    resident.enter(central.group())
    other = resident.write("reservations", choice(), key)
    assert code_of(other) == "key_reused"
    assert made["number"] not in other.text


def test_the_answer_is_given_again_after_the_session_has_run_out(
    central: Central, resident: Kiosk
) -> None:
    key = new_key()
    made = resident.write("reservations", choice(), key)
    central.move_to("2026-11-20 10:11")
    assert resident.write("reservations", choice(), key).json() == made.json()


def test_a_confirmation_of_somebody_else_is_none(central: Central, resident: Kiosk) -> None:
    other = central.kiosk("lobby-2")
    other.enter(central.group())
    headers = {
        "Idempotency-Key": new_key(),
        "X-Confirmation": central.confirmation(other.session),
    }
    assert code_of(resident.post("reservations", choice(), **headers)) == "confirmation_needed"
