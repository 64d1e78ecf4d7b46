"""Letters are kept until they are told, tried again, given up in the end, and never sent twice
under two names."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from booking_service.api.app import build_app
from booking_service.clock import SystemClock
from booking_service.policy.checks import Refusal
from booking_service.policy.model import City
from booking_service.service.mail import queue as mail
from booking_service.service.mail.carrier import ATTEMPT, WAITS, MailCarrier
from booking_service.service.mail.letters import Letter
from booking_service.service.mail.transports import (
    FolderTransport,
    Never,
    NotNow,
    Outcome,
    Parcel,
    Sent,
)
from booking_service.service.office import Limits
from booking_service.service.opening import open_service
from booking_service.service.people import life as registration_life
from booking_service.service.people import registering as registration
from booking_service.storage.ports import Store
from booking_service.storage.records import MailRecord, MailState
from tests.booking_service.lobby import Central, new_key
from tests.booking_service.people.letter_box import LetterBox, listening
from tests.booking_service.people.town import GROUP, PERSON, SENDER, small

LOST = {
    "number": "L00000001",
    "facility": {"ja": "見本センター"},
    "room": {"ja": "会議室"},
    "day": "2026-12-15",
    "from": "13:00",
    "until": "15:00",
}


class Postman:
    """A transport that does what it is told; keeps what it was given."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.parcels: list[Parcel] = []
        self.outcomes = list(outcomes)

    def send(self, parcel: Parcel) -> Outcome:
        self.parcels.append(parcel)
        return self.outcomes.pop(0) if self.outcomes else Sent()


@pytest.fixture
def registrant(sapporo: Central) -> int:
    """Somebody who can be reached by mail, whose own letter has been sent."""
    kiosk = sapporo.kiosk()
    made = kiosk.post("registrations", PERSON, **{"Idempotency-Key": new_key()}).json()
    carry(sapporo, Postman())
    with sapporo.running.service.office.database.reading() as reader:
        office = sapporo.running.service.office
        record = registration.by_number(office, reader, made["registration_number"])
    assert record is not None
    return record.id


def carry(central: Central, postman: Postman) -> int:
    carrier = MailCarrier(central.running.service.office, postman, SENDER)
    return asyncio.run(carrier.carry())


def queue(central: Central, registrant: int, once: str | None = None) -> None:
    at = central.clock.now()
    central.do(
        lambda store: mail.queue(store, registrant, Letter.LOTTERY_LOST, LOST, at, once=once)
    )


def in_state(central: Central, state: str) -> list[MailRecord]:
    with central.running.service.office.database.reading() as reader:
        return reader.mails_in(state, 100)


def test_a_letter_goes_once(sapporo: Central, registrant: int) -> None:
    queue(sapporo, registrant)
    postman = Postman()
    assert carry(sapporo, postman) == 1
    assert carry(sapporo, postman) == 0
    (parcel,) = postman.parcels
    assert (parcel.to, parcel.sender) == (PERSON["email"], SENDER)
    assert "L00000001" in parcel.subject
    assert "見本センター" in parcel.body


def test_queued_twice_under_one_name_it_is_one(sapporo: Central, registrant: int) -> None:
    queue(sapporo, registrant, "L00000001")
    queue(sapporo, registrant, "L00000001")
    queue(sapporo, registrant, "L00000002")
    postman = Postman()
    carry(sapporo, postman)
    queue(sapporo, registrant, "L00000001")  # a step taken again after it was sent
    carry(sapporo, postman)
    assert len({parcel.message_id for parcel in postman.parcels}) == len(postman.parcels) == 2


def test_who_has_no_address_gets_none(opened: Callable[[City], Central], sapporo: Central) -> None:
    number = sapporo.group(kinds=frozenset({"group"}))
    office = sapporo.running.service.office
    with office.database.reading() as reader:
        record = registration.by_number(office, reader, number)
    assert record is not None
    queue(sapporo, record.id)
    assert in_state(sapporo, MailState.WAITING) == []


def test_what_does_not_go_is_tried_again_with_growing_waits_and_given_up_in_the_end(
    sapporo: Central, registrant: int, caplog: pytest.LogCaptureFixture
) -> None:
    queue(sapporo, registrant)
    postman = Postman(*[NotNow("451")] * (len(WAITS) + 1))
    waited = []
    assert carry(sapporo, postman) == 1
    while not in_state(sapporo, MailState.GIVEN_UP):
        (record,) = in_state(sapporo, MailState.WAITING)
        assert (record.trouble, record.attempts) == ("451", len(postman.parcels))
        waited.append(record.due_at - sapporo.clock.now())
        assert carry(sapporo, postman) == 0
        sapporo.clock.set(record.due_at)
        assert carry(sapporo, postman) == 1
    assert tuple(waited) == WAITS
    assert len({parcel.message_id for parcel in postman.parcels}) == 1
    (given_up,) = in_state(sapporo, MailState.GIVEN_UP)
    assert given_up.trouble == "451"
    assert carry(sapporo, postman) == 0

    # Staff see it, and may send it on its way again.
    now = sapporo.clock.now()
    assert sapporo.do(mail.given_up) == [given_up]
    again = sapporo.do(lambda store: mail.send_again(store, given_up.id, now))
    assert not isinstance(again, Refusal)
    assert carry(sapporo, postman) == 1
    assert postman.parcels[-1].message_id == given_up.message_id
    assert PERSON["email"] not in caplog.text


