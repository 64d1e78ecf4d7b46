"""Why a reader's device cannot be opened, told so that a technician can mend it."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from printing.device_access import who_may

#: The file of ``deploy/udev`` that gives card readers to the group ``kiosk``.
UDEV_RULES: Final = "60-lobby-kiosk-cards.rules"

_NOT_THERE = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.EIO}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM}
_BUSY = {errno.EBUSY, errno.EAGAIN}


class TroubleCode(Enum):
    NOT_THERE = "not_there"  # no such device, or it was pulled out
    NOT_ALLOWED = "not_allowed"  # it is there, but not for this user
    BUSY = "busy"  # another program has it
    NOT_A_READER = "not_a_reader"  # a file, or another kind of device
    NO_ANSWER = "no_answer"  # what stands between does not run, or nothing comes of it in time
    FAULT = "fault"  # the reader itself says so


@dataclass(frozen=True, slots=True)
class Trouble:
    """``detail`` is a sentence for a technician: what is wrong and, where known, the remedy."""

    code: TroubleCode
    detail: str


def trouble_of(device: Path, error: OSError) -> Trouble:
    """What it means that using ``device`` ended in ``error``."""
    if error.errno in _NOT_ALLOWED:
        allowed = who_may(device, UDEV_RULES, stat.S_IRGRP)
        return Trouble(TroubleCode.NOT_ALLOWED, f"{device}: {allowed}")
    if error.errno in _BUSY:
        detail = f"{device} is in use by another program (fuser -v {device} names it)"
        return Trouble(TroubleCode.BUSY, detail)
    if error.errno in _NOT_THERE or not device.exists():
        return Trouble(TroubleCode.NOT_THERE, f"{device} is not there: is the reader plugged in?")
    why = os.strerror(error.errno) if error.errno else "it cannot be set up as one"
    return Trouble(TroubleCode.NOT_A_READER, f"{device} is no card reader's device: {why}")
