"""A load client in a process of its own: plain HTTP/1.1 on kept connections, and nothing else.

It shares the machine's cores with the service it measures, so it costs as little as it can: a
comfortable client would measure itself. ``offer`` hands it a plan and brings the result back.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence

import msgspec
import uvloop

_CONFIRM = "/v1/sessions/current/confirmations"


class Write(msgspec.Struct, frozen=True):
    """A reservation for the resident of ``session``.

    ``confirmation`` is a token made in advance, or None: then one is asked for first, with the
    plan's secret, as the kiosk does when the resident types it again.
    """

    session: str
    body: dict[str, str | int]
    confirmation: str | None = None


class Client(msgspec.Struct, frozen=True):
    """One kiosk with one connection; its writes go one after the other."""

    bearer: str
    writes: tuple[Write, ...]


class Plan(msgspec.Struct, frozen=True):
    """All clients set out at the same moment, once every connection is open."""

    port: int
    secret: str
    clients: tuple[Client, ...]


class Answer(msgspec.Struct, frozen=True):
    """Status of a write, and seconds from its first byte sent to its last byte read.

    Where the confirmation had to be asked for, the seconds are those of both calls.
    """

    status: int
    seconds: float


class Result(msgspec.Struct, frozen=True):
    """``seconds`` from the moment all set out to the last answer."""

    seconds: float
    answers: tuple[Answer, ...]

    def count(self, status: int) -> int:
        """How many writes were answered so."""
        return sum(answer.status == status for answer in self.answers)


def offer(plan: Plan) -> Result:
    """Carry the plan out in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.http_load"],
        input=msgspec.json.encode(plan),
        stdout=subprocess.PIPE,
        check=True,
    )
    return msgspec.json.decode(done.stdout, type=Result)


# -- in the process of its own --------------------------------------------------------------------


class _Connection:
    def __init__(self, plan: Plan, bearer: str) -> None:
        self._plan = plan
        self._head = (
            f"Host: 127.0.0.1:{plan.port}\r\nAuthorization: Bearer {bearer}\r\n"
            "Content-Type: application/json\r\n"
        )
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._plan.port)

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def carry_out(self, write: Write) -> Answer:
        start = time.perf_counter()
        confirmation = write.confirmation or await self._confirmed(write)
        headers = (
            f"X-Resident-Session: {write.session}\r\nX-Confirmation: {confirmation}\r\n"
            f"Idempotency-Key: {uuid.uuid4()}\r\n"
        )
        status, _ = await self._post("/v1/reservations", headers, write.body)
        return Answer(status, time.perf_counter() - start)

    async def _confirmed(self, write: Write) -> str:
        headers = f"X-Resident-Session: {write.session}\r\n"
        status, content = await self._post(_CONFIRM, headers, {"secret": self._plan.secret})
        if status != 201:
            raise RuntimeError(f"a confirmation was answered with {status}")
        return str(msgspec.json.decode(content)["confirmation"])

    async def _post(self, path: str, headers: str, body: object) -> tuple[int, bytes]:
        payload = msgspec.json.encode(body)
        head = f"POST {path} HTTP/1.1\r\n{self._head}{headers}Content-Length: {len(payload)}\r\n"
        self._writer.write(head.encode() + b"\r\n" + payload)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        # The service always says how long its answer is; the status stands after "HTTP/1.1 ".
        length = int(answer.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        return int(answer[9:12]), await self._reader.readexactly(length)


async def _carry_out(plan: Plan) -> Result:
    connections = [_Connection(plan, client.bearer) for client in plan.clients]
    await asyncio.gather(*(connection.open() for connection in connections))

    async def visit(connection: _Connection, writes: Sequence[Write]) -> list[Answer]:
        return [await connection.carry_out(write) for write in writes]

    start = time.perf_counter()
    answers = await asyncio.gather(
        *(
            visit(each, client.writes)
            for each, client in zip(connections, plan.clients, strict=True)
        )
    )
    seconds = time.perf_counter() - start
    await asyncio.gather(*(connection.close() for connection in connections))
    return Result(seconds, tuple(answer for visit in answers for answer in visit))


if __name__ == "__main__":
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    sys.stdout.buffer.write(msgspec.json.encode(uvloop.run(_carry_out(asked))))
