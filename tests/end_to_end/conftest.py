"""The fixtures of ``fixtures.py``, for the tests of this folder."""

from tests.end_to_end.fixtures import lobby, template, walk

__all__ = ["lobby", "template", "walk"]
