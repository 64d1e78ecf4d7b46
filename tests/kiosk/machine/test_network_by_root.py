"""Network settings by root's side: read, tried, kept, gone back to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.machine.root.deeds import do
from kiosk.machine.root.host import NOT_INSTALLED, Program, Ran
from kiosk.machine.root.keyfile import keyfile
from kiosk.machine.root.settings_file import with_proxy
from kiosk.machine.state import Link, NetworkState, TrialsState, Wifi, told
from kiosk.machine.tasks import (
    JoinWifi,
    KeepNetwork,
    ReadNetwork,
    ReadTrials,
    ReturnNetwork,
    UseAddress,
    UseDhcp,
    UseProxy,
)
from tests.kiosk.machine.scripted_host import ETHERNET, SETTINGS, ScriptedHost, kiosk

TRIED = "/run/NetworkManager/system-connections/lobby-kiosk-trial.nmconnection"
KEPT = "/etc/NetworkManager/system-connections/lobby-kiosk-enp1s0.nmconnection"
FIXED = UseAddress("enp1s0", "192.0.2.41", 24, "192.0.2.1", ("192.0.2.53",))


@pytest.fixture
def made(tmp_path: Path) -> ScriptedHost:
    return kiosk(tmp_path)


def trials(made: ScriptedHost) -> TrialsState:
    state = told(do(ReadTrials(), made.host).answer, TrialsState)
    assert state is not None
    return state


def test_the_state_names_links_and_what_is_in_the_air(made: ScriptedHost) -> None:
    state = told(do(ReadNetwork(), made.host).answer, NetworkState)
    assert state is not None
    assert state.links == (
        Link(
            "enp1s0",
            wireless=False,
            connected=True,
            hardware="02:00:5E:10:00:01",
            address="192.0.2.41/24",
            gateway="192.0.2.1",
            dns=("192.0.2.53", "192.0.2.54"),
            fixed=True,
        ),
        Link("wlp2s0", wireless=True, connected=False),
    )
    assert state.wifi == (
        Wifi("lobby", 72, "wpa-psk", joined=True),
        Wifi("new:net", 90, "sae"),
        Wifi("office", 60, None),
        Wifi("guest", 55, "open"),
        Wifi("old", 0, None),
    )


def test_what_is_kept_is_there_after_the_next_start(made: ScriptedHost) -> None:
    tried = do(FIXED, made.host)
    assert (tried.answer.ok, tried.answer.code) == (True, "trying")
    assert KEPT not in made.files()
    text = made.read(TRIED)
    assert "method=manual\naddress1=192.0.2.41/24,192.0.2.1\ndns=192.0.2.53;\n" in text
    assert (made.folder / TRIED.removeprefix("/")).stat().st_mode & 0o777 == 0o600
    assert do(KeepNetwork(), made.host).answer.ok
    assert made.read(KEPT) == text
    assert (made.folder / KEPT.removeprefix("/")).stat().st_mode & 0o777 == 0o600
    assert tried.then is not None
    tried.then()
    assert made.read(KEPT) == text
    assert not made.called(Program.NMCLI, "connection", "delete")


def test_what_nobody_keeps_goes_back_after_a_minute(made: ScriptedHost) -> None:
    tried = do(FIXED, made.host)
    assert tried.then is not None
    made.calls.clear()
    tried.then()
    assert made.seconds == 60.0
    assert made.called(Program.NMCLI, "connection", "delete", "uuid")
    assert made.called(Program.NMCLI, "--wait", "30", "connection", "up", "uuid", ETHERNET)
    assert TRIED not in made.files()
    assert KEPT not in made.files()
    assert do(KeepNetwork(), made.host).answer.code == "nothing_tried"
    mark = trials(made).network
    assert mark is not None
    assert mark.why == "not_kept"
    again = do(FIXED, made.host)
    assert trials(made) == TrialsState(network=mark, trying=True)
    assert again.then is not None
    again.then()
    later = trials(made)
    assert later.network is not None
    assert later.network.token != mark.token


def test_the_old_watch_does_not_end_a_later_trial(made: ScriptedHost) -> None:
    first = do(FIXED, made.host)
    do(KeepNetwork(), made.host)
    do(UseDhcp("enp1s0"), made.host)
    assert first.then is not None
    first.then()
    assert made.seconds == 0.0
    assert do(KeepNetwork(), made.host).answer.ok


def test_one_trial_at_a_time_and_back_by_hand(made: ScriptedHost) -> None:
    do(FIXED, made.host)
    assert do(UseDhcp("enp1s0"), made.host).answer.code == "still_trying"
    assert do(ReturnNetwork(), made.host).answer.ok
    assert TRIED not in made.files()
    assert do(ReturnNetwork(), made.host).answer.code == "nothing_tried"
    assert trials(made) == TrialsState()  # by hand is not by itself


def test_what_cannot_be_brought_up_goes_back_at_once(made: ScriptedHost) -> None:
    said = b"Error: Connection activation failed: Secrets were required, but not provided hush-hush"
    made.says["nmcli", "--wait", "30", "connection", "up", "uuid"] = Ran(4, said)
    ended = do(JoinWifi("wlp2s0", "lobby", "wpa-psk", "hush-hush"), made.host)
    assert (ended.answer.code, ended.then) == ("password_wrong", None)
    assert "hush-hush" not in repr(ended)
    assert TRIED not in made.files()
    assert do(KeepNetwork(), made.host).answer.code == "nothing_tried"


def test_a_power_cut_in_the_trial_leaves_the_settings_before(made: ScriptedHost) -> None:
    do(FIXED, made.host)
    (made.folder / TRIED.removeprefix("/")).unlink()  # /run does not outlive the machine
    made.put("/proc/sys/kernel/random/boot_id", "second-boot\n")
    state = told(do(ReadNetwork(), made.host).answer, NetworkState)
    assert state is not None
    assert not state.trying
    assert do(KeepNetwork(), made.host).answer.code == "nothing_tried"
    mark = trials(made).network
    assert mark is not None
    assert mark.why == "power_cut"


@pytest.mark.parametrize(
    "task", [UseDhcp("eth7"), UseDhcp("wlp2s0"), JoinWifi("enp1s0", "lobby", "open")]
)
def test_a_link_that_is_not_there_or_of_the_other_kind(
    made: ScriptedHost, task: UseDhcp | JoinWifi
) -> None:
    assert do(task, made.host).answer.code == "no_such_link"
    assert TRIED not in made.files()


def test_without_network_manager_it_says_so(made: ScriptedHost) -> None:
    made.says = {("nmcli",): Ran(NOT_INSTALLED)}
    for task in (ReadNetwork(), FIXED):
        assert do(task, made.host).answer.code == "network_manager_missing"


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=8, max_size=63))
def test_a_password_is_one_line_of_the_file_and_comes_back(password: str) -> None:
    text = keyfile(JoinWifi("wlan0", "[x]\n=;", "wpa-psk", password), ETHERNET)
    (line,) = [line for line in text.splitlines() if line.startswith("psk=")]
    kept = line.removeprefix("psk=")
    assert kept == kept.strip()
    read = kept.replace("\\\\", "\0").replace("\\s", " ").replace("\0", "\\")
    assert read == password
    assert "ssid=91;120;93;10;61;59;" in text
    heads = [line for line in text.splitlines() if line.startswith("[")]
    assert "hidden" not in text
    assert "hidden=true\n" in keyfile(JoinWifi("wlan0", "x", "open", hidden=True), ETHERNET)
    assert heads == ["[connection]", "[wifi]", "[wifi-security]", "[ipv4]", "[ipv6]"]


def test_the_proxy_is_all_that_changes_in_the_settings(made: ScriptedHost) -> None:
    ended = do(UseProxy("http://proxy.example.lg.jp:8080"), made.host)
    assert ended.answer.ok
    changed = made.read("/etc/kiosk/kiosk.toml")
    line = 'proxy = "http://proxy.example.lg.jp:8080"\n'
    assert changed == SETTINGS.replace("[service]\n", f"[service]\n{line}")
    assert ended.then is not None
    ended.then()
    assert made.called(Program.SYSTEMCTL, "--no-block", "restart", "kiosk.service")
    do(UseProxy(""), made.host)
    assert made.read("/etc/kiosk/kiosk.toml") == SETTINGS


@pytest.mark.parametrize(
    "text",
    ["", "city = 1", "service = {url = 'x'}\n", "service.url = 'x'\n", "[service\n", "[[service]]"],
)
def test_settings_written_in_another_way_are_left_alone(made: ScriptedHost, text: str) -> None:
    assert with_proxy(text, "http://proxy:1") is None
    made.put("/etc/kiosk/kiosk.toml", text)
    assert do(UseProxy("http://proxy:1"), made.host).answer.code == "settings_unusual"
    assert made.read("/etc/kiosk/kiosk.toml") == text


def test_a_table_inside_a_text_is_no_table() -> None:
    text = 'note = """\n[service]\n"""\n[service]\nurl = "x"\n'
    assert with_proxy(text, "http://proxy:1") is None
