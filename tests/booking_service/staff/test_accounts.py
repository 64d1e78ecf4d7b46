"""Named people of the staff: made, signed in, out, changed, shut out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from tests.booking_service.lobby import UNUSED, WAIT_SECONDS, Central, code_of
from tests.booking_service.staff.conftest import Say

FIRST, OWN = "kangae-tsuita-1", "watashi-no-himitsu"


def calling(central: Central, token: str | None) -> httpx.Client:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return httpx.Client(
        base_url=f"{central.running.url}/v1/staff",
        headers=headers,
        timeout=WAIT_SECONDS,
        verify=UNUSED,
    )


def sign_in(central: Central, user: str, secret: str) -> httpx.Response:
    with calling(central, None) as anybody:
        return anybody.post("/sessions", json={"user": user, "secret": secret})


def make(central: Central, user: str = "sato", *roles: str) -> None:
    """An account whose holder has chosen an own secret."""
    with central.staff() as admin:
        body = {"user": user, "name": "佐藤", "roles": roles or ["counter"], "secret": FIRST}
        assert admin.post("/accounts", json=body).status_code == 201
    token = sign_in(central, user, FIRST).json()["token"]
    with calling(central, token) as own:
        chosen = own.post("/sessions/current/secret", json={"secret": FIRST, "new_secret": OWN})
        assert chosen.status_code == 204


def test_the_token_file_makes_the_first_account_and_nothing_else(central: Central) -> None:
    token = asyncio.run(central.running.service.renew_staff_token())
    with calling(central, token) as holder:
        body = {"user": "sato", "name": "佐藤", "roles": ["admin"], "secret": FIRST}
        assert holder.post("/accounts", json=body).status_code == 201
        assert code_of(holder.post("/accounts", json=body)) == "user_taken"
        assert holder.get("/kiosks").status_code == 200
        for path in ("/actions", "/audit", "/closings"):
            assert code_of(holder.get(path)) == "role_needed"


def test_a_first_secret_is_good_for_choosing_another_only(central: Central, say: Say) -> None:
    words = ("add-account", "--user", "sato", "--name", "佐藤", "--role", "counter")
    assert say(*words, said=f"{FIRST}\n")["must_change_secret"] is True
    token = sign_in(central, "sato", FIRST).json()["token"]
    with calling(central, token) as sato:
        assert code_of(sato.get("/actions")) == "secret_change_needed"
        chosen = {"secret": FIRST, "new_secret": OWN}
        assert sato.post("/sessions/current/secret", json=chosen).status_code == 204
        assert sato.get("/actions").status_code == 200
    assert code_of(sign_in(central, "sato", FIRST)) == "wrong_credentials"
    assert sign_in(central, "sato", OWN).json()["account"]["must_change_secret"] is False


def test_signing_in_keeps_the_token_for_its_owner_only(
    central: Central, say: Say, tmp_path: Path
) -> None:
    make(central)
    path = tmp_path / "state" / "sato"
    found = say("sign-in", "--user", "sato", said=f"{OWN}\n", token=path)
    assert "token" not in found
    assert found["account"]["roles"] == ["counter"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert say("actions", token=path) == {"items": []}
    assert say("sign-out", token=path) == {}
    assert say("actions", token=path, code=1)["code"] == "staff_unknown"


def test_a_token_ends_with_the_working_day(central: Central) -> None:
    make(central)
    token = sign_in(central, "sato", OWN).json()["token"]
    central.move_to("2026-11-20 18:59:59")
    with calling(central, token) as sato:
        assert sato.get("/actions").status_code == 200
        central.move_to("2026-11-20 19:00:01")
        assert code_of(sato.get("/actions")) == "staff_unknown"


@pytest.mark.parametrize("change", [{"roles": ["manager"]}, {"ended": True}, {"secret": FIRST}])
def test_whoever_is_changed_signs_in_anew(central: Central, change: dict[str, object]) -> None:
    make(central)
    token = sign_in(central, "sato", OWN).json()["token"]
    with central.staff() as admin, calling(central, token) as sato:
        assert admin.patch("/accounts/sato", json=change).status_code == 200
        assert code_of(sato.get("/actions")) == "staff_unknown"


def test_an_ended_account_signs_in_no_more_until_it_is_opened(central: Central, say: Say) -> None:
    make(central)
    assert say("end-account", "sato")["ended_at"] is not None
    assert code_of(sign_in(central, "sato", OWN)) == "wrong_credentials"
    assert say("open-account", "sato")["ended_at"] is None
    assert sign_in(central, "sato", OWN).status_code == 201


def test_wrong_secrets_are_slowed_down(central: Central) -> None:
    make(central)
    codes = [code_of(sign_in(central, "sato", "chigau-himitsu")) for _ in range(4)]
    assert codes == ["wrong_credentials"] * 3 + ["too_many_attempts"]
    assert code_of(sign_in(central, "sato", OWN)) == "too_many_attempts"
    assert code_of(sign_in(central, "nobody", OWN)) == "wrong_credentials"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"user": "Satō"}, "body.user"),
        ({"roles": []}, "body.roles"),
        ({"roles": ["mayor"]}, "body.roles.0"),
        ({"secret": "short-123"}, "body.secret"),
        ({"secret": "aaaaaaaaaaaaaa"}, "body.secret"),
        ({"secret": "sato-no-himitsu"}, "body.secret"),
        ({"secret": "himitsu\u0007desu-yo"}, "body.secret"),
    ],
)
def test_an_account_nobody_could_use_safely_is_refused(
    central: Central, wrong: dict[str, object], place: str
) -> None:
    body = {"user": "sato", "name": "佐藤", "roles": ["counter"], "secret": FIRST}
    with central.staff() as admin:
        answer = admin.post("/accounts", json={**body, **wrong})
    assert code_of(answer) == "invalid_request"
    assert answer.json()["errors"][0]["place"] == place


def test_a_chosen_secret_is_another_one(central: Central) -> None:
    make(central)
    token = sign_in(central, "sato", OWN).json()["token"]
    with calling(central, token) as sato:
        same = {"secret": OWN, "new_secret": OWN}
        assert code_of(sato.post("/sessions/current/secret", json=same)) == "invalid_request"
        wrong = {"secret": FIRST, "new_secret": "mata-betsu-no-himitsu"}
        assert code_of(sato.post("/sessions/current/secret", json=wrong)) == "wrong_credentials"


def test_nobody_changes_their_own_roles(central: Central) -> None:
    make(central, "tanaka", "admin")
    make(central, "suzuki", "admin")
    token = sign_in(central, "tanaka", OWN).json()["token"]
    with calling(central, token) as admin:
        own = admin.patch("/accounts/tanaka", json={"roles": ["admin", "manager"]})
        assert code_of(own) == "invalid_request"
        assert own.json()["errors"][0]["place"] == "body.roles"
        assert admin.patch("/accounts/suzuki", json={"roles": ["counter"]}).status_code == 200
