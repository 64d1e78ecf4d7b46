"""What is found of devices and of the terminal, in codes, in English, and in every language."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from kiosk.cards.memory import MemoryReader
from kiosk.cards.profile import CardProfile
from kiosk.cards.reader import ReaderStatus
from kiosk.clock import TOKYO
from kiosk.doctor.command import COMMAND, add_to, run
from kiosk.first_contact import Lifetime
from kiosk.outcome import Refused
from kiosk.readiness import devices, saved, state
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.readiness.report import Question, ReadinessReport, asked
from kiosk.readiness.wording import CODES, OF_THE_LINE, name_of, said_of, verdict_of
from kiosk.service_look import Named, ServiceFound
from kiosk.settings import load
from kiosk.voice.headphones import FileHeadphones, UnknownHeadphones
from kiosk.voice.speaker import AbsentSpeaker, MemorySpeaker
from printing.printer import NO_ANSWER, Condition, Fault, PrinterStatus, faulty
from printing.trouble import Trouble, TroubleCode
from ui.samples.staff import EVERY_CODE, NOT_READY, READY
from ui.wording.words import LANGUAGES, Words

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=TOKYO)


def doctor_arguments(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_to(parser.add_subparsers())
    return parser.parse_args((COMMAND, *words))


def service(behind: timedelta | None, lifetime: Lifetime | None = None) -> ServiceFound:
    return ServiceFound(Named("shiroi", {"ja": "白井市"}), (), lifetime, behind)


def test_each_status_of_a_printer_is_a_finding_that_says_what_to_do() -> None:
    statuses = [
        *(PrinterStatus(one) for one in Condition if one is not Condition.FAULT),
        *(faulty(fault) for fault in Fault),
    ]
    found = [devices.of_printer(status) for status in statuses]
    assert len({one.code for one in found}) == len(statuses)
    assert {one.code for one in found} <= set(CODES)
    failing = [one for one in found if one.verdict is Verdict.FAIL]
    assert len(failing) == sum(not status.can_print for status in statuses)
    assert all(one.todo for one in found if one.code != "ready")


@pytest.mark.parametrize("code", TroubleCode)
def test_why_a_printer_cannot_be_reached(code: TroubleCode) -> None:
    found = devices.of_printer(NO_ANSWER, Trouble(code, "do this"), "usb")
    assert (found.code, found.said, found.verdict) == (code.value, "do this", Verdict.FAIL)
    assert found.subject == "printer (usb)"
    assert found.code in CODES


def test_readers_voice_and_headphones(tmp_path: Path) -> None:
    reader = MemoryReader(CardProfile(()))
    verdicts = {}
    for status in ReaderStatus:
        reader.set_status(status)
        found = devices.of_reader(reader, "wedge")
        assert found.code in CODES
        verdicts[found.code] = found.verdict
    assert [code for code, it in verdicts.items() if it is Verdict.FAIL] == [
        "not_there",
        "no_answer",
        "not_allowed",
        "in_use",
        "fault",
    ]
    assert devices.of_speaker(MemorySpeaker()).code == "ready"
    assert devices.of_speaker(AbsentSpeaker()).verdict is Verdict.NONE
    plug = tmp_path / "plug"
    assert devices.of_headphones(FileHeadphones(plug)).code == "not_plugged"
    plug.touch()
    assert devices.of_headphones(FileHeadphones(plug)).code == "plugged"
    assert devices.of_headphones(UnknownHeadphones()).code == "jack_unknown"


def test_line_clock_and_certificate() -> None:
    lost = Refused("nobody_answers")
    assert state.of_line(lost, "https://x").verdict is Verdict.FAIL
    assert state.of_line(service(None), "https://x").code == "line_up"
    assert state.of_clock(lost).code == state.of_certificate(lost, NOW).code == "cannot_ask"
    wrong = Refused("clock_wrong", {"behind_seconds": -600})
    assert state.of_clock(wrong).values == {"minutes": 10}
    assert state.of_clock(service(timedelta(minutes=-3))).verdict is Verdict.FAIL
    assert state.of_clock(service(timedelta(seconds=-3))).values == {"seconds": 3}
    assert state.of_clock(service(None)).verdict is Verdict.NONE
    assert state.of_certificate(Refused("certificate_over"), NOW).verdict is Verdict.FAIL

    def ends_in(**left: int) -> Finding:
        ends = NOW + timedelta(**left)
        return state.of_certificate(service(None, Lifetime(NOW, ends)), NOW)

    assert (ends_in(days=30).verdict, ends_in(days=30).values) == (Verdict.PASS, {"days": 30})
    assert (ends_in(days=29, hours=23).verdict) is Verdict.WARN
    assert state.of_certificate(service(None), NOW).code == "certificate_none"


def test_cache_disk_receipts_writes_and_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert state.of_cache(None).code == "cache_empty"
    assert state.of_cache(900).verdict is Verdict.PASS
    assert state.of_cache(901).verdict is Verdict.FAIL
    assert state.of_disk(tmp_path / "not" / "yet").code == "room"
    monkeypatch.setattr(state, "LEAST_ROOM", 2**62)
    assert state.of_disk(tmp_path).code == "little_room"
    (tmp_path / "file").touch()

    def full(**_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(state.tempfile, "TemporaryFile", full)
    broken = state.of_disk(tmp_path)
    assert (broken.code, broken.verdict) == ("not_writable", Verdict.FAIL)
    assert "No space left" in broken.said
    assert state.of_receipts(0, 0).verdict is Verdict.PASS
    assert state.of_receipts(2, 0).verdict is Verdict.WARN
    assert state.of_receipts(2, 1).verdict is Verdict.FAIL
    assert [state.of_writes(*two).code for two in ((0, 0), (1, 0), (1, 1))] == [
        "none_open",
        "writes_open",
        "writes_for_staff",
    ]
    assert state.of_version("1.4.0", None).code == state.of_version("1.4.0", "1.4.0").code
    assert state.of_version("1.4.0", "1.5.0").verdict is Verdict.WARN


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_words(language: str) -> None:
    words = Words(language)
    for one in EVERY_CODE.findings:
        assert name_of(one, words)
        assert said_of(one, words)
    assert len({verdict_of(Finding(Part.LINE, it, ""), words) for it in Verdict}) == len(Verdict)
    assert {one.code for one in EVERY_CODE.findings} == {*CODES, *OF_THE_LINE, "something_new"}


def test_who_does_not_answer_in_time_is_a_finding_and_keeps_nobody_waiting() -> None:
    go_on = Event()

    def hangs() -> Finding:
        go_on.wait()
        return Finding(Part.READER, Verdict.PASS, "ready")

    ready = Finding(Part.PRINTER, Verdict.PASS, "ready")
    found = asked(
        (
            Question(Part.READER, hangs, 0.0, "wedge"),
            Question(Part.PRINTER, lambda: ready),
            Question(Part.LINE, lambda: (ready, ready)),
        )
    )
    go_on.set()
    late = Finding(Part.READER, Verdict.FAIL, "not_in_time", "wedge")
    assert found == (late, ready, ready, ready)


def test_a_bug_in_a_question_is_not_hidden() -> None:
    def wrong() -> Finding:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asked((Question(Part.LINE, wrong),))


def test_the_newest_thirty_reports_are_kept(tmp_path: Path) -> None:
    assert saved.newest(tmp_path) is None
    for minutes in range(32):
        at = NOW + timedelta(minutes=minutes)
        path = saved.save(ReadinessReport("lobby-1", at, NOT_READY.findings), tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    kept = sorted((tmp_path / saved.FOLDER).glob("*.readiness.json"))
    assert len(kept) == saved.KEPT
    assert kept[0].name == "20261121T090200.readiness.json"
    last = saved.newest(tmp_path)
    assert last is not None
    assert last.at.astimezone(UTC) == at.astimezone(UTC)
    assert [one.code for one in last.findings] == [one.code for one in NOT_READY.findings]
    assert [one.subject for one in last.failing] == [one.subject for one in NOT_READY.failing]
    path.write_text("damaged")
    older = saved.newest(tmp_path)
    assert older is not None
    assert older.at < at


def test_the_doctor_shows_the_saved_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        'city = "shiroi"\nkiosk_id = "lobby-1"\nhome_facility = "centre"\n'
        'cache_directory = "state/cache"\n[service]\nurl = "http://127.0.0.1:9"\n'
    )
    arguments = doctor_arguments("--config", str(config), "--saved")
    assert run(arguments) == 1
    assert "no readiness report" in capsys.readouterr().err
    folder = load(config).maintenance_folder
    saved.save(READY, folder)
    assert run(arguments) == 0
    assert "Pass  printer (network, 192.0.2.7 port 9100): ready" in capsys.readouterr().out
    assert run(doctor_arguments("--saved")) == 2
