"""The steps of a draw: its list is published, it is held, its results are shown.

Each may be cut at any point and taken again. What decides the draw – list, entropy, what has gone
since – is on disk before it begins, so the same comes out; a result that was kept is not kept
twice. Large draws are computed in a process of their own and kept in batches: booking goes on.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

import booking_service
from booking_service.policy import draw_work
from booking_service.policy.draw import LostReason
from booking_service.policy.draw_file import Entropy, Held, Outcome, entropy_from
from booking_service.policy.draw_work import Step
from booking_service.policy.model import ApplicationState
from booking_service.policy.rules import Origin
from booking_service.service.booking import Price
from booking_service.service.draws import drawn_list, entropy
from booking_service.service.draws import letters as draw_letters
from booking_service.service.office import Office
from booking_service.service.reserving import add_reservation
from booking_service.service.views import times_of
from booking_service.service.visit import Desk
from booking_service.storage.ports import Store
from booking_service.storage.records import ApplicationRecord, DrawRecord, Holder

#: Files of a draw that are kept in the database.
LIST, GONE, RESULT = "list", "gone", "result"
PART_BYTES = 256 * 1024
PARTS_IN_ONE_COMMAND = 4


class UnknownDrawError(Exception):
    """A draw was due that nobody has committed to: a fault of the database."""


class NotListedError(Exception):
    """A draw was to be held before its list was published."""


class NotDrawnError(Exception):
    """Results were to be published before the draw was held."""


async def close(office: Office, draw_id: str) -> None:
    """Fixes the list of a draw whose window has closed, and publishes it."""
    while not await _list_once(office, draw_id):
        pass


async def hold(office: Office, draw_id: str, at: datetime) -> bool:
    """Draws and keeps the results; they stay hidden until they are published. False while the draw
    waits for its entropy. Raises ``NotListedError`` before the list is published."""
    draw = _draw(office, draw_id)
    if draw.drawn_at is not None:
        return True
    if draw.listed_at is None:
        raise NotListedError(draw_id)
    if draw.started_at is None:
        mixed = await entropy.gather(office, draw, draw.listed_at)
        if mixed is None:
            return False
        await _start(office, draw, mixed)
        draw = _draw(office, draw_id)
    with _folder() as folder:
        await asyncio.to_thread(_lay_out, office, draw, folder)
        await _work(office, Step.HOLD, folder, draw.applications)
        for some in draw_work.outcomes_in(folder, office.limits.results_in_one_command):
            await office.write(partial(_keep, some))
        await asyncio.to_thread(_note_not_kept, office, draw_id, folder)
        await _work(office, Step.SEAL, folder, draw.applications)
        await _keep_file(office, draw_id, RESULT, folder / draw_work.RESULT)
        seed = draw_work.seed_of(folder)
    drawn_at = at if draw.started_at is None else max(at, draw.started_at)
    await office.write(lambda store: store.note_drawn(draw_id, seed, drawn_at))
    return True


async def publish(office: Office, draw_id: str, at: datetime) -> None:
    """Shows the results; where there is nothing to claim, wins become reservations. Raises
    ``NotDrawnError`` while there are none."""
    drawn_at = _draw(office, draw_id).drawn_at
    if drawn_at is None:
        raise NotDrawnError(draw_id)
    size = office.limits.results_in_one_command
    while await office.write(partial(_show, office, draw_id, size, at)) == size:
        pass
    # When it is seen, and not when it was due: nothing is seen before it was drawn.
    shown_at = max(office.now(), at, drawn_at)
    await office.write(lambda store: store.note_published(draw_id, shown_at))


# The list ----------------------------------------------------------------------------------------


async def _list_once(office: Office, draw_id: str) -> bool:
    """False if an application came or went meanwhile."""
    if _draw(office, draw_id).listed_at is not None:
        return True
    # What was asked for in time but is not on disk yet comes before the list.
    await office.write(lambda _: None)
    draw = _draw(office, draw_id)
    with _folder() as folder:
        count = await asyncio.to_thread(drawn_list.write, office, draw, folder)
        await _work(office, Step.LIST, folder, count)
        hashed, count = draw_work.listed(folder)
        await _keep_file(office, draw_id, LIST, folder / draw_work.LIST)
        await _keep_file(office, draw_id, GONE, folder / drawn_list.GONE)
    at = max(office.now(), draw.plan.closes)

    def note(store: Store) -> bool:
        if _has(store, draw_id, LIST):
            return True  # another process has published it; it stays
        if store.count_waiting_for(draw_id) != count:
            return False
        store.note_listed(draw_id, hashed, count, at)
        return True

    return await office.write(note)


# The draw ----------------------------------------------------------------------------------------


async def _start(office: Office, draw: DrawRecord, mixed: Entropy) -> None:
    """Fixes what the draw will be held from."""
    withdrawn = await asyncio.to_thread(drawn_list.gone_since, office, draw, GONE)
    # A clock may have been set back; the file tells things in their order.
    known = [draw.listed_at, None if mixed.time is None else datetime.fromisoformat(mixed.time)]
    at = max([office.now(), *(one for one in known if one is not None)])

    def note(store: Store) -> None:
        kept = store.draw(draw.id)
        if kept is not None and kept.started_at is None:
            store.note_started(draw.id, mixed.as_json(), withdrawn, at)

    await office.write(note)


def _lay_out(office: Office, draw: DrawRecord, folder: Path) -> None:
    """Leaves all that the draw is held from in the folder."""
    if draw.listed_at is None or draw.started_at is None or draw.entropy is None:
        raise NotListedError(draw.id)
    with office.database.reading() as reader:
        (folder / draw_work.LIST).write_bytes(b"".join(reader.draw_parts(draw.id, LIST)))
    held = Held(
        secret=draw.plan.secret,
        committed_at=draw.plan.committed_at.isoformat(),
        listed_at=draw.listed_at.isoformat(),
        drawn_at=draw.started_at.isoformat(),
        lines=(),
        withdrawn=draw.withdrawn,
        entropy=entropy_from(draw.entropy),
    )
    draw_work.write_held(folder, held)


def _keep(some: list[Outcome], store: Store) -> None:
    """Keeps results that are not kept yet."""
    found = store.drawn_of([outcome.token for outcome in some])
    for outcome in some:
        record, kept = found.get(outcome.token, (None, None))
        if record is None or kept is not None or record.state != ApplicationState.APPLIED:
            continue  # a run that was cut has kept it, or the application is gone since
        use, because = record.use, outcome.lost
        if because is None:
            slots = range(use.first_slot, use.first_slot + use.slot_count)
            holder = (Holder.APPLICATION, record.id)
            if store.occupy(outcome.units, use.date, slots, holder, shown=False):
                store.set_drawn_won(record.id, outcome.units)
                continue
        # Or it was booked at the counter while the draw went on.
        reason = LostReason.NOT_FREE if because is None else because.reason
        witness, slot = (None, None) if because is None else (because.witness, because.slot)
        told = {"code": reason.value, "witness": witness, "slot": slot}
        store.set_drawn_lost(record.id, told)


def _note_not_kept(office: Office, draw_id: str, folder: Path) -> None:
    with office.database.reading() as reader:
        kept = reader.won_in(draw_id)
    size = office.limits.results_in_one_command
    every = chain.from_iterable(draw_work.outcomes_in(folder, size))
    void = [one.token for one in every if one.lost is None and one.token not in kept]
    (folder / draw_work.NOT_KEPT).write_text("\n".join(void), "utf-8")


# The results -------------------------------------------------------------------------------------


def _show(office: Office, draw_id: str, size: int, at: datetime, store: Store) -> int:
    """Shows so many results; returns how many there were."""
    city, found = office.city, store.unpublished_of(draw_id, size)
    for record, drawn in found:
        won = drawn == ApplicationState.WON
        room = city.room(record.use.room_id)
        until = times_of(city, room, record.use.date).claim_until if won else None
        if won and until is None:
            _reserve(office, store, record, at)
            continue
        store.set_application_state(record.id, drawn, None, at)
        if until is None:
            draw_letters.tell_lost(city, store, record, at)
        else:
            store.show_slots((Holder.APPLICATION, record.id))
            draw_letters.tell_to_claim(city, store, record, until, at)
    return len(found)


def _reserve(office: Office, store: Store, record: ApplicationRecord, at: datetime) -> None:
    """A win that nobody has to claim becomes a reservation."""
    registrant = store.registrant(record.registrant_id)
    if registrant is None:
        raise UnknownDrawError(f"nobody made application {record.id}")
    desk = Desk.inside(office, store, registrant, at)
    reservation_id = store.next_number("reservation")
    holder = (Holder.RESERVATION, reservation_id)
    store.hand_over((Holder.APPLICATION, record.id), holder)
    store.show_slots(holder)
    cost = Price(record.fee_lines, record.fee_yen)
    add_reservation(desk, reservation_id, record.use, cost, Origin.LOTTERY)
    store.set_application_state(record.id, ApplicationState.CLAIMED, reservation_id, at)
    draw_letters.tell_won(office.city, store, record, at)


# Around them -------------------------------------------------------------------------------------


def _draw(office: Office, draw_id: str) -> DrawRecord:
    with office.database.reading() as reader:
        found = reader.draw(draw_id)
    if found is None:
        raise UnknownDrawError(draw_id)
    return found


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that only this user can read: the secret is in it before it is published."""
    with tempfile.TemporaryDirectory(prefix="booking-draw-") as folder:
        yield Path(folder)


