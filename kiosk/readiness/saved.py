"""Readiness reports on the disk, the newest few: for whoever comes later, and for the log bundle.

JSON, in English. A report says how devices and settings are; it holds nothing of a resident.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from kiosk.maintenance.files import held, write_private
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.readiness.report import ReadinessReport

FOLDER: Final = "reports"
#: Older ones go.
KEPT: Final = 30
_SUFFIX: Final = ".readiness.json"


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    part: str
    verdict: str
    code: str
    name: str
    values: dict[str, int | str]
    subject: str
    said: str
    todo: str


class _OnDisk(msgspec.Struct, frozen=True, kw_only=True):
    terminal: str
    at: datetime
    ready: bool
    findings: list[_Line]


def save(report: ReadinessReport, maintenance: Path) -> Path:
    """Keep a report below the folder of maintenance mode. Raises ``OSError``."""
    folder = maintenance / FOLDER
    path = folder / f"{report.at:%Y%m%dT%H%M%S}{_SUFFIX}"
    with held(folder):
        write_private(path, msgspec.json.format(msgspec.json.encode(_on_disk(report))))
        for old in _files(folder)[:-KEPT]:
            with suppress(OSError):
                old.unlink()
    return path


def newest(maintenance: Path) -> ReadinessReport | None:
    """The newest report that can be read; None if there is none."""
    for path in reversed(_files(maintenance / FOLDER)):
        with suppress(OSError, msgspec.MsgspecError, ValueError):
            return _read(path)
    return None


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_SUFFIX}"))


def _on_disk(report: ReadinessReport) -> _OnDisk:
    lines = [
        _Line(
            part=one.part.value,
            verdict=one.verdict.name.lower(),
            code=one.code,
            name=one.name,
            values=dict(one.values),
            subject=one.subject,
            said=one.said,
            todo=one.todo,
        )
        for one in report.findings
    ]
    return _OnDisk(terminal=report.terminal, at=report.at, ready=report.ready, findings=lines)


def _read(path: Path) -> ReadinessReport:
    kept = msgspec.json.decode(path.read_bytes(), type=_OnDisk)
    return ReadinessReport(kept.terminal, kept.at, tuple(_finding(one) for one in kept.findings))


def _finding(line: _Line) -> Finding:
    values: Mapping[str, int | str] = line.values
    verdict = Verdict[line.verdict.upper()]
    return Finding(Part(line.part), verdict, line.code, line.name, line.said, line.todo, values)
