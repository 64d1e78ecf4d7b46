"""A wrong settings file stops the start with the file, the key and what would be right."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import devices
from kiosk.cards.frames import BlockCheck, FrameKind
from kiosk.cards.pcsc.reader import PcscReader
from kiosk.cards.profile import IsoPlace
from kiosk.cards.serial_reader import SerialReader
from kiosk.cards.wedge_reader import WedgeReader
from kiosk.settings import (
    CardSettings,
    LockdownSettings,
    MaintenanceSettings,
    PowerSettings,
    PrinterSettings,
    ScreenSettings,
    ServiceSettings,
    SessionSettings,
    Settings,
    SettingsError,
    UpdateSettings,
    VoiceSettings,
    load,
)
from printing.models import MODELS, Cutter, Kanji, NearEnd, QrCode

EPSON_TM_T20III = next(one for one in MODELS if one.id == "epson-tm-t20iii")

RIGHT = """
city = "shiroi"
kiosk_id = "lobby-1"
home_facility = "fukushi-center"
cache_directory = "cache"

[service]
url = "https://booking.example:8443/"

[printer]
kind = "network"
host = "192.0.2.7"
model = "epson-tm-t20iii"
paper_mm = 58

[session]
idle_seconds = 60
"""


TUNED = (
    "width_dots = 416",
    "dots_per_inch = 200",
    'cutter = "full"',
    "tear_off_mm = 12",
    'near_end_sensor = "no"',
    "code_page = 4",
    'kanji = "cp932"',
    'qr_code = "raster"',
    "mm_per_second = 40",
    "clears_buffer = false",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.toml"


def test_a_right_file(file: Path) -> None:
    file.write_text(RIGHT, encoding="utf-8")
    settings = load(file)
    assert settings.city == "shiroi"
    assert settings.cache_directory == file.parent / "cache"
    assert settings.service.url == "https://booking.example:8443"
    assert settings.printer == PrinterSettings(
        kind="network", host="192.0.2.7", model=EPSON_TM_T20III.on(58)
    )
    assert settings.printer.model.width_dots == 420
    assert settings.session.idle_seconds == 60.0
    assert settings.card.reader == "none"


WRONG = {
    "missing": ('city = "shiroi"', "", "city", "is missing"),
    "no table": ("[service]\nurl = ", "service = ", "service", "is no table"),
    "type": ('city = "shiroi"', "city = 5", "city", "is no text"),
    "id": ('"lobby-1"', '"Lobby 1"', "kiosk_id", "does not fit"),
    "no address": ("https://booking.example:8443/", "booking", "service.url", "no address"),
    "plain http": ("https://booking", "http://booking", "service.url", "unprotected"),
    "user in url": ("https://booking", "https://me:pw@booking", "service.url", "no address"),
    "half an address": (
        "https://booking.example:8443/",
        "http://[::1",
        "service.url",
        "no address",
    ),
    "port too large": (":8443", ":99999", "service.url", "no address"),
    "port zero": (":8443", ":0", "service.url", "no address"),
    "port no number": (":8443", ":abc", "service.url", "no address"),
    "fragment": (":8443/", "/#x", "service.url", "no address"),
    "space in url": (":8443/", "/a b", "service.url", "no address"),
    "retry": (
        "[printer]",
        "retry_first_seconds = 20\n[printer]",
        "service.retry_first_seconds",
        "longer than retry_most_seconds",
    ),
    "host with port": ('"192.0.2.7"', '"192.0.2.7:9100"', "printer.host", "is no host"),
    "space in host": ('"192.0.2.7"', '"a b"', "printer.host", "is no host"),
    "empty host": ('"192.0.2.7"', '""', "printer.host", "is no text"),
    "bursts": (
        "[session]",
        '[card]\nreader = "wedge"\nshortest_burst = 64\nlongest_burst = 8\n[session]',
        "card.shortest_burst",
        "more than a card has",
    ),
    "check behind a line": (
        "[session]",
        '[card]\nreader = "serial"\ndevice = "/dev/ttyS0"\nblock_check = "bcc"\n[session]',
        "card.block_check",
        "comes behind no line",
    ),
    "a device that is none": (
        "[session]",
        '[card]\nreader = "evdev"\ndevice = "/dev/input/../sda"\n[session]',
        "card.device",
        "is no device",
    ),
    "a way out of /dev": (
        'kind = "network"',
        'kind = "device"\ndevice = "/dev/../home/printer"',
        "printer.device",
        "is no device",
    ),
    "two readers at a device": (
        "[session]",
        '[card]\nreader = "serial"\ndevice = "/dev/ttyS0"\n[[card.beside]]\nreader = "serial"\n'
        'device = "/dev/ttyS0"\n[session]',
        "card.beside",
        "the same device",
    ),
    "reader and printer at a device": (
        "paper_mm = 58",
        'device = "/dev/ttyS0"\n[card]\nreader = "serial"\ndevice = "/dev/ttyS0"',
        "card.device",
        "the device of the printer",
    ),
    "letters that it has not": (
        "[printer]",
        '[printer]\nlayout = "kanji"\nkanji = "none"',
        "printer.layout",
        "has not",
    ),
    "two wedges": (
        "[session]",
        '[card]\nreader = "wedge"\n[[card.beside]]\nreader = "wedge"\n[session]',
        "card.beside",
        "another wedge",
    ),
    "beside what is beside": (
        "[session]",
        '[card]\nreader = "wedge"\n[[card.beside]]\nreader = "none"\nbeside = []\n[session]',
        "card.beside[1].beside",
        "is no setting",
    ),
    "no device": ("[session]", '[card]\nreader = "evdev"\n[session]', "card.device", "is missing"),
    "rotation": (
        "[session]",
        "[screen]\nrotation = 90\n[session]",
        "screen.rotation",
        "no setting",
    ),
    "kind": ('"network"', '"laser"', "printer.kind", "is not known"),
    "no host": ('host = "192.0.2.7"', "", "printer.host", "is missing"),
    "no such model": ("tm-t20iii", "tm-t20", "printer.model", "is not known"),
    "no such paper": ("paper_mm = 58", "paper_mm = 57", "printer.paper_mm", "is not known"),
    "true is no paper": ("= 58", "= true", "printer.paper_mm", "is not known"),
    "one paper only": (
        "epson-tm-t20iii",
        "epson-tm-t88vi",
        "printer.paper_mm",
        "is not known",
    ),
    "no port": ('"network"', '"serial"', "printer.device", "is missing"),
    "no file": ('"network"', '"device"', "printer.device", "is missing"),
    "not a device": (
        'kind = "network"',
        'kind = "device"\ndevice = "/home/printer"',
        "printer.device",
        "is no device",
    ),
    "no queue": ('"network"', '"cups"', "printer.queue", "is missing"),
    "an option is no queue": (
        'kind = "network"',
        'kind = "cups"\nqueue = "-o"',
        "printer.queue",
        "is no name",
    ),
    "odd speed": ("[printer]", "[printer]\nbaud = 9601", "printer.baud", "is not known"),
    "half a device": ("[printer]", "[printer]\nproduct = 0x0e28", "printer.vendor", "missing"),
    "too large": ("[printer]", "[printer]\nvendor = 0x10000", "printer.vendor", "does not fit"),
    "parity": ("[printer]", '[printer]\nparity = "mark"', "printer.parity", "is not known"),
    "flow": ("[printer]", "[printer]\nflow_control = true", "printer.flow_control", "is not"),
    "foreign": ("[printer]", '[printer]\nforeign = "english"', "printer.foreign", "is not known"),
    "kanji": ("[printer]", '[printer]\nkanji = "jis"', "printer.kanji", "is not known"),
    "too narrow": ("[printer]", "[printer]\nwidth_dots = 48", "printer.width_dots", "not fit"),
    "too fine": ("[printer]", "[printer]\ndots_per_inch = 300", "printer.dots_per_inch", "not fit"),
    "cutter": ("[printer]", "[printer]\ncutter = true", "printer.cutter", "is not known"),
    "layout": ("[printer]", '[printer]\nlayout = "text"', "printer.layout", "is not known"),
    "range": ("idle_seconds = 60", "idle_seconds = 0", "session.idle_seconds", "out of range"),
    "nan": ("idle_seconds = 60", "idle_seconds = nan", "session.idle_seconds", "out of range"),
    "too short": ("idle_seconds = 60", "idle_seconds = 10", "session.countdown_seconds", "shorter"),
    "mistyped": ("idle_seconds", "idle_second", "session.idle_second", "is no setting"),
    "unknown": ("[session]", "[sessions]", "sessions", "is no setting"),
    "no certificate": ("[service]", '[service]\nca_file = "ca.pem"', "service.ca_file", "no file"),
    "no toml": ("[service]", "[service", "", "is not TOML"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_names_the_key(file: Path, name: str) -> None:
    there, instead, key, problem = WRONG[name]
    assert there in RIGHT
    file.write_text(RIGHT.replace(there, instead), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(file)
    assert caught.value.file == file
    assert caught.value.key == key
    assert problem in caught.value.problem
    assert caught.value.remedy
    assert str(file) in str(caught.value)


def test_a_mistyped_key_is_told_the_right_one(file: Path) -> None:
    file.write_text(RIGHT.replace("idle_seconds", "idle_second"), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(file)
    assert caught.value.remedy == "perhaps idle_seconds"


@pytest.mark.parametrize(
    ("card", "settings", "key", "problem"),
    [
        (
            'name = "a"\nsources = ["mifare_uid"]\ncharacters = 14',
            'reader = "pcsc"\nreader_name = "ACR"\n'
            '[[card.beside]]\nreader = "pcsc"\nreader_name = "acr122"',
            "card.beside",
            "part of another's",
        ),
        (
            'name = "a"\nsources = ["serial"]\nlength = 69\ncharacters = 10',
            'reader = "serial"\ndevice = "/dev/ttyS0"\nlongest_frame = 68',
            "card.longest_frame",
            "is less than a card has: 69",
        ),
    ],
)
def test_readers_that_could_not_read_the_citys_cards_are_refused(
    file: Path, card: str, settings: str, key: str, problem: str
) -> None:
    (file.parent / "cards.toml").write_text(f"[[card]]\n{card}\n", encoding="utf-8")
    file.write_text(f'{RIGHT}\n[card]\nprofile = "cards.toml"\n{settings}\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(file)
    assert (caught.value.key, problem in caught.value.problem) == (key, True), caught.value
    right = settings.replace('"acr122"', '"PaSoRi"').replace("68", "69")
    file.write_text(f'{RIGHT}\n[card]\nprofile = "cards.toml"\n{right}\n', encoding="utf-8")
    assert load(file).card.reader == settings.split('"')[1]


def test_plain_http_is_right_on_this_machine_and_where_it_is_allowed(file: Path) -> None:
    for url in ("http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"):
        file.write_text(RIGHT.replace("https://booking.example:8443/", url), encoding="utf-8")
        assert load(file).service.url == url
    allowed = RIGHT.replace(
        '"https://booking.example:8443/"', '"http://b"\nallow_plain_http = true'
    )
    file.write_text(allowed, encoding="utf-8")
    assert load(file).service.url == "http://b"


def test_who_has_the_printer_on_the_desk_may_know_it_better_than_the_table(file: Path) -> None:
    file.write_text(
        RIGHT.replace("paper_mm = 58", "paper_mm = 58\n" + "\n".join(TUNED)), encoding="utf-8"
    )
    assert load(file).printer.model == replace(
        EPSON_TM_T20III.on(58),
        width_dots=416,
        dots_per_inch=200,
        cutter=Cutter.FULL,
        tear_off_mm=12,
        near_end_sensor=NearEnd.NO,
        code_page=4,
        kanji=Kanji.CP932,
        qr_code=QrCode.RASTER,
        mm_per_second=40,
        clears_buffer=False,
    )


@pytest.mark.parametrize("host", ["printer-1.lobby.example", "192.0.2.7", "2001:db8::7"])
def test_a_printer_has_a_name_or_an_address(file: Path, host: str) -> None:
    file.write_text(RIGHT.replace("192.0.2.7", host), encoding="utf-8")
    assert load(file).printer.host == host


def test_a_default_may_be_written_down(file: Path) -> None:
    file.write_text(RIGHT + '\n[card]\nreader = "wedge"\nlongest_burst = 128\n', encoding="utf-8")
    assert load(file).card == CardSettings(reader="wedge")


def test_a_serial_reader_and_the_citys_cards(file: Path) -> None:
    wedge_only = '[[card]]\nname = "old"\nsources = ["wedge"]\ncharacters = 7\n'
    (file.parent / "cards.toml").write_text(wedge_only, encoding="utf-8")
    card = '\n[card]\nreader = "serial"\ndevice = "/dev/ttyS0"\nprofile = "cards.toml"\n'
    file.write_text(RIGHT + card, encoding="utf-8")
    with pytest.raises(SettingsError, match="no card that such a reader reads"):
        load(file)
    file.write_text(RIGHT + card.replace("serial", "evdev"), encoding="utf-8")
    assert [kind.name for kind in load(file).card.profile.kinds] == ["old"]
    with_frame = card.replace("profile", 'frame = "stx"\nblock_check = "lrc"\n#')
    file.write_text(RIGHT + with_frame, encoding="utf-8")
    made = load(file).card
    assert (made.frame, made.block_check) == (FrameKind.STX, BlockCheck.LRC)
    beside = '[[card.beside]]\nreader = "wedge"\n[[card.beside]]\nreader = "none"\n'
    file.write_text(RIGHT + with_frame + beside, encoding="utf-8")
    serial, wedge = devices.card_readers(load(file).card)
    assert (type(serial), type(wedge)) == (SerialReader, WedgeReader)
    serial.stop()


def test_a_reader_of_chips_needs_a_card_with_a_chip(file: Path) -> None:
    card = '\n[card]\nreader = "pcsc"\nreader_name = "RC-S300"\n'
    file.write_text(RIGHT + card, encoding="utf-8")
    with pytest.raises(SettingsError, match="no card that such a reader reads"):
        load(file)
    chip = (
        '[[card]]\nname = "chip"\nsources = ["iso_file"]\niso_application = "A000000001"\n'
        'iso_file = "0001"\niso_record = 2\ncharacters = 7\n'
    )
    (file.parent / "cards.toml").write_text(chip, encoding="utf-8")
    file.write_text(RIGHT + card + 'profile = "cards.toml"\n', encoding="utf-8")
    made = load(file).card
    assert made.reader_name == "RC-S300"
    assert made.profile.kinds[0].chip == IsoPlace(bytes.fromhex("A000000001"), 1, record=2)
    (reader,) = devices.card_readers(made)
    assert isinstance(reader, PcscReader)
    reader.stop()  # never started: harmless


def test_a_password_in_the_address_is_not_repeated(file: Path) -> None:
    file.write_text(RIGHT.replace("https://", "https://me:hush@"), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(file)
    assert "hush" not in str(caught.value)


def test_a_file_that_cannot_be_read(file: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(file)
    file.write_bytes(b'city = "\xff"')
    with pytest.raises(SettingsError, match="UTF-8"):
        load(file)


TABLES = {
    "At the top": Settings,
    "`[service]`": ServiceSettings,
    "`[printer]`": PrinterSettings,
    "`[card]`": CardSettings,
    "`[screen]`": ScreenSettings,
    "`[voice]`": VoiceSettings,
    "`[session]`": SessionSettings,
    "`[maintenance]`": MaintenanceSettings,
    "`[power]`": PowerSettings,
    "`[update]`": UpdateSettings,
    "`[lockdown]`": LockdownSettings,
}

#: Keys that are read but are no field, and fields that are tables.
NOT_A_FIELD = {"allow_plain_http", "paper_mm", "kanji"}
TABLE_FIELDS = ("service", "printer", "card", "screen", "session", "voice", "maintenance")
NOT_A_KEY = {*TABLE_FIELDS, "power", "update", "lockdown"}

PAGE = (Path(__file__).parents[2] / "docs/settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_is_documented_with_its_default(heading: str) -> None:
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| .* \| ?(.*?) ?\|$", section, re.MULTILINE)
    documented = {key: default.strip("`") for key, default in rows if key not in NOT_A_FIELD}
    # ``from`` is a word of Python's own: the field is ``from_``.
    fields = {field.name.rstrip("_"): field for field in dataclasses.fields(TABLES[heading])}
    assert set(documented) == set(fields) - NOT_A_KEY
    for key, said in documented.items():
        default = fields[key].default
        if isinstance(default, bool):
            assert said == str(default).lower(), key
        elif isinstance(default, int | float):
            assert float(said) == float(default), key
        elif isinstance(default, str) and default.isalpha():
            assert said == default, key


def test_the_example_on_the_page_is_right(file: Path) -> None:
    file.write_text(PAGE.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    assert load(file).card.reader == "wedge"
