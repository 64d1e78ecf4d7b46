"""A few hundred requests at the same moment, with as little of a client as can be."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

BUSY = 503


@dataclass(frozen=True)
class Post:
    """One POST with a JSON body."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    def bytes(self, host: str) -> bytes:
        payload = json.dumps(self.body).encode()
        lines = [f"POST {self.path} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(payload)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + payload


@dataclass(frozen=True)
class Got:
    """The answer to one of them, and how many seconds it took."""

    status: int
    body: dict[str, Any]
    seconds: float


class Connection:
    """One connection that is kept open, as a kiosk keeps it."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc
        self._name, _, self._port = self._host.partition(":")

    async def __aenter__(self) -> Connection:
        self._reader, self._writer = await asyncio.open_connection(self._name, int(self._port))
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def send(self, post: Post) -> Got:
        """Sends one request and reads its whole answer."""
        began = time.perf_counter()
        self._writer.write(post.bytes(self._host))
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length")
        )
        body = json.loads(await self._reader.readexactly(length))
        return Got(int(head.split(b" ", 2)[1]), body, time.perf_counter() - began)


async def heard(connection: Connection, post: Post) -> Got:
    """The answer to a request; on a slow machine some are told that the service is busy, and ask
    again with the same key."""
    while (got := await connection.send(post)).status == BUSY:
        pass
    return got


async def all_at_once(url: str, posts: Sequence[Post]) -> list[Got]:
    """Each request on a connection of its own, all sent together."""
    connections = [Connection(url) for _ in posts]
    await asyncio.gather(*(connection.__aenter__() for connection in connections))
    try:
        return await asyncio.gather(
            *(one.send(post) for one, post in zip(connections, posts, strict=True))
        )
    finally:
        await asyncio.gather(*(connection.__aexit__() for connection in connections))


async def in_turn(url: str, posts: Sequence[Post]) -> list[Got]:
    """One client that sends its requests one after the other on one connection."""
    async with Connection(url) as connection:
        return [await heard(connection, post) for post in posts]
