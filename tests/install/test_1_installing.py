"""A bare Debian becomes a kiosk."""

from __future__ import annotations

import time
from datetime import timedelta

from tests.install.container import Said
from tests.install.lobby import CREDENTIAL, GLASS_PX, OTHER_SCREEN, Lobby, difference, inks
from tests.install.report import Measured


def test_apt_installs_both_packages(lobby: Lobby) -> None:
    lobby.install(lobby.packages.kiosk, lobby.packages.service)
    for package in ("lobby-kiosk", "lobby-booking-service"):
        assert lobby.version(package) == f"{lobby.packages.version} installed"


def test_the_package_that_runs_is_kept_to_go_back_to(lobby: Lobby) -> None:
    assert lobby.kept_package("present") == lobby.packages.version
    assert lobby.kept_package("previous") == ""


def test_without_settings_the_glass_says_that_it_is_out_of_service(lobby: Lobby) -> None:
    lobby.put_a_glass_in()
    lobby.inside.run("systemctl", "restart", "--no-block", "kiosk.service")
    lobby.inside.wait_for(
        "the out-of-service screen",
        lambda: lobby.out_of_service() and inks(lobby.picture()) > 1,
        60,
    )


def test_the_booking_service_starts_with_its_city_behind_nginx(lobby: Lobby) -> None:
    lobby.open_the_service()


def test_a_wrong_code_is_told_and_nothing_is_enrolled(lobby: Lobby) -> None:
    _is_refused(lobby, lobby.set_up("00000000"), "code")


def test_a_clock_that_is_wrong_at_the_first_start_is_told(lobby: Lobby) -> None:
    said = lobby.set_up(lobby.code(), "faketime", "2020-01-01 00:00:00")
    _is_refused(lobby, said, "clock")


def test_a_certificate_that_is_over_is_told(lobby: Lobby) -> None:
    code = lobby.code()
    lobby.certify(timedelta(days=-90), timedelta(days=-1))
    _is_refused(lobby, lobby.set_up(code), "certificate")
    lobby.certify(timedelta(days=-1), timedelta(days=90))


def test_a_service_that_nobody_reaches_is_told(lobby: Lobby) -> None:
    lobby.inside.run("ip", "link", "set", "lo", "down")
    _is_refused(lobby, lobby.set_up("12345678"), "network")
    lobby.inside.run("ip", "link", "set", "lo", "up")


def _is_refused(lobby: Lobby, said: Said, because: str) -> None:
    assert said.code == 1
    assert because in said.text
    assert lobby.inside.run("test", "-e", CREDENTIAL, check=False).code == 1


def test_a_code_of_staff_makes_it_a_kiosk_of_the_city(lobby: Lobby) -> None:
    said = lobby.set_up(lobby.code())
    assert said.code == 0, said.text
    assert "READY" in said.text
    sealed = lobby.inside.run("stat", "--format=%a %U", CREDENTIAL).text.split()
    assert sealed == ["600", "root"]
    secret = lobby.inside.run("systemd-creds", "decrypt", "--name=lobby-kiosk", CREDENTIAL, "-")
    found = lobby.inside.run(
        "grep", "--recursive", "--files-with-matches", "--fixed-strings", "--file=-",
        "/etc", "/var/lib/kiosk", "/var/log", check=False, given=secret.text.split(".")[1],
    )  # fmt: skip
    assert found.text == ""


def test_the_first_screen_is_on_the_glass(lobby: Lobby, measured: Measured) -> None:
    took = lobby.start()
    measured(f"first screen {took:.1f} s after starting the unit")
    seen = lobby.picture()
    assert seen.size == GLASS_PX
    assert inks(seen) > 20


def test_a_card_read_by_a_reader_that_types_opens_another_screen(lobby: Lobby) -> None:
    start = lobby.picture()
    lobby.type("1234567")
    lobby.inside.wait_for(
        "another screen", lambda: difference(lobby.picture(), start) > OTHER_SCREEN, 20
    )


def test_the_service_hears_of_the_kiosk(lobby: Lobby) -> None:
    version = lobby.packages.version
    lobby.inside.wait_for("a heartbeat", lambda: lobby.hears_of_version(version), seconds=30)


def test_it_comes_up_by_itself_when_the_machine_is_switched_on(
    lobby: Lobby, measured: Measured
) -> None:
    lobby.inside.power_off()
    begun = time.monotonic()
    lobby.inside.boot()
    lobby.wait_for_the_first_screen()
    took = time.monotonic() - begun
    measured(f"first screen {took:.1f} s after the boot")
    lobby.wait_for_the_service()
