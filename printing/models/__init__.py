"""The printers that a kiosk knows, and what each of them can do."""

from printing.models.catalogue import GENERIC_58, GENERIC_80, MODELS, model, of_usb
from printing.models.model import MM_PER_INCH, Cutter, Kanji, Model, NearEnd, QrCode, UsbId

__all__ = [
    "GENERIC_58",
    "GENERIC_80",
    "MM_PER_INCH",
    "MODELS",
    "Cutter",
    "Kanji",
    "Model",
    "NearEnd",
    "QrCode",
    "UsbId",
    "model",
    "of_usb",
]
