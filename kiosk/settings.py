"""The kiosk's settings: one TOML file, read once at the start into frozen values.

Whatever is wrong in it stops the start with the file, the key, what is wrong and what would be
right. No secret is ever in this file (see ``kiosk/credentials.py``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import SplitResult, urlsplit

from kiosk.settings_card import CardSettings, read_card
from kiosk.settings_lockdown import LockdownSettings, read_lockdown
from kiosk.settings_maintenance import MaintenanceSettings, read_maintenance
from kiosk.settings_power import PowerSettings, read_power
from kiosk.settings_printer import PrinterSettings, read_printer
from kiosk.settings_table import SettingsError, Table
from kiosk.settings_update import UpdateSettings, read_update

__all__ = [
    "CardSettings",
    "LockdownSettings",
    "MaintenanceSettings",
    "PowerSettings",
    "PrinterSettings",
    "ScreenSettings",
    "ServiceSettings",
    "SessionSettings",
    "Settings",
    "SettingsError",
    "UpdateSettings",
    "VoiceSettings",
    "load",
]

VoiceKind = Literal["speech-dispatcher", "none"]
HeadphonesKind = Literal["evdev", "file", "none"]

#: What an id of a city, a terminal or a facility looks like.
ID = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NOT_IN_AN_ADDRESS = re.compile(r"[\s#?\\<>\"{}|^`]")
#: A proxy without user and password: no secret may stand in the settings.
PROXY = r"(http://[A-Za-z0-9]([A-Za-z0-9.-]{0,200}[A-Za-z0-9])?:[0-9]{1,5})?"
#: What the folder of the cache is called where it has a place beside what else is kept.
_CACHE = "cache"
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """How to reach the booking service. Times in seconds, sizes in bytes."""

    url: str
    ca_file: Path | None = None  # certificates to trust instead of the usual ones
    proxy: str = ""  # http://HOST:PORT, without a name or password; empty for none
    connect_seconds: float = 3.0
    read_seconds: float = 10.0
    whole_answer_seconds: float = 20.0  # from sending to the last byte, however slowly it drips
    side_question_seconds: float = 2.0  # all of it, for what a screen can do without
    largest_answer_bytes: int = 16 * 1024 * 1024
    feed_page_items: int = 5000
    poll_seconds: float = 8.0  # between two looks at the feed while nothing changes
    master_data_seconds: float = 300.0  # between two looks at city, facilities and notices
    retry_first_seconds: float = 1.0  # after the line broke; doubled each time ...
    retry_most_seconds: float = 10.0  # ... up to this
    heartbeat_seconds: float = 60.0
    settle_seconds: float = 60.0  # between two looks for writes left open


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """The glass: its visible width in millimetres; after how long without a touch it invites
    whoever passes (0: never), and whether anything moves on it."""

    width_mm: float = 268.0
    attract_seconds: float = 60.0
    motion: bool = True


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Who speaks, how fast (-100 to 100), and where the jack of the headphones reports.

    ``headphones`` is an input device for ``evdev``; for ``file`` a file, there while they are in.
    """

    kind: VoiceKind = "none"
    rate: int = -10
    headphones_kind: HeadphonesKind = "none"
    headphones: Path = Path()


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """When a terminal that nobody touches goes back to its first screen. Seconds."""

    idle_seconds: float = 90.0
    countdown_seconds: float = 20.0  # the last part of it, with a warning on the screen


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one kiosk. ``cache_directory``: on a disk that keeps what it was given."""

    city: str
    kiosk_id: str
    home_facility: str
    cache_directory: Path
    service: ServiceSettings
    printer: PrinterSettings = field(default_factory=PrinterSettings)
    card: CardSettings = field(default_factory=CardSettings)
    screen: ScreenSettings = field(default_factory=ScreenSettings)
    session: SessionSettings = field(default_factory=SessionSettings)
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    power: PowerSettings = field(default_factory=PowerSettings)
    maintenance: MaintenanceSettings = field(default_factory=MaintenanceSettings)
    update: UpdateSettings = field(default_factory=UpdateSettings)
    lockdown: LockdownSettings = field(default_factory=LockdownSettings)
    #: None: see ``state``.
    state_directory: Path | None = None

    @property
    def state(self) -> Path:
        """Where PINs, their delays and the audit log are: beside a cache that is called so, else in
        it."""
        if self.state_directory is not None:
            return self.state_directory
        cache = self.cache_directory
        return cache.parent if cache.name == _CACHE else cache

    @property
    def maintenance_folder(self) -> Path:
        """What maintenance mode keeps: PINs, delays, whether residents are served."""
        return self.state / "maintenance"

    @property
    def update_folder(self) -> Path:
        """Where packages are fetched to; root's side takes them from there."""
        return self.state / "update"

    @property
    def audit_folder(self) -> Path:
        return self.state / "audit"


