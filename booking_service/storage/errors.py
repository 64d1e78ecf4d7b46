"""Why a database cannot be opened. Raised at the start, never later."""

from __future__ import annotations


class SchemaTooNewError(Exception):
    """The database was made by a newer program; this one must not touch it."""


class UnusableDatabaseError(Exception):
    """It is no database of this service, damaged, or out of reach."""


class DatabaseInUseError(Exception):
    """Another service works on it, and there can be only one."""


class OldSqliteError(Exception):
    """The SQLite library in use can damage a database with more than one connection."""
