"""The kiosk dies, or its disk fills, at any step of a write: the truth is found out afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.booking_client import BookingClient
from kiosk.events import JsonLines
from kiosk.journeys.outcomes import Reserved
from kiosk.outcome import Refused
from kiosk.settings import SettingsError
from offline_cache.outbox import Outbox
from tests.kiosk.journeys.lobby import CHOICE, SECRET, Lobby, lobby
from tests.kiosk.small_central import SmallCentral


class PowerCut(BaseException):
    """Everything stops here; nothing of the kiosk may catch it."""


def dies_before(_: Callable[..., object]) -> Callable[..., object]:
    def dead(*_: object) -> object:
        raise PowerCut

    return dead


def dies_after(real: Callable[..., object]) -> Callable[..., object]:
    def dead(*arguments: object) -> object:
        real(*arguments)
        raise PowerCut

    return dead


@dataclass(frozen=True)
class Death:
    """Where it dies, how often the service then did it, and what waits for staff afterwards."""

    owner: type
    step: str
    dies: Callable[[Callable[..., object]], Callable[..., object]]
    times_done: int
    for_staff: list[tuple[str, str | None]]

    def __str__(self) -> str:
        return f"{self.dies.__name__}_{self.step}"


DEATHS = [
    Death(Outbox, "put", dies_before, 0, []),
    Death(Outbox, "put", dies_after, 0, [("not_sent", None)]),
    Death(Outbox, "mark_sent", dies_before, 0, [("not_sent", None)]),
    Death(Outbox, "mark_sent", dies_after, 0, [("not_sent", None)]),
    Death(BookingClient, "write", dies_before, 0, [("not_sent", None)]),
    Death(BookingClient, "write", dies_after, 1, [("settled", "done")]),
    Death(Outbox, "settle", dies_before, 1, [("settled", "done")]),
    Death(Outbox, "settle", dies_after, 1, [("settled", "done")]),
    Death(Outbox, "tell", dies_before, 1, [("settled", "done")]),
    Death(Outbox, "tell", dies_after, 1, []),
]


def reserve_and_see_it(place: Lobby) -> None:
    end = place.terminal.reserving.reserve(CHOICE, SECRET)
    assert isinstance(end, Reserved)
    place.terminal.open_writes.told(end.key)


@pytest.mark.parametrize("death", DEATHS, ids=str)
def test_the_kiosk_dies_in_the_middle_of_a_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, death: Death
) -> None:
    central = SmallCentral()
    with lobby(tmp_path, central) as place, monkeypatch.context() as patch:
        place.log_in()
        patch.setattr(death.owner, death.step, death.dies(getattr(death.owner, death.step)))
        with pytest.raises(PowerCut):
            reserve_and_see_it(place)
    with lobby(tmp_path, central) as place:
        assert place.kiosk.settling.settle_leftovers()
        assert len(central.carried_out) == death.times_done
        assert place.for_staff() == death.for_staff
        assert place.kiosk.settling.open_writes() == 0


def test_a_write_that_cannot_be_kept_is_not_sent(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        connection = place.kiosk.disk.outbox._connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        refused = fill_up(place)
        assert refused == Refused("disk_full")
        assert len(place.central.carried_out) == len(place.central.stored)


def fill_up(place: Lobby) -> Refused:
    """Reserve until the disk takes no more."""
    for _ in range(200):
        end = place.terminal.reserving.reserve(CHOICE, SECRET)
        if isinstance(end, Refused):
            return end
    raise AssertionError("the disk never filled")


def test_the_resident_leaves_while_the_write_is_on_its_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        real = BookingClient.write

        def leaves_meanwhile(client: BookingClient, write: object) -> object:
            place.terminal.session.end()
            return real(client, write)  # type: ignore[arg-type]

        monkeypatch.setattr(BookingClient, "write", leaves_meanwhile)
        place.terminal.reserving.reserve(CHOICE, SECRET)
        assert len(place.central.carried_out) == 1
        assert place.for_staff() == [("settled", "done")], "done, and nobody saw it"


def test_nothing_is_sent_for_a_resident_who_left_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        real = BookingClient.confirm

        def leaves_meanwhile(client: BookingClient, token: str, secret: str) -> object:
            place.terminal.session.end()
            return real(client, token, secret)

        monkeypatch.setattr(BookingClient, "confirm", leaves_meanwhile)
        assert place.terminal.reserving.reserve(CHOICE, SECRET) == Refused("session_ended")
        assert place.central.stored == {}
        assert place.kiosk.settling.open_writes() == 0


def test_nothing_is_sent_again_for_a_resident_who_left_while_it_was_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.lose_requests_to.append("POST /v1/reservations")
        end = place.terminal.reserving.reserve(CHOICE, SECRET)
        assert isinstance(end, Refused)
        key = str(end.details["key"])
        real = BookingClient.what_became

        def leaves_meanwhile(client: BookingClient, key: str, shape: object) -> object:
            place.terminal.session.end()
            return real(client, key, shape)  # type: ignore[arg-type]

        monkeypatch.setattr(BookingClient, "what_became", leaves_meanwhile)
        place.terminal.open_writes.settle(key)
        assert place.central.stored == {}


def test_a_late_copy_of_a_closed_write_is_told_as_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        real = BookingClient.write

        def closed_meanwhile(client: BookingClient, write: object) -> object:
            place.central.closed.add(write.key)  # type: ignore[attr-defined]
            return real(client, write)  # type: ignore[arg-type]

        monkeypatch.setattr(BookingClient, "write", closed_meanwhile)
        end = place.terminal.reserving.reserve(CHOICE, SECRET)
        assert isinstance(end, Refused)
        assert end.code == "not_sent"
        assert place.central.carried_out == []


def test_a_cache_directory_in_which_nothing_can_be_kept_stops_the_start(tmp_path: Path) -> None:
    in_the_way = tmp_path / "no-folder"
    in_the_way.write_text("a file")
    with pytest.raises(SettingsError) as caught, lobby(in_the_way):
        pass
    assert caught.value.key == "cache_directory"
    assert str(in_the_way) in str(caught.value)


def test_a_damaged_outbox_is_put_aside_and_named(tmp_path: Path) -> None:
    (tmp_path / "outbox.sqlite3").write_bytes(b"no database, but long enough to look at" * 50)
    with lobby(tmp_path) as place:
        (aside,) = place.kiosk.disk.set_aside
        assert aside.file.name == "outbox.sqlite3"
        assert aside.kept_as.exists()
        place.log_in()
        assert not isinstance(place.terminal.reserving.reserve(CHOICE, SECRET), Refused)


def test_an_outbox_damaged_in_the_middle_of_a_visit_loses_nothing_of_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.lose_requests_to.append("POST /v1/reservations")
        unclear = place.terminal.reserving.reserve(CHOICE, SECRET)
        assert isinstance(unclear, Refused)
        spoil(tmp_path / "outbox.sqlite3", place.kiosk.disk.outbox)
        end = place.terminal.open_writes.settle(str(unclear.details["key"]))
        assert isinstance(end, Reserved)
        assert len(place.central.carried_out) == 1
        assert place.for_staff() == [("settled", "done")]
        (aside,) = place.kiosk.disk.set_aside
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records]
    assert [line["file"] for line in lines if line.get("event") == "outbox.set_aside"] == [
        aside.kept_as.name
    ]


def spoil(file: Path, outbox: Outbox) -> None:
    outbox._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    outbox._connection.execute("PRAGMA cache_size = 0")
    file.write_bytes(b"spoilt" * file.stat().st_size)