def test_what_can_never_go_is_given_up_at_once(sapporo: Central, registrant: int) -> None:
    queue(sapporo, registrant)
    carry(sapporo, Postman(Never("550")))
    assert [record.trouble for record in in_state(sapporo, MailState.GIVEN_UP)] == ["550"]
    nothing = sapporo.do(lambda store: mail.send_again(store, 999, sapporo.clock.now()))
    assert nothing == Refusal("not_found")


def test_killed_between_sending_and_noting_it_sends_again_under_the_same_id(
    sapporo: Central, registrant: int
) -> None:
    queue(sapporo, registrant)
    postman = Postman()

    class KilledError(BaseException):
        """What ends a process ends more than an exception does."""

    def dying(parcel: Parcel) -> Outcome:
        postman.send(parcel)
        raise KilledError

    class Dying:
        send = staticmethod(dying)

    carrier = MailCarrier(sapporo.running.service.office, Dying(), SENDER)
    with pytest.raises(KilledError):
        asyncio.run(carrier.carry())
    # Nobody else takes it while the attempt may still be under way.
    assert carry(sapporo, postman) == 0
    sapporo.clock.set(sapporo.clock.now() + ATTEMPT)
    assert carry(sapporo, postman) == 1
    first, second = postman.parcels
    assert first == second
    assert carry(sapporo, postman) == 0


def test_of_two_processes_one_sends(sapporo: Central, registrant: int) -> None:
    for place in range(12):
        queue(sapporo, registrant, f"L{place:08}")
    postman = Postman()
    office = sapporo.running.service.office

    async def both() -> None:
        carriers = [MailCarrier(office, postman, SENDER) for _ in range(2)]
        await asyncio.gather(*(carrier.carry() for carrier in carriers))

    asyncio.run(both())
    assert len(postman.parcels) == len({parcel.message_id for parcel in postman.parcels}) == 12


def test_each_letter_is_taken_when_its_turn_has_come(sapporo: Central, registrant: int) -> None:
    """A slow server must not make another process send what still waits here."""
    for place in range(3):
        queue(sapporo, registrant, f"L{place:08}")
    postman = Postman()
    other = MailCarrier(sapporo.running.service.office, postman, SENDER)

    class Slow:
        def send(self, parcel: Parcel) -> Outcome:
            outcome = postman.send(parcel)
            sapporo.clock.set(sapporo.clock.now() + ATTEMPT / 2 + timedelta(seconds=1))
            asyncio.run(other.carry())
            return outcome

    carrier = MailCarrier(sapporo.running.service.office, Slow(), SENDER)
    asyncio.run(carrier.carry())
    assert len(postman.parcels) == len({parcel.message_id for parcel in postman.parcels}) == 3


def test_a_temporary_secret_is_not_sent_once_it_is_over(sapporo: Central, registrant: int) -> None:
    office, now = sapporo.running.service.office, sapporo.clock.now()
    told = {"secret": "tempsecret99", "until": (now + timedelta(hours=1)).isoformat()}
    sapporo.do(
        lambda store: mail.queue_secretly(
            office, store, registrant, Letter.SECRET_RESET, told, at=now
        )
    )
    carry(sapporo, Postman(NotNow("451")))
    sapporo.clock.set(now + timedelta(hours=1))
    postman = Postman()
    carry(sapporo, postman)
    assert postman.parcels == []
    (record,) = in_state(sapporo, MailState.GIVEN_UP)
    assert (record.trouble, record.sealed) == ("expired", None)
    refused = sapporo.do(lambda store: mail.send_again(store, record.id, now))
    assert refused == Refusal("not_found")


def test_a_letter_that_says_nothing_of_its_own_can_be_sent_again(
    sapporo: Central, registrant: int
) -> None:
    now = sapporo.clock.now()
    sapporo.do(lambda store: mail.queue(store, registrant, Letter.REGISTERED, {}, now))
    carry(sapporo, Postman(Never("550")))
    (record,) = in_state(sapporo, MailState.GIVEN_UP)
    assert not isinstance(sapporo.do(lambda store: mail.send_again(store, record.id, now)), Refusal)
    postman = Postman()
    assert carry(sapporo, postman) == 1
    assert postman.parcels[0].message_id == record.message_id


def test_one_that_fails_by_a_fault_of_ours_keeps_the_others_from_nothing(
    sapporo: Central, registrant: int, caplog: pytest.LogCaptureFixture
) -> None:
    at = sapporo.clock.now()

    def torn(store: Store) -> None:
        mail.queue(store, registrant, Letter.LOTTERY_LOST, LOST, at)
        mail.queue(store, registrant, Letter.LOTTERY_LOST, LOST, at)

    sapporo.do(torn)
    postman = Postman()
    first = True
    send = postman.send

    def once_broken(parcel: Parcel) -> Outcome:
        nonlocal first
        if first:
            first = False
            raise RuntimeError("a fault")
        return send(parcel)

    postman.send = once_broken  # type: ignore[method-assign]
    with caplog.at_level(logging.ERROR):
        assert carry(sapporo, postman) == 2
    assert len(postman.parcels) == 1
    (record,) = in_state(sapporo, MailState.WAITING)
    assert record.trouble == "failed"
    assert "a fault" in caplog.text


