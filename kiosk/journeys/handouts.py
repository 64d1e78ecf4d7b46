"""What anybody may take along on paper, logged in or not."""

from __future__ import annotations

from kiosk.journeys.master_data import MasterData
from kiosk.journeys.outcomes import ReceiptView
from kiosk.journeys.receipts import VisitReceipts
from kiosk.model import Text
from kiosk.outcome import Refused
from kiosk.people_model import Registered
from kiosk.search import Found, SearchAnswer
from printing.receipts.handouts import (
    AnswerValues,
    FoundItem,
    FoundValues,
    RegisteredValues,
    guide_answer,
    registered,
    search_results,
)
from printing.remembering import RememberingPrinter

#: So many rooms on one paper: about half a metre.
MOST_ON_PAPER = 20


class HandingOut:
    """Implements ``kiosk.terminal.Handouts``."""

    def __init__(
        self, receipts: VisitReceipts, master: MasterData, printer: RememberingPrinter
    ) -> None:
        self._receipts = receipts
        self._master = master
        self._printer = printer

    def can_print(self) -> bool:
        last = self._printer.last
        return last is not None and last.can_print

    def guide(self, topic_id: str, section_id: str) -> ReceiptView | Refused:
        found = self._master.guide()
        if isinstance(found, Refused):
            return found
        topic, section = found.topic(topic_id), found.section(topic_id, section_id)
        if topic is None or section is None:
            return Refused("not_found")
        return self._receipts.hand_out(
            lambda imprint, words: guide_answer(
                AnswerValues(
                    city=self._city(),
                    topic=topic.title,
                    title=section.title,
                    paragraphs=section.paragraphs,
                    steps=section.steps,
                    facts=tuple((fact.label, fact.value) for fact in section.facts),
                    bring=section.bring,
                    where=section.where,
                    until=section.until,
                    tel=section.tel,
                    url=section.url,
                    imprint=imprint,
                ),
                words,
            )
        )

    def found(self, answer: SearchAnswer, asked: tuple[str, ...]) -> ReceiptView | Refused:
        items = tuple(self._item(one) for one in answer.found[:MOST_ON_PAPER])
        more = answer.more or len(answer.found) > MOST_ON_PAPER
        return self._receipts.hand_out(
            lambda imprint, words: search_results(
                FoundValues(self._city(), asked, items, more, answer.as_of, imprint), words
            )
        )

    def registered(self, made: Registered) -> ReceiptView | Refused:
        return self._receipts.hand_out(
            lambda imprint, words: registered(
                RegisteredValues(
                    city=self._city(),
                    state=made.state,
                    valid_until=made.valid_until,
                    finish_by=made.finish_by if made.state == "begun" else None,
                    tel=made.tel,
                    imprint=imprint,
                ),
                words,
            )
        )

    def _city(self) -> Text:
        city = self._master.city()
        return {"ja": ""} if isinstance(city, Refused) else city.name

    def _item(self, one: Found) -> FoundItem:
        """The ids stand in for names that this kiosk has not heard yet."""
        place = self._master.place(one.room_id)
        if isinstance(place, Refused):
            facility, room = {"ja": one.facility_id}, {"ja": one.room_id}
        else:
            facility, room = place.facility.name, place.room.name
        return FoundItem(one.date, one.spans, facility, room, one.now.value)
