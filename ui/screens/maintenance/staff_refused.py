"""Something could not be done in maintenance mode: why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kiosk.outcome import Refused
from ui.places.maintenance import StaffRefused
from ui.preview import Preview
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage

#: Codes of the machine's own side (``kiosk/journeys/machine_care.py``).
OF_THE_MACHINE: Final = (
    "machine_not_installed",
    "machine_not_allowed",
    "machine_no_answer",
    "machine_failed",
    "machine_not_a_task",
    "machine_no_address",
    "machine_address_is_the_network",
    "machine_gateway_not_in_network",
    "machine_password_needed",
    "machine_no_port",
    "machine_still_trying",
    "machine_nothing_tried",
    "machine_network_manager_missing",
    "machine_no_such_link",
    "machine_password_wrong",
    "machine_not_connected",
    "machine_no_settings",
    "machine_settings_unusual",
    "machine_no_output",
    "machine_no_compositor_settings",
    "machine_not_aligned",
    "machine_no_backlight",
    "machine_no_sound",
    "machine_no_stick",
    "machine_stick_unreadable",
    "machine_stick_full",
    "machine_stick_busy",
    "machine_stick_not_written",
    "machine_shell_not_allowed",
    "machine_not_printed",
    "machine_no_previous",
    "machine_still_updating",
    "machine_disk_full",
    "machine_disk_read_only",
    "machine_no_package_on_stick",
    "machine_signature_missing",
    "machine_signature_wrong",
    "machine_no_release_key",
    "machine_older_version",
    "machine_same_version",
    "machine_bad_version",
    "machine_no_way_back",
    "machine_package_wrong",
    "machine_hash_wrong",
)
#: Codes of what staff do (``kiosk/journeys/staff_works.py``, ``officer_works.py``).
OF_STAFF: Final = (
    "receipt_gone",
    "nothing_printed",
    "officer_wrong_credentials",
    "officer_too_many_attempts",
    "officer_role_needed",
    "officer_secret_change_needed",
    "officer_not_found",
    "officer_not_open_yet",
    "officer_window_closed",
    "officer_digits_given",
    "officer_not_payable",
    "officer_ended",
    "officer_answer_unclear",
    "officer_service_answer_wrong",
)
#: Codes with words of their own: ``maintenance.refused.CODE``. Others are told with the code.
SAID: Final = (
    "maintenance_locked",
    "audit_not_kept",
    "audit_outcome_not_kept",
    "cannot_keep",
    "pin_wait",
    "line_down",
    "service_busy",
)


class StaffRefusedScreen(StaffScreen):
    def __init__(self, stage: Stage, place: StaffRefused, answer: None = None) -> None:
        super().__init__(stage, place)
        words, code = self.words, place.refused.code
        self.head(words.text("maintenance.refused.title"))
        known = code if code in (*SAID, *OF_THE_MACHINE, *OF_STAFF) else "other"
        why = words.text(f"maintenance.refused.{known}", code=code)
        self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.WARNING, why))


#: The longest of all.
_LONG: Final = ("machine_disk_read_only", "machine_not_aligned")


def previews() -> Iterator[Preview]:
    for code in (*SAID, *_LONG, *OF_STAFF[-3:], "something_new"):
        yield Preview(code, StaffRefused(Refused(code)))


SCREEN = StaffRefusedScreen
