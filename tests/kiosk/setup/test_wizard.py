"""The questions on the console: every wrong answer says where, why and what to do, and is asked
again; nothing is written before the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from booking_service import embedded
from kiosk.cli import main
from kiosk.clock import SystemClock
from kiosk.credential_store import SealedFile
from kiosk.credentials import KioskCredential
from kiosk.machine.root.host import Host
from kiosk.maintenance.audit import lines, read_line
from kiosk.outcome import Refused
from kiosk.settings import load
from kiosk.setup.console import Ended, can_show_japanese, language_of
from kiosk.setup.document import Document, present
from kiosk.setup.finishing import Finishing, start
from kiosk.setup.wizard import Answers, Wizard
from kiosk.setup.wording import COLUMNS, LANGUAGES, SetupWords, catalogue, wrapped
from printing.drivers.memory import MemoryPrinter
from printing.printer import NO_ANSWER
from tests.kiosk.setup.answering import Answering, RememberedPins, machine, talk_of
from tests.kiosk.setup.conftest import MakeCode
from tests.kiosk.setup.sealing import Sealing

HOME = "nishishiroi-fukugo"
KEY = "0123456789abcdef" * 4
#: It speaks, closes, opens and takes new versions.
SPEAKS: Final = ("y", "21:30", "08:00", KEY)
#: It is silent, stays on and takes none.
SILENT: Final = ("", "", "")


def asked(
    tmp_path: Path,
    *answers: str,
    before: Document | None = None,
    language: str = "en",
    printer: Callable[[], MemoryPrinter] = MemoryPrinter,
) -> tuple[Answers, Answering]:
    console = Answering(list(answers))
    file = tmp_path / "kiosk.toml"
    wizard = Wizard(talk_of(console, language), file, before or {}, SystemClock(), machine(printer))
    made = wizard.ask()
    assert not console.answers, "it asked all of them"
    assert not file.exists(), "nothing is written meanwhile"
    return made, console


def test_from_nothing_to_settings(service: embedded.Running, tmp_path: Path) -> None:
    answers = (service.url, "y", "lobby-1", HOME, "21.5in", "1", "192.0.2.7:9101", "1")
    made, console = asked(tmp_path, *answers, *SPEAKS)
    assert not list(console.wrong())
    assert made.document == {
        "cache_directory": "/var/lib/kiosk/cache",
        "service": {"url": service.url},
        "city": "shiroi",
        "kiosk_id": "lobby-1",
        "home_facility": HOME,
        "screen": {"width_mm": 267.7},
        "printer": {"kind": "network", "host": "192.0.2.7", "port": 9101},
        "card": {"reader": "wedge"},
        "voice": {"kind": "speech-dispatcher"},
        "power": {"off_at": "21:30", "on_at": "08:00"},
        "update": {"release_key": KEY},
    }
    lacking = [line for line in console.said if line.startswith("* ")]
    assert len(lacking) == 2, "a voice, and a clock with an alarm"
    assert all(len(line) <= COLUMNS for line in console.said)


def test_run_again_enter_keeps_everything(service: embedded.Running, tmp_path: Path) -> None:
    answers = (service.url, "", "lobby-1", HOME, "", "1", "192.0.2.7", "1")
    first, _ = asked(tmp_path, *answers, *SPEAKS)
    kept = {**first.document, "session": {"idle_seconds": 60}}
    again, console = asked(tmp_path, *[""] * 11, before=kept)
    assert again.document == kept
    assert f"[{service.url}] > " in console.said
    # What is not wanted any more is taken away; without a closing time nothing opens either.
    silent, _ = asked(tmp_path, *[""] * 7, "n", "-", "-", before=kept)
    assert silent.document["voice"] == {"kind": "none"}
    assert (silent.document["power"], silent.document["update"]) == ({}, {})
    # Where nothing of it stood, nothing of it is written.
    untouched, _ = asked(tmp_path, *answers, *SILENT)
    assert not {"voice", "power", "update"} & untouched.document.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wrong_answer_is_told_and_asked_again(
    service: embedded.Running, tmp_path: Path, language: str
) -> None:
    silent = MemoryPrinter(status=NO_ANSWER)
    printers = iter([silent, silent, MemoryPrinter()])
    wrong_url = ("ftp://x", "http://192.0.2.1", "http://127.0.0.1:1", "-")
    name = ("Lobby 1", "l" * 41, "lobby-1")
    facility = ("", "0", "999", "no such", "センター", HOME)
    glass = ("wide", "7", "268")
    printer = ("9", "x", "1", "no address!", "192.0.2.7", "n", "1", "192.0.2.8", "maybe", "n")
    lobby = (
        "perhaps",
        "y",
        "9 pm",
        "21:30",
        "21:30",
        "08:00",
        "xyz",
        f" {KEY[:9]} {KEY[9:].upper()}",
    )
    made, console = asked(
        tmp_path,
        *wrong_url,
        *(service.url, "n", service.url, "y"),
        *(*name, *facility, *glass, *printer, "1", "192.0.2.9", "2", *lobby),
        language=language,
        printer=lambda: next(printers),
    )
    assert list(console.wrong()) == [
        *("service.url", "service.url", "service.url"),
        *("kiosk_id", "kiosk_id"),
        *["home_facility"] * 5,
        *["screen.width_mm"] * 2,
        *("printer", "printer", "printer.host", "printer", "printer", "all_the_same"),
        *("voice", "power.off_at", "power.on_at", "update.release_key"),
    ]
    assert made.document["update"] == {"release_key": KEY}
    assert made.document["printer"]["host"] == "192.0.2.9"
    assert made.document["card"] == {"reader": "none"}
    # Below each of them stands what to do.
    for number, line in enumerate(console.said):
        if line.startswith("! "):
            assert any(one.startswith("   -> ") for one in console.said[number : number + 5])


@pytest.mark.parametrize("words", [(), ("--answers", "answers.toml")])
def test_a_machine_that_would_forget_is_not_set_up(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    words: tuple[str, ...],
) -> None:
    monkeypatch.setattr(Host, "forgets", lambda _: True)
    config = tmp_path / "kiosk.toml"
    assert main(["setup", "--config", str(config), "--language", "en", *words]) == 1
    said = capsys.readouterr().out
    assert "disk is read-only" in said
    assert "lobby-kiosk-read-only off" in said
    assert not list(tmp_path.iterdir())


def test_whoever_goes_away_leaves_nothing_behind(service: embedded.Running, tmp_path: Path) -> None:
    with pytest.raises(Ended):
        asked(tmp_path, service.url, "y", "lobby-1")
    assert not list(tmp_path.iterdir())


def finishing(
    tmp_path: Path, *answers: str, broken: str = ""
) -> tuple[Finishing, Answering, Sealing, RememberedPins]:
    console, sealing, pins = Answering(list(answers)), Sealing(broken), RememberedPins()
    made = Finishing(
        talk_of(console),
        tmp_path / "kiosk.toml",
        SystemClock(),
        SealedFile(tmp_path / "credential.cred", sealing.run),
        pins,
        None,
        lambda _: 0,
    )
    return made, console, sealing, pins


def settings_for(service: embedded.Running, kiosk_id: str) -> Answers:
    return Answers(
        {
            "city": "shiroi",
            "kiosk_id": kiosk_id,
            "home_facility": HOME,
            "cache_directory": "cache",
            "service": {"url": service.url},
        }
    )


def test_enrolling_asks_until_a_code_is_right(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> None:
    code = make_code("lobby-21")
    made, console, _, _ = finishing(tmp_path, "123", "12345678", f"{code[:4]}-{code[4:]}")
    assert made.write(settings_for(service, "lobby-21"))
    assert made.enrol()
    assert list(console.wrong()) == ["code", "code"]
    assert isinstance(made.store.kept("lobby-21"), KioskCredential)
    # Four digits alone also meet by chance, in the port of an address.
    assert not all(half in console.text for half in (code[:4], code[4:]))
    noted = [read_line(data) for _, _, data in lines(tmp_path / "audit")]
    assert [(one.action, one.outcome, one.detail) for one in noted if one] == [
        ("settings.write", "asked", ""),
        ("settings.write", "done", ""),
        ("enrolment.enrol", "asked", ""),
        ("enrolment.enrol", "refused", "code_wrong"),
        ("enrolment.enrol", "asked", ""),
        ("enrolment.enrol", "done", ""),
    ]
    # Once more: it says that it is enrolled, and Enter keeps it so.
    made.talk.console.answers.append("")  # type: ignore[attr-defined]
    assert made.enrol()
    assert "is enrolled" in console.text


def test_a_machine_that_cannot_seal_says_so_and_keeps_the_code(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> None:
    code = make_code("lobby-22")
    made, console, sealing, _ = finishing(tmp_path, code, code, broken="systemd-creds")
    assert made.write(settings_for(service, "lobby-22"))
    assert not made.enrol()
    assert "systemd-creds: encrypt is broken" in console.text
    sealing.broken = ""
    assert made.enrol(), "the code was not spent"


def test_what_cannot_be_noted_is_not_done(
    service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> None:
    code = make_code("lobby-24")
    made, console, _, _ = finishing(tmp_path, code, code)
    assert made.write(settings_for(service, "lobby-24"))
    (tmp_path / "audit").rename(tmp_path / "elsewhere")
    (tmp_path / "audit").touch()
    assert not made.enrol()
    assert not made.write(settings_for(service, "lobby-26"))
    assert load(made.config).kiosk_id == "lobby-24"
    assert list(console.wrong()) == ["code", "config"]
    assert "audit log cannot be written" in console.text
    (tmp_path / "audit").unlink()
    assert made.write(settings_for(service, "lobby-24"))
    assert made.enrol(), "the code was not spent"


def test_no_code_yet_is_no_mistake(service: embedded.Running, tmp_path: Path) -> None:
    made, console, _, _ = finishing(tmp_path, "")
    assert made.write(settings_for(service, "lobby-23"))
    assert not made.enrol()
    assert not list(console.wrong())
    assert "Not enrolled yet" in console.text


def test_pins_are_asked_twice_unseen_and_weak_ones_refused(tmp_path: Path) -> None:
    answers = ("123", "123", "482915", "482916", "482915", "482915", "")
    made, console, _, pins = finishing(tmp_path, *answers)
    made.ask_pins()
    assert pins.kept == {"staff": "482915"}
    assert console.unseen == list(answers)
    assert list(console.wrong()) == ["pin", "pin"]
    assert "too short" in console.text
    assert "kiosk pin set technician" in console.text
    assert "482915" not in console.text


def test_pin_files_are_taken_and_deleted(tmp_path: Path) -> None:
    staff, technician = tmp_path / "staff", tmp_path / "technician"
    staff.write_text("482915\n")
    technician.write_text("1\n")
    made, console, _, pins = finishing(tmp_path)
    assert not made.take_pins({"staff": staff, "technician": technician})
    assert pins.kept == {"staff": "482915"}
    assert not staff.exists()
    assert technician.exists(), "what was not taken is not lost"
    assert "482915" not in console.text


def test_settings_that_cannot_be_written_say_so(service: embedded.Running, tmp_path: Path) -> None:
    made, console, _, _ = finishing(tmp_path)
    made.config.mkdir()
    assert not made.write(settings_for(service, "lobby-24"))
    assert list(console.wrong()) == ["config"]


def test_written_settings_are_those_of_the_kiosk(service: embedded.Running, tmp_path: Path) -> None:
    made, _, _, _ = finishing(tmp_path)
    assert made.write(settings_for(service, "lobby-25"))
    assert load(made.config).service.url == service.url
    assert present(made.config)["kiosk_id"] == "lobby-25"


def test_a_console_without_japanese_gets_english(monkeypatch: pytest.MonkeyPatch) -> None:
    japanese = {"LANG": "ja_JP.UTF-8", "TERM": "xterm-256color"}
    monkeypatch.setattr("kiosk.setup.console.sys.stdout", type("Out", (), {"encoding": "UTF-8"}))
    assert (language_of(japanese), can_show_japanese(japanese)) == ("ja", True)
    assert language_of({**japanese, "TERM": "linux"}) == "en"
    assert language_of({**japanese, "LC_ALL": "C.UTF-8"}) == "en"
    assert language_of({}) == "en"
    monkeypatch.setattr("kiosk.setup.console.sys.stdout", type("Out", (), {"encoding": "ascii"}))
    assert language_of(japanese) == "en"


@pytest.mark.parametrize(
    ("terminal", "typed", "starts"),
    [
        ("/dev/tty1", "", True),
        ("/dev/tty1", "n", False),
        ("/dev/pts/0", None, True),
        (None, None, True),
    ],
)
def test_a_console_that_the_glass_covers_is_kept_if_somebody_wants_it(
    monkeypatch: pytest.MonkeyPatch, terminal: str | None, typed: str | None, starts: bool
) -> None:
    def ttyname(_: int) -> str:
        if terminal is None:
            raise OSError
        return terminal

    monkeypatch.setattr("kiosk.setup.console.os.ttyname", ttyname)
    monkeypatch.setattr(
        "kiosk.setup.console.sys.stdin", type("In", (), {"fileno": staticmethod(lambda: 0)})
    )
    console = Answering([] if typed is None else [typed])
    started: list[bool] = []
    assert start(talk_of(console), lambda: started.append(True)) is None
    assert bool(started) == starts
    assert ("systemctl reboot" in console.text) != starts


def test_both_languages_say_the_same_things() -> None:
    japanese, english = (catalogue(language) for language in LANGUAGES)
    assert japanese.keys() == english.keys()
    for key, text in japanese.items():
        assert text, key
        assert fields(text) == fields(english[key]), key
    told = {key for key in english if key.startswith("trouble.")}
    assert all(f"{one}.remedy" in told for one in told if not one.endswith(".remedy"))


def fields(text: str) -> set[str]:
    return {one.partition("}")[0] for one in text.split("{")[1:]}


def test_an_unknown_refusal_is_told_by_its_code() -> None:
    for language in ("ja", "en"):
        told, remedy = SetupWords(language).trouble(Refused("something_new", {"x": 1}))
        assert "something_new" in told
        assert remedy


def test_what_does_not_fit_is_told_in_the_language_of_the_console() -> None:
    """The settings themselves speak English."""
    wrong = {"problem": "'25:00' does not fit", "remedy": 'HH:MM, such as "21:30"'}
    for place in ("service.url", "kiosk_id", "power.off_at", "update.release_key"):
        told, remedy = SetupWords("ja").trouble(Refused("setting_wrong", {"place": place, **wrong}))
        assert "does not" not in told
        assert "HH:MM" not in remedy
    elsewhere = Refused("setting_wrong", {"place": "printer.port", **wrong})
    assert SetupWords("ja").trouble(elsewhere)[0] == wrong["problem"]


def test_lines_fit_on_a_console() -> None:
    text = "予約システムのアドレスを、もう一度、入力してください。 https://booking.example/ " * 4
    made = list(wrapped(text, 40))
    assert "".join(made).replace(" ", "") == text.replace(" ", "")
    assert not any(line.startswith("。") for line in made)
    assert [list(wrapped("one two three", 8))] == [["one two", "three"]]
