"""How devices are, as findings: what a driver said of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.cards.reader import CardReader, ReaderStatus
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.voice.headphones import Headphones
from kiosk.voice.speaker import Speaker, SpeakerStatus
from printing.printer import Condition, PrinterStatus
from printing.trouble import Trouble

_OF_CONDITIONS: Final[Mapping[Condition, Verdict]] = {
    Condition.READY: Verdict.PASS,
    Condition.PAPER_LOW: Verdict.WARN,
    Condition.CANNOT_TELL: Verdict.NONE,
}
_OF_READERS: Final[Mapping[ReaderStatus, Verdict]] = {
    ReaderStatus.READY: Verdict.PASS,
    ReaderStatus.CANNOT_TELL: Verdict.NONE,
}
_OF_SPEAKERS: Final = {
    SpeakerStatus.READY: (Verdict.PASS, "ready"),
    SpeakerStatus.NO_ANSWER: (Verdict.FAIL, "no_answer"),
    SpeakerStatus.ABSENT: (Verdict.NONE, "none_configured"),
}
_SENTENCES: Final = {
    "paper_low": "ready, paper near its end",
    "cutter": "cutter stuck",
    "overheated": "head too hot",
    "mechanism": "mechanism at fault",
    "no_answer": "does not answer",
    "cannot_tell": "takes receipts and never says what became of them",
}
#: Where a printer cannot tell, this would be a remedy.
_TELLING: Final = "a network, device, usb or serial connection can say it"


def of_printer(
    status: PrinterStatus, why: Trouble | None = None, name: str = "", part: Part = Part.PRINTER
) -> Finding:
    """``why``: what kept it from answering, or more about its fault."""
    detail = why.detail if why is not None else ""
    if status.fault is not None:
        code = status.fault.value
        return Finding(part, Verdict.FAIL, code, name, detail or _SENTENCES.get(code, ""))
    code, verdict = status.condition.value, _OF_CONDITIONS.get(status.condition, Verdict.FAIL)
    if status.condition is Condition.NO_ANSWER and why is not None:
        return Finding(part, verdict, why.code.value, name, detail)
    advice = _TELLING if status.condition is Condition.CANNOT_TELL else ""
    return Finding(part, verdict, code, name, _SENTENCES.get(code, ""), advice)


def of_reader(reader: CardReader, name: str = "") -> Finding:
    """How a card reader is, as it says itself."""
    status, trouble = reader.status(), reader.trouble()
    sentence = "" if trouble is None else trouble.detail
    verdict = _OF_READERS.get(status, Verdict.FAIL)
    return Finding(Part.READER, verdict, status.value, name, sentence)


def of_speaker(speaker: Speaker) -> Finding:
    return Finding(Part.SPEAKER, *_OF_SPEAKERS[speaker.status()])


def of_headphones(headphones: Headphones) -> Finding:
    """Whether the jack tells anything; none need be plugged in."""
    match headphones.plugged():
        case None:
            return Finding(Part.HEADPHONES, Verdict.NONE, "jack_unknown")
        case True:
            return Finding(Part.HEADPHONES, Verdict.PASS, "plugged")
        case _:
            return Finding(Part.HEADPHONES, Verdict.PASS, "not_plugged")
