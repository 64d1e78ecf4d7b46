"""One examination: find, ask, print and listen as asked, and put the advice together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kiosk import devices
from kiosk.cards.pcsc.service import Trouble as ServiceTrouble
from kiosk.cards.profile import CHIPS
from kiosk.doctor.advise import CHIP_PROFILE, PROFILE_NAME, card_table, printer_table
from kiosk.doctor.check import (
    check_chips,
    check_found_printer,
    check_port,
    check_printer,
    check_readers,
    facts,
    opened,
    same_device,
)
from kiosk.doctor.find import Found, find
from kiosk.doctor.listen import Came, listen, readers_found
from kiosk.doctor.machine import Machine
from kiosk.doctor.report import Advice, Report
from kiosk.doctor.sample_page import print_pages
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.settings_card import CardSettings
from kiosk.settings_printer import PrinterSettings
from printing.models import Model

#: How good a printer is as advice, by what was heard of it; the least first.
_RANK: Final = {Verdict.PASS: 0, Verdict.FAIL: 1, Verdict.NONE: 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """``card_seconds`` None: wait for no card. ``terminal``: where a reader may type. ``now`` is
    called when a card may be shown."""

    test_page: bool = False
    card_seconds: float | None = None
    terminal: int | None = None
    now: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Configured:
    """The configuration's part; ``profile`` as it stands there, None if it names none."""

    printer: PrinterSettings
    card: CardSettings
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A printer that may be configured: ``settings`` None if it is of no use for receipts."""

    check: Finding
    settings: PrinterSettings | None
    models: tuple[Model, ...] = ()


def examine(machine: Machine, configured: Configured | None, asked: Asked) -> Report:
    """Look, ask and wait as ``asked``; nothing is changed anywhere."""
    found = find(machine)
    checks: list[Finding] = []
    chosen: _Seen | None = None
    if configured is not None:
        check, answers = check_printer(machine, configured.printer)
        checks += [check, *check_readers(configured.card, found)]
        chosen = _Seen(check, answers) if answers is not None else None
    if chosen is None:
        around = list(_around(machine, found, configured))
        checks += [_softened(one.check) if configured else one.check for one in around]
        # Instead of a configured printer only one that answers is any better.
        good = (Verdict.PASS,) if configured else tuple(Verdict)
        usable = [one for one in around if one.settings and one.check.verdict in good]
        chosen = min(usable, key=lambda one: _RANK[one.check.verdict], default=None)
        if chosen is None and configured is None:
            checks.append(_none_found(Part.PRINTER))
    if configured is None:
        checks += _readers_around(found)
    if asked.test_page:
        checks += _test_page(machine, configured, chosen)
    came = None
    if asked.card_seconds is not None:
        came, check = _card(configured, found, asked, asked.card_seconds)
        checks.append(check)
    return Report(
        _model(configured, chosen),
        tuple(checks),
        _advice(configured, found, chosen, came),
        came.seen if came else None,
        facts_of=(chosen.check if chosen is not None else checks[0]).subject if checks else "",
    )


def _none_found(part: Part) -> Finding:
    return Finding(part, Verdict.FAIL, "not_there", "", "none was found", "power and cable")


def _softened(check: Finding) -> Finding:
    """Beside a configuration it is no failure that something else does not answer."""
    return replace(check, verdict=Verdict.NONE) if check.verdict is Verdict.FAIL else check


def _around(machine: Machine, found: Found, configured: Configured | None) -> Iterator[_Seen]:
    """Printers that are not configured. Readers' ports are left alone."""
    taken = []
    if configured is not None:
        taken = [configured.printer.device, *(one.device for one in configured.card.every())]
    for printer in found.printers:
        if configured is not None and printer.settings == configured.printer:
            continue
        if not any(same_device(printer.settings.device, one) for one in taken if one.name):
            settings = None if printer.office else printer.settings
            yield _Seen(check_found_printer(machine, printer), settings, printer.models)
    for port in found.ports:
        if not any(same_device(port.device, one) for one in taken if one.name):
            check, answers = check_port(machine, port)
            yield _Seen(check, answers)


def _readers_around(found: Found) -> Iterator[Finding]:
    there = False
    chips = check_chips(found.chips)
    if not isinstance(found.chips, ServiceTrouble) and found.chips:
        there = True
        yield chips
    for keyboard in found.keyboards:
        what = (Part.OTHER_READER, f"{keyboard.name} ({keyboard.device})")
        if not keyboard.is_reader:
            sentence = "a keyboard, or a reader that passes for one"
            part, name = what
            advice = "kiosk doctor --card shows which"
            yield Finding(part, Verdict.NONE, "unused", name, sentence, advice)
            continue
        there = True
        settings = CardSettings(reader="evdev", device=keyboard.device)
        made = devices.card_reader(settings)
        if made is not None:
            yield opened(made, what)
    if not there:
        yield replace(chips, verdict=Verdict.NONE)
        if not found.ports:
            yield _none_found(Part.READER)


