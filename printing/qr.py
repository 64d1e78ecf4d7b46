"""QR codes as pictures: drawn here, so that every printer prints the same one."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from PIL import Image

#: White modules around the code that ISO/IEC 18004 asks for.
QUIET_ZONE_MODULES = 4

#: Half a millimetre at 203 dpi: what the GS1 General Specifications want of a code that telephones
#: read (0.495 mm).
QR_MODULE_DOTS = 4
#: Below this a telephone has trouble with thermal paper: 3 dots are 0.375 mm.
LEAST_MODULE_DOTS = 3


def in_few_modules(data: str) -> str:
    """An address with scheme and host in capitals, which take two thirds of the room in a code.

    It leads to the same page (RFC 3986, section 6.2.2.1). What is no address stays as it is.
    """
    address = urlsplit(data)
    if not address.hostname or "@" in address.netloc:
        return data
    rest = urlunsplit(("", "", *address[2:]))
    return f"{address.scheme}://{address.netloc}".upper() + rest


def qr_picture(data: str, module_dots: int, width_dots: int) -> Image.Image:
    """``data`` as a QR code with its quiet zone, ``module_dots`` a module.

    Modules get smaller, down to ``LEAST_MODULE_DOTS``, where the code would be wider than
    ``width_dots``. Raises ``ValueError`` if it does not fit even then.
    """
    matrix = qr_modules(data)
    side = len(matrix)
    module = min(module_dots, width_dots // side)
    if module < LEAST_MODULE_DOTS:
        raise ValueError(f"a QR code of {len(data)} characters needs more than {width_dots} dots")
    picture = Image.new("1", (side, side), 1)
    picture.putdata([0 if dark else 1 for row in matrix for dark in row])
    return picture.resize((side * module, side * module), Image.Resampling.NEAREST)


def qr_modules(data: str) -> list[list[bool]]:
    """The modules with their quiet zone, line by line; true is dark."""
    return _modules(data, QUIET_ZONE_MODULES)


def qr_matrix(data: str) -> list[list[bool]]:
    """The modules alone, for printers that are fed over the quiet zone."""
    return _modules(data, 0)


def _modules(data: str, border: int) -> list[list[bool]]:
    """Error correction M (15 %): a fold or a smudge is read over, the code stays small."""
    import qrcode  # late: only a receipt needs it, the first screen does not

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=border)
    code.add_data(in_few_modules(data))
    code.make(fit=True)
    return [[bool(dark) for dark in row] for row in code.get_matrix()]
