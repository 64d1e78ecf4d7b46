"""A machine that exists in memory only: for tests, previews and the demonstration."""

from __future__ import annotations

from typing import assert_never

import msgspec

from kiosk.machine.state import (
    Link,
    NetworkState,
    ScreenState,
    TrialsState,
    UpdateState,
    Wifi,
    telling,
)
from kiosk.machine.tasks import (
    Answer,
    Calibrate,
    Enrol,
    InstallFromStick,
    InstallPackage,
    JoinWifi,
    KeepNetwork,
    KeepPackage,
    KeepScreen,
    OpenShell,
    ReadNetwork,
    ReadScreen,
    ReadTrials,
    ReadUpdate,
    RestartMachine,
    RestartProgram,
    ReturnNetwork,
    ReturnScreen,
    RollBack,
    Rotate,
    SaveLogs,
    SetBrightness,
    SetVolume,
    ShutDown,
    Task,
    UseAddress,
    UseDhcp,
    UseProxy,
)

#: What a kiosk with one cable and one Wi-Fi card says.
NETWORK = NetworkState(
    links=(
        Link(
            "enp1s0",
            wireless=False,
            connected=True,
            hardware="02:00:5E:10:00:01",
            address="192.0.2.41/24",
            gateway="192.0.2.1",
            dns=("192.0.2.53",),
        ),
        Link("wlp2s0", wireless=True, connected=False, hardware="02:00:5E:10:00:02"),
    ),
    wifi=(
        Wifi("city-lobby", 82, "wpa-psk"),
        Wifi("city-office", 64, None),
        Wifi("guest", 41, "open"),
    ),
)
SCREEN = ScreenState(rotation="rotate-90", brightness=80, volume=60)
UPDATE = UpdateState(
    "1.4.0", present=True, previous="1.3.2", last="1.4.0", before="1.3.2", result="done", key=True
)
#: The version on the stick that is always plugged in.
ON_STICK = "1.5.0"


class MemoryMachine:
    """Does what root's side would, to values. ``answers``: what it says instead, by the kind of
    task; ``done``: all tasks that came, the oldest first."""

    def __init__(
        self,
        network: NetworkState = NETWORK,
        screen: ScreenState = SCREEN,
        answers: dict[type, Answer] | None = None,
        update: UpdateState = UPDATE,
    ) -> None:
        self.network = network
        self.screen = screen
        self.update = update
        self.answers = {} if answers is None else answers
        self.done: list[Task] = []
        self._network_before: NetworkState | None = None
        self._screen_before: ScreenState | None = None

    def do(self, task: Task) -> Answer:
        self.done.append(task)
        said = self.answers.get(type(task))
        return said if said is not None else self._do(task)

    def _do(self, task: Task) -> Answer:  # noqa: PLR0912  (one branch a kind of task)
        match task:
            case ReadNetwork():
                return telling(self.network)
            case UseDhcp() | UseAddress() | JoinWifi():
                return self._change_network(task)
            case KeepNetwork() | ReturnNetwork():
                return self._end_network(keep=isinstance(task, KeepNetwork))
            case UseProxy():
                self.network = msgspec.structs.replace(self.network, proxy=task.address)
                return _done()
            case ReadScreen() | Rotate() | Calibrate() | KeepScreen() | ReturnScreen():
                return self._screen(task)
            case ReadTrials():
                return telling(TrialsState(trying=self.network.trying or self.screen.trying))
            case SetBrightness():
                return self._set(brightness=task.percent)
            case SetVolume():
                return self._set(volume=task.percent)
            case RestartProgram() | RestartMachine() | ShutDown() | Enrol():
                return _done()
            case SaveLogs():
                return _done(file="lobby-kiosk-logs-lobby-1-20261120-090000.tar.gz", bytes=48_200)
            case OpenShell():
                return Answer(ok=False, code="shell_not_allowed")
            case ReadUpdate() | InstallPackage() | KeepPackage() | InstallFromStick() | RollBack():
                return self._update(task)
            case _:
                assert_never(task)

    def _change_network(self, task: UseDhcp | UseAddress | JoinWifi) -> Answer:
        if self.network.trying:
            return Answer(ok=False, code="still_trying")
        self._network_before = self.network
        links = tuple(
            _changed(link, task) if link.name == task.link else link for link in self.network.links
        )
        joined = task.ssid if isinstance(task, JoinWifi) else None
        wifi = tuple(
            msgspec.structs.replace(one, joined=one.ssid == joined) if joined else one
            for one in self.network.wifi
        )
        self.network = msgspec.structs.replace(self.network, links=links, wifi=wifi, trying=True)
        return _done("trying", seconds=60.0)

    def _end_network(self, *, keep: bool) -> Answer:
        if self._network_before is None:
            return Answer(ok=False, code="nothing_tried")
        if keep:
            self.network = msgspec.structs.replace(self.network, trying=False)
        else:
            self.network = self._network_before
        self._network_before = None
        return _done()

    def _screen(self, task: ReadScreen | Rotate | Calibrate | KeepScreen | ReturnScreen) -> Answer:
        before = self._screen_before
        match task:
            case ReadScreen():
                return telling(self.screen)
            case Rotate() | Calibrate() if before is not None:
                return Answer(ok=False, code="still_trying")
            case Rotate(rotation=rotation):
                self._screen_before = self.screen
                self._set(rotation=rotation, trying=True)
                return _done("trying", seconds=15.0)
            case Calibrate(matrix=matrix):
                self._screen_before = self.screen
                self._set(matrix=matrix, trying=True)
                return _done("trying", seconds=15.0)
            case KeepScreen() | ReturnScreen():
                if before is None:
                    return Answer(ok=False, code="nothing_tried")
                keep = isinstance(task, KeepScreen)
                kept = msgspec.structs.replace(self.screen, trying=False)
                self.screen = kept if keep else before
                self._screen_before = None
                return _done()
            case _:
                assert_never(task)

    def _update(
        self, task: ReadUpdate | InstallPackage | KeepPackage | InstallFromStick | RollBack
    ) -> Answer:
        now = self.update
        match task:
            case ReadUpdate():
                return telling(now)
            case KeepPackage():
                self.update = msgspec.structs.replace(now, present=True)
                return _done()
            case InstallPackage(version=version):
                to = version
            case InstallFromStick():
                to = ON_STICK
            case RollBack():
                if not now.previous:
                    return Answer(ok=False, code="no_previous")
                to = now.previous
        self.update = msgspec.structs.replace(
            now, phase="ready", last=to, before=now.version, result="none"
        )
        return _done("started")

    def _set(self, **values: object) -> Answer:
        self.screen = msgspec.structs.replace(self.screen, **values)
        return _done()


def _changed(link: Link, task: UseDhcp | UseAddress | JoinWifi) -> Link:
    if isinstance(task, UseAddress):
        return msgspec.structs.replace(
            link,
            connected=True,
            fixed=True,
            address=f"{task.address}/{task.prefix}",
            gateway=task.gateway or "",
            dns=task.dns,
        )
    return msgspec.structs.replace(link, connected=True, fixed=False, address="192.0.2.77/24")


def _done(code: str = "done", **detail: object) -> Answer:
    return Answer(ok=True, code=code, detail=detail)
