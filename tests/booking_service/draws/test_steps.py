"""From the list to the end of a win, where the rules or the world are not the plain ones."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from booking_service.cities.loader import known_city
from booking_service.clock import TOKYO
from booking_service.policy import draw_work
from booking_service.policy.checks import Refusal
from booking_service.policy.draw import ticket
from booking_service.policy.draw_work import Step
from booking_service.policy.lottery import lottery_of
from booking_service.policy.rules import Clash, EntropyKind, Origin, Unclaimed
from booking_service.policy.verify_draw import verify
from booking_service.service import applying
from booking_service.service.booking import Price
from booking_service.service.draws.published import result_file
from booking_service.service.draws.waiting import waiting_place
from booking_service.service.office import Limits
from booking_service.service.reserving import add_reservation
from booking_service.service.visit import Desk
from booking_service.storage.place import Place
from booking_service.storage.records import ApplicationRecord
from tests.booking_service.draws.stage import (
    CLOSED,
    DAY,
    DRAW,
    LAPSED,
    OPEN,
    RESULT,
    Stage,
    opened,
    rivals,
    shiroi,
)
from tests.booking_service.lobby import CRAFT, TRAINING

MINUTE = timedelta(minutes=1)


def published(stage: Stage, draw: str = DRAW) -> dict[str, Any]:
    """The published result, which is right."""
    parts = result_file(stage.office, draw)
    assert parts is not None
    content = gzip.decompress(b"".join(parts))
    assert verify(content).wrong == []
    found: dict[str, Any] = json.loads(content)
    return found


def groups(stage: Stage, count: int, **wanted: Any) -> list[ApplicationRecord]:
    """So many groups that apply for the same."""
    return [
        stage.apply(stage.group(f"会{number}", 3_000_000 + number), **wanted)
        for number in range(count)
    ]


def act(stage: Stage, what: Any, record: ApplicationRecord) -> Any:
    def command(store: Any) -> Any:
        who = store.registrant(record.registrant_id)
        return what(Desk.inside(stage.office, store, who, stage.office.now()), record.id)

    return stage.do(command)


def somebody_else_gets_slot_2(stage: Stage) -> None:
    holder = ("reservation", 9)
    stage.do(lambda store: store.occupy((CRAFT,), DAY, range(2, 3), holder, shown=True))


# Nothing to claim --------------------------------------------------------------------------------


def test_a_win_that_nobody_claims_is_a_reservation_when_results_are_published(
    new_place: Place,
) -> None:
    with opened(new_place, OPEN, shiroi(claim=None, lapse=None)) as stage:
        stage.begin()
        groups(stage, 3)
        stage.go_to(RESULT - MINUTE)
        assert stage.states() == ["applied"] * 3
        assert stage.ask(lambda reader: reader.room_day(CRAFT, DAY)).slots == "f" * 12
        stage.go_to(RESULT)
        won = next(one for one in stage.applications() if one.state == "claimed")
        assert sorted(stage.states()) == ["claimed", "lost", "lost"]
        made = stage.ask(lambda reader: reader.reservation(won.reservation_id))
        assert (made.origin, made.made_at, made.fee_lines) == ("lottery", RESULT, won.fee_lines)
        assert made.use == won.use
        assert stage.ask(lambda reader: reader.room_day(CRAFT, DAY)).slots == "ftt" + "f" * 9
        assert published(stage)["not_kept"] == []


def test_kodaira_draws_by_nine_and_counts_slots_over_all_centres(new_place: Place) -> None:
    """2 コマ of a group over all centres, a centre's hours by day, no claim."""
    city = known_city("kodaira")
    opens = datetime(2026, 12, 10, 9, 0, tzinfo=TOKYO)
    with opened(new_place, opens, city) as stage:
        stage.begin()
        rooms = [facility.rooms[0] for facility in city.facilities[:3]]
        kinds = frozenset(kind.id for kind in city.registration.kinds)
        who = [stage.group(f"会{number}", 30_000_000 + number, kinds=kinds) for number in (1, 2, 3)]
        purpose = city.klass(rooms[0].class_id).purposes[0].id
        days = [date(2027, 2, day) for day in range(1, 28)]
        made = [record for one in who for record in _some(stage, one, rooms, days, purpose)]
        assert len(made) >= 3
        stage.go_to(opens.replace(day=20, hour=9))
        assert set(stage.states()) <= {"claimed", "lost"}
        found = published(stage, "chiiki-center/2027-02")
        assert any(
            line.startswith("quota\t") and line.endswith("\t2\tslots") for line in found["list"]
        )
        for one in who:
            wins = [
                a for a in stage.applications() if a.registrant_id == one and a.state == "claimed"
            ]
            assert sum(win.use.slot_count for win in wins) <= 2


