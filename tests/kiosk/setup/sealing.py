"""systemd-creds and systemctl as a test plays them: nothing is sealed, and everything is seen."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field

from kiosk.credential_store import Ran

_MARK = b"sealed "


@dataclass
class Sealing:
    """``broken``: what does not work. ``seen``: the arguments of every program that was run."""

    broken: str = ""
    seen: list[tuple[str, ...]] = field(default_factory=list)

    def run(self, arguments: tuple[str, ...], said: bytes) -> Ran:
        self.seen.append(arguments)
        program, verb = arguments[0].rpartition("/")[2], arguments[1]
        if self.broken in (program, verb):
            return Ran(1, b"", f"{program}: {verb} is broken")
        if self.broken == "absent":
            raise OSError(errno.ENOENT, "No such file or directory")
        if verb == "encrypt":
            return Ran(0, _MARK + said[::-1])
        if verb == "decrypt":
            whole = said.startswith(_MARK) and self.broken != "other machine"
            return Ran(0, said.removeprefix(_MARK)[::-1]) if whole else Ran(1)
        return Ran(0)

    @property
    def restarts(self) -> int:
        return sum("restart" in one for one in self.seen)
