"""The compositor's settings file: which way up each output is. Pure text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, get_args

from kiosk.machine.tasks import Rotation

_SECTION: Final = re.compile(r"^\s*\[(?P<name>[^\]]*)\]")
_KEY: Final = re.compile(r"^\s*(?P<key>[\w-]+)\s*=\s*(?P<value>.*?)\s*$")


def rotated(text: str, outputs: Sequence[str], rotation: Rotation) -> str:
    """The file with all outputs turned: those it names, and ``outputs``, which are connected."""
    made: list[str] = []
    named: set[str] = set()
    inside = False
    for line in text.splitlines():
        section, key = _SECTION.match(line), _KEY.match(line)
        if section is not None:
            inside = section["name"].strip() == "output"
        if inside and key is not None and key["key"] == "transform":
            continue
        made.append(line)
        if inside and key is not None and key["key"] == "name":
            named.add(key["value"])
        if inside and section is not None:
            made.append(f"transform={rotation}")
    for output in outputs:
        if output not in named:
            made += ["", "[output]", f"transform={rotation}", f"name={output}"]
    return "\n".join(made) + "\n"


def rotation_of(text: str) -> Rotation:
    """Which way up the first output is."""
    inside = False
    for line in text.splitlines():
        section, key = _SECTION.match(line), _KEY.match(line)
        if section is not None:
            inside = section["name"].strip() == "output"
        if inside and key is not None and key["key"] == "transform":
            for rotation in get_args(Rotation):
                if key["value"] == rotation:
                    return rotation  # type: ignore[no-any-return]
    return "normal"
