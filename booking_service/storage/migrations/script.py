"""Alembic, as a writer of scripts: it decides which steps are run, a connection of ours runs them.

So no second library is at work on the file: Python's own SQLite may be one that can damage it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import cast

from alembic import op
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory
from sqlalchemy import text

from booking_service.storage.migrations import Dialect, Direction, sql_of

_VERSIONS = Path(__file__).parent / "versions"


def step(revision: str, direction: Direction) -> None:
    """What a step of ``versions`` does: its SQL, in the database that is written for."""
    dialect = cast(Dialect, op.get_context().dialect.name)
    # A colon begins a parameter in SQLAlchemy's texts; ours have none.
    op.execute(text(sql_of(revision, direction, dialect).replace(":", r"\:")))


def written(dialect: Dialect, found: str, wanted: str) -> str:
    """The script from one number to another, with the new number kept at its end."""
    steps = ScriptDirectory(str(_VERSIONS.parent), version_locations=[str(_VERSIONS)])
    up = found < wanted

    def chosen(current: object, _context: MigrationContext) -> list[MigrationStep]:
        choose = steps._upgrade_revs if up else steps._downgrade_revs
        return list(choose(wanted, cast(str, current)))

    out = io.StringIO()
    with EnvironmentContext(Config(), steps, fn=chosen, as_sql=True, starting_rev=found) as context:
        context.configure(dialect_name=dialect, output_buffer=out)
        context.run_migrations()
    return out.getvalue()
