"""The printers that a kiosk knows, and what each of them can do."""

from printing.models.catalogue import GENERIC_58, GENERIC_80, MODELS, model, of_usb
from printing.models.model import Cutter, Kanji, Model, QrCode, UsbId

__all__ = [
    "GENERIC_58",
    "GENERIC_80",
    "MODELS",
    "Cutter",
    "Kanji",
    "Model",
    "QrCode",
    "UsbId",
    "model",
    "of_usb",
]
