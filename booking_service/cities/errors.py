"""What is said when a city's files are wrong."""

from __future__ import annotations


class CityError(Exception):
    """A city cannot be loaded: where it is wrong, what is wrong and what would be right.

    ``line`` counts from 1 and is None where no line can be named (a file that is missing); ``key``
    is the path of the value, for example ``class[0].lottery.opens``.
    """

    def __init__(self, *, file: str, line: int | None, key: str, problem: str, remedy: str) -> None:
        self.file = file
        self.line = line
        self.key = key
        self.problem = problem
        self.remedy = remedy
        place = file if line is None else f"{file}:{line}"
        subject = f"{key}: " if key else ""
        super().__init__(f"{place}: {subject}{problem}; {remedy}")
