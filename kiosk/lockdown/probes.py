"""What must be true of a machine in a lobby, each with the one command that shows it.

A technician can type each command by hand. They only look; nothing is changed by any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.lockdown import inputs
from kiosk.lockdown.firewall import TABLE

_NOT_INSTALLED: Final = 127
_PACKAGE: Final = "apt install --reinstall lobby-kiosk, then start the machine anew"
#: The same as in ``deploy/lockdown/sysctl.conf``.
KERNEL: Final[Mapping[str, str]] = {
    "kernel.ctrl-alt-del": "0",
    "kernel.core_pattern": "|/bin/false",
    "fs.suid_dumpable": "0",
    "kernel.dmesg_restrict": "1",
    "kernel.kptr_restrict": "2",
    "kernel.yama.ptrace_scope": "2",
    "kernel.unprivileged_bpf_disabled": "1",
    "kernel.perf_event_paranoid": "3",
    "dev.tty.ldisc_autoload": "0",
    "fs.protected_fifos": "2",
    "fs.protected_regular": "2",
    "net.ipv4.ip_forward": "0",
    "net.ipv4.conf.all.accept_redirects": "0",
    "net.ipv4.conf.default.accept_redirects": "0",
    "net.ipv4.conf.all.send_redirects": "0",
    "net.ipv4.conf.default.send_redirects": "0",
    "net.ipv4.conf.all.accept_source_route": "0",
    "net.ipv4.conf.default.accept_source_route": "0",
    "net.ipv6.conf.all.accept_redirects": "0",
    "net.ipv6.conf.default.accept_redirects": "0",
    "kernel.panic": "10",
    "kernel.panic_on_oops": "1",
}
#: A kernel without such a part has nothing to shut there.
_MAY_BE_MISSING: Final = ("net.ipv6.", "kernel.yama.", "dev.tty.")
_LOGIND: Final = "systemd/logind.conf"
_SAFE_MOUNT: Final = ("nodev", "nosuid", "noexec")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and all that it said."""

    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Good:
    said: str


