"""Who comes first is served first; nobody waits for ever, and nobody who left holds a place."""

from __future__ import annotations

import asyncio

import pytest

from booking_service.api.line import Line, LineLimits, LineTooLongError

FEW = LineLimits(abreast=2, longest=3, patience=30.0)


class Counter:
    """A piece of work that ends when it is told to; notes who is at it, and in which order."""

    def __init__(self, limits: LineLimits) -> None:
        self.line = Line(limits)
        self.begun: list[int] = []
        self.inside = 0
        self.most = 0
        self._end: dict[int, asyncio.Event] = {}

    def come(self, who: int) -> asyncio.Task[None]:
        self._end[who] = asyncio.Event()
        return asyncio.create_task(self._work(who))

    def end(self, who: int) -> None:
        self._end[who].set()

    async def _work(self, who: int) -> None:
        async with self.line.turn():
            self.begun.append(who)
            self.inside += 1
            self.most = max(self.most, self.inside)
            try:
                await self._end[who].wait()
            finally:
                self.inside -= 1


async def settle() -> None:
    """Lets every task go as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


def test_turns_come_in_order_and_only_so_many_at_a_time() -> None:
    async def story() -> None:
        counter = Counter(FEW)
        tasks = [counter.come(who) for who in range(5)]
        await settle()
        assert (counter.begun, len(counter.line)) == ([0, 1], 3)
        for who in range(5):
            counter.end(who)
            await settle()
        await asyncio.gather(*tasks)
        assert counter.begun == [0, 1, 2, 3, 4]
        assert counter.most == 2
        assert (len(counter.line), counter.inside) == (0, 0)

    asyncio.run(story())


def test_a_line_that_is_too_long_takes_nobody_more() -> None:
    async def story() -> None:
        counter = Counter(FEW)
        tasks = [counter.come(who) for who in range(5)]
        await settle()
        late = counter.come(5)
        with pytest.raises(LineTooLongError):
            await late
        for who in range(5):
            counter.end(who)
        await asyncio.gather(*tasks)
        again = counter.come(6)
        counter.end(6)
        await again

    asyncio.run(story())


def test_who_waits_too_long_is_told_and_holds_nobody_up() -> None:
    async def story() -> None:
        counter = Counter(LineLimits(abreast=1, longest=3, patience=0.01))
        first, late = counter.come(0), counter.come(1)
        with pytest.raises(LineTooLongError):
            await late
        counter.end(0)
        await first
        next_one = counter.come(2)
        counter.end(2)
        await next_one
        assert counter.begun == [0, 2]

    asyncio.run(story())


@pytest.mark.parametrize("leaves", ["while it waits", "when its turn has come"])
def test_who_leaves_passes_the_turn_on(leaves: str) -> None:
    async def story() -> None:
        counter = Counter(LineLimits(abreast=1, longest=3, patience=30.0))
        first, gone, last = (counter.come(who) for who in range(3))
        await settle()
        counter.end(0)
        if leaves == "when its turn has come":
            while len(counter.line) == 2:  # until the second is told so, but has not run yet
                await asyncio.sleep(0)
        gone.cancel()
        counter.end(2)
        await asyncio.gather(first, gone, last, return_exceptions=True)
        assert gone.cancelled()
        assert counter.begun == [0, 2]
        assert (len(counter.line), counter.inside) == (0, 0)
        again = counter.come(3)
        counter.end(3)
        await again

    asyncio.run(story())
