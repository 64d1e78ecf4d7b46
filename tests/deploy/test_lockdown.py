"""What shuts the machine: its files as the tools take them, the firewall, the list of devices."""

from __future__ import annotations

import json
import re
import subprocess
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.lockdown import command, firewall, inputs
from kiosk.lockdown.checklist import all_shut, as_json, as_text, examine, shown
from kiosk.lockdown.probes import KERNEL, PROBES, Ran, settings_in
from kiosk.lockdown.ways import Known, Ways, addresses_of, nameservers, wanted
from kiosk.maintenance import audit
from kiosk.readiness.finding import Verdict
from kiosk.settings import SettingsError, load
from kiosk.settings_lockdown import Reach

DEPLOY = Path(__file__).parents[2] / "deploy"
LOCKDOWN = DEPLOY / "lockdown"
SETTINGS = """
city = "shiroi"
kiosk_id = "lobby-1"
home_facility = "hall"
cache_directory = "/var/lib/kiosk/cache"
[service]
url = "https://booking.example"
"""
ADDRESSES = st.ip_addresses().filter(lambda one: not getattr(one, "scope_id", None))
PORTS = st.integers(1, 65_535)


@pytest.fixture
def config(tmp_path: Path) -> Callable[[str], Path]:
    def write(more: str) -> Path:
        file = tmp_path / "kiosk.toml"
        file.write_text(SETTINGS + more, encoding="utf-8")
        return file

    return write


def text_of(name: str) -> str:
    return (LOCKDOWN / name).read_text(encoding="utf-8")


def as_ran(command_line: tuple[str, ...]) -> Ran:
    """A machine on which the package has put its files, and all is as it should be."""
    answers = {
        "systemd-detect-virt": Ran(1, ""),
        "modprobe": Ran(0, text_of("modprobe.conf").replace("usb-storage", "usb_storage")),
        "ss": Ran(0, "tcp   LISTEN 0 128 127.0.0.1:631 0.0.0.0:*\nudp UNCONN 0 0 *:546 *:*\n"),
        "sshd": Ran(127, "sshd is not installed"),
        "nft": Ran(0, firewall.rules(Ways(((ip_address("192.0.2.7"), 443),)))),
        "getent": Ran(0, "kiosk:x:997:997::/var/lib/kiosk:/usr/sbin/nologin\n"),
        "grep": Ran(0, "1\n"),
        "udevadm": Ran(0, ""),
    }
    match command_line:
        case ("systemd-analyze", "cat-config", what):
            name = Path(what).name
            return Ran(0, "# /etc/x\n[x]\n#NAutoVTs=6\nNAutoVTs=6\n" + text_of(name))
        case ("cat", "/etc/kiosk/weston.ini"):
            return Ran(0, (DEPLOY / "weston.ini").read_text(encoding="utf-8"))
        case ("cat", "/proc/modules"):
            return Ran(0, "ext4 1 0 - Live 0x0\n")
        case ("cat", _):
            return Ran(0, inputs.rules([inputs.Usb("05e0", "1200")]))
        case ("sysctl", "-n", key):
            return Ran(0, settings_in(text_of("sysctl.conf"))[key] + "\n")
        case ("sysctl", *_):
            return Ran(0, text_of("sysctl.conf"))
        case ("lobby-kiosk-read-only", _):
            return Ran(0, "now: read-only\nfrom the next start on: read-only\n")
        case ("findmnt", *_):
            return Ran(0, "KIOSK-DATA ext4 rw,nosuid,nodev,noexec,relatime\n")
        case ("systemctl", _, unit):
            said = {"ctrl-alt-del.target": "masked", "getty@tty1.service": "inactive"}
            return Ran(0, said.get(unit, "enabled") + "\n")
        case (program, *_):
            return answers[program]
    raise AssertionError(command_line)


