"""``kiosk doctor --lockdown``: each thing that must be shut, a line and a command."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kiosk.lockdown.command import tell
from kiosk.lockdown.probes import PROBES, Bad, Good, Probe, Ran
from kiosk.readiness.finding import Verdict

Start = Callable[[tuple[str, ...]], Ran]


@dataclass(frozen=True, slots=True)
class Line:
    subject: str
    command: tuple[str, ...]
    verdict: Verdict
    said: str
    remedy: str = ""


def start(command: tuple[str, ...]) -> Ran:
    """On this machine."""
    return Ran(*tell(*command))


def examine(start: Start = start, probes: Sequence[Probe] = PROBES) -> Iterator[Line]:
    """A line a probe. In a container what only a PC has cannot be judged."""
    contained = start(("systemd-detect-virt", "--container", "--quiet")).code == 0
    for probe in probes:
        if contained and probe.on_a_pc:
            said = "a container has none of its own: look at it on the PC"
            yield Line(probe.subject, probe.command, Verdict.NONE, said)
            continue
        judged = probe.judge(start(probe.command))
        match judged:
            case Good(said):
                yield Line(probe.subject, probe.command, Verdict.PASS, said)
            case Bad(said):
                yield Line(probe.subject, probe.command, Verdict.FAIL, said, probe.remedy)
            case _:
                yield Line(probe.subject, probe.command, Verdict.NONE, judged.said)


def all_shut(lines: Sequence[Line]) -> bool:
    return all(line.verdict is not Verdict.FAIL for line in lines)


def as_text(lines: Sequence[Line]) -> str:
    """To read, and to type."""
    told: list[str] = []
    for line in lines:
        told.append(f"{line.verdict.value:4}  {line.subject}: {line.said}")
        told.append(f"      $ {shown(line.command)}")
        if line.remedy:
            told.append(f"      -> {line.remedy}")
    open_ = [line.subject for line in lines if line.verdict is Verdict.FAIL]
    told += ["", f"OPEN: {', '.join(open_)}" if open_ else "LOCKED DOWN"]
    return "\n".join(told)


def shown(command: tuple[str, ...]) -> str:
    """As somebody types it."""
    return shlex.join(command)


def as_json(lines: Sequence[Line]) -> str:
    """The same for programs. Verdicts are ``pass``, ``fail`` and ``none``."""
    told = {
        "pass": all_shut(lines),
        "checks": [
            {
                "subject": line.subject,
                "command": shown(line.command),
                "verdict": line.verdict.name.lower(),
                "said": line.said,
                "remedy": line.remedy,
            }
            for line in lines
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
