"""From applying to the end of a win: draw, result, claim, waive, lapse, and what opens then."""

from __future__ import annotations

from datetime import date

from tests.booking_service.lobby import CRAFT, Central, Kiosk, choice, code_of

#: A Wednesday in February; its lottery is in December.
DAY = date(2027, 2, 17)
OPEN = "2026-12-05 08:30"


class Groups:
    """Groups that come back to their kiosk after days."""

    def __init__(self, central: Central, count: int) -> None:
        self._numbers = {f"lobby-{place}": central.group() for place in range(count)}
        self.kiosks = [central.kiosk(kiosk_id) for kiosk_id in self._numbers]

    def enter(self) -> list[Kiosk]:
        for kiosk in self.kiosks:
            kiosk.enter(self._numbers[kiosk.id])
        return self.kiosks

    def states(self) -> list[str]:
        return [kiosk.applications()[0]["state"] for kiosk in self.enter()]


def drawn(central: Central, count: int = 3, **wanted: object) -> tuple[Groups, Kiosk]:
    """Some groups have applied for the same slots and the result can be seen; and who won."""
    central.move_to(OPEN)
    groups = Groups(central, count)
    for kiosk in groups.enter():
        made = kiosk.apply(**{"day": DAY, **wanted})  # type: ignore[arg-type]
        assert made.status_code == 201
    central.move_to("2026-12-18 00:00")
    states = groups.states()
    assert sorted(states) == ["lost"] * (count - 1) + ["won"]
    return groups, groups.kiosks[states.index("won")]


def test_an_application_says_when_it_will_be_drawn(central: Central, kiosk: Kiosk) -> None:
    central.move_to(OPEN)
    kiosk.enter(central.group())
    quote = kiosk.post("quotes", {"kind": "lottery", **choice(day=DAY)}).json()
    made = kiosk.apply(day=DAY).json()
    assert (
        made["draw"]
        == quote["draw"]
        == {
            "draw_at": "2026-12-16T00:00:00+09:00",
            "result_from": "2026-12-18T00:00:00+09:00",
            "claim_from": "2026-12-18T00:00:00+09:00",
            "claim_until": "2026-12-26T00:00:00+09:00",
        }
    )
    assert (made["state"], made["can"], made["fee_yen"]) == ("applied", ["cancel"], 700)
    assert len(made["token"]) == 32
    (published,) = (
        draw
        for draw in kiosk.get("draws").json()["items"]
        if draw["first_day"] <= DAY.isoformat() <= draw["last_day"]
    )
    assert made["commitment"] == published["commitment"]
    assert kiosk.applications()[0]["commitment"] == published["commitment"]
    assert made["cancel_until"] == published["closes"]


def test_everybody_sees_how_many_compete(central: Central) -> None:
    central.move_to(OPEN)
    first, second = Groups(central, 2).enter()
    first.apply(day=DAY, first=1, count=2)
    second.apply(day=DAY, first=2, count=2)
    counts = first.get(f"rooms/{CRAFT}/days/{DAY}/competition").json()["counts"]
    assert counts == [0, 1, 2, 1] + [0] * 8
    assert code_of(first.get(f"rooms/nowhere/days/{DAY}/competition")) == "not_found"


def test_an_application_can_be_taken_back_while_the_window_is_open(
    central: Central, kiosk: Kiosk
) -> None:
    central.move_to("2026-12-15 23:55")
    number = central.group()
    kiosk.enter(number)
    kept = kiosk.apply(day=DAY, first=1).json()
    gone = kiosk.apply(day=DAY, first=5).json()
    answer = kiosk.write(f"lottery-applications/{gone['id']}/cancel", {})
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    central.move_to("2026-12-16 00:00")
    late = kiosk.write(f"lottery-applications/{kept['id']}/cancel", {})
    assert code_of(late) == "window_closed"


def test_results_are_hidden_until_the_18th(central: Central) -> None:
    central.move_to(OPEN)
    groups = Groups(central, 2)
    for kiosk in groups.enter():
        kiosk.apply(day=DAY)
    central.move_to("2026-12-17 23:59:59")
    assert groups.states() == ["applied", "applied"]
    one = groups.kiosks[0]
    assert one.letters(day=DAY) == "f" * 12
    assert one.applications()[0]["can"] == []
    application = one.applications()[0]["id"]
    early = one.write(f"lottery-applications/{application}/claim", {})
    assert code_of(early) == "not_claimable"
    central.move_to("2026-12-18 00:00")
    assert sorted(groups.states()) == ["lost", "won"]
    assert one.letters(day=DAY) == "fttfffffffff"


def test_who_lost_is_told_which_ticket_was_before(central: Central) -> None:
    groups, winner = drawn(central)
    token = winner.applications()[0]["token"]
    for kiosk in groups.kiosks:
        application = kiosk.applications()[0]
        if application["state"] == "lost":
            assert application["lost_because"] == {
                "code": "slot_taken",
                "witness": token,
                "slot": 1,
            }
            assert application["can"] == []