def _some(
    stage: Stage, who: int, rooms: Any, days: list[date], purpose: str
) -> list[ApplicationRecord]:
    """Up to two applications that are taken: days on which a centre is closed are passed over."""
    taken: list[ApplicationRecord] = []
    for room in rooms:
        for day in days:
            if len(taken) == 2:
                return taken
            made = stage.apply(who, room.id, 0, 1, day=day, purpose=purpose)
            if isinstance(made, ApplicationRecord):
                taken.append(made)
                break
    return taken


def test_sapporo_draws_each_day_of_use_by_itself(new_place: Place) -> None:
    city = known_city("sapporo")
    room = next(
        room
        for room in city.rooms
        if (rule := lottery_of(city.klass(room.class_id), DAY)) and rule.id == "rooms"
    )
    # Use on 20 March: reception starts on 20 January, the deposit week seven days before.
    opens = datetime(2027, 1, 14, 10, 0, tzinfo=TOKYO)
    with opened(new_place, opens, city) as stage:
        stage.begin()
        kinds = frozenset(kind.id for kind in city.registration.kinds)
        purpose = city.klass(room.class_id).purposes[0].id
        for number in (1, 2):
            who = stage.group(f"会{number}", 3_000_000 + number, kinds=kinds)
            made = stage.apply(who, room.id, 0, 1, day=date(2027, 3, 20), purpose=purpose)
            assert isinstance(made, ApplicationRecord), made
        assert {one.draw_id for one in stage.applications()} == {"rooms/2027-03-20"}
        stage.go_to(opens.replace(day=20, hour=9, minute=0))
        assert sorted(stage.states()) == ["claimed", "lost"]
        found = published(stage, "rooms/2027-03-20")
        assert len(found["outcomes"]) == 2


# Runners-up --------------------------------------------------------------------------------------


def in_ticket_order(stage: Stage) -> list[ApplicationRecord]:
    seed = bytes.fromhex(stage.ask(lambda reader: reader.draw(DRAW)).seed)
    return sorted(stage.applications(), key=lambda one: ticket(seed, one.token))


def test_a_win_that_is_waived_goes_to_the_next_in_ticket_order(new_place: Place) -> None:
    with opened(new_place, OPEN, shiroi(unclaimed=Unclaimed.RUNNER_UP)) as stage:
        stage.begin()
        groups(stage, 3)
        stage.go_to(RESULT)
        first, second, third = in_ticket_order(stage)
        assert [one.state for one in (first, second, third)] == ["won", "lost", "lost"]
        stage.go_to(RESULT + timedelta(days=3))
        assert act(stage, applying.waive, first).state == "waived"
        _, second, third = in_ticket_order(stage)
        assert (second.state, third.state) == ("won", "lost")
        # As many days to claim as the first winner had: eight, from the 18th to the 26th.
        assert second.claim_until == RESULT + timedelta(days=11)
        assert stage.ask(lambda reader: reader.room_day(CRAFT, DAY)).slots == "ftt" + "f" * 9
        stage.go_to(LAPSED + timedelta(days=2))
        assert act(stage, applying.claim, second).state == "claimed"
        assert published(stage)["not_kept"] == []


def places(stage: Stage) -> list[tuple[int, int] | None]:
    """What each is told of its place, in ticket order."""
    with stage.office.database.reading() as reader:
        told = [
            waiting_place(stage.office.city, reader, one, stage.office.now())
            for one in in_ticket_order(stage)
        ]
    return [None if place is None else (place["place"], place["of"]) for place in told]


def test_who_lost_is_told_the_place_in_the_queue_while_a_win_is_open(new_place: Place) -> None:
    with opened(new_place, OPEN, shiroi(unclaimed=Unclaimed.RUNNER_UP)) as stage:
        stage.begin()
        groups(stage, 3)
        stage.go_to(RESULT)
        assert places(stage) == [None, (1, 2), (2, 2)]
        act(stage, applying.waive, in_ticket_order(stage)[0])
        assert places(stage) == [None, None, (1, 1)]
        act(stage, applying.claim, in_ticket_order(stage)[1])
        assert places(stage) == [None, None, None]


