"""Enrolling from the glass: root's side turns the code into the credential and seals it, so that
the credential is never on the socket nor in the process that residents touch."""

from __future__ import annotations

from kiosk.clock import SystemClock
from kiosk.credential_store import SEALED_FILE, SealedFile
from kiosk.enrolling import enrol as enrol_with
from kiosk.first_contact import Site
from kiosk.machine.root import settings_file
from kiosk.machine.root.host import Done, Host, Program, done, refused
from kiosk.machine.tasks import Enrol
from kiosk.settings import SettingsError, load


def enrol(task: Enrol, host: Host) -> Done:
    """Enrol with the code, then start the kiosk with what it is now. Codes as those of
    ``kiosk/enrolling.py``, and ``settings_wrong``."""
    try:
        settings = load(host.file(settings_file.FILE))
    except SettingsError:
        return refused("settings_wrong")
    store = SealedFile(host.file(str(SEALED_FILE)), host.seal)
    site = Site.of(settings.service)
    wrong = enrol_with(site, settings.kiosk_id, task.code, store, SystemClock())
    if wrong is not None:
        return refused(wrong.code, **wrong.details)

    def start_anew() -> None:
        host.run(Program.SYSTEMCTL, "--no-block", "restart", "kiosk.service")

    return done("done", start_anew)
