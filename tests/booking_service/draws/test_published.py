"""What anybody can see of a draw, when, and that it can be checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from booking_service import cli
from booking_service.policy.verify_draw import verify
from tests.booking_service.api.test_lottery import DAY, OPEN, Groups, drawn
from tests.booking_service.lobby import UNUSED, WAIT_SECONDS, Central, Kiosk, code_of

NAME = "kominkan/2027-02"


@pytest.fixture
def anybody(central: Central) -> Iterator[httpx.Client]:
    """Somebody without any credential."""
    with httpx.Client(
        base_url=f"{central.running.url}/v1", timeout=WAIT_SECONDS, verify=UNUSED
    ) as client:
        yield client


def shown(anybody: httpx.Client) -> dict[str, Any]:
    answer = anybody.get(f"draws/{NAME}")
    assert answer.status_code == 200
    (listed,) = [one for one in anybody.get("draws").json()["items"] if one["id"] == NAME]
    assert listed == answer.json()
    return listed


def test_before_the_window_opens_there_is_the_commitment(anybody: httpx.Client) -> None:
    draw = shown(anybody)
    assert len(draw["commitment"]) == 64
    assert (draw["list"], draw["result"], draw["entropy"]) == (None, None, "none")
    assert (draw["opens"], draw["closes"]) == (
        "2026-12-05T08:30:00+09:00",
        "2026-12-16T00:00:00+09:00",
    )
    assert draw["committed_at"] < draw["opens"]
    assert (draw["first_day"], draw["last_day"]) == ("2027-02-01", "2027-02-28")
    for file in ("list.txt", "result.json"):
        assert code_of(anybody.get(f"draws/{NAME}/{file}")) == "not_found"


def test_after_the_close_there_is_the_list_and_nothing_of_the_result(
    central: Central, anybody: httpx.Client
) -> None:
    central.move_to(OPEN)
    groups = Groups(central, 2)
    tokens = {kiosk.apply(day=DAY).json()["token"] for kiosk in groups.enter()}
    assert shown(anybody)["list"] is None
    central.move_to("2026-12-16 00:00")  # the draw is held at this instant, too
    draw = shown(anybody)
    lines = anybody.get(draw["list"]["url"]).text
    hashed = hashlib.sha256(b"draw-list-v2\n" + lines.encode()).hexdigest()
    assert (draw["list"]["list_hash"], draw["list"]["applications"]) == (hashed, 2)
    assert tokens == {line.split("\t")[1] for line in lines.split("\n") if line[:3] == "app"}
    assert draw["result"] is None
    assert code_of(anybody.get(f"draws/{NAME}/result.json")) == "not_found"
    with central.running.service.office.database.reading() as reader:
        record = reader.draw(NAME)
    assert record is not None
    assert record.plan.secret not in str(draw) + lines


def test_after_publication_anybody_checks_all_of_it(
    central: Central, anybody: httpx.Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noted = shown(anybody)["commitment"]
    _, winner = drawn(central)
    draw = shown(anybody)
    file = tmp_path / "result.json"
    file.write_bytes(anybody.get(draw["result"]["url"]).content)
    token = winner.applications()[0]["token"]
    listed = draw["list"]["list_hash"]
    known = ["--commitment", noted, "--list-hash", listed, "--token", token]
    assert cli.main(["verify-draw", str(file), *known]) == 0
    said = capsys.readouterr().out
    assert "right: 3 applications, 1 of them won" in said
    assert f"\t{token}\twon\tnishishiroi-fukugo-craft" in said
    file.write_text(file.read_text().replace(token, "0" * 32))
    assert cli.main(["verify-draw", str(file)]) == 1
    assert "wrong: list_hash: is " in capsys.readouterr().out
    assert cli.main(["verify-draw", str(tmp_path)]) == 2


def test_packed_and_plain_are_the_same(central: Central, anybody: httpx.Client) -> None:
    drawn(central)
    plain = anybody.get(f"draws/{NAME}/result.json", headers={"Accept-Encoding": "identity"})
    packed = anybody.get(f"draws/{NAME}/result.json")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.content == packed.content
    assert verify(plain.content).wrong == []
    assert "immutable" in plain.headers["cache-control"]


def test_nothing_that_is_published_leads_to_anybody(
    central: Central, anybody: httpx.Client
) -> None:
    groups, _ = drawn(central)
    numbers = [str(number) for number in groups._numbers.values()]
    files = [anybody.get("draws").text, anybody.get(f"draws/{NAME}").text]
    files += [anybody.get(f"draws/{NAME}/{file}").text for file in ("list.txt", "result.json")]
    with central.running.service.office.database.reading() as reader:
        records = [reader.application(number) for number in (1, 2, 3)]
    for text in files:
        assert not any(number in text for number in numbers)
        assert "さくら会" not in text
        assert "L0000" not in text
    assert len({record.pseudonym for record in records if record}) == 3


def test_a_group_is_called_otherwise_in_every_draw(central: Central, kiosk: Kiosk) -> None:
    central.move_to(OPEN)
    number = central.group()
    kiosk.enter(number)
    kiosk.apply(day=DAY, first=1)
    kiosk.apply(day=DAY, first=5)
    central.move_to("2027-01-06 10:00")
    kiosk.enter(number)
    kiosk.apply(day=DAY.replace(month=3), first=1)
    with central.running.service.office.database.reading() as reader:
        called = [reader.application(number) for number in (1, 2, 3)]
    names = [record.pseudonym for record in called if record]
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/kominkan/2020-01", "not_found"),
        ("/nothing/2027-02", "not_found"),
        ("/nothing/2027-02/list.txt", "not_found"),
        ("/kominkan/tomorrow", "invalid_request"),
        ("/KOMINKAN/2027-02/result.json", "invalid_request"),
        ("?from=2027-02-30", "invalid_request"),
    ],
)
def test_what_is_no_draw_is_said(anybody: httpx.Client, path: str, code: str) -> None:
    assert code_of(anybody.get(f"draws{path}")) == code


def test_draws_are_listed_from_a_day_of_use_on(anybody: httpx.Client) -> None:
    every = [one["id"] for one in anybody.get("draws").json()["items"]]
    later = [
        one["id"] for one in anybody.get("draws", params={"from": "2027-02-28"}).json()["items"]
    ]
    assert NAME in every
    assert NAME in later
    assert len(later) < len(every)
    after = anybody.get("draws", params={"from": "2027-03-01"}).json()["items"]
    assert NAME not in [one["id"] for one in after]


def test_the_status_page_says_what_became_of_the_token(central: Central) -> None:
    groups, winner = drawn(central)
    for kiosk in groups.kiosks:
        application = kiosk.applications()[0]
        for language, won, lost in (
            ("ja", "当選", "落選（先の順番の申込みが当選しました）"),
            ("en", "Drawn", "Not drawn: an application before it got the slot"),
        ):
            page = httpx.get(
                application["status_url"],
                headers={"Accept-Language": language},
                timeout=WAIT_SECONDS,
                verify=UNUSED,
            ).text
            assert application["token"] in page
            assert f"/v1/draws/{NAME}/result.json" in page
            assert f"<dd>{won if kiosk is winner else lost}<br>" in page
    won = winner.applications()[0]
    claimed = winner.write(f"lottery-applications/{won['id']}/claim", {}).json()
    (made,) = winner.reservations()
    for url in (claimed["status_url"], made["status_url"]):
        assert won["token"] in httpx.get(url, timeout=WAIT_SECONDS, verify=UNUSED).text


def test_the_status_page_says_nothing_of_a_draw_before_its_publication(
    central: Central, kiosk: Kiosk
) -> None:
    central.move_to(OPEN)
    kiosk.enter(central.group())
    made = kiosk.apply(day=DAY).json()
    central.move_to("2026-12-17 23:59")
    page = httpx.get(made["status_url"], timeout=WAIT_SECONDS, verify=UNUSED).text
    assert made["token"] not in page
    assert "/v1/draws/" not in page
