"""docs/openapi.json is what the code says, and the answers are what docs/openapi.json says."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from booking_service.api.app import bare_app
from booking_service.clock import SystemClock
from booking_service.service import city_shapes, shapes
from booking_service.service.answers import STATUS_OF
from booking_service.service.office import Limits
from tests.booking_service.lobby import DAY, SECRET, Central, Kiosk, choice, new_key

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "docs/openapi.json").read_text("utf-8"))
    return found


def test_the_document_is_that_of_the_code(document: dict[str, Any]) -> None:
    """If not: ``booking-service openapi > docs/openapi.json``."""
    made = bare_app(SystemClock(), Limits(), with_demo=False).openapi()
    assert json.loads(json.dumps(made)) == document


def test_every_code_of_the_document_has_its_status(document: dict[str, Any]) -> None:
    seen = set()
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                for code in re.findall(r"`([a-z_]+)`", response["description"]):
                    assert STATUS_OF[code] == int(status), code
                    seen.add(code)
    elsewhere = {"method_not_allowed", "service_failed", "clock_backwards"}
    assert seen == set(STATUS_OF) - elsewhere


def test_the_architecture_page_names_every_code() -> None:
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    assert {code for code in STATUS_OF if f"`{code}`" not in page} == set()


def holds(shape: Any, answer: Any) -> None:
    """The answer has the keys of its shape, no others, and values of its types."""
    adapter = TypeAdapter(shape)
    again = adapter.dump_python(adapter.validate_python(answer), mode="json")
    assert again == answer


def test_answers_have_the_documented_shapes(central: Central, kiosk: Kiosk) -> None:
    holds(city_shapes.City, kiosk.get("city").json())
    holds(city_shapes.Facilities, kiosk.get("facilities").json())
    holds(city_shapes.Counters, kiosk.get("counters").json())
    holds(city_shapes.Notices, kiosk.get("notices").json())
    holds(shapes.FeedPage, kiosk.get("feed", limit=20_000).json())
    number = central.group()
    session = kiosk.post("sessions", {"registration_number": number, "secret": SECRET}).json()
    holds(shapes.Session, session)
    kiosk.http.headers["X-Resident-Session"] = kiosk.session = session["token"]
    again = kiosk.post("sessions/current/confirmations", {"secret": SECRET}).json()
    holds(shapes.Confirmation, again)
    holds(shapes.Quote, kiosk.post("quotes", {"kind": "reservation", **choice()}).json())
    key = new_key()
    holds(shapes.Reservation, kiosk.write("reservations", choice(), key).json())
    holds(shapes.Reservations, kiosk.get("reservations").json())
    holds(shapes.DoneWrite, kiosk.get(f"writes/{key}").json())
    holds(shapes.Problem, kiosk.reserve().json())


def test_answers_about_the_lottery_have_the_documented_shapes(
    central: Central, kiosk: Kiosk
) -> None:
    central.move_to("2026-12-05 08:30")
    number = central.group()
    kiosk.enter(number)
    day = date(2027, 2, 17)
    holds(shapes.Quote, kiosk.post("quotes", {"kind": "lottery", **choice(day=day)}).json())
    holds(shapes.Application, kiosk.apply(day=day).json())
    holds(
        shapes.Competition, kiosk.get(f"rooms/{choice()['room_id']}/days/{DAY}/competition").json()
    )
    central.move_to("2026-12-18 00:00")
    kiosk.enter(number)
    holds(shapes.Applications, kiosk.get("lottery-applications").json())


def test_no_json_is_said_to_be_a_string() -> None:
    """What FastAPI says of every class of answers that is none of its own for JSON."""
    document = bare_app(SystemClock(), Limits(), with_demo=False).openapi()
    told = {
        f"{method} {path} {status}": content["schema"].get("type")
        for path, calls in document["paths"].items()
        for method, call in calls.items()
        for status, answer in call["responses"].items()
        for media_type, content in answer.get("content", {}).items()
        if media_type.endswith("json")
    }
    assert told["get /v1/draws/{lottery}/{period}/result.json 200"] == "object"
    assert "string" not in told.values()
