"""The rule that lets the kiosk use the smart card service, run as polkit would run it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

RULE = Path(__file__).parents[2] / "deploy" / "polkit" / "50-lobby-kiosk-cards.rules"
_POLKIT = """
let rule;
const polkit = {addRule: added => rule = added, Result: {YES: "yes", NOT_HANDLED: "not handled"}};
eval(require("fs").readFileSync(process.argv[1], "utf8"));
const asked = JSON.parse(process.argv[2]);
console.log(JSON.stringify(asked.map(([user, id]) => rule({id}, {user}))));
"""


def test_the_kiosk_may_use_cards_and_nobody_else_and_nothing_else() -> None:
    service = "org.debian.pcsc-lite"
    asked = [
        ("kiosk", f"{service}.access_pcsc"),
        ("kiosk", f"{service}.access_card"),
        ("guest", f"{service}.access_card"),
        ("kiosk", "org.freedesktop.login1.power-off"),
    ]
    said = subprocess.run(
        ["node", "-e", _POLKIT, str(RULE), json.dumps(asked)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert json.loads(said.stdout) == ["yes", "yes", "not handled", "not handled"]
