"""Where the kiosk's log goes: JSON lines on one stream, crashes of any thread included."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import TextIO

from kiosk.events import JsonLines

_LOG = logging.getLogger("kiosk.crash")


def log_to(stream: TextIO, level: int = logging.INFO) -> None:
    """Write all logging of this process to ``stream``, one JSON object a line.

    A crash is logged with its type and places, never with its message (see ``JsonLines``), in
    place of the traceback that Python would print.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    sys.excepthook = _crashed
    threading.excepthook = lambda crash: _LOG.critical("a thread crashed", exc_info=crash.exc_value)


def _crashed(kind: type[BaseException], crash: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, crash, trace)
        return
    _LOG.critical("the program crashed", exc_info=(kind, crash, trace))
