"""From one version to another and back, and what an update that fails leaves behind."""

from __future__ import annotations

from tests.install.debs import OLDER, ONLY_OLDER
from tests.install.lobby import CREDENTIAL, DEBS, Lobby, inks

#: What must be the same before and after: settings, credential, and something of each state.
_KEPT = ("/etc/kiosk", CREDENTIAL, "/var/lib/kiosk/maintenance", "/var/lib/kiosk/cache/mark")
_ROOM_LEFT = 24 << 20


def _newer(lobby: Lobby) -> str:
    return lobby.packages.newer[0].split("_")[1]


def _kept(lobby: Lobby) -> dict[str, str]:
    return lobby.sums(*_KEPT)


def test_an_upgrade_keeps_everything_and_comes_back_with_the_new_version(lobby: Lobby) -> None:
    lobby.write("/var/lib/kiosk/cache/mark", "of the kiosk before\n")
    lobby.start()
    before, pid = _kept(lobby), lobby.pid()
    lobby.install(*lobby.packages.newer)
    assert lobby.version() == f"{_newer(lobby)} installed"
    lobby.inside.wait_for(
        "the new kiosk's first screen", lambda: lobby.pid() != pid and lobby.is_shown(), 60
    )
    assert _kept(lobby) == before
    assert lobby.inside.run("test", "-e", f"/{ONLY_OLDER}", check=False).code == 1
    lobby.inside.wait_for(
        "the service is told the new version",
        lambda: lobby.heartbeat_version() == _newer(lobby),
        30,
    )


def test_an_older_package_is_refused_unless_it_is_asked_for(lobby: Lobby) -> None:
    refused = lobby.inside.run(
        "apt-get", "install", "--yes", f"{DEBS}/{lobby.packages.older[0]}", check=False, seconds=60
    )
    assert refused.code != 0
    assert "downgrade" in refused.text.lower()
    assert lobby.version() == f"{_newer(lobby)} installed"
    assert lobby.is_shown()


def test_a_roll_back_keeps_everything_and_comes_back_with_the_old_version(lobby: Lobby) -> None:
    before = _kept(lobby)
    lobby.inside.run("dpkg", "--install", f"{DEBS}/{lobby.packages.older[0]}", seconds=120)
    assert lobby.version() == f"{OLDER} installed"
    lobby.wait_for_the_first_screen()
    assert _kept(lobby) == before
    lobby.inside.wait_for(
        "the service is told the old version", lambda: lobby.heartbeat_version() == OLDER, 30
    )


def test_a_full_disk_stops_an_update_and_the_kiosk_goes_on(lobby: Lobby) -> None:
    before = _kept(lobby)
    lobby.inside.make_full(_ROOM_LEFT)
    stopped = lobby.inside.run(
        "dpkg", "--install", f"{DEBS}/{lobby.packages.newer[0]}", check=False, seconds=120
    )
    lobby.inside.make_room()
    assert stopped.code != 0
    assert "No space left on device" in stopped.text
    assert lobby.version() == f"{OLDER} installed"
    assert _kept(lobby) == before
    lobby.start()


def test_an_update_by_hand_that_a_power_cut_ends_can_be_made_again(lobby: Lobby) -> None:
    before = _kept(lobby)
    with lobby.inside.start("dpkg", "--install", f"{DEBS}/{lobby.packages.newer[0]}") as update:
        lobby.inside.wait_for(
            "dpkg is half way",
            lambda: lobby.version().endswith(("half-installed", "unpacked")),
            60,
        )
        lobby.inside.pull_the_plug()
        update.wait(30)
    lobby.inside.boot()
    assert not lobby.version().endswith(" installed")
    lobby.inside.run("dpkg", "--install", f"{DEBS}/{lobby.packages.newer[0]}", seconds=120)
    assert lobby.version() == f"{_newer(lobby)} installed"
    lobby.wait_for_the_first_screen()
    assert _kept(lobby) == before


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
    lobby.inside.wait_for("the service answers again", lobby.service_answers, 60)
    lobby.inside.wait_for(
        "the kiosk hears of it",
        lambda: lobby.inside.journal("kiosk.service").count('"line.up"') > heard,
        60,
    )