async def _work(office: Office, step: Step, folder: Path, applications: int) -> None:
    if applications <= office.limits.drawn_in_this_process:
        await asyncio.to_thread(draw_work.work, step, folder)
        return
    command = [sys.executable, "-m", draw_work.__name__, step, str(folder)]
    root = Path(booking_service.__path__[0]).parent
    # A program of our own, with arguments of our own.
    await asyncio.to_thread(subprocess.run, command, check=True, cwd=root)


async def _keep_file(office: Office, draw_id: str, kind: str, path: Path) -> None:
    place = 0
    with path.open("rb") as file:
        read = iter(partial(file.read, PART_BYTES), b"")
        more = True
        while more:
            parts = [part for _, part in zip(range(PARTS_IN_ONE_COMMAND), read, strict=False)]
            more = len(parts) == PARTS_IN_ONE_COMMAND
            keep = partial(_keep_parts, draw_id, kind, place, parts)
            await office.write(keep)
            place += len(parts)


def _keep_parts(draw_id: str, kind: str, first: int, parts: list[bytes], store: Store) -> None:
    if not _has(store, draw_id, kind):
        store.keep_draw_parts(draw_id, kind, first, parts)


def _has(store: Store, draw_id: str, kind: str) -> bool:
    """Whether a file of a draw is whole and stays as it is, even where a process that has lost its
    turn still works at it."""
    kept = store.draw(draw_id)
    if kept is None:
        raise UnknownDrawError(draw_id)
    return (kept.drawn_at if kind == RESULT else kept.listed_at) is not None