def test_nobody_waits_where_wins_go_to_first_comers(new_place: Place) -> None:
    with opened(new_place, OPEN) as stage:
        stage.begin()
        groups(stage, 2)
        stage.go_to(RESULT)
        assert places(stage) == [None, None]


def test_wins_lapse_one_after_the_other_down_to_the_last_runner_up(new_place: Place) -> None:
    with opened(new_place, OPEN, shiroi(unclaimed=Unclaimed.RUNNER_UP)) as stage:
        stage.begin()
        groups(stage, 3)
        stage.go_to(RESULT)
        stage.go_to(LAPSED)
        assert [one.state for one in in_ticket_order(stage)] == ["lapsed", "won", "lost"]
        late = act(stage, applying.claim, in_ticket_order(stage)[0])
        assert isinstance(late, Refusal)
        stage.go_to(LAPSED + timedelta(days=8) - MINUTE)
        assert [one.state for one in in_ticket_order(stage)] == ["lapsed", "won", "lost"]
        stage.go_to(LAPSED + timedelta(days=8))
        assert [one.state for one in in_ticket_order(stage)] == ["lapsed", "lapsed", "won"]
        stage.go_to(LAPSED + timedelta(days=16))
        assert {one.state for one in stage.applications()} == {"lapsed"}
        assert stage.ask(lambda reader: reader.room_day(CRAFT, DAY)).slots == "f" * 12


def test_a_runner_up_who_cannot_be_served_is_passed_over(new_place: Place) -> None:
    """The second is suspended since, the third is in another room of the house at that time."""
    city = shiroi(unclaimed=Unclaimed.RUNNER_UP, clash=Clash.FACILITY)
    with opened(new_place, OPEN, city) as stage:
        stage.begin()
        groups(stage, 4)
        stage.go_to(RESULT)
        first, second, third, fourth = in_ticket_order(stage)
        stage.do(
            lambda store: store.sql.do(
                "UPDATE registrant SET suspended_since = '2026-12-18' WHERE id = ?",
                (second.registrant_id,),
            )
        )
        _give_room(stage, third.registrant_id, TRAINING)
        act(stage, applying.waive, first)
        states = [one.state for one in in_ticket_order(stage)]
        assert states == ["waived", "lost", "lost", "won"]
        assert fourth.id in [one.id for one in stage.applications() if one.state == "won"]


def _give_room(stage: Stage, who: int, room: str) -> None:
    """A reservation of the same hours in another room."""
    use = next(one.use for one in stage.applications() if one.registrant_id == who)

    def command(store: Any) -> None:
        desk = Desk.inside(stage.office, store, store.registrant(who), stage.office.now())
        number = store.next_number("reservation")
        elsewhere = replace(use, room_id=room, units=(room,))
        add_reservation(desk, number, elsewhere, Price((), 0), Origin.COUNTER)

    stage.do(command)


def test_a_win_that_is_waived_is_free_for_first_comers_where_the_city_says_so(
    new_place: Place,
) -> None:
    with opened(new_place, OPEN) as stage:
        stage.begin()
        groups(stage, 2)
        stage.go_to(RESULT)
        act(stage, applying.waive, in_ticket_order(stage)[0])
        assert [one.state for one in in_ticket_order(stage)] == ["waived", "lost"]
        assert stage.ask(lambda reader: reader.room_day(CRAFT, DAY)).slots == "f" * 12


# The list and what comes after it ----------------------------------------------------------------


def test_a_list_that_is_published_stays_as_it_is(new_place: Place) -> None:
    """Even where a clock was set back, or a request was under way when the window closed."""
    with opened(new_place, OPEN) as stage:
        stage.begin()
        (kept,) = groups(stage, 1)
        stage.go_to(CLOSED)
        stage.clock.set(CLOSED - MINUTE)
        late = stage.apply(kept.registrant_id, TRAINING, 5)
        assert (late.code, late.details) == ("window_closed", {"closed_at": CLOSED})
        gone = act(stage, applying.take_back, kept)
        assert (gone.code, gone.details) == ("window_closed", {"closed_at": CLOSED})