#: What a look at an open machine says, by the subject that must then fail.
OPEN = {
    "virtual terminals": Ran(0, "[Login]\n#NAutoVTs=0\n#ReserveVT=0\n"),
    "compositor": Ran(0, "[core]\nshell=kiosk-shell.so\n[keyboard]\nvt-switching=true\n"),
    "log-in at the glass": Ran(0, "active\n"),
    "SysRq keys": Ran(0, "438\n"),
    "Ctrl-Alt-Del": Ran(0, "alias\n"),
    "Ctrl-Alt-Del, often": Ran(0, "[Manager]\n#CtrlAltDelBurstAction=none\n"),
    "power button": Ran(0, "[Login]\n#HandlePowerKey=poweroff\n"),
    "USB sticks, drivers": Ran(0, "install usb_storage /bin/false\n"),
    "USB sticks, now": Ran(0, "usb_storage 90112 0 - Live 0x0\n"),
    "input devices, list": Ran(1, "cat: no such file\n"),
    "input devices, now": Ran(127, "udevadm is not installed"),
    "what is kept": Ran(0, "KIOSK-DATA ext4 rw,nosuid,nodev\n"),
    "root file system": Ran(0, "now: writable\nfrom the next start on: read-only\n"),
    "firewall": Ran(0, "chain x { type filter hook input priority filter; policy drop; }"),
    "firewall, at each start": Ran(0, "disabled\n"),
    "listening": Ran(0, "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n"),
    "SSH": Ran(0, "passwordauthentication yes\npermitrootlogin no\n"),
    "memory images": Ran(0, "[Manager]\nDumpCore=yes\n"),
    "journal": Ran(0, "[Journal]\n"),
    "kernel": Ran(0, "kernel.dmesg_restrict = 0\n"),
    "user of the kiosk": Ran(0, "kiosk:x:997:997::/var/lib/kiosk:/bin/bash\n"),
    "boot menu": Ran(1, "0\n"),
}
#: Those a machine may do without.
A_CHOICE = {"security updates"}


def test_a_machine_with_the_files_of_the_package_is_locked_down() -> None:
    lines = list(examine(as_ran))
    assert [(one.subject, one.said) for one in lines if one.verdict is not Verdict.PASS] == []
    assert all_shut(lines)
    assert as_text(lines).endswith("LOCKED DOWN")
    assert json.loads(as_json(lines))["pass"] is True


def test_the_list_knows_an_open_machine_for_each_of_its_lines() -> None:
    assert set(OPEN) | A_CHOICE == {probe.subject for probe in PROBES}


@pytest.mark.parametrize("subject", OPEN)
def test_each_thing_that_is_open_is_told_with_its_command_and_what_to_do(subject: str) -> None:
    (probe,) = (one for one in PROBES if one.subject == subject)

    def start(line: tuple[str, ...]) -> Ran:
        return OPEN[subject] if line == probe.command else as_ran(line)

    lines = list(examine(start, [probe]))
    told = as_text(lines)
    assert [one.verdict for one in lines] == [Verdict.FAIL]
    assert f"$ {shown(probe.command)}" in told
    assert f"-> {probe.remedy}" in told
    assert told.endswith(f"OPEN: {subject}")


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.subject)
def test_a_command_that_cannot_be_started_never_passes(probe: object) -> None:
    def start(line: tuple[str, ...]) -> Ran:
        return Ran(1, "") if line[0] == "systemd-detect-virt" else Ran(126, "cannot be started")

    (line,) = examine(start, [probe])  # type: ignore[list-item]
    assert line.verdict is not Verdict.PASS


def test_in_a_container_nothing_is_said_of_what_only_a_pc_has() -> None:
    def start(line: tuple[str, ...]) -> Ran:
        return Ran(0, "") if line[0] == "systemd-detect-virt" else as_ran(line)

    verdicts = {line.subject: line.verdict for line in examine(start)}
    assert verdicts["SysRq keys"] is Verdict.NONE
    assert verdicts["firewall"] is Verdict.PASS


@pytest.mark.parametrize("now", ["writable", "read-only"])
def test_a_disk_that_may_be_written_to_from_the_next_start_on_is_a_choice(now: str) -> None:
    def start(line: tuple[str, ...]) -> Ran:
        said = Ran(0, f"now: {now}\nfrom the next start on: writable\n")
        return said if line[0] == "lobby-kiosk-read-only" else as_ran(line)

    (line,) = (one for one in examine(start) if one.subject == "root file system")
    assert line.verdict is Verdict.NONE


