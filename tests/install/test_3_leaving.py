"""Taken off again: what stays is what the technician may want back, and in the end nothing."""

from __future__ import annotations

from tests.install.lobby import CREDENTIAL, Lobby

_PACKAGES = ("lobby-kiosk", "lobby-booking-service")


def test_removing_keeps_settings_and_state(lobby: Lobby) -> None:
    lobby.write("/var/lib/kiosk/cache/mark", "of the kiosk before\n")
    lobby.inside.run("apt-get", "remove", "--yes", "--quiet=2", *_PACKAGES, seconds=120)
    for kept in ("/etc/kiosk/kiosk.toml", CREDENTIAL, "/var/lib/kiosk/cache/mark"):
        lobby.inside.run("test", "-s", kept)
    assert lobby.inside.run("test", "-e", "/usr/bin/kiosk", check=False).code == 1
    assert lobby.inside.unit("kiosk.service")["ActiveState"] in ("inactive", "failed")
    assert lobby.inside.run("pgrep", "-u", "kiosk", check=False).text == ""


def test_what_was_kept_serves_when_it_is_installed_again(lobby: Lobby) -> None:
    lobby.install(lobby.packages.kiosk, lobby.packages.service)
    lobby.wait_for_the_service()
    lobby.start()


def test_purging_leaves_nothing(lobby: Lobby) -> None:
    lobby.inside.run("apt-get", "purge", "--yes", "--quiet=2", *_PACKAGES, seconds=120)
    lobby.take_the_glass_out()
    lobby.close_the_proxy()
    look = (
        "find / -xdev \\( -iname '*kiosk*' -o -iname '*booking*' \\)"
        " -not -path '/proc/*' -not -path '/run/*' -not -path '/var/lib/apt/*'"
        " -not -path '/var/cache/*' -not -path '/var/debs/*'"
        " -not -name 'kiosk-shell.so' -not -path '/var/log/*'"
    )
    assert lobby.inside.run("sh", "-c", look).text == ""
    for user in ("kiosk", "booking-service"):
        assert lobby.inside.run("getent", "passwd", user, check=False).text == ""
        assert lobby.inside.run("getent", "group", user, check=False).text == ""
    assert lobby.version() == ""
