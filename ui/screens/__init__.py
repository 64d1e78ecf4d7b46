"""The screens: one decision each, one module each, named as its place in ``ui/places.py``.

Names of what can be tapped (``objectName``), for tests, key pads and screen readers:

================== =============================================================================
everywhere         ``back``, ``stop``, ``help``; ``page.next``, ``page.previous`` of long lists;
                   ``countdown.stay``, ``countdown.end``, ``occupied.stay``, ``occupied.end``
start              ``start.look``, ``start.log_in``, ``start.notices``, ``language.LANGUAGE``
facilities         ``facility.FACILITY_ID``
rooms              ``room.ROOM_ID``
month              ``month.YYYY-MM-DD``, ``month.previous``, ``month.next``
day                ``slot.INDEX``, ``day.go_on``; with slots chosen ``day.apply`` or ``day.reserve``
log_in_number      ``key.0`` … ``key.9``, ``key.delete``, ``number.next``
log_in_secret      ``key.0`` … ``key.9``, ``key.delete``, ``secret.next``
menu               ``menu.reserve``, ``menu.applications``, ``menu.reservations``
purpose            ``purpose.PURPOSE_ID``
people             ``key.0`` … ``key.9``, ``key.delete``, ``people.next``
confirm            ``confirm.apply``, ``confirm.reserve``
sure               ``sure.yes``, ``sure.no``
secret_again       ``key.0`` … ``key.9``, ``key.delete``, ``secret.commit``
receipt_taken      ``receipt.print_again``, ``receipt.menu``
my_applications    ``application.NUMBER``, ``list.print``
my_reservations    ``reservation.NUMBER``, ``list.print``
application        ``application.cancel``, ``application.claim``, ``application.waive``
reservation        ``reservation.cancel``
refused            ``refused.next``, ``refused.menu``
line_down          ``line_down.again``, ``line_down.look``
answer_unclear     ``answer_unclear.again``, ``answer_unclear.leave``
ended, crashed     ``ended.start``, ``crashed.start``
out_of_service     ``language.LANGUAGE`` (it goes away by itself)
notices, help      (nothing of their own)
================== =============================================================================
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ui.places import Place
    from ui.screens.screen import Screen


def screen_class(place: Place | type[Place]) -> type[Screen]:
    """The screen of a place: ``SCREEN`` of the module with the place's name, loaded when first
    asked for, so that the first paint waits for the start screen alone."""
    return cast("type[Screen]", import_module(f"{__name__}.{place.name}").SCREEN)
