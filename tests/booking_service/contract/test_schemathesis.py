"""The running service against docs/openapi.json, as schemathesis sees it: a program that nobody
here wrote makes requests of every kind, right and wrong, and looks at every answer.

No 5xx, no status, header or body that the document does not have, no wrong request that is taken,
no right one that is refused without need, no call that forgets to ask for its credential.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from booking_service.service.secrets import new_token, token_hash
from booking_service.storage.place import Place
from booking_service.storage.ports import Store
from tests.booking_service.lobby import (
    CRAFT,
    DAY,
    SECRET,
    TRAINING,
    UNUSED,
    Central,
    at,
    open_central,
)

HERE = Path(__file__).parent
MONITOR = "the-monitor-s-own"
#: In seconds; far more than it takes, also on a machine that does much else.
PATIENCE = 1_800
EVERY_PHASE = "examples,coverage,fuzzing,stateful"
SPARE_CONFIRMATIONS, SPARE_SESSIONS, SPARE_STAFF = 5_000, 40, 40

#: When December is open to first-comers and February to the lottery, and a day of February.
BOTH_OPEN, LOTTERY_DAY = at("2026-12-05 08:30"), date(2027, 2, 17)

SETTINGS = """
seed = {seed}
workers = 1
continue-on-failure = true
request-timeout = 20.0
warnings = false
hooks = "{hooks}"

[generation]
max-examples = {examples}
database = "none"

[checks.positive_data_acceptance]
# Beside what is always right to say: a reader of another history is sent back to the start, and
# what no schema can say of a date, a slot or a number is told as such.
expected-statuses = ["2xx", 304, 401, 403, 404, 409, 410, 422, 429]

[dictionaries]
rooms = {{ values = ["{room}", "{other_room}"] }}
days = {{ values = ["{day}", "{another_day}"] }}
purposes = {{ values = ["meeting"] }}
slots = {{ values = [0, 3, 6, 9] }}
one = {{ values = [1] }}
residents = {{ values = ["{resident}"] }}
secrets = {{ values = ["{secret}"] }}

