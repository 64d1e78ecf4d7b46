"""A machine whose time is moved by hand, and that is started again by hand."""

from __future__ import annotations

from kiosk.maintenance.pin import Cost

#: Quick: what a try costs is not what is tested.
CHEAP = Cost(n=2**4, r=1, p=1)


class HandBootClock:
    """Its wall clock does not exist: nothing here may ask for it."""

    def __init__(self) -> None:
        self.boots, self.seconds = 1, 1000.0

    def boot(self) -> str:
        return f"boot-{self.boots}"

    def running(self) -> float:
        return self.seconds

    def pass_(self, seconds: float) -> None:
        self.seconds += seconds

    def restart(self) -> None:
        self.boots += 1
        self.seconds = 0.0
