"""The doctor's report as lines to read, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kiosk.doctor.shape import Seen
from kiosk.readiness.finding import Finding, Verdict


@dataclass(frozen=True, slots=True)
class Advice:
    """TOML for the configuration. What is empty needs no change, or nothing was found for it.

    ``profile`` belongs into the file of cards ``profile_file``, beside the configuration;
    ``remarks`` say why something is missing.
    """

    printer: str = ""
    card: str = ""
    profile: str = ""
    remarks: tuple[str, ...] = ()
    profile_file: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """``facts`` are of the model of the printer that the check ``facts_of`` is about."""

    facts: str
    checks: tuple[Finding, ...]
    advice: Advice
    card: Seen | None = None
    facts_of: str = ""

    @property
    def all_pass(self) -> bool:
        return all(check.verdict is not Verdict.FAIL for check in self.checks)


def told(checks: Iterable[Finding]) -> Iterator[str]:
    """Findings as lines to read."""
    for check in checks:
        yield f"{check.verdict.value:4}  {check.subject}: {check.said}"
        if check.todo:
            yield f"      -> {check.todo}"


def lines(report: Report) -> Iterator[str]:
    for check in report.checks:
        yield from told([check])
        if report.facts and check.subject == report.facts_of:
            yield f"      model {report.facts}"
    if report.card is not None:
        yield ""
        yield from report.card.lines()
    advice = report.advice
    yield ""
    yield from advice.remarks
    tables = "\n".join(filter(None, (advice.printer, advice.card)))
    if tables:
        yield "Put this into the configuration:"
        yield ""
        yield from tables.splitlines()
    if advice.profile:
        yield ""
        yield f"Put this into {advice.profile_file}, if such a card is one of this city:"
        yield ""
        yield from advice.profile.splitlines()


def verdict(report: Report) -> str:
    """Of a terminal that is set up: whether it can serve residents, or what is missing."""
    missing = [check.subject for check in report.checks if check.verdict is Verdict.FAIL]
    return f"NOT READY: {', '.join(missing)}" if missing else "READY"


def as_json(report: Report) -> str:
    """The same for programs. Verdicts are ``pass``, ``fail`` and ``none``."""
    card = report.card
    shown = {
        "pass": report.all_pass,
        "model": report.facts or None,
        "checks": [
            {
                "subject": check.subject,
                "verdict": check.verdict.name.lower(),
                "said": check.said,
                "remedy": check.todo,
            }
            for check in report.checks
        ],
        "card": None if card is None else {"length": card.length, "lines": card.lines()},
        "advice": {
            "printer": report.advice.printer,
            "card": report.advice.card,
            "profile": report.advice.profile,
            "profile_file": report.advice.profile_file,
            "remarks": report.advice.remarks,
        },
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)
