"""Receipts as text in the printer's own characters: a twentieth of the bytes of a picture.

For slow serial lines. ``characters`` knows what a printer can print, ``typesetting`` puts the
blocks of a receipt on the character grid, ``commands`` says it in ESC/POS.
"""

from printing.kanji.commands import Missing, encode, nothing_missing

__all__ = ["Missing", "encode", "nothing_missing"]
