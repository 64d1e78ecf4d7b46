"""A write happens once: every final answer is kept with its key, in the transaction that made it.

Same kiosk, key, body and resident: the kept answer. Same key, another body: ``key_reused``. Still
on its way: ``write_in_progress``. A kiosk may close a key that never arrived; a copy that comes
late then gets ``write_closed``. Refusals are final answers too; ``write_in_progress``,
``too_many_attempts`` and ``service_busy`` are not, and are not kept.

What is on its way is known in memory: it ends with the process, as the writes themselves do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from booking_service.policy.checks import Refusal
from booking_service.service.answers import RETRY_AFTER_SECONDS, Answer, encode, refused
from booking_service.service.office import Office
from booking_service.storage.ports import Store
from booking_service.storage.records import StoredWrite

DONE = "done"
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a write; each kiosk has keys of its own."""

    kiosk_id: str
    key: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a write asks, and for whom, as a hash; and what it does."""

    body_hash: bytes
    deed: Callable[[], Answer]


class Writes:
    """Carries keyed writes out, and says what became of them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._on_the_way: set[Key] = set()

    @property
    def on_the_way(self) -> int:
        """How many writes have come and not been answered yet."""
        return len(self._on_the_way)

    async def once(self, key: Key, begun: Callable[[Store], Asked]) -> Answer | Refusal:
        """Does a deed in the writer's transaction unless its key has been answered before.

        ``begun`` says in the transaction what is asked; an answer is given again to the same only.
        A refusal is about the key, and is not kept.
        """
        if key in self._on_the_way:
            return Refusal("write_in_progress", {"retry_after": RETRY_AFTER_SECONDS})

        def command(store: Store) -> Answer | Refusal:
            kept, asked = store.write(key.kiosk_id, key.key), begun(store)
            if kept is not None:
                return _again(kept, asked.body_hash)
            answer = asked.deed()
            write = StoredWrite(asked.body_hash, DONE, answer.status, answer.body)
            store.keep_write(key.kiosk_id, key.key, write, self._office.now())
            return answer

        self._on_the_way.add(key)
        travelling = self._office.database.submit(command)
        # Not when the request ends: one that is given up may still be written.
        travelling.add_done_callback(lambda _: self._on_the_way.discard(key))
        return await asyncio.wrap_future(travelling)

    def state(self, key: Key) -> Answer:
        """What became of a write."""
        if key in self._on_the_way:
            return Answer(200, encode({"state": "in_progress"}))
        with self._office.database.reading() as reader:
            kept = reader.write(key.kiosk_id, key.key)
        return refused(Refusal("unknown_write")) if kept is None else _told(kept)

    async def close(self, key: Key) -> Answer:
        """The same; a key never seen is closed for good."""
        if key in self._on_the_way:
            return Answer(200, encode({"state": "in_progress"}))

        def command(store: Store) -> Answer:
            kept = store.write(key.kiosk_id, key.key)
            if kept is None:
                kept = StoredWrite(b"", CLOSED, 0, b"")
                store.keep_write(key.kiosk_id, key.key, kept, self._office.now())
            return _told(kept)

        return await self._office.write(command)


def _again(kept: StoredWrite, body_hash: bytes) -> Answer | Refusal:
    if kept.state == CLOSED:
        return Refusal("write_closed")
    if kept.body_hash != body_hash:
        return Refusal("key_reused")
    return Answer(kept.status, kept.body)


def _told(kept: StoredWrite) -> Answer:
    if kept.state == CLOSED:
        return Answer(200, encode({"state": CLOSED}))
    body = {"state": DONE, "status": kept.status, "body": msgspec.Raw(kept.body)}
    return Answer(200, encode(body))
