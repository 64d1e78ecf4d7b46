"""By signed releases of the service from one version to another and back, and by hand; and what an
update that fails leaves behind. On a machine of their own, beside the other checks."""

from __future__ import annotations

import json

from tests.install.debs import BROKEN, OLDER, OLDEST, ONLY_OLDER, older, without_a_program
from tests.install.lobby import CREDENTIAL, DEBS, KIOSK, Lobby, inks

#: What must be the same before and after: settings, credential, and something of each state.
_KEPT = ("/etc/kiosk", CREDENTIAL, "/var/lib/kiosk/maintenance", "/var/lib/kiosk/cache/mark")
_KEEPER = "/usr/lib/lobby-kiosk/site/kiosk/machine/keeper/run.py"
_UPDATING_SECONDS = 150.0
#: Room that a package does not fit in, and room that its files do not fit in.
_LITTLE_ROOM, _ROOM_LEFT = 200 << 20, 24 << 20


def _kept(lobby: Lobby) -> dict[str, str]:
    return lobby.sums(*_KEPT)


def _update_is(lobby: Lobby, *wanted: str) -> bool:
    """Whether the kiosk has told the service this state of its update, and this reason."""
    told = lobby.terminal() or {}
    return (
        wanted == tuple(told.get(key) for key in ("update_state", "update_reason"))[: len(wanted)]
    )


def _roll_out(lobby: Lobby, version: str, *words: str) -> None:
    lobby.staff("rollout", "start", version, "--kiosks", KIOSK, *words)


def test_a_kiosk_that_takes_signed_releases(lobby: Lobby) -> None:
    packages = lobby.packages
    deb = packages.folder / packages.kiosk
    older(deb, packages.folder)
    for version in (OLDEST, BROKEN):
        without_a_program(deb, packages.folder, version)
    lobby.install(f"lobby-kiosk_{OLDER}_amd64.deb", packages.service)
    lobby.put_a_glass_in()
    lobby.open_the_service()
    lobby.new_release_key()
    lobby.sign_in()
    said = lobby.set_up(lobby.code())
    assert said.code == 0, said.text
    lobby.write("/var/lib/kiosk/cache/mark", "of the kiosk before\n")
    lobby.start()
    lobby.inside.wait_for("a heartbeat", lambda: lobby.hears_of_version(OLDER), 30)
    assert lobby.kept_package("present") == OLDER


def test_a_version_without_a_first_screen_goes_back_by_itself(lobby: Lobby) -> None:
    """The keeper's three minutes for a first screen are six seconds here."""
    before = _kept(lobby)
    lobby.inside.run("sed", "-i", r"s/^\(SCREEN_SECONDS: Final =\).*/\1 6.0/", _KEEPER)
    lobby.send(f"lobby-kiosk_{BROKEN}_amd64.deb")
    _roll_out(lobby, BROKEN)
    lobby.inside.wait_for(
        "the service is told that the version was gone back from",
        lambda: _update_is(lobby, "rolled_back", "first_screen"),
        _UPDATING_SECONDS,
    )
    assert lobby.version() == f"{OLDER} installed"
    assert lobby.is_shown()
    assert inks(lobby.picture()) > 20
    assert _kept(lobby) == before
    stopped = json.loads(lobby.staff("rollout", "show"))["items"][0]
    assert (stopped["state"], stopped["why"]) == ("stopped", KIOSK)
    assert "180" in lobby.inside.run("grep", "^SCREEN_SECONDS", _KEEPER).text


def test_an_older_release_is_refused_unless_the_roll_out_says_so(lobby: Lobby) -> None:
    lobby.send(f"lobby-kiosk_{OLDEST}_amd64.deb")
    said = lobby.staff_said("rollout", "start", OLDEST, "--kiosks", KIOSK)
    assert said.code == 1
    assert "older_version" in said.text


def test_a_full_disk_is_told_before_anything_changes(lobby: Lobby) -> None:
    lobby.send(lobby.packages.kiosk)
    lobby.inside.make_full(_LITTLE_ROOM)
    _roll_out(lobby, lobby.packages.version)
    lobby.inside.wait_for(
        "the update is refused", lambda: _update_is(lobby, "refused", "disk_full"), 60
    )
    lobby.staff("rollout", "cancel")
    # One that comes before the kiosk has heard of this would be the same to it: it rests for a
    # while before it tries that again.
    lobby.inside.wait_for(
        "the kiosk hears that nothing is wanted", lambda: not _update_is(lobby, "refused"), 60
    )
    lobby.inside.make_room()
    assert lobby.version() == f"{OLDER} installed"
    assert lobby.is_shown()


