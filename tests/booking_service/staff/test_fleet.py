"""Releases and roll-outs over HTTP and by command, on both databases."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from booking_service import cli, staff_client
from booking_service.release_key import signed_text
from tests.booking_service.lobby import Central, Kiosk, code_of
from tests.booking_service.packages import build
from tests.booking_service.staff.conftest import Say

SAID = {"version": "1.0", "paper": "ready", "line": "up", "open_writes": 0}


def beat(kiosk: Kiosk, version: str = "1.0", **more: Any) -> Any:
    """A sign of life; returns what the terminal is told to run."""
    answer = kiosk.post("kiosk/heartbeat", {**SAID, "version": version, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()["update"]


def fetched(kiosk: Kiosk, sha256: str) -> bytes:
    """A package, piece by piece."""
    content = b""
    while piece := kiosk.get(f"kiosk/releases/{sha256}", offset=len(content)).content:
        content += piece
    return content


def test_a_package_goes_from_the_officer_to_the_terminal(
    central: Central, kiosk: Kiosk, say: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, package = tmp_path / "release.key", build(tmp_path, "1.1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO("open sesame\n"))
        assert cli.main(["release-key", "new", str(key)]) == 0
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(capsys.readouterr().out.strip()))

    added = say("release", "add", str(package), "--key", str(key), said="open sesame\n")
    content = package.read_bytes()
    assert added["sha256"] == hashlib.sha256(content).hexdigest()
    assert say("release", "list")["items"] == [added]
    assert beat(kiosk) is None

    made = say("rollout", "start", "1.1")
    assert (made["state"], made["kiosks"]) == ("running", ["lobby-1"])
    told = beat(kiosk)
    assert told == {
        "version": "1.1",
        "sha256": added["sha256"],
        "size": len(content),
        "signature": added["signature"],
        "allow_older": False,
    }
    assert fetched(kiosk, told["sha256"]) == content
    text = signed_text(told["version"], told["sha256"], told["size"])
    public.verify(bytes.fromhex(told["signature"]), text)
    record = kiosk.get("kiosk/releases", version="1.1").json()
    assert record == {name: told[name] for name in ("version", "sha256", "size", "signature")}
    assert code_of(kiosk.get("kiosk/releases", version="9")) == "not_found"
    assert code_of(kiosk.get(f"kiosk/releases/{'0' * 64}")) == "not_found"
    # Once more is no second one; what a roll-out gives out stays.
    assert say("release", "add", str(package))["signature"] == added["signature"]
    assert say("release", "remove", "1.1", code=1)["code"] == "rollout_running"
    say("rollout", "cancel")
    assert beat(kiosk) is None
    say("release", "remove", "1.1")
    assert code_of(kiosk.get(f"kiosk/releases/{told['sha256']}")) == "not_found"
    actions = [line["action"] for line in say("audit")["items"]]
    for action in ("add-release", "start-rollout", "cancel-rollout", "remove-release"):
        assert action in actions


def test_a_roll_out_goes_on_by_stages_and_stops_by_itself(
    central: Central, say: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminals = [central.kiosk(f"lobby-{number}") for number in (1, 2, 3)]
    for one in terminals:
        beat(one)
    say("release", "add", str(build(tmp_path, "1.1")))
    say("rollout", "start", "1.1", "--stage", "1,all", "--hours", "2")
    assert say("rollout", "start", "1.1", code=1)["code"] == "rollout_running"
    assert [beat(one) is not None for one in terminals] == [True, False, False]
    say("rollout", "pause")
    assert beat(terminals[0]) is None
    say("rollout", "resume")
    central.move_to("2026-11-20 10:05")
    assert beat(terminals[0], "1.1") is not None
    central.move_to("2026-11-20 12:06")
    assert [beat(one, "1.1" if one is terminals[0] else "1.0") is None for one in terminals] == [
        False,
        False,
        False,
    ]
    report = {"state": "rolled_back", "version": "1.1", "reason": "first_screen"}
    assert beat(terminals[1], update=report) is None
    (found,) = say("rollout", "show")["items"]
    assert (found["state"], found["why"], found["stage"]) == ("stopped", "lobby-2", 2)
    assert [beat(one) for one in (terminals[0], terminals[2])] == [None, None]
    first = say("kiosks")["items"][0]
    assert (first["id"], first["trouble"]) == ("lobby-2", ["update_failed"])
    assert (first["update_version"], first["update_reason"]) == ("1.1", "first_screen")
    assert say("rollout", "pause", code=1)["code"] == "no_rollout"
    token = tmp_path / "staff-token"
    where = ["--url", central.running.url, "--token-file", str(token)]
    assert cli.main(["kiosks", *where]) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0].split()[:2] == ["terminal", "place"]
    assert len(table) == 4
    assert cli.main(["kiosks", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)["items"][0]["id"] == first["id"]


def test_an_older_version_only_goes_out_when_that_is_said(
    central: Central, kiosk: Kiosk, say: Say, tmp_path: Path
) -> None:
    beat(kiosk, "1.2")
    say("release", "add", str(build(tmp_path, "1.1")))
    refused = say("rollout", "start", "1.1", code=1)
    assert (refused["code"], refused["terminals"]) == ("older_version", ["lobby-1"])
    say("rollout", "start", "1.1", "--allow-older", "--kiosks", "lobby-1")
    assert beat(kiosk, "1.2")["allow_older"] is True
    other = central.kiosk("enrolled-later")
    assert beat(other) is None


def test_what_cannot_be_rolled_out_is_refused(
    central: Central, kiosk: Kiosk, say: Say, tmp_path: Path
) -> None:
    assert say("rollout", "start", "1.1", code=1)["code"] == "not_found"
    say("release", "add", str(build(tmp_path, "1.1")))
    unknown = say("rollout", "start", "1.1", "--kiosks", "lobby-1,nobody", code=1)
    assert (unknown["code"], unknown["terminals"]) == ("terminals_unknown", ["nobody"])
    assert say("rollout", "start", "1.1", "--stage", "all,1", code=1)["code"] == "stages_wrong"
    assert say("rollout", "start", "1.1", "--stage", "some", code=1)["code"] == "invalid_request"
    (tmp_path / "again").mkdir()
    other = build(tmp_path / "again", "1.1", compression="gzip")
    assert say("release", "add", str(other), code=1)["code"] == "release_taken"


def test_a_package_that_is_not_what_was_announced_is_not_kept(
    central: Central, tmp_path: Path
) -> None:
    officer = central.staff()
    content = build(tmp_path, "1.1", package="other").read_bytes()
    name = hashlib.sha256(content).hexdigest()
    upload, announced = f"/releases/uploads/{name}", {"sha256": name, "size": len(content)}
    assert officer.post("/releases/uploads", json=announced).json() == {"received": 0}
    gap = officer.put(upload, params={"offset": 9}, content=content)
    assert (code_of(gap), gap.json()["received"]) == ("upload_gap", 0)
    half = len(content) // 2
    officer.put(upload, content=content[:half])
    assert officer.post("/releases/uploads", json=announced).json() == {"received": half}
    assert officer.post("/releases", json=announced).json()["reason"] == "hash"
    assert officer.put(upload, content=content).json() == {"received": len(content)}
    assert officer.post("/releases", json=announced).json()["reason"] == "other-package"
    assert officer.post("/releases/uploads", json=announced).json() == {"received": 0}
    huge = officer.post("/releases/uploads", json={"sha256": name, "size": 2**30 + 1})
    assert huge.json()["reason"] == "too-large"
    assert code_of(officer.put(upload, content=b"")) == "invalid_request"
    assert code_of(officer.put(upload, content=bytes(2**18 + 1))) == "invalid_request"
    assert code_of(officer.put("/releases/uploads/short", content=b"x")) == "not_found"
    assert not list((tmp_path).glob("*.releases/*"))


def test_a_service_that_is_not_there_is_told(
    say: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--url", "http://127.0.0.1:9", "--token-file", str(tmp_path / "staff-token")]
    staff_client.write_token(tmp_path / "staff-token", "some-token")
    assert cli.main(["kiosks", *where]) == 3
    assert cli.main(["staff", "release", "add", str(build(tmp_path, "1")), *where]) == 3
    assert capsys.readouterr().err.count("does not answer") == 2
    (tmp_path / "no.deb").write_text("no package")
    assert cli.main(["staff", "release", "add", str(tmp_path / "no.deb"), *where]) == 2
