"""``booking-service explain``: a city officer asks what the rules say about one date of use."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TextIO

from booking_service.cities.errors import CityError
from booking_service.cities.explain.explanation import explain, rules_of
from booking_service.cities.explain.json import as_json
from booking_service.cities.explain.text import as_text
from booking_service.cities.explain.values import Question, Wrong

_FINE = 0
_WRONG = 2


def run(arguments: argparse.Namespace, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Prints the answer to ``out``. Returns 0, or 2 after telling on ``err`` what is wrong with the
    question and what there is."""
    question = Question(
        use_date=arguments.use_date,
        class_name=arguments.class_name,
        room_id=arguments.room,
        booked_on=arguments.booked_on,
        cancel_at=arguments.cancel_at,
    )
    try:
        found = explain(rules_of(arguments.city), question)
    except CityError as error:
        (err or sys.stderr).write(f"booking-service explain: {error}\n")
        return _WRONG
    if isinstance(found, Wrong):
        (err or sys.stderr).write(f"booking-service explain: {found}\n")
        return _WRONG
    if arguments.json:
        text = json.dumps(as_json(found), ensure_ascii=False, indent=1) + "\n"
    else:
        text = as_text(found)
    (out or sys.stdout).write(text)
    return _FINE
