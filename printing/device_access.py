"""Who may use a device file, told so that a technician can mend it."""

from __future__ import annotations

import grp
from pathlib import Path


def who_may(device: Path, rules: str, needed: int) -> str:
    """Which group may use a device, and how the kiosk's user comes to be allowed. ``rules``: the
    file of ``deploy/udev`` that gives such devices to a group; ``needed``: the bits of the mode
    that a group needs there."""
    install = f"install the udev rules {rules}"
    try:
        status = device.stat()
    except OSError:
        return f"no permission to look for it; {install}"
    group = _group(status.st_gid)
    if group == "root" or status.st_mode & needed != needed:
        return f"permission denied, and no group may use it; {install}"
    return f"permission denied; add the kiosk's user to the group {group}, or {install}"


def _group(number: int) -> str:
    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)
