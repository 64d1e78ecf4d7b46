"""Puts the log bundle on a stick."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

from kiosk.machine.root.bundle import bundle
from kiosk.machine.root.host import Done, Host, done, refused
from kiosk.machine.root.settings_file import kiosk_id
from kiosk.machine.root.stick import StickError, stick
from kiosk.machine.tasks import SaveLogs


def save_logs(_: SaveLogs, host: Host) -> Done:
    """Done when all of it is on the stick and the stick may be pulled out."""
    name = f"lobby-kiosk-logs-{_plain(kiosk_id(host))}-{host.now():%Y%m%d-%H%M%S}.tar.gz"
    try:
        with stick(host) as folder:
            packed = bundle(host)
            if shutil.disk_usage(folder).free < len(packed):
                return refused("stick_full")
            _write(folder / name, packed)
    except StickError as trouble:
        return refused(trouble.code)
    except OSError as error:
        return refused("stick_full" if error.errno == errno.ENOSPC else "stick_not_written")
    return done(file=name, bytes=len(packed))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9-]", "", name)[:63] or "kiosk"


def _write(file: Path, content: bytes) -> None:
    """Never over a file that is there."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    with os.fdopen(handle, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
