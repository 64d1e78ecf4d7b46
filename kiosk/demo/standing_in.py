"""A kiosk that stands in the demonstration's lobby, with its printer and its readers."""

from __future__ import annotations

from kiosk import devices
from kiosk.cards.file import FileReader
from kiosk.cards.wedge_reader import WedgeReader
from kiosk.demo.lobby import DemoLobby
from kiosk.machine.memory import MemoryMachine
from kiosk.main import Devices, OpenKiosk, application, open_kiosk, screen_settings
from printing.drivers.escpos_printer import network_printer


def kiosk_in(lobby: DemoLobby, window_px: tuple[int, int]) -> OpenKiosk:
    """Put a kiosk into the lobby. Its cards come from the dock and from whoever types quickly."""
    application()
    settings = lobby.settings()
    profile = settings.card.profile
    readers = (
        FileReader(lobby.card_file, profile),
        WedgeReader(profile, devices.wedge_settings(settings.card)),
    )
    printer = network_printer(lobby.printer.host, lobby.printer.port)
    return open_kiosk(
        settings,
        lobby.credential(),
        Devices(printer, readers, machine=MemoryMachine()),
        screen_settings(settings, window_px),
    )
