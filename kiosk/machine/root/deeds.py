"""Which function does which task."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, assert_never

from kiosk.machine.root import brought, credential, logs, network, power, screen, stick, update
from kiosk.machine.root.host import Done, Host, refused
from kiosk.machine.state import TrialsState, telling
from kiosk.machine.tasks import (
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

#: What would be gone with the next start of a machine whose disk is read-only.
_KEPT: Final = (
    UseDhcp,
    UseAddress,
    JoinWifi,
    UseProxy,
    Rotate,
    Calibrate,
    Enrol,
    InstallPackage,
    InstallFromStick,
    KeepPackage,
    RollBack,
)


def do(task: Task, host: Host) -> Done:
    """Do one task. What the machine's disk or programs refuse is an answer, never an exception."""
    return _guarded(lambda: _do(task, host), host, kept=isinstance(task, _KEPT))


def install_file(package: Path, host: Host, *, allow_older: bool) -> Done:
    """As a task, for root alone: it names a file."""
    return _guarded(
        lambda: brought.take_in(package, host, allow_older=allow_older), host, kept=True
    )


def _guarded(work: Callable[[], Done], host: Host, *, kept: bool) -> Done:
    try:
        if kept and host.forgets():
            return refused("disk_read_only")
        network.after_power_cut(host)
        screen.after_power_cut(host)
        stick.after_a_kill(host)
        return work()
    except OSError as error:
        return refused("failed", errno=error.errno or 0)


def _do(task: Task, host: Host) -> Done:  # noqa: PLR0912  (one line a task)
    match task:
        case ReadNetwork():
            return network.read_network(task, host)
        case UseDhcp() | UseAddress() | JoinWifi():
            return network.change_network(task, host)
        case KeepNetwork():
            return network.keep_network(task, host)
        case ReturnNetwork():
            return network.return_network(task, host)
        case UseProxy():
            return network.use_proxy(task, host)
        case ReadScreen():
            return screen.read_screen(task, host)
        case Rotate():
            return screen.rotate(task, host)
        case Calibrate():
            return screen.calibrate(task, host)
        case KeepScreen():
            return screen.keep_screen(task, host)
        case ReturnScreen():
            return screen.return_screen(task, host)
        case ReadTrials():
            return _trials(host)
        case SetBrightness():
            return screen.set_brightness(task, host)
        case SetVolume():
            return screen.set_volume(task, host)
        case RestartProgram():
            return power.restart_program(task, host)
        case RestartMachine():
            return power.restart_machine(task, host)
        case ShutDown():
            return power.shut_down(task, host)
        case SaveLogs():
            return logs.save_logs(task, host)
        case Enrol():
            return credential.enrol(task, host)
        case OpenShell():
            return power.open_shell(task, host)
        case ReadUpdate():
            return update.read_update(task, host)
        case InstallPackage() | KeepPackage() | RollBack():
            return update.change_package(task, host)
        case InstallFromStick():
            return brought.install_from_stick(task, host)
        case _:
            assert_never(task)


def _trials(host: Host) -> Done:
    of_network, of_screen = network.trial(host), screen.trial(host)
    trying = of_network.is_open or of_screen.is_open
    return Done(telling(TrialsState(of_network.gone_back, of_screen.gone_back, trying)))