def test_a_read_only_disk_refuses_every_way_in_and_says_what_to_do(lobby: Lobby) -> None:
    lobby.start_anew(read_only=True)
    _fetched_but_for_the_end(lobby)
    _roll_out(lobby, lobby.packages.version)
    lobby.inside.wait_for(
        "the update is refused", lambda: _update_is(lobby, "refused", "disk_read_only"), 60
    )
    package = f"{DEBS}/{lobby.packages.kiosk}"
    for words in (
        ("dpkg", "--install", package),
        ("kiosk", "update", "from-file", package),
        ("kiosk", "update", "roll-back"),
    ):
        refused = lobby.inside.run(*words, check=False)
        assert refused.code != 0
        assert "lobby-kiosk-read-only off" in refused.text
    refused = lobby.set_up("12345678")
    assert refused.code != 0
    assert "lobby-kiosk-read-only off" in " ".join(refused.text.split())
    assert lobby.version() == f"{OLDER} installed"
    lobby.wait_for_the_first_screen()  # dpkg stops the kiosk before it asks, and starts it again
    lobby.staff("rollout", "cancel")
    lobby.start_anew(read_only=False)


def test_a_release_that_a_power_cut_interrupts_is_finished_at_the_next_start(lobby: Lobby) -> None:
    before = _kept(lobby)
    _fetched_but_for_the_end(lobby)
    _roll_out(lobby, lobby.packages.version)
    lobby.inside.wait_for(
        "dpkg is half way",
        lambda: lobby.version().endswith(("half-installed", "unpacked")),
        _UPDATING_SECONDS,
    )
    lobby.inside.pull_the_plug()
    lobby.inside.boot()
    lobby.inside.wait_for(
        "the service is told the new version",
        lambda: lobby.hears_of_version(lobby.packages.version) and _update_is(lobby, "up_to_date"),
        _UPDATING_SECONDS,
    )
    assert lobby.version() == f"{lobby.packages.version} installed"
    assert lobby.is_shown()
    assert _kept(lobby) == before
    assert lobby.kept_package("present") == lobby.packages.version
    assert lobby.kept_package("previous") == OLDER
    assert lobby.inside.run("test", "-e", f"/{ONLY_OLDER}", check=False).code == 1


def _fetched_but_for_the_end(lobby: Lobby) -> None:
    """As if a night had ended before the last pieces: what is there is not fetched again."""
    deb = f"{DEBS}/{lobby.packages.kiosk}"
    digest = lobby.inside.run("sha256sum", deb).text.split()[0]
    part = f"/var/lib/kiosk/update/{digest}.part"
    lobby.inside.run("sh", "-c", f"head -c -1000000 {deb} >{part} && chown kiosk: {part}")


def test_an_older_package_by_hand_is_refused_unless_it_is_asked_for(lobby: Lobby) -> None:
    refused = lobby.inside.run(
        "apt-get", "install", "--yes", f"{DEBS}/lobby-kiosk_{OLDER}_amd64.deb", check=False
    )
    assert refused.code != 0
    assert "downgrade" in refused.text.lower()
    assert lobby.version() == f"{lobby.packages.version} installed"
    assert lobby.is_shown()


def test_a_technician_goes_back_on_the_console(lobby: Lobby) -> None:
    before = _kept(lobby)
    lobby.inside.run("kiosk", "update", "roll-back")
    lobby.inside.wait_for(
        "the service is told why the older version runs",
        lambda: lobby.hears_of_version(OLDER) and _update_is(lobby, "rolled_back", "asked"),
        _UPDATING_SECONDS,
    )
    assert lobby.version() == f"{OLDER} installed"
    assert lobby.is_shown()
    assert _kept(lobby) == before


def test_a_full_disk_stops_an_update_by_hand_and_the_kiosk_goes_on(lobby: Lobby) -> None:
    before = _kept(lobby)
    lobby.inside.make_full(_ROOM_LEFT)
    stopped = lobby.inside.run(
        "dpkg", "--install", f"{DEBS}/{lobby.packages.kiosk}", check=False, seconds=120
    )
    lobby.inside.make_room()
    assert stopped.code != 0
    assert "No space left on device" in stopped.text
    assert lobby.version() == f"{OLDER} installed"
    assert _kept(lobby) == before
    lobby.start()


def test_an_upgrade_by_hand_keeps_everything_and_the_way_back(lobby: Lobby) -> None:
    before, pid = _kept(lobby), lobby.pid()
    lobby.install(lobby.packages.kiosk)
    assert lobby.version() == f"{lobby.packages.version} installed"
    lobby.inside.wait_for(
        "the new kiosk's first screen", lambda: lobby.pid() != pid and lobby.is_shown(), 60
    )
    assert _kept(lobby) == before
    assert lobby.kept_package("present") == lobby.packages.version
    assert lobby.kept_package("previous") == OLDER
