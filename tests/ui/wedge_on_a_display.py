"""A kiosk on a real display that says what its fields and its reader saw: ``python -m …``.

Every line on its standard input is answered with one of JSON; ``ASK_THE_NUMBER`` leads there.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QSocketNotifier

from kiosk.cards.profile import CardKind, CardProfile
from kiosk.cards.reader import CardRead
from kiosk.cards.shown import CardShown
from kiosk.cards.wedge import WedgeSettings
from kiosk.cards.wedge_reader import WedgeReader
from kiosk.main import application
from ui.app import build
from ui.card_source import CardSource
from ui.places import LogInNumber, Menu
from ui.samples.terminal import Script, sample_terminal
from ui.settings import WindowSettings
from ui.wedge_tap import WedgeTap
from ui.widgets.keyboards.desk import Desk

ASK_THE_NUMBER = "number\n"

THIRTEEN = CardKind(shortest=13, longest=13)

#: Longer than any pause that a busy machine makes between two keys of the program that presses
#: them. A reader makes none.
GAP_SECONDS = 0.8


def main() -> None:
    app = application()
    cards, script, read = CardSource(), Script(), list[str]()
    settings = WindowSettings(window_px=(540, 960), home_facility_id="nishi-shiroi")
    window = build(sample_terminal(script), settings, cards)
    reader = WedgeReader(CardProfile((THIRTEEN,)), WedgeSettings(gap_seconds=GAP_SECONDS))
    WedgeTap(window, reader)

    def on_read(card: CardRead) -> None:
        read.append(card.number if isinstance(card, CardShown) else card.why)
        cards.read.emit(card)

    def answer() -> None:
        line = sys.stdin.readline()
        if line == ASK_THE_NUMBER and window.screen_name == "start":
            window.stage.go(LogInNumber(Menu()))
        if line == "":
            app.quit()
        desks = [desk for desk in window.findChildren(Desk) if desk.isVisible()]
        state = {
            "window": int(window.winId()),
            "screen": "" if window.busy else window.screen_name,
            "typed": [desk.typed for desk in desks],
            "focused": any(desk.hasFocus() for desk in desks),
            "cards": read,
            "asked": script.calls,
        }
        sys.stdout.write(json.dumps(state) + "\n")
        sys.stdout.flush()

    reader.start(on_read)
    asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    asked.activated.connect(answer)
    window.open()
    app.exec()


if __name__ == "__main__":
    main()
