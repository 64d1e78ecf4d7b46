"""A print queue of CUPS: one way only, by the programs every CUPS brings along.

python-escpos's ``LP`` adds a line feed behind the cut and waits for ``lp`` without end; its
``CupsPrinter`` needs a library that must be compiled, and calls a stopped queue "offline" and a
printing one too. So the programs are called here.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from enum import Enum
from time import monotonic, sleep

from printing.drivers.line import LineBrokenError
from printing.trouble import TroubleCode

#: What stands over a job in the queue's list, which anybody at the machine may read.
JOB_TITLE = "receipt"
#: Between two looks whether a job has left the queue, in seconds.
LOOK_AGAIN = 0.1
_REQUEST_ID = re.compile(r"request id is (\S+)")


class QueueState(Enum):
    OPEN = "open"
    STOPPED = "stopped"  # disabled: jobs wait, perhaps for days
    REFUSES = "refuses"  # takes no jobs


@dataclass(frozen=True, slots=True)
class CupsQueue:
    """The queue ``name``. Each call takes at most ``timeout_seconds``."""

    name: str
    timeout_seconds: float = 2.0

    def state(self) -> QueueState:
        """Raises ``LineBrokenError`` if there is no such queue, or CUPS does not answer."""
        if " disabled " in f" {self._run('lpstat', '-p', self.name)} ":
            return QueueState.STOPPED
        if " not accepting " in self._run("lpstat", "-a", self.name):
            return QueueState.REFUSES
        return QueueState.OPEN

    def hand_over(self, data: bytes) -> str:
        """Put a job into the queue, past all filters. Returns its id."""
        said = self._run("lp", "-d", self.name, "-o", "raw", "-t", JOB_TITLE, "-", data=data)
        found = _REQUEST_ID.search(said)
        if found is None:
            raise LineBrokenError(f"queue {self.name}: lp did not say what it did: {said!r}")
        return found[1]

    def is_gone(self, job: str, within_seconds: float) -> bool:
        """Whether the queue has given the job to the printer in time."""
        until = monotonic() + within_seconds
        while job in self._run("lpstat", "-o", self.name).split():
            if monotonic() > until:
                return False
            sleep(LOOK_AGAIN)
        return True

    def cancel(self, job: str) -> None:
        """Take a job back, or it would come out when somebody else stands there."""
        self._run("cancel", job)

    def _run(self, *command: str, data: bytes = b"") -> str:
        try:
            # No shell, and the settings let no name of a queue look like an option.
            done = subprocess.run(  # noqa: S603
                command,
                input=data,
                capture_output=True,
                timeout=self.timeout_seconds,
                check=False,
                env=os.environ | {"LC_ALL": "C"},  # its answers are read
            )
        except FileNotFoundError:
            detail = f"{command[0]} is missing: install the package cups-client"
            raise LineBrokenError(detail, TroubleCode.NOT_INSTALLED) from None
        except subprocess.TimeoutExpired:
            detail = f"queue {self.name}: CUPS does not answer"
            raise LineBrokenError(detail, TroubleCode.NO_ANSWER) from None
        except OSError as error:
            raise LineBrokenError(f"{command[0]}: {error}") from None
        if done.returncode != 0:
            raise self._refused(done.stderr.decode(errors="replace").strip())
        return done.stdout.decode(errors="replace")

    def _refused(self, said: str) -> LineBrokenError:
        code = TroubleCode.BROKEN
        if "Invalid destination" in said or "does not exist" in said or "Unknown dest" in said:
            code = TroubleCode.NOT_THERE
        elif "orbidden" in said or "not authorized" in said or "not allowed" in said:
            code = TroubleCode.NOT_ALLOWED
        elif "scheduler" in said or "connect" in said.lower():
            code = TroubleCode.NO_ANSWER
        detail = f"queue {self.name}: {said or 'refused without a word'} (lpstat -e lists queues)"
        return LineBrokenError(detail, code)
