"""A small HTTP/1.1 client for load: keep-alive connections on asyncio streams, nothing else.

The client shares the machine's cores with the service it measures, so it must cost as little as it
can; a comfortable client would measure itself.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: status, decoded JSON body, seconds from the first byte sent to the last read."""

    status: int
    body: Any
    seconds: float


class Connection:
    """One keep-alive connection to a service on this machine."""

    def __init__(self, port: int, bearer: str) -> None:
        self._port = port
        self._bearer = bearer
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()

    async def call(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request and read its answer (the service always sends Content-Length)."""
        payload = b"" if body is None else json.dumps(body).encode()
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            f"Authorization: Bearer {self._bearer}",
            "Content-Type: application/json",
            f"Content-Length: {len(payload)}",
            *(f"{name}: {value}" for name, value in (headers or {}).items()),
        ]
        start = time.perf_counter()
        self._writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + payload)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        content = await self._reader.readexactly(length)
        seconds = time.perf_counter() - start
        status = int(head[9:12])
        return Answer(status, json.loads(content) if content else None, seconds)
