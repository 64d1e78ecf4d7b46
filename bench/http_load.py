"""A load client in a process of its own: plain HTTP/1.1 on kept connections, and nothing else.

It shares the machine's cores with the service it measures, so it costs as little as it can: a
comfortable client would measure itself. ``offer`` hands it a plan and brings the result back.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import msgspec
import uvloop

_CREATED = 201
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
    """One kiosk with one connection; its writes go one after the other.

    With ``until_served`` it stops at the first one that is taken: the others are second choices.
    """

    bearer: str
    writes: tuple[Write, ...]
    until_served: bool = False


class Plan(msgspec.Struct, frozen=True):
    """All clients set out at the same moment, once every connection is open."""

    port: int
    secret: str
    clients: tuple[Client, ...]


class Answer(msgspec.Struct, frozen=True):
    """Status of a write, and seconds from its first byte sent to its last byte read.

    Where the confirmation had to be asked for, the seconds are those of both calls. ``client`` and
    ``write`` are places in the plan.
    """

    status: int
    seconds: float
    client: int = 0
    write: int = 0


class Result(msgspec.Struct, frozen=True):
    """``seconds`` from the moment all set out to the last answer."""

    seconds: float
    answers: tuple[Answer, ...]

    def count(self, status: int) -> int:
        """How many writes were answered so."""
        return sum(answer.status == status for answer in self.answers)


def offer(plan: Plan) -> Result:
    """Carry the plan out in a process of its own."""
    return msgspec.json.decode(
        in_a_process("bench.http_load", msgspec.json.encode(plan)), type=Result
    )


def in_a_process(module: str, given: bytes) -> bytes:
    """Gives a module its work on stdin and brings back what it wrote into a file: a large result
    came back cut short through a pipe now and then, after uvloop had run."""
    with tempfile.NamedTemporaryFile() as result:
        subprocess.run([sys.executable, "-m", module, result.name], input=given, check=True)
        return Path(result.name).read_bytes()


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
        if status != _CREATED:
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

    async def visit(place: int) -> list[Answer]:
        connection, client = connections[place], plan.clients[place]
        answers = []
        for number, write in enumerate(client.writes):
            answer = await connection.carry_out(write)
            answers.append(msgspec.structs.replace(answer, client=place, write=number))
            if client.until_served and answer.status == _CREATED:
                break
        return answers

    start = time.perf_counter()
    answers = await asyncio.gather(*(visit(place) for place in range(len(connections))))
    seconds = time.perf_counter() - start
    await asyncio.gather(*(connection.close() for connection in connections))
    return Result(seconds, tuple(answer for visit in answers for answer in visit))


if __name__ == "__main__":
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    Path(sys.argv[1]).write_bytes(msgspec.json.encode(uvloop.run(_carry_out(asked))))