def test_an_application_that_comes_while_the_list_is_made_is_in_it(
    new_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was made in time, and reaches the disk after the list was read."""
    whole = draw_work.work
    with opened(new_place, OPEN) as stage:
        stage.begin()
        (first,) = groups(stage, 1)
        waiting = [first.registrant_id]

        def work(step: Step, folder: Path) -> None:
            whole(step, folder)
            if step is Step.LIST and waiting:
                stage.clock.set(CLOSED - MINUTE)
                assert isinstance(stage.apply(waiting.pop(), TRAINING, 5), ApplicationRecord)
                stage.clock.set(CLOSED)

        monkeypatch.setattr(draw_work, "work", work)
        stage.go_to(CLOSED)
        assert stage.ask(lambda reader: reader.draw(DRAW)).applications == 2
        stage.go_to(RESULT)
        assert stage.states() == ["won", "won"]


def test_a_slot_that_goes_between_list_and_draw_is_said(new_place: Place) -> None:
    with opened(new_place, OPEN, shiroi(EntropyKind.OFFICERS, 60)) as stage:
        stage.begin()
        groups(stage, 2)
        stage.go_to(CLOSED)
        stage.do(
            lambda store: store.occupy((CRAFT,), DAY, range(2, 3), ("reservation", 9), shown=True)
        )
        stage.go_to(RESULT)
        found = published(stage)
        assert found["withdrawn"] == [f"{CRAFT}\t{DAY}\t2"]
        assert all("\tlost\tnot_free\t-\t2" in line for line in found["outcomes"])
        assert stage.states() == ["lost", "lost"]


def test_a_slot_that_went_before_the_list_is_in_it(new_place: Place) -> None:
    with opened(new_place, OPEN) as stage:
        stage.begin()
        groups(stage, 1)
        stage.do(
            lambda store: store.occupy((CRAFT,), DAY, range(2, 3), ("reservation", 9), shown=True)
        )
        stage.go_to(RESULT)
        found = published(stage)
        assert f"unavailable\t{CRAFT}\t{DAY}\t2" in found["list"]
        assert found["withdrawn"] == []


def test_a_win_whose_slot_goes_while_the_draw_runs_is_not_kept(
    new_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = draw_work.work
    with opened(new_place, OPEN) as stage:
        stage.begin()
        groups(stage, 1)

        def work(step: Step, folder: Path) -> None:
            whole(step, folder)
            if step is Step.HOLD:
                stage.do(
                    lambda store: store.occupy(
                        (CRAFT,), DAY, range(2, 3), ("reservation", 9), shown=True
                    )
                )

        monkeypatch.setattr(draw_work, "work", work)
        stage.go_to(RESULT)
        (lost,) = stage.applications()
        assert (lost.state, lost.lost_because["code"]) == ("lost", "not_free")
        assert published(stage)["not_kept"] == [lost.token]


def test_an_application_whose_registrant_has_gone_keeps_its_place_and_wins_nothing(
    new_place: Place,
) -> None:
    with opened(new_place, OPEN, shiroi(EntropyKind.OFFICERS, 60)) as stage:
        stage.begin()
        (gone,) = groups(stage, 1)
        stage.go_to(CLOSED)
        at = stage.office.now()
        stage.do(lambda store: store.set_application_state(gone.id, "cancelled", None, at))
        stage.go_to(RESULT)
        assert stage.states() == ["cancelled"]
        assert published(stage)["not_kept"] == [gone.token]
        assert stage.ask(lambda reader: reader.room_day(CRAFT, DAY)).slots == "f" * 12


def test_a_large_draw_in_processes_of_its_own_is_the_same(tmp_path: Path) -> None:
    with opened(tmp_path / "some.db", OPEN) as stage:
        stage.begin()
        rivals(stage)
    results = []
    for name, most in (("thread", 2_000), ("process", 0)):
        folder = tmp_path / name
        folder.mkdir()
        for found in tmp_path.glob("some.db*"):
            shutil.copy(found, folder / found.name)
        with opened(folder / "some.db", RESULT, limits=Limits(drawn_in_this_process=most)) as stage:
            stage.catch_up()
            results.append((stage.states(), published(stage)))
    assert results[0] == results[1]


def test_the_time_of_use_and_not_the_number_of_a_slot_decides_a_clash(new_place: Place) -> None:
    """As it stands in the list: minutes after midnight."""
    with opened(new_place, OPEN) as stage:
        stage.begin()
        groups(stage, 1, first=1)
        stage.go_to(RESULT)
        (line,) = [line for line in published(stage)["list"] if line.startswith("application")]
        assert line.endswith(f"\t{CRAFT}\t-\t{DAY}\t1\t2\t600\t720")
