"""Real keys on a real display: what a reader types is a card, and no field sees a key of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cards.wedge import TAIL_SECONDS
from tests.display import Display
from tests.ui.wedge_on_a_display import ASK_THE_NUMBER, GAP_SECONDS
from tests.waiting import wait_until

#: Slower than any reader, in milliseconds between two keys.
A_PERSON = round(GAP_SECONDS * 1000) + 150


class Lobby:
    """The kiosk on the display, and whoever presses keys there."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._kiosk = display.start([sys.executable, "-m", "tests.ui.wedge_on_a_display"])

    def see(self, line: str = "look\n") -> dict[str, Any]:
        assert self._kiosk.stdin is not None
        assert self._kiosk.stdout is not None
        self._kiosk.stdin.write(line)
        self._kiosk.stdin.flush()
        seen: dict[str, Any] = json.loads(self._kiosk.stdout.readline())
        return seen

    def xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._display.environment, check=True, timeout=60)

    def takes_the_card_out(self) -> None:
        """Which takes a person longer than a piece of a broken burst waits for its rest."""
        self.xdotool("sleep", str(TAIL_SECONDS + 0.2))

    def takes_another_card(self) -> None:
        """Faster than any person, and no more cards in a second than a reader is believed."""
        self.xdotool("sleep", "0.15")

    def presses(self, *keys: str, gap_ms: int) -> None:
        self.xdotool("key", "--delay", str(gap_ms), *keys)


@pytest.fixture
def lobby(tmp_path: Path) -> Iterator[Lobby]:
    display = Display(tmp_path)
    yield Lobby(display)
    display.close()


def test_fifteen_cards_while_a_field_has_the_focus(lobby: Lobby) -> None:
    wait_until(lambda: lobby.see(ASK_THE_NUMBER)["screen"] == "log_in_number")
    # A terminal has no window manager that would hand the keys to its only window.
    lobby.xdotool("windowfocus", "--sync", str(lobby.see()["window"]))
    wait_until(lambda: lobby.see()["focused"])
    lobby.presses(*"12", gap_ms=A_PERSON)
    wait_until(lambda: lobby.see()["typed"] == ["12"])
    lobby.takes_the_card_out()

    numbers = [f"12345678{count:05}" for count in range(15)]
    for count, number in enumerate(numbers, start=1):
        lobby.takes_another_card()
        lobby.presses(*number, "Return", gap_ms=(0, 1, 5)[count % 3])
        wait_until(lambda: len(lobby.see()["cards"]) >= count)  # noqa: B023 (called at once)
        # The card leads to the secret, whose field has the focus from now on, and nothing in it.
        wait_until(lambda: lobby.see()["screen"] == "log_in_secret" and lobby.see()["focused"])
        assert lobby.see()["typed"] == [""]

    assert lobby.see()["cards"] == numbers
    # A card says who somebody says they are, as often as it is shown, and never that it is they.
    assert "log_in" not in lobby.see()["asked"]
    lobby.presses(*"98", gap_ms=A_PERSON)
    wait_until(lambda: lobby.see()["typed"] == ["98"])
    lobby.takes_the_card_out()
    lobby.presses(*"1234567890128", "Return", gap_ms=1)
    wait_until(lambda: len(lobby.see()["cards"]) == 16)
    assert lobby.see()["typed"] == [""]
    assert "log_in" not in lobby.see()["asked"]
