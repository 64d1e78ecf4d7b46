"""Services of small cities, people to register there, and a postman."""

from __future__ import annotations

import asyncio
import email
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

from booking_service import embedded
from booking_service.cities.loader import known_city
from booking_service.clock import MovableClock, standing_still
from booking_service.policy.model import City
from booking_service.service.mail.carrier import MailCarrier
from booking_service.service.mail.transports import FolderTransport
from booking_service.storage.place import Place
from tests.booking_service.lobby import NOW, Central, Kiosk, wait_until

SENDER = "yoyaku@example.jp"


@cache
def small(name: str) -> City:
    """A city with its first facility only: its days are quickly made."""
    city = known_city(name)
    return replace(city, facilities=city.facilities[:1], rule_version=f"{name} small")


def with_rule(city: City, **changed: Any) -> City:
    """The city with another registration rule."""
    rule = replace(city.registration, **changed)
    return replace(city, registration=rule, rule_version=f"{city.rule_version} {sorted(changed)}")


def without_lotteries(city: City) -> City:
    """The city without its draws, so that a year of it is soon over."""
    classes = tuple(replace(klass, lottery=None) for klass in city.classes)
    return replace(city, classes=classes, rule_version=f"{city.rule_version} without lotteries")


def open_city(city: City, place: Place) -> Central:
    """Its service; mails are carried by hand (``Post``), so that nothing happens by itself."""
    clock = MovableClock(NOW, standing_still)
    first = 10 ** (city.registration_number.min_length - 1)
    return Central(embedded.start(city, place, clock), clock, numbers=first)


class Post:
    """Carries the mails of a service when it is told to, into a folder that can be read."""

    def __init__(self, central: Central, folder: Path) -> None:
        self.central, self.folder = central, folder
        self.carrier = MailCarrier(central.running.service.office, FolderTransport(folder), SENDER)

    def go(self) -> list[EmailMessage]:
        """One round; everything that has come so far."""
        asyncio.run(self.carrier.carry())
        return self.letters()

    def letters(self) -> list[EmailMessage]:
        found = sorted(self.folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        letters = []
        for file in found:
            message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
            assert isinstance(message, EmailMessage)
            letters.append(message)
        return letters


PERSON: dict[str, Any] = {
    "holder": "person",
    "name": "山田 花子",
    "kana": "やまだ はなこ",
    "birth_date": "1955-03-09",
    "address": "見本市本町1-2-3",
    "tel": "011-000-0001",
    "email": "hanako@example.jp",
    "kinds": ["person"],
    "secret": "kiosk8461",
}
GROUP: dict[str, Any] = {
    "holder": "group",
    "name": "さくら合唱団",
    "kana": "さくらがっしょうだん",
    "representative": "見本 太郎",
    "birth_date": "1960-10-11",
    "address": "見本市本町4-5-6",
    "tel": "011-000-0002",
    "email": "sakura@example.jp",
    "members": 12,
    "kinds": ["group"],
    "secret": "chorus77x",
}


def without(body: dict[str, Any], *names: str, **changed: Any) -> dict[str, Any]:
    """A form with some things left out and others changed."""
    return {name: value for name, value in {**body, **changed}.items() if name not in names}


def settled(central: Central) -> None:
    """Waits until what goes on behind answers has been done."""
    resets = central.running.service.people.resets
    wait_until(lambda: not resets.under_way)
    central.do(lambda store: store.last_change())


def log_in(kiosk: Kiosk, number: str, secret: str) -> Any:
    """Logs in; the kiosk carries the session on."""
    answer = kiosk.post("sessions", {"registration_number": number, "secret": secret})
    if answer.status_code == 201:
        kiosk.session = answer.json()["token"]
        kiosk.http.headers["X-Resident-Session"] = kiosk.session
    return answer
