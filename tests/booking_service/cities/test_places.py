"""On which line a key stands, in files of every shape that TOML allows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest

from booking_service import cities
from booking_service.cities.places import Path, lines_of

FILES = sorted((FilePath(cities.__path__[0]) / "shiroi").glob("*.toml"))

AWKWARD = '''\
# a comment with [brackets] and "quotes"
plain = 1
dotted.inner.key = "a # that is no comment"
"quoted key" = 'literal \\'
several = """
[not.a.table]
fake = 1 \\" """
list = [  # a comment, with a comma
  1, [2, 3],
  { one = 1, two = [4,
    5] },
  "]",
]

[table]
when = 2027-01-04 09:00:00
[table.inside]
size = 0x1F
[[items]]
name = "first"
[[items.parts]]
id = 1
[[items.parts]]
id = 2
[[items]]
name = "second"
[items.more]
done = true
[[items.parts]]
id = 3
[implied.by.header]'''


def leaves(value: object, path: Path = ()) -> Iterator[Path]:
    """Every path of parsed TOML."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield (*path, index)
            yield from leaves(inner, (*path, index))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("plain",), 2),
        (("dotted", "inner", "key"), 3),
        (("quoted key",), 4),
        (("several",), 5),
        (("list",), 8),
        (("list", 0), 9),
        (("list", 1, 1), 9),
        (("list", 2, "two"), 10),
        (("list", 2, "two", 1), 11),
        (("list", 3), 12),
        (("table", "when"), 16),
        (("table", "inside"), 17),
        (("table", "inside", "size"), 18),
        (("items", 0, "name"), 20),
        (("items", 0, "parts", 1, "id"), 24),
        (("items", 1), 25),
        (("items", 1, "more", "done"), 28),
        (("items", 1, "parts", 0, "id"), 30),
        (("implied", "by"), 31),
    ],
)
def test_an_awkward_file(path: Path, line: int) -> None:
    assert lines_of(AWKWARD)[path] == line


def test_no_path_is_missing_and_none_is_invented() -> None:
    assert set(lines_of(AWKWARD)) == set(leaves(tomllib.loads(AWKWARD)))


def test_an_empty_file_has_no_keys() -> None:
    assert lines_of("") == {}
    assert lines_of("# nothing but a comment") == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_key_of_a_city_is_found_on_a_line_that_names_it(file: FilePath) -> None:
    text = file.read_text(encoding="utf-8")
    lines, found = text.splitlines(), lines_of(text)
    for path in leaves(tomllib.loads(text)):
        if isinstance(path[-1], str):
            assert path[-1] in lines[found[path] - 1]