def test_the_kernel_settings_that_are_looked_at_are_those_that_are_set() -> None:
    said = settings_in(text_of("sysctl.conf"))
    assert said == {**KERNEL, "kernel.sysrq": "0"}


def test_debians_own_settings_of_the_kernel_do_not_come_after_ours() -> None:
    (ours,) = (
        Path(line.split()[1]).name
        for line in (DEPLOY / "debian/kiosk/files.txt").read_text("utf-8").splitlines()
        if "sysctl.d" in line
    )
    assert ours > "99-protect-links.conf", "the last file in the order of names counts"
    assert ours in (DEPLOY / "debian/kiosk/postinst").read_text("utf-8")


def test_the_keys_of_systemd_files_exist() -> None:
    """systemd ignores a mistyped key in silence; its own manual says which there are."""
    for name, page in (("logind.conf", "logind"), ("system.conf", "system")):
        keys = set(settings_in(text_of(name)))
        shipped = Path(f"/etc/systemd/{page}.conf").read_text(encoding="utf-8")
        known = set(re.findall(r"^#?(\w+)=", shipped, re.MULTILINE))
        assert keys <= known | {"DumpCore", "CrashShell"}, name
    known = set(
        re.findall(
            r"^#?(\w+)=", Path("/etc/systemd/journald.conf").read_text(encoding="utf-8"), re.M
        )
    )
    assert set(settings_in(text_of("journald.conf"))) <= known


# The firewall.


def test_out_go_service_printer_and_what_is_named(config: Callable[[str], Path]) -> None:
    plain = load(config(""))
    assert wanted(plain) == (Reach("booking.example", 443),)
    more = '[printer]\nkind = "network"\nhost = "192.0.2.9"\n[lockdown]\nreach = ["m.example:80"]\n'
    assert wanted(load(config(more)))[1:] == (Reach("192.0.2.9", 9100), Reach("m.example", 80))


def test_behind_a_proxy_the_proxy_alone_is_reached(config: Callable[[str], Path]) -> None:
    settings = load(config('proxy = "http://proxy.example:3128"\n'))
    assert wanted(settings) == (Reach("proxy.example", 3128),)


@pytest.mark.parametrize(
    "wrong",
    [
        'reach = ["booking.example"]',
        'reach = ["a b:80"]',
        'reach = ["x; accept:80"]',
        'reach = ["x:70000"]',
        'reach = ["x:٣"]',
        'reach = "x:80"',
        'ssh_from = ["0.0.0.0/0 accept"]',
        'ssh_from = ["192.0.2.1/24"]',
        'reech = ["x:80"]',
    ],
)
def test_wrong_settings_are_refused_by_name(config: Callable[[str], Path], wrong: str) -> None:
    with pytest.raises(SettingsError, match=r"lockdown\."):
        load(config(f"[lockdown]\n{wrong}\n"))


@given(st.lists(st.tuples(ADDRESSES, PORTS), max_size=4), st.lists(ADDRESSES, max_size=3))
def test_the_rules_hold_what_was_asked_for_and_nothing_else(
    endpoints: list[tuple[object, int]], servers: list[object]
) -> None:
    bare = firewall.rules(Ways()).splitlines()
    made = firewall.rules(Ways(tuple(endpoints), tuple(servers)))  # type: ignore[arg-type]
    added = [line for line in made.splitlines() if line not in bare]
    one = re.compile(
        r"\t\tip6? daddr [0-9a-f.:]+ (tcp dport \d+|meta l4proto \{ tcp, udp \} th dport 53) accept"
    )
    assert len(added) == len(endpoints) + len(servers)
    assert all(one.fullmatch(line) for line in added)


@given(st.lists(st.text(), max_size=5))
def test_no_text_becomes_a_rule_that_is_no_address(said: list[str]) -> None:
    assert all(str(one) == str(ip_address(str(one))) for one in addresses_of(said))


@given(st.text() | st.just('{"x": ["192.0.2.1 accept", 7], "y": 3}') | st.just("[]"))
def test_what_was_known_may_be_rubbish(text: str) -> None:
    assert Known.read(Known.read(text).written()) == Known.read(text)


