"""What a printer makes of bytes that it does not know: marks on the paper that nobody overlooks."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

#: Half a line of text is enough to be seen.
HIGH_DOTS = 24
#: Printers take no notice of it: clients send it to fill up.
_NUL = b"\0"


def garbage(data: bytes, width_dots: int) -> tuple[bytes, ...]:
    """Rows across the paper that name the bytes, white on black; none for what is ignored."""
    if not data.strip(_NUL):
        return ()
    stride = (width_dots + 7) // 8
    band = Image.new("1", (stride * 8, HIGH_DOTS), 0)
    words = "? " + data.hex(" ").upper()
    ImageDraw.Draw(band).text((4, 4), words, fill=1, font=ImageFont.load_default())
    black = band.tobytes("raw", "1;I")
    return tuple(black[at : at + stride] for at in range(0, len(black), stride))
