"""What staff and technicians do to the machine itself, on the glass.

Reading needs nothing; whatever changes something goes through ``Maintenance.act``, which asks for
the role and writes the audit log, and then to root's side: a new picture apart, which anybody keeps
who sees it, and which is noted. Codes of refusals are those of root's answers with ``machine_``
before them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import msgspec
from msgspec import Struct

from kiosk.machine.calibration import Matrix, NotAligned, Point, calibration
from kiosk.machine.client import Machine
from kiosk.machine.reach import Reach
from kiosk.machine.state import NetworkState, ScreenState, UpdateState, Wifi, told
from kiosk.machine.tasks import (
    Answer,
    Calibrate,
    Enrol,
    InstallFromStick,
    JoinWifi,
    KeepNetwork,
    KeepScreen,
    OpenShell,
    ReadNetwork,
    ReadScreen,
    ReadUpdate,
    RestartMachine,
    RestartProgram,
    ReturnNetwork,
    ReturnScreen,
    RollBack,
    Rotate,
    Rotation,
    SaveLogs,
    SetBrightness,
    SetVolume,
    ShutDown,
    Task,
    UseAddress,
    UseDhcp,
    UseProxy,
)
from kiosk.maintenance.mode import Maintenance
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from kiosk.readiness.finding import Finding
from kiosk.updating.release import UpdateReport

#: Before the codes of root's side, so that they are told from the service's.
PREFIX: Final = "machine_"

_State = TypeVar("_State", bound=Struct)
_Change = TypeVar("_Change", UseDhcp, UseAddress, JoinWifi)
_Made = TypeVar("_Made", UseDhcp, UseAddress, JoinWifi, UseProxy)
#: What a task says of itself that it cannot be.
_OWN_CODES: Final = (
    "no_address",
    "address_is_the_network",
    "gateway_not_in_network",
    "password_needed",
    "no_port",
)


@dataclass(frozen=True, slots=True)
class Done:
    """A task was carried out. ``file``: what was written, where something was."""

    file: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """``trying``: new settings wait to be kept; ``reach``: whether the service is reached now."""

    state: NetworkState
    reach: Reach


@dataclass(frozen=True, slots=True)
class Addresses:
    """A fixed address as it is typed. ``gateway`` and ``dns``: empty for none."""

    address: str
    prefix: int
    gateway: str = ""
    dns: str = ""


@dataclass(frozen=True, slots=True)
class Updating:
    """What runs and how the last update ended, and what the service is told of the next one."""

    state: UpdateState
    report: UpdateReport


class Updates(Protocol):
    """Who brings this terminal to the version it is to run (``kiosk/updating/updater.py``)."""

    def report(self) -> UpdateReport: ...
    def check_now(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Identity:
    """Which terminal this is, and which service it belongs to. ``proxy``: empty for none."""

    kiosk_id: str
    service: str
    proxy: str = ""


class MachineCare:
    """Blocks: screens call it off the GUI thread, but for ``identity`` and
    ``seconds_of_network_trial``."""

    def __init__(
        self,
        machine: Machine,
        maintenance: Maintenance,
        reach: Callable[[], Reach],
        devices: Callable[[], tuple[Finding, ...]],
        print_sample: Callable[[], bool],
        *,
        updates: Updates,
        identity: Identity,
        steady: Callable[[], float],
        trying: Callable[[], None],
    ) -> None:
        """``reach`` goes the way to the service, ``devices`` looks at them, ``print_sample`` prints
        a page to look at and says whether the printer may have put it out. ``steady``: seconds on a
        clock that nobody sets. ``trying`` hears that network settings may go back by themselves."""
        self._machine = machine
        self._maintenance = maintenance
        self._reach = reach
        self._devices = devices
        self._print_sample = print_sample
        self._updates = updates
        self.identity = identity
        self._steady = steady
        self._trying = trying
        #: When the network settings that are tried go back, on that clock.
        self._network_back_at: float | None = None

    # -- network --------------------------------------------------------------------------------

    def network(self) -> NetworkState | Refused:
        return _told(self._machine.do(ReadNetwork()), NetworkState)

    def use_dhcp(self, link: str) -> Network | Refused:
        return self._try_network(UseDhcp, link=link)

    def use_address(self, link: str, wanted: Addresses) -> Network | Refused:
        return self._try_network(
            UseAddress,
            link=link,
            address=wanted.address,
            prefix=wanted.prefix,
            gateway=wanted.gateway or None,
            dns=(wanted.dns,) if wanted.dns else (),
        )

    def join_wifi(self, link: str, wifi: Wifi, password: str) -> Network | Refused:
        return self._try_network(
            JoinWifi,
            link=link,
            ssid=wifi.ssid,
            security=wifi.security,
            password=password,
            hidden=wifi.hidden,
        )

    def _try_network(self, kind: type[_Change], **values: object) -> Network | Refused:
        """Try other settings. Where the service is reached with them they are kept at once;
        otherwise they wait for ``keep_network``, and go back by themselves."""
        change = _made(kind, values)
        if isinstance(change, Refused):
            return change

        def work() -> Network | Refused:
            answer = self._machine.do(change)
            if not answer.ok:
                return _refused(answer)
            self._trial_begins(answer)
            way = self._reach()
            # A line of its own: settings that were changed and not kept have gone back.
            if way.ok and isinstance(kept := self.keep_network(), Refused):
                return kept
            state = self.network()
            return state if isinstance(state, Refused) else Network(state, way)

        return self._maintenance.act("network.change", work, needs=Role.TECHNICIAN)

    def reach(self) -> Reach:
        return self._reach()

    def seconds_of_network_trial(self) -> float | None:
        """How long the settings that are tried wait to be kept; 0 once they have gone back, None if
        none were tried here."""
        back_at = self._network_back_at
        return None if back_at is None else max(0.0, back_at - self._steady())

    def keep_network(self) -> Done | Refused:
        return self._ends_trial(self._technician("network.keep", KeepNetwork()))

    def return_network(self) -> Done | Refused:
        return self._ends_trial(self._technician("network.return", ReturnNetwork()))

    def _trial_begins(self, answer: Answer) -> None:
        self._trying()
        seconds = answer.detail.get("seconds")
        if isinstance(seconds, int | float):
            self._network_back_at = self._steady() + seconds

    def _ends_trial(self, end: Done | Refused) -> Done | Refused:
        if isinstance(end, Done):
            self._network_back_at = None
        return end

    def use_proxy(self, address: str) -> Done | Refused:
        """``address``: HOST:PORT, empty for none."""
        task = _made(UseProxy, {"address": f"http://{address}" if address else ""})
        return task if isinstance(task, Refused) else self._technician("network.proxy", task)

    # -- glass and sound ------------------------------------------------------------------------

    def screen(self) -> ScreenState | Refused:
        return _told(self._machine.do(ReadScreen()), ScreenState)

    def rotate(self, rotation: Rotation) -> Done | Refused:
        return self._technician("screen.rotate", Rotate(rotation), rotation.replace("-", "_"))

    def calibrate(self, aims: tuple[Point, ...], touches: tuple[Point, ...]) -> Done | Refused:
        """``aims``: where the crosses stood, ``touches``: where they were touched, as parts of the
        picture's width and height."""

        def work() -> Done | Refused:
            state = self.screen()
            if isinstance(state, Refused):
                return state
            found = calibration(aims, touches, state.rotation, state.matrix)
            if isinstance(found, NotAligned):
                return Refused("machine_not_aligned")
            return _done(self._machine.do(Calibrate(_rounded(found))))

        return self._maintenance.act("screen.calibrate", work, needs=Role.TECHNICIAN)

    def tried_screen(self) -> bool:
        """Whether a new picture waits to be kept; anybody may be asked, for nobody may be able to
        open maintenance mode on it."""
        state = self.screen()
        return isinstance(state, ScreenState) and state.trying

    def keep_screen(self) -> Done | Refused:
        """The picture was touched where it says so, so it is right."""
        return self._anybody("screen.keep", KeepScreen())

    def return_screen(self) -> Done | Refused:
        return self._anybody("screen.return", ReturnScreen())

    def set_brightness(self, percent: int) -> Done | Refused:
        return self._staff("screen.brightness", SetBrightness(percent), f"percent_{percent}")

    def set_volume(self, percent: int) -> Done | Refused:
        return self._staff("sound.volume", SetVolume(percent), f"percent_{percent}")

    # -- starting and stopping ------------------------------------------------------------------

    def restart_program(self) -> Done | Refused:
        return self._staff("power.restart_program", RestartProgram())

    def restart_machine(self) -> Done | Refused:
        return self._staff("power.restart_machine", RestartMachine())

    def shut_down(self) -> Done | Refused:
        return self._technician("power.shut_down", ShutDown())

    def save_logs(self) -> Done | Refused:
        return self._technician("logs.save", SaveLogs())

    def open_shell(self) -> Done | Refused:
        return self._technician("shell.open", OpenShell())

    # -- update ---------------------------------------------------------------------------------

    def updating(self) -> Updating | Refused:
        found = _told(self._machine.do(ReadUpdate()), UpdateState)
        return found if isinstance(found, Refused) else Updating(found, self._updates.report())

    def check_update(self) -> Done | Refused:
        """Fetch and install what is wanted as soon as nobody is at the glass, whatever the hour."""

        def work() -> Done:
            self._updates.check_now()
            return Done()

        return self._maintenance.act("update.check", work, needs=Role.TECHNICIAN)

    def update_from_stick(self) -> Done | Refused:
        """Install the newest package on the stick that is plugged in."""

        def work() -> Done | Refused:
            answer = self._machine.do(InstallFromStick())
            if answer.ok and answer.code != "started":
                # It brought nothing but what runs already, which is kept as the way back.
                return Refused(f"{PREFIX}same_version")
            return _done(answer)

        return self._maintenance.act("update.from_stick", work, needs=Role.TECHNICIAN)

    def roll_back(self) -> Done | Refused:
        return self._technician("update.roll_back", RollBack())

    # -- the service ----------------------------------------------------------------------------

    def enrol(self, code: str) -> Done | Refused:
        """``code``: eight digits, good once. What went wrong has the details of
        ``kiosk/enrolling.py``."""
        return self._technician("enrolment.enrol", Enrol(code))

    # -- devices --------------------------------------------------------------------------------

    def devices(self) -> tuple[Finding, ...]:
        return self._devices()

    def print_sample(self) -> Done | Refused:
        def work() -> Done | Refused:
            return Done() if self._print_sample() else Refused("machine_not_printed")

        return self._maintenance.act("devices.test_page", work, needs=Role.TECHNICIAN)

    # -- inside ---------------------------------------------------------------------------------

    def _staff(self, action: str, task: Task, detail: str = "") -> Done | Refused:
        return self._act(action, task, Role.STAFF, detail)

    def _technician(self, action: str, task: Task, detail: str = "") -> Done | Refused:
        return self._act(action, task, Role.TECHNICIAN, detail)

    def _anybody(self, action: str, task: Task) -> Done | Refused:
        ended = _done(self._machine.do(task))
        self._maintenance.note(action, ended if isinstance(ended, Refused) else None)
        return ended

    def _act(self, action: str, task: Task, needs: Role, detail: str) -> Done | Refused:
        return self._maintenance.act(
            action, lambda: _done(self._machine.do(task)), needs=needs, detail=detail
        )


def _made(kind: type[_Made], values: dict[str, object]) -> _Made | Refused:
    """A task of what was typed, if root's side would take it."""
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        code = next((one for one in _OWN_CODES if str(error).startswith(one)), "not_a_task")
        return Refused(f"{PREFIX}{code}")


def _told(answer: Answer, kind: type[_State]) -> _State | Refused:
    found = told(answer, kind)
    if found is not None:
        return found
    return Refused(f"{PREFIX}no_answer") if answer.ok else _refused(answer)


def _done(answer: Answer) -> Done | Refused:
    if not answer.ok:
        return _refused(answer)
    file = answer.detail.get("file", "")
    return Done(file if isinstance(file, str) else "")


def _refused(answer: Answer) -> Refused:
    return Refused(f"{PREFIX}{answer.code}", answer.detail)


def _rounded(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = (round(one, 6) for one in matrix)
    return a, b, c, d, e, f
