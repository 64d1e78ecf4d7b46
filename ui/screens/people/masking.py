"""What a bystander must not read over a resident's shoulder, as it is shown at first."""

from __future__ import annotations

from typing import Final

_HIDDEN: Final = "＊＊＊"
_SHOWN_OF_AN_ADDRESS: Final = 6
_SHOWN_OF_A_NUMBER: Final = 4


def masked_address(address: str) -> str:
    """The town is enough to know one's own."""
    if len(address) <= _SHOWN_OF_AN_ADDRESS:
        return _HIDDEN
    return address[:_SHOWN_OF_AN_ADDRESS] + _HIDDEN


def masked_tel(tel: str) -> str:
    """The last figures."""
    return _HIDDEN + tel[-_SHOWN_OF_A_NUMBER:]


def masked_email(email: str) -> str:
    """The first letter and whose mailbox it is."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}{_HIDDEN}{at}{domain}"


def masked_date() -> str:
    """Nothing of a birthday: a secret may hang on it."""
    return _HIDDEN


def masked(what: str, text: str) -> str:
    """What stands in a field of the account, as a bystander may see it."""
    match what:
        case "address" if text:
            return masked_address(text)
        case "tel" if text:
            return masked_tel(text)
        case "email" if text:
            return masked_email(text)
        case _:
            return text