def test_a_win_is_claimed_and_paid(central: Central) -> None:
    _, winner = drawn(central)
    won = winner.applications()[0]
    assert won["can"] == ["claim", "waive"]
    claimed = winner.write(f"lottery-applications/{won['id']}/claim", {}).json()
    (made,) = winner.reservations()
    assert (claimed["state"], claimed["reservation_id"]) == ("claimed", made["id"])
    assert (made["origin"], made["state"], made["fee_yen"]) == ("lottery", "provisional", 700)
    # The last open day of December is Sunday the 27th: closed on Mondays and from the 29th on.
    assert made["payment_due"] == "2026-12-27T12:00:00+09:00"
    assert winner.letters(day=DAY) == "fttfffffffff"
    again = winner.write(f"lottery-applications/{won['id']}/claim", {})
    assert code_of(again) == "not_claimable"


def test_a_claimed_win_that_is_not_paid_is_deleted(central: Central) -> None:
    groups, winner = drawn(central)
    won = winner.applications()[0]
    winner.write(f"lottery-applications/{won['id']}/claim", {})
    central.move_to("2026-12-27 11:59:59")
    groups.enter()
    assert winner.reservations()[0]["state"] == "provisional"
    central.move_to("2026-12-27 12:00")
    assert winner.reservations()[0]["state"] == "expired"
    assert winner.letters(day=DAY) == "f" * 12


def test_a_win_that_is_waived_is_free_again(central: Central) -> None:
    _, winner = drawn(central)
    won = winner.applications()[0]
    waived = winner.write(f"lottery-applications/{won['id']}/waive", {}).json()
    assert (waived["state"], waived["can"]) == ("waived", [])
    assert winner.letters(day=DAY) == "f" * 12
    assert code_of(winner.write(f"lottery-applications/{won['id']}/waive", {})) == "not_claimable"


def test_a_win_nobody_claims_lapses_on_the_26th_and_opens_to_first_comers(
    central: Central,
) -> None:
    groups, winner = drawn(central)
    central.move_to("2026-12-25 23:59:59")
    groups.enter()
    application = winner.applications()[0]
    assert application["state"] == "won"
    central.move_to("2026-12-26 00:00")
    late = winner.write(f"lottery-applications/{application['id']}/claim", {})
    assert code_of(late) == "not_claimable"
    assert winner.applications()[0]["state"] == "lapsed"
    assert winner.letters(day=DAY) == "f" * 12
    central.move_to("2027-01-01 08:30")
    loser = next(kiosk for kiosk in groups.enter() if kiosk is not winner)
    assert loser.reserve(day=DAY).status_code == 201


def test_a_win_that_was_claimed_and_paid_counts_as_a_booking(central: Central) -> None:
    groups, winner = drawn(central, 1)
    won = winner.applications()[0]
    winner.write(f"lottery-applications/{won['id']}/claim", {})
    (made,) = winner.reservations()
    paid = central.staff().post(f"/reservations/{made['number']}/payment")
    assert paid.json()["state"] == "confirmed"
    central.move_to("2027-01-01 08:30")
    groups.enter()
    quote = winner.post("quotes", {"kind": "reservation", **choice(day=DAY, first=5)}).json()
    assert (quote["quota"]["limit"], quote["quota"]["used"]) == (15, 1)


def test_the_draw_was_committed_to_before_its_window_opened(central: Central) -> None:
    with central.running.service.office.database.reading() as reader:
        committed = reader.draw("kominkan/2027-02")
    assert committed is not None
    assert committed.drawn_at is None
    drawn(central)
    with central.running.service.office.database.reading() as reader:
        after = reader.draw("kominkan/2027-02")
    assert after is not None
    assert after.commitment == committed.commitment
    assert after.drawn_at is not None
    assert after.published_at is not None


def test_a_slot_that_somebody_holds_is_not_applied_for(central: Central, resident: Kiosk) -> None:
    central.move_to(OPEN)
    resident.enter(central.group())
    holder = ("reservation", 99)
    central.do(lambda store: store.occupy((CRAFT,), DAY, range(2, 3), holder, shown=True))
    asked = resident.post("quotes", {"kind": "lottery", **choice(day=DAY)})
    assert code_of(asked) == code_of(resident.apply(day=DAY)) == "slot_taken"
    assert resident.apply(day=DAY, first=3).status_code == 201


def test_an_expired_group_is_not_offered_what_it_would_be_refused(central: Central) -> None:
    central.move_to(OPEN)
    kiosk, number = central.kiosk(), central.group(valid_until=date(2026, 12, 17))
    kiosk.enter(number)
    kiosk.apply(day=DAY)
    central.move_to("2026-12-18 00:00")
    kiosk.enter(number)
    (won,) = kiosk.applications()
    assert (won["state"], won["can"]) == ("won", ["waive"])
