"""python-escpos, imported when first needed and kept from its mischief."""

from __future__ import annotations

import logging
import os
import shutil
from threading import Lock
from types import ModuleType

_import_lock = Lock()


def connections() -> ModuleType:
    """The module with the library's connections (``escpos.printer``).

    It is imported when first needed: that takes longer than the first screen may. Its import reads
    a pickle from wherever an environment variable points, leaves a temporary folder behind and sets
    up logging for the whole program; none of that is wanted here.
    """
    with _import_lock:
        root = logging.getLogger()
        handlers = list(root.handlers)
        os.environ.pop("ESCPOS_CAPABILITIES_PICKLE_DIR", None)
        from escpos import capabilities, printer

        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
        for handler in set(root.handlers) - set(handlers):
            root.removeHandler(handler)
    return printer
