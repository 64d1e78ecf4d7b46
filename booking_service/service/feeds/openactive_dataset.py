"""The page that says which feeds there are, for people and, as JSON-LD, for programs."""

from __future__ import annotations

import json
from html import escape
from importlib import resources
from string import Template
from typing import Any

from booking_service.policy.model import City
from booking_service.policy.rules import Text
from booking_service.service.feeds import openactive_slots, openactive_uses
from booking_service.service.feeds.openactive import CONTEXT, ROOT
from booking_service.service.feeds.paging import LICENSE
from booking_service.service.office import Office
from booking_service.wording.words import in_all, text

_ABOUT_OPENACTIVE = "https://developer.openactive.io/"
_MODEL = "https://openactive.io/modelling-opportunity-data/2.0/"
_RPDE = "application/vnd.openactive.rpde+json; version=1"
_KEYWORDS = ("Facilities", "Slots", "OpenActive")
_FEEDS = (("FacilityUse", openactive_uses.PATH), ("Slot", openactive_slots.PATH))


def dataset(office: Office) -> dict[str, Any]:
    """The dataset in the words of OpenActive."""
    page = f"{office.public_url}{ROOT}"
    city = office.city
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "name": _name(city)["ja"],
        "description": _description(city)["ja"],
        "keywords": [*text("open_data.keywords", "ja").split(), *_KEYWORDS],
        "license": LICENSE,
        "discussionUrl": f"{page}#contact",
        "documentation": _ABOUT_OPENACTIVE,
        "inLanguage": ["ja"],
        "schemaVersion": _MODEL,
        "publisher": openactive_uses.provider(city, office.public_url),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "additionalType": f"https://openactive.io/{name}",
                "encodingFormat": _RPDE,
                "contentUrl": f"{office.public_url}{path}",
            }
            for name, path in _FEEDS
        ],
    }


def page(office: Office) -> str:
    """The same as a page, small and whole in itself, with the JSON-LD in it; in English too."""
    city = office.city
    described = dataset(office)
    # Inside <script> only "<" could end it; JSON may write it as an escape.
    data = json.dumps(described, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    feeds = "".join(
        f'<li><a href="{escape(one["contentUrl"])}">{escape(one["name"])}</a></li>'
        for one in described["distribution"]
    )
    frame = resources.files("booking_service.service.feeds") / "openactive_dataset.html"
    return Template(frame.read_text("utf-8")).substitute(
        title=escape(described["name"]),
        name=_both(_name(city)),
        description=_both(_description(city)),
        feeds=feeds,
        license=escape(LICENSE),
        contact=escape(city.contact.name["ja"]),
        tel=escape(city.contact.tel),
        data=data,
        head_feeds=_both(in_all("dataset.feeds")),
        head_license=_both(in_all("dataset.licence")),
        head_contact=_both(in_all("dataset.contact")),
    )


def _name(city: City) -> Text:
    return in_all("dataset.name", city=city.name)


def _description(city: City) -> Text:
    return in_all("dataset.description", system=city.system_name)


def _both(said: Text) -> str:
    """As HTML, in Japanese and, where there is one, in English."""
    english = f' <span lang="en">{escape(said["en"])}</span>' if "en" in said else ""
    return f"{escape(said['ja'])}{english}"
