"""Why a device of this machine cannot be opened, told so that a technician can mend it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from printing.device_access import who_may
from printing.drivers.line import LineBrokenError
from printing.trouble import TroubleCode

#: The file of ``deploy/udev`` that gives receipt printers to a group.
UDEV_RULES = "60-lobby-kiosk-printers.rules"
#: A printer is written to and listened to.
_NEEDED = stat.S_IRGRP | stat.S_IWGRP

_NOT_THERE = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR}
_BUSY = {errno.EBUSY, errno.EAGAIN}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM}


def cannot_open(device: Path, error: OSError) -> LineBrokenError:
    """The trouble of opening ``device`` that ended in ``error``."""
    if error.errno in _NOT_THERE:
        detail = f"{device} is not there: is the printer switched on and plugged in?"
        return LineBrokenError(detail, TroubleCode.NOT_THERE)
    if error.errno in _NOT_ALLOWED:
        allowed = who_may(device, UDEV_RULES, _NEEDED)
        return LineBrokenError(f"{device}: {allowed}", TroubleCode.NOT_ALLOWED)
    if error.errno in _BUSY:
        detail = f"{device} is in use by another program (fuser -v {device} names it)"
        return LineBrokenError(detail, TroubleCode.BUSY)
    detail = f"{device} is no printer's device: {error.strerror or error}"
    return LineBrokenError(detail, TroubleCode.NOT_A_PRINTER)


def printer_device(device: Path, file: int) -> None:
    """Raises ``LineBrokenError`` if the opened ``file`` is none that a printer can be behind."""
    if not stat.S_ISCHR(os.fstat(file).st_mode):
        detail = f"{device} is a file, not a device"
        raise LineBrokenError(detail, TroubleCode.NOT_A_PRINTER)
