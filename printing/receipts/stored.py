"""Receipts as JSON, for the spool: every block with its kind, checked when it is read back."""

from __future__ import annotations

from dataclasses import asdict
from typing import get_args

import msgspec

from printing.receipts.blocks import Block, Receipt, ReceiptKind

_BLOCKS: dict[str, type[Block]] = {block.__name__: block for block in get_args(Block)}


class NotAReceiptError(ValueError):
    """The values are not those of a receipt; says what is wrong with them."""


def to_values(receipt: Receipt) -> dict[str, object]:
    """The receipt as plain values."""
    blocks = [{"block": type(block).__name__, **asdict(block)} for block in receipt.blocks]
    return {
        "kind": receipt.kind.value,
        "language": receipt.language,
        "reprint_mark": receipt.reprint_mark,
        "blocks": blocks,
    }


def from_values(values: object) -> Receipt:
    """The receipt that ``to_values`` gave these values for. Raises ``NotAReceiptError``."""
    try:
        stored = msgspec.convert(values, _StoredReceipt)
        blocks = tuple(_block(block) for block in stored.blocks)
        return Receipt(stored.kind, blocks, stored.language, stored.reprint_mark)
    except msgspec.ValidationError as error:
        raise NotAReceiptError(str(error)) from None


class _StoredReceipt(msgspec.Struct):
    kind: ReceiptKind
    blocks: list[dict[str, object]]
    language: str = "ja"
    reprint_mark: str = ""


def _block(values: dict[str, object]) -> Block:
    name = values.get("block")
    kind = _BLOCKS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise NotAReceiptError(f"unknown block {name!r}")
    fields = {key: value for key, value in values.items() if key != "block"}
    return msgspec.convert(fields, kind)