[parameters]
"path.room_id" = {{ dictionary = "rooms", probability = 0.7 }}
"path.day" = {{ dictionary = "days", probability = 0.7 }}
"body.room_id" = {{ dictionary = "rooms", probability = 0.9 }}
"body.date" = {{ dictionary = "days", probability = 0.9 }}
"body.purpose_id" = {{ dictionary = "purposes", probability = 0.9 }}
"body.first_slot" = {{ dictionary = "slots", probability = 0.8 }}
"body.slot_count" = {{ dictionary = "one", probability = 0.9 }}
"body.people" = {{ dictionary = "one", probability = 0.8 }}
"body.registration_number" = {{ dictionary = "residents", probability = 0.7 }}
"body.secret" = {{ dictionary = "secrets", probability = 0.7 }}
"""


@dataclass
class Contract:
    """A service, and what the schemathesis that tries it may know."""

    central: Central
    folder: Path
    environment: dict[str, str] = field(
        default_factory=lambda: {"LOTTERY_DAY": LOTTERY_DAY.isoformat()}
    )
    credentials: str = ""

    def keeps(self, examples: int, seed: int, phases: str = EVERY_PHASE) -> None:
        """Fails with everything that is not as the document says."""
        settings = self.folder / "schemathesis.toml"
        settings.write_text(
            SETTINGS.format(
                seed=seed,
                hooks=HERE / "hooks.py",
                examples=examples,
                room=CRAFT,
                other_room=TRAINING,
                day=DAY,
                another_day=LOTTERY_DAY,
                resident=self.environment.get("RESIDENT", "1000001"),
                secret=SECRET,
            )
            + self.credentials,
            encoding="utf-8",
        )
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings)),
                *("run", f"{self.central.running.url}/openapi.json", "--checks", "all"),
                *("--phases", phases, "--no-color"),
            ],
            cwd=self.folder,
            env={**os.environ, **self.environment, "PYTHONPATH": str(HERE.parents[2])},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode:
            pytest.fail(f"{done.stdout}\n{done.stderr}", pytrace=False)

    def log_in(self) -> None:
        """With everything a kiosk, a resident, the staff and the monitor know."""
        kiosk = self.central.kiosk()
        number = self.central.group()
        kiosk.enter(number)
        staff = self._staff()
        self.environment |= {
            "KIOSK": kiosk.id,
            "SPARE_KIOSK": self.central.kiosk("lobby-2").id,
            "RESIDENT": self.central.group(),  # whom the staff may suspend, rename, delete
            "CONFIRMATIONS": self._keep(self._confirmations(kiosk.session), "confirmations"),
            "SESSIONS": self._keep(
                [self._another(kiosk.id) for _ in range(SPARE_SESSIONS)], "sessions"
            ),
            "STAFF_TOKENS": self._keep(
                [f"Bearer {self._staff()}" for _ in range(SPARE_STAFF)], "staff-tokens"
            ),
            "X_RESIDENT_SESSION": kiosk.session,
            "AUTHORIZATION": f"Bearer {staff}",
        }
        credential = kiosk.http.headers["Authorization"].removeprefix("Bearer ")
        self.credentials = (
            f'[auth.openapi]\nkiosk = {{ bearer = "{credential}" }}\n'
            f'resident = {{ api_key = "{kiosk.session}" }}\n'
            f'staff = {{ bearer = "{staff}" }}\n'
            f'monitor = {{ bearer = "{MONITOR}" }}\n'
        )

    def _another(self, kiosk_id: str) -> str:
        """A session of somebody else."""
        return self.central.admit(self.central.group(), kiosk_id)

    def _staff(self) -> str:
        return self.central.staff().headers["Authorization"].removeprefix("Bearer ")

    def _confirmations(self, session: str) -> list[str]:
        tokens = [new_token() for _ in range(SPARE_CONFIRMATIONS)]
        ends = self.central.clock.now() + timedelta(seconds=120)  # and the clock stands still

        def command(store: Store) -> None:
            for token in tokens:
                store.keep_confirmation(token_hash(token), token_hash(session), ends)

        self.central.do(command)
        return tokens

    def _keep(self, tokens: list[str], name: str) -> str:
        path = self.folder / name
        path.write_text("\n".join(tokens), encoding="utf-8")
        return str(path)

    def answered(self) -> Counter[tuple[str, int]]:
        """How often each route was answered with each status, as the service itself counts."""
        answer = httpx.get(
            f"{self.central.running.url}/metrics",
            headers={"Authorization": f"Bearer {MONITOR}"},
            verify=UNUSED,
        )
        return Counter(
            {
                (
                    f"{sample.labels['method']} {sample.labels['route']}",
                    int(sample.labels["status"]),
                ): int(sample.value)
                for family in text_string_to_metric_families(answer.text)
                for sample in family.samples
                if sample.name == "booking_request_seconds_count"
            }
        )


@pytest.fixture
def contract(database: Place, tmp_path: Path) -> Iterator[Contract]:
    central = open_central(database, BOTH_OPEN, demo=False, monitor_token=MONITOR)
    yield Contract(central, tmp_path)
    central.close()


def test_the_service_answers_as_it_says(contract: Contract) -> None:
    contract.log_in()
    contract.keeps(8, 1)
    answered = contract.answered()
    assert not [one for one in answered if one[1] >= 500]
    reached = {
        ("POST /v1/quotes", 200),
        ("POST /v1/reservations", 201),
        ("POST /v1/reservations/{reservation_id}/cancel", 200),
        ("POST /v1/lottery-applications", 201),
        ("POST /v1/staff/kiosks/codes", 201),
        ("GET /v1/feed", 200),
        ("GET /openactive/slots", 200),
    }
    assert reached - set(answered) == set(), "it got as far as that"


def test_strangers_are_answered_as_it_says(contract: Contract) -> None:
    """Every wrong thing one by one is tried by somebody who is logged in, and at length below."""
    contract.keeps(3, 2, "examples,fuzzing,stateful")


@pytest.mark.long
def test_the_service_answers_as_it_says_at_length(contract: Contract) -> None:
    contract.log_in()
    contract.keeps(150, 3)


@pytest.mark.long
def test_strangers_are_answered_as_it_says_at_length(contract: Contract) -> None:
    contract.keeps(3, 2)
