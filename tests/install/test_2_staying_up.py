"""What breaks comes back, or says that it does not."""

from __future__ import annotations

from datetime import timedelta

from tests.install.lobby import OTHER_SCREEN, Lobby, difference, inks
from tests.install.report import Measured

#: The unit's own watchdog time, and what a start takes, with room for a loaded machine.
_WATCHDOG_SECONDS, _AGAIN_SECONDS = 90.0, 60.0
_CRASHES = 5
_WESTON_INI = "/etc/kiosk/weston.ini"


def _comes_back(lobby: Lobby, before: int, seconds: float) -> float:
    return lobby.inside.wait_for(
        "another process of the kiosk, with its first screen",
        lambda: lobby.pid() not in (0, before) and lobby.is_shown(),
        seconds,
    )


def test_a_kiosk_that_is_killed_comes_back(lobby: Lobby, measured: Measured) -> None:
    before, seen = lobby.pid(), lobby.picture()
    lobby.inside.run("kill", "-KILL", str(before))
    took = _comes_back(lobby, before, _AGAIN_SECONDS)
    measured(f"first screen {took:.1f} s after the kiosk was killed")
    lobby.inside.wait_for("the same screen as before", lambda: lobby.shows(seen), 30)


def test_a_kiosk_that_hangs_is_ended_by_the_watchdog_and_comes_back(
    lobby: Lobby, measured: Measured
) -> None:
    before = lobby.pid()
    lobby.inside.run("kill", "-STOP", str(before))
    took = _comes_back(lobby, before, _WATCHDOG_SECONDS)
    measured(f"first screen {took:.1f} s after the kiosk hung")
    assert "watchdog" in lobby.inside.journal("kiosk.service").lower()


def test_a_compositor_that_is_killed_comes_back_with_the_kiosk(lobby: Lobby) -> None:
    before = lobby.pid()
    weston = lobby.inside.unit("kiosk-weston.service")["MainPID"]
    lobby.inside.run("kill", "-KILL", weston)
    _comes_back(lobby, before, _AGAIN_SECONDS)
    assert inks(lobby.picture()) > 20


def test_after_five_crashes_residents_are_told_and_then_it_is_tried_again(lobby: Lobby) -> None:
    lobby.start()  # of this one the crashes are counted
    start = lobby.picture()
    for _ in range(_CRASHES):
        lobby.wait_for_the_first_screen()
        before = lobby.pid()
        lobby.inside.run("kill", "-SEGV", str(before))
        lobby.inside.wait_for(
            "the crash is noticed", lambda before=before: lobby.pid() != before, 30
        )
    lobby.inside.wait_for("the out-of-service screen", lobby.out_of_service, 60)
    lobby.inside.wait_for(
        "another picture on the glass",
        lambda: difference(lobby.picture(), start) > OTHER_SCREEN,
        60,
    )
    lobby.start()
    assert not lobby.out_of_service()


def test_without_a_network_it_starts_all_the_same_and_goes_on_when_it_is_back(
    lobby: Lobby,
) -> None:
    lobby.inside.run("systemctl", "stop", "booking-service.service")
    lobby.inside.run("ip", "link", "set", "lo", "down")
    lobby.start()
    assert inks(lobby.picture()) > 20
    heard = lobby.inside.journal("kiosk.service").count('"line.up"')
    lobby.inside.run("ip", "link", "set", "lo", "up")
    lobby.inside.run("systemctl", "start", "booking-service.service")
    lobby.wait_for_the_service()
    lobby.inside.wait_for(
        "the kiosk hears of it",
        lambda: lobby.inside.journal("kiosk.service").count('"line.up"') > heard,
        60,
    )


def test_a_certificate_that_ends_is_named_and_the_kiosk_goes_on_with_the_next(lobby: Lobby) -> None:
    def said(event: str) -> int:
        return lobby.inside.journal("kiosk.service").count(f'"{event}"')

    down = said("line.down")
    lobby.certify(timedelta(days=-90), timedelta(days=-1))
    lobby.inside.wait_for(
        "the doctor names the certificate",
        lambda: "certificate" in lobby.doctor().text,
        60,
    )
    lobby.inside.wait_for(
        "the kiosk calls and believes it not", lambda: said("line.down") > down, 90
    )
    assert lobby.is_shown()
    up = said("line.up")
    lobby.certify(timedelta(days=-1), timedelta(days=90))
    lobby.inside.wait_for("the kiosk hears of it", lambda: said("line.up") > up, 90)


def test_a_wrong_rotation_that_nobody_keeps_goes_back_by_itself(lobby: Lobby) -> None:
    lobby.write(_WESTON_INI, f"{lobby.inside.run('cat', _WESTON_INI).text}\n[output]\nname=X1\n")
    lobby.start()
    before, pid = lobby.inside.run("cat", _WESTON_INI).text, lobby.pid()
    assert "ok=True" in lobby.ask_root("Rotate('rotate-180')")
    _comes_back(lobby, pid, _AGAIN_SECONDS)
    assert "rotate-180" in lobby.inside.run("cat", _WESTON_INI).text
    pid = lobby.pid()
    _comes_back(lobby, pid, _AGAIN_SECONDS)
    assert lobby.inside.run("cat", _WESTON_INI).text == before
