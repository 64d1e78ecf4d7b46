"""The number that counts what staff lay over the city's files, and up to which one days were made.

Kept in the database, where every process of the service can see that something has changed.
"""

from __future__ import annotations

from booking_service.storage.ports import Reader, Store

#: Counts every change to closings and notices.
VERSION = "overlay"
#: The version whose days have been made for the feed.
MADE = "overlay-made"


def version_of(reader: Reader) -> int:
    """The number of the last change."""
    return int(reader.service_value(VERSION) or 0)


def next_version(store: Store) -> int:
    """Tells every process that something changes with this transaction."""
    version = version_of(store) + 1
    store.keep_service_value(VERSION, str(version))
    return version


def made_version(reader: Reader) -> int:
    """The version up to which days have been made."""
    return int(reader.service_value(MADE) or 0)


def make_again(store: Store) -> None:
    """Days were made without knowing what has been laid over the city in between."""
    store.keep_service_value(MADE, "0")
