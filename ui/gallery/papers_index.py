"""The page on which the receipts are looked through: one row a receipt, true to size on request."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Final

_HEAD: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Receipts</title>
<style>
body { font: 15px sans-serif; margin: 0; padding: 16px; background: #8c8c8c }
nav { position: sticky; top: 0; background: #fff; padding: 12px; line-height: 1.8 }
h2 { background: #fff; margin: 24px 0 12px; padding: 8px 12px }
section { display: flex; flex-wrap: wrap; align-items: start; gap: 20px }
figure { margin: 0 } figcaption { background: #fff; padding: 4px 8px; font-size: 13px }
img { display: block; zoom: 0.6 }
</style>
"""

#: Receipt, language, width in dots, file.
Row = tuple[str, str, int, str]


def index(pictures: Sequence[Row]) -> str:
    """The page over these pictures, which stand together by receipt."""
    names = list(dict.fromkeys(name for name, *_ in pictures))
    links = " · ".join(f'<a href="#{name}">{_told(name)}</a>' for name in names)
    rows = "".join(
        f'<h2 id="{name}">{_told(name)}</h2><section>{"".join(map(_figure, group))}</section>\n'
        for name, group in groupby(pictures, key=lambda row: row[0])
    )
    return f"{_HEAD}<nav>{links}</nav>\n{rows}</html>\n"


def _told(name: str) -> str:
    return escape(name.replace("_", " "))


def _figure(row: Row) -> str:
    _, language, width, file = row
    layout = file.split(".")[-2]
    caption = escape(f"{language} · {width} dots · {layout}")
    return (
        f'<figure><a href="{escape(file)}"><img src="{escape(file)}" alt="{caption}"'
        f' loading="lazy"></a><figcaption>{caption}</figcaption></figure>'
    )
