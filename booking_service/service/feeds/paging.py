"""What the pages of all feeds have in common: how long they are kept, and what names one.

A page is described before it is written: whoever has it already is told so by its tag alone, and
the costly part, writing it, is left out.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from booking_service.policy.checks import Refusal
from booking_service.service.office import Office

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
FULL_PAGE_SECONDS = 3600
LAST_PAGE_SECONDS = 8
GZIP_LEVEL = 4
_TAG_LETTERS = 32


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """A page: its tag, for how many seconds a cache may keep it, and how it is written."""

    tag: str
    max_age: int
    write: Callable[[], bytes]


def gzipped(body: bytes) -> bytes:
    """A page, packed; equal pages give equal bytes."""
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def seconds_kept(full: bool) -> int:
    """How long a cache may keep a page: a full one stays what it is, the last one grows."""
    return FULL_PAGE_SECONDS if full else LAST_PAGE_SECONDS


def tag_of(office: Office, onward: str, changes: Iterable[int]) -> str:
    """Names a page by what is on it: no two states of a row have the same change number within a
    generation, and what is shown of a row follows the city's rules."""
    version = f"{office.generation} {office.city.rule_version}"
    named = f"{version} {onward} {' '.join(map(str, changes))}"
    return sha256(named.encode()).hexdigest()[:_TAG_LETTERS]


def begin_anew(office: Office) -> Refusal:
    """The reader's cursor belongs to another history than ours."""
    return Refusal("generation_changed", {"generation": office.generation})
