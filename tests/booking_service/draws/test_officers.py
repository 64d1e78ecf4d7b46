"""Two officers throw digits into a draw over HTTP, and anybody can check what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from booking_service.policy.rules import EntropyKind
from booking_service.policy.verify_draw import verify
from booking_service.service.staff.roles import Role
from tests.booking_service.api.test_lottery import DAY, OPEN, Groups
from tests.booking_service.draws.stage import DRAW, shiroi
from tests.booking_service.lobby import UNUSED, WAIT_SECONDS, Central, code_of, open_central


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Central]:
    """A city whose officers throw dice."""
    running = open_central(tmp_path / "some.db", city=shiroi(EntropyKind.OFFICERS, 60))
    yield running
    running.close()


def test_the_digits_of_two_officers_stand_in_the_published_result(central: Central) -> None:
    central.move_to(OPEN)
    groups = Groups(central, 3)
    for kiosk in groups.enter():
        assert kiosk.apply(day=DAY).status_code == 201
    central.move_to("2026-12-16 00:00")
    path = f"/draws/{DRAW}/digits"
    first, second = central.staff(Role.DRAW_OFFICER), central.staff(Role.DRAW_OFFICER, Role.COUNTER)
    assert first.post(path, json={"digits": "314159"}).is_success
    assert code_of(first.post(path, json={"digits": "271828"})) == "digits_given"
    assert second.post(path, json={"digits": "161803"}).is_success
    central.move_to("2026-12-18 00:00")
    assert sorted(groups.states()) == ["lost", "lost", "won"]
    result = httpx.get(
        f"{central.running.url}/v1/draws/{DRAW}/result.json", timeout=WAIT_SECONDS, verify=UNUSED
    )
    report = verify(result.content)
    assert (report.wrong, report.notes) == ([], [])
    entropy = result.json()["entropy"]
    assert entropy == {
        "kind": "officers",
        "note": "mixed_in",
        "text": "officers\n314159\n161803",
    }