def test_a_letter_must_be_told_what_it_says(sapporo: Central, registrant: int) -> None:
    at = sapporo.clock.now()
    with pytest.raises(mail.IncompleteLetterError):
        sapporo.do(
            lambda store: mail.queue(
                store, registrant, Letter.LOTTERY_LOST, {"number": "L00000001"}, at
            )
        )


def test_a_secret_lies_sealed_and_is_gone_once_it_was_sent(
    sapporo: Central, registrant: int
) -> None:
    office, at = sapporo.running.service.office, sapporo.clock.now()
    told = {"secret": "tempsecret99", "until": (at + timedelta(days=1)).isoformat()}
    sapporo.do(
        lambda store: mail.queue_secretly(
            office, store, registrant, Letter.SECRET_RESET, told, at=at
        )
    )
    (record,) = in_state(sapporo, MailState.WAITING)
    assert record.told == {}
    assert record.sealed is not None and b"tempsecret99" not in record.sealed
    postman = Postman()
    carry(sapporo, postman)
    assert "tempsecret99" in postman.parcels[0].body
    assert in_state(sapporo, MailState.SENT)[0].sealed is None


def test_who_has_left_gets_no_more_letters(sapporo: Central, registrant: int) -> None:
    queue(sapporo, registrant)
    office, today = sapporo.running.service.office, sapporo.clock.now().date()

    def leave(store: Store) -> Any:
        record = store.registrant(registrant)
        assert record is not None
        return registration_life.delete(office, store, record, today)

    assert sapporo.do(leave) is None
    assert carry(sapporo, Postman()) == 0


def test_what_was_sent_is_forgotten_in_time_and_what_was_not_is_kept(
    sapporo: Central, registrant: int
) -> None:
    for place in range(3):
        queue(sapporo, registrant, f"L{place:08}")
    carry(sapporo, Postman(Sent(), Never("550"), NotNow("451")))
    sapporo.move(sapporo.clock.now() + timedelta(days=5))
    assert len(in_state(sapporo, MailState.SENT)) == 2  # one of them tells of the registration
    sapporo.move(sapporo.clock.now() + timedelta(days=4))
    assert in_state(sapporo, MailState.SENT) == []
    assert len(in_state(sapporo, MailState.GIVEN_UP)) == 1
    assert len(in_state(sapporo, MailState.WAITING)) == 1


def test_without_a_way_out_letters_wait_and_staff_see_them(
    sapporo: Central, registrant: int
) -> None:
    assert sapporo.running.service.carrier is None
    queue(sapporo, registrant)
    assert [record.letter for record in sapporo.do(mail.waiting)] == ["lottery-lost"]


def test_a_letter_goes_through_a_real_server(sapporo: Central, registrant: int) -> None:
    queue(sapporo, registrant, "L00000001")
    box = LetterBox()
    with listening(box) as transport:
        carrier = MailCarrier(sapporo.running.service.office, transport, SENDER)
        assert asyncio.run(carrier.carry()) == 1
    (message,) = box.messages
    assert (message["To"], "L00000001" in message["Subject"]) == (PERSON["email"], True)
    # It has gone: nobody listens any more, and nothing is tried again.
    queue(sapporo, registrant, "L00000002")
    assert asyncio.run(carrier.carry()) == 1
    (waits,) = in_state(sapporo, MailState.WAITING)
    assert waits.trouble == "ConnectionRefusedError"


def test_each_reads_in_their_language(sapporo: Central) -> None:
    kiosk = sapporo.kiosk()
    form = {**GROUP, "language": "en"}
    kiosk.post("registrations", form, **{"Idempotency-Key": new_key()})
    postman = Postman()
    carry(sapporo, postman)
    assert postman.parcels[0].subject == "You are registered"


def test_a_running_service_carries_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    service = open_service(small("sapporo"), tmp_path / "some.db", SystemClock(), Limits())
    service = replace(service, carrier=MailCarrier(service.office, FolderTransport(folder), SENDER))

    async def live() -> None:
        app = build_app(service)
        async with app.router.lifespan_context(app):
            while not list(folder.glob("*.eml")):
                await asyncio.sleep(0)

    try:
        office = service.office
        new = registration.NewRegistrant(
            data=registration.PersonalData(number="", name="見本", email="a@example.jp"),
            holder="group",
            kinds=frozenset({"group"}),
            secret_hash="",
        )

        def command(store: Store) -> None:
            made = registration.add(office, store, new, office.now())
            assert not isinstance(made, Refusal)
            mail.queue(store, made.id, Letter.REGISTERED, {}, office.now())

        office.database.submit(command).result()
        asyncio.run(asyncio.wait_for(live(), 60))
    finally:
        service.close()
