"""What is mixed into a draw after its list is published, and what happens when it does not come."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from booking_service.clock import TOKYO
from booking_service.policy.rules import EntropyKind
from booking_service.policy.verify_draw import verify
from booking_service.service.draws.beacon import HttpBeacon
from booking_service.service.draws.entropy import give_digits
from booking_service.service.draws.published import result_file
from tests.booking_service.draws.stage import CLOSED, DRAW, OPEN, RESULT, Stage, opened, shiroi
from tests.booking_service.draws.stage import rivals as apply

MINUTE = timedelta(minutes=1)
PERIOD = 30
GENESIS = int(datetime(2026, 1, 1, 0, 0, 7, tzinfo=TOKYO).timestamp())


@dataclass
class Chain:
    """A beacon in the manner of drand, whose rounds come out by a clock that is set."""

    now: datetime
    asked: list[str] = field(default_factory=list)
    spoilt: dict[str, Any] = field(default_factory=dict)
    url: str = ""

    def answer(self, path: str) -> dict[str, Any] | None:
        self.asked.append(path)
        if path == "/chain/info":
            return {"genesis_time": GENESIS, "period": PERIOD, **self.spoilt}
        number = int(path.removeprefix("/chain/public/"))
        if GENESIS + (number - 1) * PERIOD > self.now.timestamp():
            return None
        signature = hashlib.sha512(str(number).encode()).hexdigest()
        value = hashlib.sha256(bytes.fromhex(signature)).hexdigest()
        return {"round": number, "randomness": value, "signature": signature, **self.spoilt}


@pytest.fixture
def chain() -> Iterator[Chain]:
    told = Chain(CLOSED)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = told.answer(self.path)
            self.send_response(404 if found is None else 200)
            self.end_headers()
            self.wfile.write(b"not yet" if found is None else json.dumps(found).encode())

        def log_message(self, *_whatever: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}/chain"
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


def listed(path: Path, kind: EntropyKind, wait_minutes: int = 60) -> Any:
    """A stage on which everybody has applied."""
    return opened(path / "some.db", OPEN, shiroi(kind, wait_minutes))


def begin(stage: Stage) -> None:
    stage.begin()
    apply(stage, 3)


def result(stage: Stage) -> dict[str, Any]:
    """The published result, which is right."""
    stage.go_to(max(stage.office.now(), RESULT))
    parts = result_file(stage.office, DRAW)
    assert parts is not None
    content = gzip.decompress(b"".join(parts))
    assert verify(content).wrong == []
    found: dict[str, Any] = json.loads(content)
    return found


def drawn(stage: Stage) -> bool:
    return bool(stage.ask(lambda reader: reader.draw(DRAW).drawn_at))


def test_without_a_source_the_commitment_stands_alone_and_the_file_says_so(tmp_path: Path) -> None:
    with listed(tmp_path, EntropyKind.NONE) as stage:
        begin(stage)
        stage.go_to(CLOSED)
        assert drawn(stage)
        assert result(stage)["entropy"] == {"kind": "none", "text": "", "note": "none"}


def test_the_first_round_after_the_list_is_mixed_in(tmp_path: Path, chain: Chain) -> None:
    with listed(tmp_path, EntropyKind.BEACON) as stage:
        begin(stage)
        stage.office.beacon = HttpBeacon(chain.url, MINUTE)
        stage.go_to(CLOSED)
        assert not drawn(stage)  # the round is not out yet
        chain.now = CLOSED + MINUTE
        stage.go_to(CLOSED + MINUTE)
        assert drawn(stage)
        mixed = result(stage)["entropy"]
        number = (int(CLOSED.timestamp()) - GENESIS) // PERIOD + 2
        assert (mixed["round"], mixed["note"], mixed["address"]) == (number, "mixed_in", chain.url)
        assert CLOSED < datetime.fromisoformat(mixed["time"]) <= CLOSED + timedelta(seconds=PERIOD)
        assert set(chain.asked) == {"/chain/info", f"/chain/public/{number}"}


@pytest.mark.parametrize(
    "spoilt",
    [{"randomness": "00" * 32}, {"round": 1}, {"signature": "x"}, {"period": 0}, {"period": {}}],
)
def test_a_round_that_is_not_right_is_not_taken(
    tmp_path: Path, chain: Chain, spoilt: dict[str, Any]
) -> None:
    chain.spoilt = spoilt
    chain.now = RESULT
    assert HttpBeacon(chain.url, MINUTE).first_after(CLOSED, RESULT) is None


def test_a_round_is_not_taken_before_its_time_by_our_clock(
    tmp_path: Path, chain: Chain, caplog: pytest.LogCaptureFixture
) -> None:
    """A clock that is slow would make a draw older than its entropy, which its check rejects."""
    with listed(tmp_path, EntropyKind.BEACON) as stage:
        begin(stage)
        stage.office.beacon = HttpBeacon(chain.url, MINUTE)
        chain.now = CLOSED + MINUTE
        stage.go_to(CLOSED)
        assert not drawn(stage)
        assert "the beacon is ahead of this clock" in caplog.text
        stage.go_to(CLOSED + timedelta(seconds=PERIOD))
        assert drawn(stage)
        mixed = result(stage)["entropy"]
        assert (mixed["genesis"], mixed["period"]) == (GENESIS, PERIOD)


def test_a_beacon_that_never_answers_is_not_waited_for_too_long(tmp_path: Path) -> None:
    with listed(tmp_path, EntropyKind.BEACON) as stage:
        begin(stage)
        stage.office.beacon = HttpBeacon("http://127.0.0.1:9", MINUTE)
        stage.go_to(CLOSED)
        stage.go_to(CLOSED + 59 * MINUTE)
        assert not drawn(stage)
        stage.go_to(CLOSED + 60 * MINUTE)
        assert drawn(stage)
        mixed = result(stage)["entropy"]
        assert mixed == {"kind": "beacon", "text": "", "note": "not_in_time"}


def test_a_beacon_that_nobody_named_is_not_waited_for(tmp_path: Path) -> None:
    with listed(tmp_path, EntropyKind.BEACON) as stage:
        begin(stage)
        stage.go_to(CLOSED)
        assert drawn(stage)
        assert result(stage)["entropy"]["note"] == "not_configured"


def digits(stage: Stage, officer: str, typed: str) -> str | None:
    refusal = stage.do(lambda store: give_digits(store, DRAW, officer, typed))
    return None if refusal is None else str(refusal.code)


def test_two_officers_type_digits_between_list_and_draw(tmp_path: Path) -> None:
    with listed(tmp_path, EntropyKind.OFFICERS) as stage:
        begin(stage)
        assert digits(stage, "sato", "314159") == "not_open_yet"
        stage.go_to(CLOSED)
        assert digits(stage, "sato", "314159") is None
        assert digits(stage, "sato", "271828") == "digits_given"
        stage.go_to(CLOSED + MINUTE)
        assert not drawn(stage)
        assert digits(stage, "suzuki", "161803") is None
        assert digits(stage, "tanaka", "141421") == "digits_given"
        stage.go_to(CLOSED + 2 * MINUTE)
        assert drawn(stage)
        assert digits(stage, "tanaka", "141421") == "window_closed"
        found = result(stage)
        assert found["entropy"]["text"] == "officers\n314159\n161803"
        assert "sato" not in json.dumps(found)


def test_officers_who_do_not_come_are_not_waited_for_too_long(tmp_path: Path) -> None:
    with listed(tmp_path, EntropyKind.OFFICERS, 30) as stage:
        begin(stage)
        stage.go_to(CLOSED)
        assert digits(stage, "sato", "314159") is None
        stage.go_to(CLOSED + 30 * MINUTE)
        assert result(stage)["entropy"]["note"] == "not_in_time"


def test_the_list_of_a_service_that_was_off_is_published_before_its_entropy(
    tmp_path: Path, chain: Chain
) -> None:
    """The round counts from when the list could be seen, not from when it was due."""
    with listed(tmp_path, EntropyKind.BEACON) as stage:
        begin(stage)
        stage.office.beacon = HttpBeacon(chain.url, MINUTE)
        chain.now = RESULT + MINUTE
        stage.go_to(RESULT + MINUTE)
        assert not drawn(stage)
        chain.now = RESULT + 2 * MINUTE
        stage.go_to(RESULT + 2 * MINUTE)
        found = result(stage)
        assert found["entropy"]["time"] > found["draw"]["listed_at"] >= RESULT.isoformat()


def test_results_wait_for_a_draw_that_waits(tmp_path: Path, caplog: Any) -> None:
    with listed(tmp_path, EntropyKind.OFFICERS, 60 * 24 * 3) as stage:
        begin(stage)
        stage.go_to(RESULT)
        assert set(stage.states()) == {"applied"}
        stage.go_to(RESULT + timedelta(days=3))
        assert set(stage.states()) == {"won", "lost"}
        assert "failed" not in caplog.text


def test_an_unknown_draw_takes_no_digits(tmp_path: Path) -> None:
    with listed(tmp_path, EntropyKind.OFFICERS) as stage:
        unknown = stage.do(lambda store: give_digits(store, "no/2027-02", "sato", "314159"))
        assert unknown.code == "not_found"


@pytest.mark.parametrize("typed", ["", "12345", "12345x", "1" * 65, "１２３４５６"])
def test_what_are_no_digits_is_a_fault_of_the_caller(tmp_path: Path, typed: str) -> None:
    with (
        listed(tmp_path, EntropyKind.OFFICERS) as stage,
        pytest.raises(ValueError, match="6 to 64"),
    ):
        stage.do(lambda store: give_digits(store, DRAW, "sato", typed))