def test_a_name_server_that_is_down_shuts_nobody_out() -> None:
    def down(_: str) -> list[str]:
        raise OSError

    named = (Reach("booking.example", 443), Reach("192.0.2.9", 9100))
    first = Known({}).asked_anew(named, lambda _: ["192.0.2.7", "fe80::1%eth0", "2001:db8::7"])
    later = Known.read(first.written()).asked_anew(named, down)
    expected = (("192.0.2.7", 443), ("2001:db8::7", 443), ("192.0.2.9", 9100))
    assert tuple((str(one), port) for one, port in later.endpoints(named)) == expected


def test_the_servers_of_names_are_those_of_the_machine() -> None:
    said = "# nameserver 192.0.2.1\nnameserver 192.0.2.53\nnameserver evil;accept\nsearch x\n"
    assert nameservers(said, None) == (ip_address("192.0.2.53"),)


def run_nft(script: str, *then: str) -> subprocess.CompletedProcess[str]:
    """In a network of its own, in which its user is root: nothing of this machine's changes."""
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True, timeout=120).returncode:
        pytest.skip("the kernel was NOT asked: this machine gives no network of its own (unshare)")
    return subprocess.run(
        [*alone, "sh", "-ec", "; ".join(["nft -f -", *then])],
        input=script,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
    )


def test_the_kernel_takes_the_rules_and_keeps_to_them() -> None:
    """Refused at once, rather than waited for; what is let out waits for somebody to answer."""
    ways = Ways(
        ((ip_address("192.0.2.7"), 443), (ip_address("2001:db8::7"), 443)),
        (ip_address("192.0.2.53"),),
        (ip_network("198.51.100.0/24"), ip_network("2001:db8:1::/64")),
    )
    look = """
import errno, socket
let_out = socket.socket()
let_out.setblocking(False)
print(errno.errorcode[let_out.connect_ex(("192.0.2.7", 443))])
for host, port in (("192.0.2.7", 80), ("192.0.2.8", 443)):
    with socket.socket() as one:
        one.settimeout(20)
        print(errno.errorcode[one.connect_ex((host, port))])
print(let_out.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
let_out.close()
"""
    said = run_nft(
        firewall.rules(ways) + firewall.rules(ways),
        "ip link set lo up",
        "ip link add glass type veth peer name lobby",
        "ip link set lobby up",
        "ip address add 192.0.2.1/24 dev glass",
        "ip link set glass up",
        "ip neighbour add 192.0.2.7 lladdr 02:00:00:00:00:07 dev glass",
        "ip neighbour add 192.0.2.8 lladdr 02:00:00:00:00:08 dev glass",
        f"python3 -c '{look}'",
        "nft list table inet lobby_kiosk",
    )
    assert said.returncode == 0, said.stderr
    *told, listed = said.stdout.split("\n", 4)
    assert told == ["EINPROGRESS", "EHOSTUNREACH", "EHOSTUNREACH", "0"]
    judge = next(one.judge for one in PROBES if one.subject == "firewall")
    assert "192.0.2.7 port 443, 2001:db8::7 port 443" in judge(Ran(0, listed)).said


def test_the_table_can_be_taken_away_whether_it_is_there_or_not() -> None:
    assert run_nft(firewall.OFF, "nft list ruleset").stdout == ""
    assert run_nft(firewall.rules(Ways()) + firewall.OFF, "nft list ruleset").stdout == ""


class Script:
    """The programs of a machine, as they are started."""

    def __init__(self, said: str = "") -> None:
        self.said = said
        self.started: list[tuple[str, ...]] = []
        self.given: list[str] = []

    def __call__(self, program: str, *arguments: str, given: str = "") -> tuple[int, str]:
        self.started.append((program, *arguments))
        self.given.append(given)
        return 0, self.said


def asked(*words: str) -> Namespace:
    parser = ArgumentParser()
    command.add_to(parser.add_subparsers(dest="command"))
    return parser.parse_args(words)