@dataclass(frozen=True, slots=True)
class Bad:
    said: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing to judge here."""

    said: str


Judged = Good | Bad | Nothing


@dataclass(frozen=True, slots=True)
class Probe:
    """``remedy``: what to do where it is bad; ``on_a_pc``: a container has none of its own."""

    subject: str
    command: tuple[str, ...]
    judge: Callable[[Ran], Judged]
    remedy: str = _PACKAGE
    on_a_pc: bool = False


def settings_in(text: str) -> dict[str, str]:
    """``KEY=VALUE`` lines, of which the last counts, as systemd and weston read them."""
    pairs = (line.partition("=") for line in text.splitlines() if not re.match(r"\s*[#;]", line))
    return {key.strip(): value.strip() for key, sign, value in pairs if sign}


def has(**wanted: str) -> Callable[[Ran], Judged]:
    """Each key has this value."""

    def judge(ran: Ran) -> Judged:
        found = settings_in(ran.text)
        wrong = {key: found.get(key, "not set") for key in wanted if found.get(key) != wanted[key]}
        if wrong:
            return Bad(", ".join(f"{key} is {value}" for key, value in wrong.items()))
        return Good(", ".join(f"{key}={value}" for key, value in wanted.items()))

    return judge


def says(*wanted: str) -> Callable[[Ran], Judged]:
    """The command says one of these words and nothing else."""

    def judge(ran: Ran) -> Judged:
        said = ran.text.strip()
        return Good(said) if said in wanted else Bad(said[:120] or "nothing is said")

    return judge


def _terminals(ran: Ran) -> Judged:
    return has(NAutoVTs="0", ReserveVT="0")(ran)


def _compositor(ran: Ran) -> Judged:
    judged = has(**{"vt-switching": "false", "shell": "kiosk-shell.so"})(ran)
    if isinstance(judged, Good) and "[autolaunch]" in ran.text:
        return Bad("it starts a further program: [autolaunch]")
    return judged


def _kernel(ran: Ran) -> Judged:
    found = settings_in(ran.text)
    wrong = [
        f"{key} is {found.get(key, 'not there')}"
        for key, value in KERNEL.items()
        if found.get(key) != value and not (key not in found and key.startswith(_MAY_BE_MISSING))
    ]
    return Bad(", ".join(wrong)) if wrong else Good(f"{len(KERNEL)} settings as they should be")


def _usb_rule(ran: Ran) -> Judged:
    rules = ran.text.splitlines()
    missing = [
        driver
        for driver in ("usb_storage", "uas")
        if not any(
            re.fullmatch(rf"install {driver} /bin/false", line.replace("-", "_")) for line in rules
        )
    ]
    return Bad(f"may be loaded: {', '.join(missing)}") if missing else Good("kept out")


def _usb_in_kernel(ran: Ran) -> Judged:
    if ran.code:
        return Bad(ran.text.strip()[:120])
    loaded = re.findall(r"^(usb_storage|uas) ", ran.text, re.MULTILINE)
    return Bad(f"loaded: {', '.join(loaded)}") if loaded else Good("not loaded")


def _input_devices(ran: Ran) -> Judged:
    if ran.code:
        return Bad(ran.text.strip()[:120])
    attached = list(inputs.found(ran.text))
    works = [one.name for one in attached if not one.hidden]
    hidden = len(attached) - len(works)
    return Good(f"{', '.join(works) or 'none'} at work; shut out: {hidden}")


def _input_rule(ran: Ran) -> Judged:
    if ran.code:
        return Bad("no list of allowed devices: whatever is plugged in works")
    allowed = re.findall(r'ID_VENDOR_ID}=="(\w+)", ENV{ID_MODEL_ID}=="(\w+)"', ran.text)
    if 'LIBINPUT_IGNORE_DEVICE}="1"' not in ran.text:
        return Bad("the list shuts nothing out")
    names = ", ".join(":".join(one) for one in allowed)
    return Good(f"touch panels{' and ' if names else ''}{names}")


def _root(ran: Ran) -> Judged:
    if ran.code:
        return Bad(ran.text.strip()[:120])
    match [line.rpartition(": ")[2] for line in ran.text.splitlines()]:
        case ["read-only", "read-only"]:
            return Good("what is changed is forgotten at the next start")
        case ["read-only", "writable"]:
            return Nothing("read-only, writable from the next start on")
        case ["writable", "read-only"]:
            return Bad("writable still; the next start is to make it read-only")
        case _:
            return Nothing("writable: read-only is not configured")


def _data(ran: Ran) -> Judged:
    if ran.code:
        return Nothing("no partition of its own")
    label, kind, options = (*ran.text.split(), "", "", "")[:3]
    missing = [one for one in _SAFE_MOUNT if one not in options.split(",")]
    if kind not in ("ext4", "xfs", "btrfs"):
        return Bad(f"{kind} keeps no journal")
    return Bad(f"mounted without {', '.join(missing)}") if missing else Good(f"{label}, {kind}")


def _firewall(ran: Ran) -> Judged:
    if ran.code:
        return Bad(ran.text.strip().splitlines()[0][:120] if ran.text.strip() else "no table")
    hooks = re.findall(r"hook (\w+) priority \w+; policy drop;", ran.text)
    if set(hooks) != {"input", "forward", "output"}:
        return Bad(f"shut: {', '.join(hooks) or 'nothing'}")
    out = re.findall(r"daddr (\S+) tcp dport (\d+) accept", ran.text)
    return Good("out to " + (", ".join(f"{host} port {port}" for host, port in out) or "nobody"))


def _listening(ran: Ran) -> Judged:
    if ran.code:
        return Bad(ran.text.strip()[:120])
    open_: list[str] = []
    for line in ran.text.splitlines():
        parts = line.split()
        if len(parts) < 5:  # noqa: PLR2004  (columns of ss)
            continue
        address, _, port = parts[4].rpartition(":")
        host = address.partition("%")[0].strip("[]")
        mine = host.startswith("127.") or host in ("::1", "::ffff:127.0.0.1")
        asks_for_address = parts[0] == "udp" and port in ("68", "546")
        if not mine and not asks_for_address:
            open_.append(f"{parts[0]} {parts[4]}")
    return Bad(", ".join(open_)) if open_ else Good("nothing beyond this machine")


def _ssh(ran: Ran) -> Judged:
    if ran.code == _NOT_INSTALLED:
        return Good("no SSH server is installed")
    found = dict(line.lower().split(" ", 1) for line in ran.text.splitlines() if " " in line)
    loose = [
        key
        for key in ("passwordauthentication", "kbdinteractiveauthentication", "permitrootlogin")
        if found.get(key) != "no"
    ]
    return Bad(f"not shut: {', '.join(loose)}") if loose else Good("by keys alone, never for root")


def _updates(ran: Ran) -> Judged:
    if ran.text.strip() == "enabled":
        return Good("installed at night")
    return Nothing("none by itself: somebody brings them")


def _no_password(ran: Ran) -> Judged:
    shell = ran.text.strip().rpartition(":")[2]
    return Good(shell) if shell.endswith(("nologin", "false")) else Bad(shell or "no such user")


def _boot_menu(ran: Ran) -> Judged:
    if ran.code == 2:  # noqa: PLR2004  (grep: the file is not there)
        return Nothing("no GRUB here")
    return Good("asks for a password") if ran.code == 0 else Bad("anybody may change how it starts")


def _cat(what: str) -> tuple[str, ...]:
    return ("systemd-analyze", "cat-config", what)


PROBES: Final = (
    Probe("virtual terminals", _cat(_LOGIND), _terminals),
    Probe("compositor", ("cat", "/etc/kiosk/weston.ini"), _compositor, "set both there"),
    Probe(
        "log-in at the glass", ("systemctl", "is-active", "getty@tty1.service"), says("inactive")
    ),
    Probe("SysRq keys", ("sysctl", "-n", "kernel.sysrq"), says("0"), on_a_pc=True),
    Probe(
        "Ctrl-Alt-Del",
        ("systemctl", "is-enabled", "ctrl-alt-del.target"),
        says("masked"),
        "systemctl mask ctrl-alt-del.target",
    ),
    Probe("Ctrl-Alt-Del, often", _cat("systemd/system.conf"), has(CtrlAltDelBurstAction="none")),
    Probe("power button", _cat(_LOGIND), has(HandlePowerKey="ignore")),
    Probe("USB sticks, drivers", ("modprobe", "--showconfig"), _usb_rule),
    Probe(
        "USB sticks, now",
        ("cat", "/proc/modules"),
        _usb_in_kernel,
        "pull it out, then: modprobe -r uas usb-storage; if it comes back: update-initramfs -u",
        on_a_pc=True,
    ),
    Probe(
        "input devices, list",
        ("cat", str(inputs.RULE)),
        _input_rule,
        "kiosk input-devices list, then: kiosk input-devices allow VENDOR:PRODUCT ...",
    ),
    Probe(
        "input devices, now",
        ("udevadm", "info", "--export-db"),
        _input_devices,
        on_a_pc=True,
    ),
    Probe(
        "root file system",
        ("lobby-kiosk-read-only", "status"),
        _root,
        "systemctl reboot; if it stays so, docs/lockdown.md",
        on_a_pc=True,
    ),
    Probe(
        "what is kept",
        ("findmnt", "-n", "-o", "LABEL,FSTYPE,OPTIONS", "/var/lib/kiosk"),
        _data,
        "ext4, nodev,nosuid,noexec in /etc/fstab (docs/lockdown.md)",
    ),
    Probe(
        "firewall",
        ("nft", "list", "table", "inet", TABLE),
        _firewall,
        "kiosk firewall apply --config /etc/kiosk/kiosk.toml",
    ),
    Probe(
        "firewall, at each start",
        ("systemctl", "is-enabled", "kiosk-firewall.service"),
        says("enabled"),
        "systemctl enable --now kiosk-firewall.service kiosk-firewall.timer",
    ),
    Probe("listening", ("ss", "-H", "-l", "-n", "-t", "-u"), _listening, "remove what listens"),
    Probe("SSH", ("sshd", "-T"), _ssh, "apt purge openssh-server, or keys alone"),
    Probe(
        "security updates",
        ("systemctl", "is-enabled", "unattended-upgrades.service"),
        _updates,
    ),
    Probe("memory images", _cat("systemd/system.conf"), has(DefaultLimitCORE="0", DumpCore="no")),
    Probe("journal", _cat("systemd/journald.conf"), has(SystemMaxUse="200M", ForwardToWall="no")),
    Probe("kernel", ("sysctl", *KERNEL), _kernel, on_a_pc=True),
    Probe("user of the kiosk", ("getent", "passwd", "kiosk"), _no_password),
    Probe(
        "boot menu",
        ("grep", "-c", "^ *set superusers", "/boot/grub/grub.cfg"),
        _boot_menu,
        "a password for GRUB (docs/lockdown.md)",
        on_a_pc=True,
    ),
)