def _test_page(
    machine: Machine, configured: Configured | None, chosen: _Seen | None
) -> tuple[Finding, ...]:
    """On the configured printer, and on no other: whose paper it is must be sure."""
    settings = chosen.settings if chosen is not None else None
    if configured is not None and configured.printer.kind != "none":
        speed = settings.baud if settings is not None else configured.printer.baud
        settings = replace(configured.printer, baud=speed)
    if settings is None:
        return (
            Finding(Part.TEST_PAGE, Verdict.FAIL, "not_there", "", "there is no printer for it"),
        )
    return print_pages(machine, settings)


def _card(
    configured: Configured | None, found: Found, asked: Asked, seconds: float
) -> tuple[Came | None, Finding]:
    known = configured is not None and configured.card.reader != "none"
    waits = configured.card if configured is not None and known else readers_found(found)
    if configured is not None and not known:
        waits = _with_profile(waits, configured.card)
    if asked.terminal is None and all(one.reader == "wedge" for one in waits.every()):
        sentence = "nobody could hear a reader that types"
        return None, _card_found(Verdict.FAIL, sentence, "run kiosk doctor in a terminal")
    came = listen(waits, seconds, asked.now, known=known, terminal=asked.terminal)
    if came is None:
        return None, _card_found(Verdict.FAIL, f"none came in {seconds:g} seconds")
    if came.seen.fitting:
        return came, _card_found(Verdict.PASS, f"came, and is taken for kind {came.seen.taken_for}")
    if came.seen.misread:
        advice = "show it again; if it stays so, another rule is right: see docs/cards.md"
        return came, _card_found(Verdict.FAIL, "came, and its check digit is wrong", advice)
    if known:
        advice = "the profile of the cards (docs/cards.md), or the reader's own setting; see below"
        return came, _card_found(Verdict.FAIL, "came, and fits no kind of the profile", advice)
    return came, _card_found(Verdict.PASS, "came; what it holds is below")


def _card_found(verdict: Verdict, sentence: str, advice: str = "") -> Finding:
    code = "card_read" if verdict is Verdict.PASS else "card_not_read"
    return Finding(Part.CARD, verdict, code, "", sentence, advice)


def _with_profile(waits: CardSettings, card: CardSettings) -> CardSettings:
    beside = tuple(replace(one, profile=card.profile) for one in waits.beside)
    return replace(waits, profile=card.profile, beside=beside)


def _model(configured: Configured | None, chosen: _Seen | None) -> str:
    if chosen is not None and chosen.settings is not None:
        return facts(chosen.settings.model)
    if configured is not None and configured.printer.kind != "none":
        return facts(configured.printer.model)
    return ""


def _advice(
    configured: Configured | None, found: Found, chosen: _Seen | None, came: Came | None
) -> Advice:
    remarks: list[str] = []
    printer = ""
    if chosen is None or chosen.settings is None:
        remarks.append("No printer was found that could be configured: nothing for [printer].")
    elif configured is None or chosen.settings != configured.printer:
        printer = printer_table(chosen.settings, chosen.models)
    else:
        remarks.append("[printer] can stay as it is.")
    card, profile = _card_advice(configured, found, came)
    if configured is not None and card == configured.card and card.reader != "none" and not profile:
        remarks.append("[card] can stay as it is.")
        return Advice(printer, remarks=tuple(remarks))
    if card.reader == "none":
        remarks.append("No card reader was found that could be configured: nothing for [card].")
        return Advice(printer, remarks=tuple(remarks))
    # A profile that is there is added to: it knows more kinds of cards than one that was shown.
    file = (configured.profile if configured else None) or (PROFILE_NAME if profile else None)
    return Advice(printer, card_table(card, file), profile, tuple(remarks), file or "")


def _card_advice(
    configured: Configured | None, found: Found, came: Came | None
) -> tuple[CardSettings, str]:
    """The reader to configure, and a profile if there is none for it yet."""
    now = configured.card if configured else CardSettings()
    card = now
    if came is not None:
        card = _in_place_of(now, came.settings)
    elif now.reader == "none":
        card = _reader_found(found)
    if card.reader == "pcsc" and not any(card.profile.of(source) for source in CHIPS):
        return card, CHIP_PROFILE
    if came is not None and not came.seen.fitting:
        return card, came.seen.suggestion
    return card, ""


def _in_place_of(now: CardSettings, came: CardSettings) -> CardSettings:
    """The configuration with what was learned of one of its readers."""
    same = [(one.reader, one.device) == (came.reader, came.device) for one in now.every()]
    if not any(same):
        return replace(came, profile=now.profile, beside=())
    every = [came if is_it else one for is_it, one in zip(same, now.every(), strict=True)]
    first, *beside = (replace(one, beside=()) for one in every)
    return replace(first, beside=tuple(beside))


def _reader_found(found: Found) -> CardSettings:
    """The best of what was found, without a card to tell by."""
    if not isinstance(found.chips, ServiceTrouble) and found.chips:
        return CardSettings(reader="pcsc")
    for keyboard in found.typing_readers:
        return CardSettings(reader="evdev", device=keyboard.device)
    return CardSettings()
