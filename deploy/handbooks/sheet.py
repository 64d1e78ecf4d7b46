"""The staff's handbook as a sheet to be laminated: two sides of A4, made with Qt alone."""

from __future__ import annotations

import os
import re
from itertools import product
from pathlib import Path
from typing import Final

import markdown
from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from ui.theme import fonts

ROOT: Final = Path(__file__).parents[2]
OUT: Final = ROOT / "build" / "handbooks"
HANDBOOKS: Final = ROOT / "docs" / "handbooks"
LANGUAGES: Final = ("ja", "en")
#: A ruler across the page parts the two sides.
_SIDES: Final = re.compile(r"^---$", re.MULTILINE)
#: Laid out in points of a page of A4, with a margin that every printer leaves and a laminate needs.
_PAGE: Final = QSizeF(595.0, 842.0)
_MARGIN: Final = 30.0
#: Sizes of type in points, the largest that fits on both sides is taken.
_SIZES: Final = (14.5, 14.0, 13.5, 13.0, 12.5, 12.0)
_TITLE, _HEADING = 1.6, 1.2
_INDENT: Final = 24
#: Heights of a picture of the glass, three beside one another: the largest that leaves the type be.
_PICTURES: Final = (224, 208, 192, 176)
_STYLE: Final = """
body, td, th, p, li {{ font-size: {size}px; line-height: 112%; }}
h1 {{ font-size: {title}px; margin: 0 0 2px 0; color: #0017c1; }}
h2 {{ font-size: {heading}px; margin: 9px 0 2px 0; color: #0017c1; }}
p {{ margin: 2px 0 2px 0; }}
ol {{ margin: 1px 0 1px 0; }}
li {{ margin: 1px 0 1px 0; }}
td {{ padding: 3px 5px 3px 5px; }}
th {{ padding: 1px 5px 1px 5px; text-align: left; background-color: #e8f1fe; }}
"""


_TWO_COLUMNS: Final = re.compile(r"<tr>\s*<th>([^<]+)</th>\s*<th>([^<]+)</th>\s*</tr>")


class SheetError(Exception):
    """The handbook does not fit on its sheet."""


def make_sheet(language: str, out: Path = OUT) -> Path:
    """Write the sheet of a language. Raises ``SheetError`` if a side is too long for its page."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if QGuiApplication.instance() is None:
        QGuiApplication([])
    fonts.load()
    sides = sides_of(HANDBOOKS / language / "staff.md")
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"staff.{language}.pdf"
    _write(sides, file)
    return file


def sides_of(page: Path) -> list[QTextDocument]:
    """Both sides, set in the largest type that fits. Raises ``SheetError``."""
    texts = _SIDES.split(page.read_text(encoding="utf-8"))
    if len(texts) != len(("front", "back")):
        raise SheetError(f"{page}: {len(texts)} sides; a line --- parts the two")
    for size, picture in product(_SIZES, _PICTURES):
        sides = [_side(text, page.parent, size, picture) for text in texts]
        heights = [side.size().height() for side in sides]
        if max(heights) <= _PAGE.height() - 2 * _MARGIN:
            return sides
    raise SheetError(f"{page}: {heights} points high in the smallest type")


def _side(text: str, folder: Path, size: float, picture: int) -> QTextDocument:
    html = markdown.markdown(text, extensions=["tables"])
    html = html.replace("<table>", '<table width="100%" border="1" cellspacing="0">')
    glass = f'width="{picture * 9 // 16}" height="{picture}"'
    html = html.replace("<td><img ", f'<td align="center" style="line-height: 100%"><img {glass} ')
    # Of two columns the second says more.
    html = _TWO_COLUMNS.sub(r'<tr><th width="34%">\1</th><th>\2</th></tr>', html)
    # A table for the pen has no heads.
    html = re.sub(r"<thead>\s*<tr>\s*(<th></th>\s*)+</tr>\s*</thead>", "", html)
    side = QTextDocument()
    side.setBaseUrl(QUrl.fromLocalFile(f"{folder}/"))
    side.setDefaultFont(QFont(fonts.families("ja")))
    side.setDefaultStyleSheet(
        _STYLE.format(size=size, title=size * _TITLE, heading=size * _HEADING)
    )
    side.setDocumentMargin(0)
    side.setIndentWidth(_INDENT)
    side.setHtml(f"<body>{html}</body>")
    side.setTextWidth(_PAGE.width() - 2 * _MARGIN)
    return side


def _write(sides: list[QTextDocument], file: Path) -> None:
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setTitle(file.stem)
    painter = QPainter(writer)
    scale = writer.logicalDpiX() / 72
    for number, side in enumerate(sides):
        if number:
            writer.newPage()
        painter.save()
        painter.scale(scale, scale)
        painter.translate(_MARGIN, _MARGIN)
        side.drawContents(painter)
        painter.restore()
    painter.end()