def test_names_are_asked_for_when_their_servers_may_be_reached(
    config: Callable[[str], Path], tmp_path: Path
) -> None:
    resolv = tmp_path / "resolv.conf"
    resolv.write_text("nameserver 192.0.2.53\n", encoding="ascii")
    script, known = Script(), tmp_path / "known.json"

    def ask(_: str) -> list[str]:
        assert "192.0.2.53" in script.given[-1]
        return ["192.0.2.7"]

    here = command.Here(script, known, (resolv,), resolve=ask)
    assert command.run(asked("firewall", "apply", "--config", str(config(""))), here) == 0
    assert "192.0.2.7" not in script.given[0]
    assert "ip daddr 192.0.2.7 tcp dport 443 accept" in script.given[1]
    assert json.loads(known.read_text(encoding="utf-8")) == {"booking.example": ["192.0.2.7"]}


def test_wrong_settings_let_nobody_out(
    config: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    script = Script()
    file = config("[lockdown]\nreach = 7\n")
    assert command.run(asked("firewall", "apply", "--config", str(file)), command.Here(script)) == 2
    assert "lockdown.reach" in capsys.readouterr().err
    assert "tcp dport" not in script.given[-1]
    assert "policy drop" in script.given[-1]


# Input devices.

DATABASE = """\
P: /devices/a
E: DEVNAME=/dev/input/event3
E: ID_INPUT_KEYBOARD=1
E: ID_VENDOR_ID=05e0
E: ID_MODEL_ID=1200
E: ID_MODEL=Scanner

P: /devices/b
E: DEVNAME=/dev/input/event4
E: ID_INPUT_TOUCHSCREEN=1
E: ID_MODEL=Panel

P: /devices/c
E: DEVNAME=/dev/input/event5
E: ID_INPUT_MOUSE=1
E: LIBINPUT_IGNORE_DEVICE=1
E: ID_MODEL=Mouse

P: /devices/d
E: DEVNAME=/dev/sda
"""


def test_the_list_shows_what_works_at_the_glass(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(asked("input-devices", "list"), command.Here(Script(DATABASE))) == 0
    scanner, panel, mouse = capsys.readouterr().out.splitlines()
    assert scanner.split()[:2] == ["05e0:1200", "works"]
    assert "touch panel" in panel
    assert "shut out" in mouse


def test_a_list_shuts_out_all_but_panels_and_what_it_names(
    config: Callable[[str], Path], tmp_path: Path
) -> None:
    file = config("")
    here_alone = file.read_text(encoding="utf-8").replace("/var/lib/kiosk/cache", "cache")
    file.write_text(here_alone, encoding="utf-8")
    rule, script, mine = tmp_path / "rules", Script(), ("--config", str(file))
    here = command.Here(script, input_rule=rule)
    assert command.run(asked("input-devices", "allow", "05E0:1200", *mine), here) == 0
    lines = rule.read_text(encoding="utf-8").splitlines()
    assert lines[-3:] == [
        'ENV{ID_VENDOR_ID}=="05e0", ENV{ID_MODEL_ID}=="1200", GOTO="lobby_kiosk_input_end"',
        'ENV{LIBINPUT_IGNORE_DEVICE}="1"',
        'LABEL="lobby_kiosk_input_end"',
    ]
    assert ("/usr/bin/udevadm", "control", "--reload") in script.started
    assert command.run(asked("input-devices", "allow-all", *mine), here) == 0
    assert not rule.exists()
    assert command.run(asked("firewall", "off", *mine), here) == 0
    noted = [audit.read_line(data) for _, _, data in audit.lines(tmp_path / "audit")]
    assert [one.action for one in noted if one is not None and one.outcome == "done"] == [
        "input_devices.allow",
        "input_devices.allow_all",
        "firewall.off",
    ]


@given(st.text())
def test_only_four_and_four_digits_come_into_the_rules(text: str) -> None:
    try:
        usb = inputs.Usb.of(text)
    except ValueError:
        return
    assert re.fullmatch(r"[0-9a-f]{4}:[0-9a-f]{4}", str(usb))


def test_a_wrong_name_of_a_device_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = command.Here(Script(), input_rule=tmp_path / "rules")
    assert command.run(asked("input-devices", "allow", '05e0"'), here) == 1
    assert "VENDOR:PRODUCT" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# The read-only root.

KEPT = "KIOSK-DATA ext4 rw,nosuid,nodev,noexec,relatime"


class Disk:
    """A machine's disk in a folder, with the script that makes it read-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("etc/kiosk", "usr/sbin", "bin"):
            (folder / name).mkdir(parents=True)
        (folder / "etc/kiosk/kiosk.toml").write_text("city", encoding="ascii")
        self.audit_ends = 0
        self.at_the_start = ["scripts/init-bottom/overlayroot", "usr/bin/busybox"]
        text = text_of("lobby-kiosk-read-only").replace('echo ""', f"echo {folder}")
        for name in ("/etc/kiosk/kiosk.toml", "/media/root-ro"):
            text = text.replace(f" {name}", f" {folder}{name}").replace(
                f"={name}", f"={folder}{name}"
            )
        self.script = folder / "script"
        self.script.write_text(text, encoding="utf-8")

    def run(self, word: str, kept: str = KEPT, root: str = "/dev/sda2 ext4") -> tuple[int, str]:
        found = self.folder / "bin" / "findmnt"
        found.write_text(
            f'#!/bin/sh\ncase "$*" in *" /") echo "{root}"; exit;; esac\n'
            f'echo "{kept}"; test "{kept}"\n',
            encoding="ascii",
        )
        listed = self.folder / "bin" / "lsinitramfs"
        listed.write_text(f"#!/bin/sh\nprintf '%s\\n' {' '.join(self.at_the_start)}\n", "ascii")
        found.chmod(0o755)
        listed.chmod(0o755)
        kiosk = self.folder / "bin" / "kiosk"
        kiosk.write_text(
            f'#!/bin/sh\necho "$*" >>{self.folder}/noted\nexit {self.audit_ends}\n', "ascii"
        )
        kiosk.chmod(0o755)
        said = subprocess.run(
            ["sh", str(self.script), word],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={"PATH": f"{found.parent}:/usr/bin:/bin"},
        )
        return said.returncode, said.stdout + said.stderr

    @property
    def decided(self) -> str:
        file = self.folder / "etc/overlayroot.local.conf"
        return file.read_text(encoding="ascii") if file.exists() else ""


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


def test_the_disk_becomes_read_only_with_the_next_start_and_writable_again(disk: Disk) -> None:
    code, said = disk.run("on")
    assert (code, "From the next start on: read-only" in said) == (0, True), said
    assert 'overlayroot="tmpfs:recurse=0"' in disk.decided
    assert "now: writable\nfrom the next start on: read-only" in disk.run("status")[1]
    disk.audit_ends = 1
    code, said = disk.run("off")
    assert (code, "audit log cannot be written" in said) == (1, True)
    assert 'overlayroot="tmpfs' in disk.decided
    disk.audit_ends = 2  # the settings are wrong
    assert disk.run("off")[0] == 0
    assert 'overlayroot="disabled"' in disk.decided
    assert (disk.folder / "noted").read_text(encoding="ascii").split("\n") == [
        "audit note disk.read_only asked",
        "audit note disk.read_only done",
        "audit note disk.writable asked",
        "audit note disk.writable asked",
        "audit note disk.writable done",
        "",
    ]


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        ("", "no partition of its own"),
        ("OTHER ext4 rw,nosuid,nodev,noexec", "with the label KIOSK-DATA"),
        ("KIOSK-DATA vfat rw,nosuid,nodev,noexec", "an ext4"),
        ("KIOSK-DATA ext4 rw,nosuid,nodev", "nodev,nosuid,noexec"),
        ("KIOSK-DATA ext4 ro,nosuid,nodev,noexec", "mounted with rw"),
    ],
)
def test_nothing_becomes_read_only_that_would_forget_what_was_promised(
    disk: Disk, kept: str, why: str
) -> None:
    code, said = disk.run("on", kept)
    assert (code, why in said, disk.decided) == (1, True, ""), said


@pytest.mark.parametrize("missing", ["overlayroot", "busybox"])
def test_nothing_is_promised_that_the_start_cannot_do(disk: Disk, missing: str) -> None:
    disk.at_the_start = [one for one in disk.at_the_start if missing not in one]
    code, said = disk.run("on")
    assert (code, f"{missing} is missing" in said, disk.decided) == (1, True, ""), said


def test_a_machine_that_is_not_set_up_stays_writable(disk: Disk) -> None:
    (disk.folder / "etc/kiosk/kiosk.toml").unlink()
    assert disk.run("on")[0] == 1
    assert disk.decided == ""
