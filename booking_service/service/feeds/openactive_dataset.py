"""The page that says which feeds there are, for people and, as JSON-LD, for programs."""

from __future__ import annotations

import json
from html import escape
from importlib import resources
from string import Template
from typing import Any

from booking_service.service.feeds import openactive_slots, openactive_uses
from booking_service.service.feeds.openactive import CONTEXT, ROOT
from booking_service.service.feeds.paging import LICENSE
from booking_service.service.office import Office

_ABOUT_OPENACTIVE = "https://developer.openactive.io/"
_MODEL = "https://openactive.io/modelling-opportunity-data/2.0/"
_RPDE = "application/vnd.openactive.rpde+json; version=1"
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
        "name": f"{city.name['ja']} 施設の空き状況",
        "description": f"{city.system_name['ja']}の施設と空き状況。",
        "keywords": ["公共施設", "施設予約", "空き状況", "Facilities", "Slots", "OpenActive"],
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
    """The same as a page, small and whole in itself, with the JSON-LD in it."""
    described = dataset(office)
    # Inside <script> only "<" could end it; JSON may write it as an escape.
    data = json.dumps(described, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    feeds = "".join(
        f'<li><a href="{escape(one["contentUrl"])}">{escape(one["name"])}</a></li>'
        for one in described["distribution"]
    )
    frame = resources.files("booking_service.service.feeds") / "openactive_dataset.html"
    return Template(frame.read_text("utf-8")).substitute(
        name=escape(described["name"]),
        description=escape(described["description"]),
        feeds=feeds,
        license=escape(LICENSE),
        contact=escape(office.city.contact.name["ja"]),
        tel=escape(office.city.contact.tel),
        data=data,
    )
