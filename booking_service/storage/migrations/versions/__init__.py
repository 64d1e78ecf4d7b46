"""Alembic's list of the steps; what a step does stands in ``../sql``."""
