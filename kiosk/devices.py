"""The devices that the settings name, each behind its port."""

from __future__ import annotations

from typing import assert_never

from kiosk.settings import PrinterSettings
from printing.printer import Printer


def printer(settings: PrinterSettings) -> Printer:
    """The configured printer. It need not be there: that is a status, not an error.

    Drivers are imported when they are asked for, so that the first screen does not wait for them.
    """
    match settings.kind:
        case "network":
            from printing.drivers.network import NetworkPrinter

            return NetworkPrinter(settings.host, settings.port, settings.width_dots)
        case "file":
            from printing.drivers.file import FilePrinter

            assert settings.file is not None  # noqa: S101  (the settings were checked)
            return FilePrinter(settings.file, settings.width_dots)
        case "none":
            from printing.drivers.absent import AbsentPrinter

            return AbsentPrinter(settings.width_dots)
        case _:
            assert_never(settings.kind)
