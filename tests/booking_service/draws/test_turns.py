"""A process that has lost its turn changes nothing of what another published; instants in order."""

from __future__ import annotations

import asyncio
import gzip
from datetime import timedelta
from pathlib import Path

import pytest

from booking_service.policy import draw_work
from booking_service.policy.draw_list import list_hash
from booking_service.policy.draw_work import Step
from booking_service.policy.rules import EntropyKind
from booking_service.service.draws import drawing
from booking_service.storage.place import Place
from tests.booking_service.draws.stage import CLOSED, DAY, DRAW, OPEN, RESULT, opened, shiroi
from tests.booking_service.draws.test_steps import groups, published, somebody_else_gets_slot_2
from tests.booking_service.lobby import CRAFT

MINUTE = timedelta(minutes=1)


def test_a_list_that_another_process_has_published_is_not_overwritten(
    new_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process loses its lease while it makes the list; the slots have changed since."""
    whole = draw_work.work
    with opened(new_place, OPEN, shiroi(EntropyKind.OFFICERS, 60)) as stage:
        stage.begin()
        groups(stage, 2)
        turns = ["the other"]

        def work(step: Step, folder: Path) -> None:
            whole(step, folder)
            if turns:
                turns.pop()
                somebody_else_gets_slot_2(stage)
                asyncio.run(drawing.close(stage.office, DRAW))
                stage.clock.set(CLOSED + MINUTE)

        monkeypatch.setattr(draw_work, "work", work)
        stage.go_to(CLOSED)
        kept = stage.ask(lambda reader: reader.draw(DRAW))
        lines = gzip.decompress(b"".join(stage.ask(lambda reader: reader.draw_parts(DRAW, "list"))))
        assert f"unavailable\t{CRAFT}\t{DAY}\t2" in lines.decode()
        assert kept.list_hash == list_hash(lines.decode().split("\n"))
        assert kept.listed_at == CLOSED
        stage.go_to(RESULT)
        published(stage)


def test_nothing_is_shown_before_it_was_drawn(new_place: Place) -> None:
    """Though its step was due before: the service was off."""
    with opened(new_place, OPEN) as stage:
        stage.begin()
        groups(stage, 2)
        stage.go_to(RESULT + MINUTE)
        draw = stage.ask(lambda reader: reader.draw(DRAW))
        assert CLOSED < draw.listed_at <= draw.started_at <= draw.drawn_at <= draw.published_at
