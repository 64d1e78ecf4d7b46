"""A card reader behind the machine's smart card service: watches all that fit, reads each card.

Readers and the service itself come and go; each of it is a status, and ends when its cause does.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from kiosk import events
from kiosk.cards.pcsc import service as pcsc
from kiosk.cards.pcsc.reading import read
from kiosk.cards.pcsc.service import Service, Slot, Trouble
from kiosk.cards.profile import CardProfile, ReaderCommands
from kiosk.cards.reader import CardRead, ReaderStatus, hand_over
from kiosk.cards.shown import CardUnreadable
from kiosk.cards.trouble import Trouble as ReaderTrouble
from kiosk.cards.trouble import TroubleCode

#: Between two looks for the service while it does not run, and at readers while nothing happens.
LOOK_AGAIN_SECONDS = 1.0
#: A call that takes longer is a reader, or a service, that does not answer.
STALLED_SECONDS = 2.0
#: How long ``stop`` waits for a reading to end before it ends it.
_PATIENCE_SECONDS = 2.0

_STATUS_OF = {
    Trouble.NO_SERVICE: ReaderStatus.NO_ANSWER,
    Trouble.NOT_ALLOWED: ReaderStatus.NOT_ALLOWED,
    Trouble.NO_READER: ReaderStatus.NOT_THERE,
    Trouble.IN_USE: ReaderStatus.IN_USE,
    Trouble.GONE: ReaderStatus.READY,
    Trouble.MUTE: ReaderStatus.READY,
    Trouble.FAULT: ReaderStatus.FAULT,
}

_TROUBLE_OF = {
    ReaderStatus.NO_ANSWER: (
        TroubleCode.NO_ANSWER,
        "the smart card service, or a reader of it, does not answer: is pcscd installed and "
        "running (systemctl status pcscd.socket)?",
    ),
    ReaderStatus.NOT_ALLOWED: (
        TroubleCode.NOT_ALLOWED,
        "the smart card service keeps the kiosk's user out: install the polkit rules "
        "50-lobby-kiosk-cards.rules",
    ),
    ReaderStatus.NOT_THERE: (
        TroubleCode.NOT_THERE,
        "no smart card reader{named} is attached (pcsc_scan lists them)",
    ),
    ReaderStatus.IN_USE: (
        TroubleCode.BUSY,
        "another program keeps a card, or a reader, for itself",
    ),
    ReaderStatus.FAULT: (
        TroubleCode.FAULT,
        "a smart card reader is out of order: pull it out and plug it in again",
    ),
}


@dataclass(slots=True)
class _Watched:
    """A reader: how it was last, whether a card lies on it that is still to be read, and whether
    anything was reported of that card."""

    slot: Slot
    to_read: bool = False
    told: bool = False


class PcscReader:
    """Implements ``CardReader`` over all readers whose name contains ``name``.

    A card that lay there before the reader was seen does not count, as nobody has just shown it.
    """

    def __init__(
        self,
        profile: CardProfile,
        name: str = "",
        commands: ReaderCommands = ReaderCommands.SONY,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._profile = profile
        self._commands = commands
        self._name = name
        self._now = now
        self._on_read: Callable[[CardRead], None] | None = None
        self._status = ReaderStatus.NO_ANSWER
        self._lost = False
        self._due_at: float | None = None
        self._watched: dict[str, _Watched] = {}
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def status(self) -> ReaderStatus:
        due_at = self._due_at
        late = due_at is not None and self._now() > due_at
        return ReaderStatus.NO_ANSWER if late else self._status

    def trouble(self) -> ReaderTrouble | None:
        """Why no card can be read now, for technicians; None if one can."""
        found = _TROUBLE_OF.get(self.status())
        if found is None:
            return None
        code, detail = found
        named = f' whose name contains "{self._name}"' if self._name else ""
        return ReaderTrouble(code, detail.format(named=named))

    def start(self, on_read: Callable[[CardRead], None]) -> None:
        self._on_read = on_read
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="card-pcsc", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._on_read = None
        self._stopping.set()
        if self._thread is None:
            return
        self._thread.join(_PATIENCE_SECONDS)
        if self._thread.is_alive():
            pcsc.hang_up()
            self._thread.join(_PATIENCE_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._say(self._visit())
            except Exception:  # any bug of a visit ends here; without cards a kiosk is worth less
                events.say(events.THREAD_CRASHED, events.Outcome.FAILED)
                logging.getLogger(__name__).exception("watching the card readers crashed")
                self._say(ReaderStatus.FAULT)
            self._stopping.wait(LOOK_AGAIN_SECONDS)

    def _visit(self) -> ReaderStatus:
        """Watch while the service runs; returns how things are then."""
        with self._at_most(STALLED_SECONDS):
            service = pcsc.connect_to_service()
        if isinstance(service, Trouble):
            return _STATUS_OF[service]
        try:
            return self._watch(service)
        finally:
            service.close()

    def _say(self, status: ReaderStatus) -> None:
        before, self._status = self._status, status
        if self._stopping.is_set() or status is before:
            return
        if status is ReaderStatus.READY:
            if self._lost:
                events.say(events.CARD_READER_BACK)
        else:
            events.say(events.CARD_READER_LOST, events.Outcome.FAILED, status.value)
        self._lost = status is not ReaderStatus.READY

    @contextmanager
    def _at_most(self, seconds: float) -> Iterator[None]:
        """While what is in it takes longer than so many seconds, the status is ``NO_ANSWER``."""
        self._due_at = self._now() + seconds
        try:
            yield
        finally:
            self._due_at = None

    def _watch(self, service: Service) -> ReaderStatus:
        self._watched.clear()
        while not self._stopping.is_set():
            with self._at_most(STALLED_SECONDS):
                names = service.readers()
            if isinstance(names, Trouble):
                return _STATUS_OF[names]
            ours = [name for name in names if self._name.casefold() in name.casefold()]
            self._watched = {name: one for name, one in self._watched.items() if name in ours}
            known = {
                name: self._watched[name].slot if name in self._watched else Slot(0)
                for name in ours
            }
            with self._at_most(LOOK_AGAIN_SECONDS + STALLED_SECONDS):
                slots = service.wait(known, LOOK_AGAIN_SECONDS)
            match slots:
                case Trouble.NO_READER:
                    continue  # it was pulled out just now
                case Trouble():
                    return _STATUS_OF[slots]
            self._note(slots)
            self._say(self._read_new(service))
        return ReaderStatus.NO_ANSWER

    def _note(self, slots: Mapping[str, Slot]) -> None:
        """What has changed: a card is new if it came since the last look, however short ago."""
        for name, slot in slots.items():
            before = self._watched.get(name)
            if before is None:
                self._watched[name] = _Watched(slot)
                continue
            there = bool(slot.bits & pcsc.PRESENT)
            was_there = bool(before.slot.bits & pcsc.PRESENT)
            came = there and (not was_there or slot.count != before.slot.count)
            to_read = there and (came or before.to_read)
            self._watched[name] = _Watched(slot, to_read, told=to_read and not came and before.told)

    def _read_new(self, service: Service) -> ReaderStatus:
        """Read what lies there unread; returns the worst of what the readers are in."""
        unread = [name for name, one in self._watched.items() if one.to_read]
        if len(unread) > 1:  # which of them is the resident's?
            for name in unread:
                self._watched[name].to_read = False
            hand_over(CardUnreadable("misread"), self._on_read)
            unread = []
        found = {name: self._read(service, name) for name in unread}
        statuses = [found.get(name) or _of(one) for name, one in self._watched.items()]
        return max(statuses, key=_BY_WEIGHT.index, default=ReaderStatus.NOT_THERE)

    def _read(self, service: Service, name: str) -> ReaderStatus:
        with self._at_most(STALLED_SECONDS):
            outcome = self._ask(service, name)
        if outcome is Trouble.IN_USE:
            return ReaderStatus.IN_USE  # it is read when the other program lets go
        watched = self._watched[name]
        # Held too short: if it comes back before the reader noticed that it was gone, it is read.
        watched.to_read = outcome in (Trouble.GONE, Trouble.FAULT)
        match outcome:
            case Trouble.GONE | Trouble.FAULT if watched.told:
                pass
            case Trouble.NO_SERVICE | Trouble.NO_READER:
                pass  # nobody knows whether there was a card
            case Trouble():
                hand_over(CardUnreadable("incomplete"), self._on_read)
            case read:
                hand_over(read, self._on_read)
        watched.told = True
        return _of(watched)

    def _ask(self, service: Service, name: str) -> CardRead | Trouble:
        card = service.card(name)
        if isinstance(card, Trouble):
            return card
        with card:
            return read(card, self._profile, self._commands)


#: The later, the worse.
_BY_WEIGHT = (
    ReaderStatus.READY,
    ReaderStatus.IN_USE,
    ReaderStatus.FAULT,
)


def _of(watched: _Watched) -> ReaderStatus:
    bits = watched.slot.bits
    if bits & pcsc.UNAVAILABLE:
        return ReaderStatus.FAULT
    return ReaderStatus.IN_USE if bits & pcsc.EXCLUSIVE else ReaderStatus.READY
