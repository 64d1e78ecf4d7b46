"""Who may do what: the table, the document and the calls say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from booking_service.service.staff.roles import ALLOWED, TOKEN_WORKS, Role, Work, may
from booking_service.staff_cli.parser import WORKS
from tests.booking_service.lobby import Central, code_of

ROOT = Path(__file__).parents[3]
#: Calls of the staff that need no role: signing in and out, choosing an own secret.
ANYBODY = {"/v1/staff/sessions", "/v1/staff/sessions/current", "/v1/staff/sessions/current/secret"}


def calls() -> list[tuple[str, str, dict[str, Any]]]:
    document = json.loads((ROOT / "docs/openapi.json").read_text("utf-8"))
    return [
        (path, method, operation)
        for path, operations in document["paths"].items()
        if path.startswith("/v1/staff/") and path not in ANYBODY
        for method, operation in operations.items()
    ]


def test_every_work_has_roles_and_nobody_has_all_but_by_name() -> None:
    assert set(ALLOWED) == set(Work)
    assert all(ALLOWED.values())
    for role in Role:
        assert any(not may({role}, work) for work in Work), role


def test_no_role_both_makes_accounts_and_looks_at_residents() -> None:
    private = {work for work in Work if ALLOWED[work] & ALLOWED[Work.FIND_REGISTRANT]}
    for role in ALLOWED[Work.MANAGE_ACCOUNTS]:
        assert {work for work in private if may({role}, work)} <= {Work.SEE_AUDIT, Work.SEE_KIOSKS}
    assert {Work.MANAGE_ACCOUNTS, Work.ENROL_KIOSK, Work.SEE_KIOSKS} >= TOKEN_WORKS


def test_every_call_names_its_roles() -> None:
    assert [path for path, _, operation in calls() if not operation.get("x-roles")] == []


@pytest.mark.parametrize("role", Role)
def test_a_call_of_another_role_is_refused(central: Central, role: Role) -> None:
    with central.staff(role) as somebody:
        for path, method, operation in calls():
            if role in operation["x-roles"]:
                continue
            address = path.removeprefix("/v1/staff").format(
                number="R00000001",
                user="sato",
                closing_id="1",
                notice_id="n",
                kiosk_id="k",
                registrant_id="1",
                mail_id="1",
                lottery="kominkan",
                period="2027-02",
                sha256="0" * 64,
            )
            answer = somebody.request(method.upper(), address, json={})
            assert (path, code_of(answer)) == (path, "role_needed")
            assert answer.json()["needed"] == operation["x-roles"]


def test_the_page_for_staff_has_every_work_and_role() -> None:
    page = (ROOT / "docs/service.md").read_text("utf-8")
    assert [work.words for work in WORKS if f"`{work.words}" not in page] == []
    assert [role for role in Role if f"`{role}`" not in page] == []