def load(file: Path) -> Settings:
    """Read a settings file. Raises ``SettingsError`` with the one thing that is wrong first."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            file, "", f"cannot be read: {error.strerror}", "a readable file"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(file, "", "is not UTF-8 text", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(file, "", f"is not TOML: {error}", "correct that place") from error
    return read(content, file)


def read(content: Mapping[str, object], file: Path) -> Settings:
    """Settings from a TOML document that is read already; ``file`` is named in errors only."""
    top = Table(file, "", content)
    settings = Settings(
        city=top.text("city", pattern=ID, like="a city's id, such as shiroi"),
        kiosk_id=top.text("kiosk_id", pattern=ID, like="lower-case letters, digits and hyphens"),
        home_facility=top.text("home_facility", pattern=ID, like="the id of a facility"),
        cache_directory=top.path("cache_directory"),
        service=_service(top.table("service")),
        printer=read_printer(top.table("printer", needed=False)),
        card=read_card(top.table("card", needed=False)),
        screen=_screen(top.table("screen", needed=False)),
        session=_session(top.table("session", needed=False)),
        voice=_voice(top.table("voice", needed=False)),
        maintenance=read_maintenance(top.table("maintenance", needed=False)),
        update=read_update(top.table("update", needed=False)),
        state_directory=top.path("state_directory") if top.has("state_directory") else None,
        power=read_power(top.table("power", needed=False)),
        lockdown=read_lockdown(top.table("lockdown", needed=False)),
    )
    taken = [settings.printer.device, *(one.device for one in settings.card.every())]
    named = [device for device in taken if device != Path()]
    if len(set(named)) < len(named):
        top.wrong("card.device", "is the device of the printer", "a device of its own")
    # One that is not named is known all the same, so that a mistyped one is told from it.
    top.text("state_directory", "", may_be_empty=True)
    top.nothing_else()
    return settings


def _service(table: Table) -> ServiceSettings:
    url = _service_url(table)
    default = ServiceSettings(url=url)
    made = ServiceSettings(
        url=url,
        ca_file=table.existing("ca_file"),
        proxy=table.text("proxy", "", pattern=PROXY, like="http://HOST:PORT", may_be_empty=True),
        connect_seconds=table.number("connect_seconds", default.connect_seconds, 0.1, 60),
        read_seconds=table.number("read_seconds", default.read_seconds, 0.1, 120),
        whole_answer_seconds=table.number(
            "whole_answer_seconds", default.whole_answer_seconds, 0.1, 300
        ),
        side_question_seconds=table.number(
            "side_question_seconds", default.side_question_seconds, 0.1, 60
        ),
        largest_answer_bytes=table.whole(
            "largest_answer_bytes", default.largest_answer_bytes, 65536, 2**30
        ),
        feed_page_items=table.whole("feed_page_items", default.feed_page_items, 1, 50_000),
        poll_seconds=table.number("poll_seconds", default.poll_seconds, 0.1, 3600),
        master_data_seconds=table.number(
            "master_data_seconds", default.master_data_seconds, 1, 86_400
        ),
        retry_first_seconds=table.number(
            "retry_first_seconds", default.retry_first_seconds, 0.1, 60
        ),
        retry_most_seconds=table.number(
            "retry_most_seconds", default.retry_most_seconds, 0.1, 3600
        ),
        heartbeat_seconds=table.number("heartbeat_seconds", default.heartbeat_seconds, 1, 3600),
        settle_seconds=table.number("settle_seconds", default.settle_seconds, 1, 3600),
    )
    if made.retry_first_seconds > made.retry_most_seconds:
        table.wrong(
            "retry_first_seconds",
            "is longer than retry_most_seconds",
            f"at most {made.retry_most_seconds:g}",
        )
    table.nothing_else()
    return made


def _service_url(table: Table) -> str:
    """The service's address, without a slash at its end."""
    url = table.text("url").rstrip("/")
    allow_plain = table.flag("allow_plain_http", default=False)
    parts = _address(url)
    if parts is None:
        # What stands there is not repeated: somebody may have put a password into it.
        table.wrong("url", "is no address of a service", "https://HOST or https://HOST:PORT")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK and not allow_plain:
        table.wrong("url", "would send secrets unprotected", "https://, or http:// to this machine")
    return url


def _address(url: str) -> SplitResult | None:
    """The parts of an address to which a path can be added; None for anything else."""
    try:
        parts = urlsplit(url)
        usable_port = parts.port != 0  # of a port that is no number or too large it raises
    except ValueError:
        return None
    plain = not (parts.query or parts.fragment or parts.username or _NOT_IN_AN_ADDRESS.search(url))
    usable = usable_port and plain and parts.scheme in ("http", "https") and parts.hostname
    return parts if usable else None


def _screen(table: Table) -> ScreenSettings:
    default = ScreenSettings()
    made = ScreenSettings(
        width_mm=table.number("width_mm", default.width_mm, 100, 3000),
        attract_seconds=table.number("attract_seconds", default.attract_seconds, 0, 3600),
        motion=table.flag("motion", default=default.motion),
    )
    table.nothing_else()
    return made


def _voice(table: Table) -> VoiceSettings:
    kind = table.one_of("kind", get_args(VoiceKind), "none")
    jack = table.one_of("headphones_kind", get_args(HeadphonesKind), "none")
    made = VoiceSettings(
        kind=kind,
        rate=table.whole("rate", VoiceSettings().rate, -100, 100),
        headphones_kind=jack,
        headphones=Path() if jack == "none" else table.path("headphones"),
    )
    table.nothing_else()
    return made


def _session(table: Table) -> SessionSettings:
    default = SessionSettings()
    made = SessionSettings(
        idle_seconds=table.number("idle_seconds", default.idle_seconds, 5, 3600),
        countdown_seconds=table.number("countdown_seconds", default.countdown_seconds, 1, 600),
    )
    if made.countdown_seconds >= made.idle_seconds:
        table.wrong(
            "countdown_seconds", "is not shorter than idle_seconds", f"below {made.idle_seconds:g}"
        )
    table.nothing_else()
    return made
