"""A smart card service (pcscd) of the test's own, with virtual readers.

It is handed its socket as systemd would do it, so that each worker of a run has its own, and a /run
of its own where the machine lets programs have that, so that it leaves the machine's service alone.
Where it does not (some containers), only root can start one, or whoever finds /run/pcscd there:
otherwise ``start`` fails with what pcscd said.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from smartcard import scard

from tests.ports import free_port

#: The virtual reader opens a port for each of its slots, one behind the other.
_SLOTS = 2
_DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
_PCSCD = shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
#: Its socket comes as descriptor 3, for the process whose number is in LISTEN_PID.
_START = 'exec 3<&0 </dev/null; export LISTEN_PID=$$ LISTEN_FDS=1; exec "$0" -f -c "$1"'
_APART = f"mount -t tmpfs none /run; {_START}"


class CardService:
    """Starts with one reader of two slots, which are two readers to whoever asks; hangs; stops."""

    def __init__(self, folder: Path) -> None:
        self._socket = Path(os.environ["PCSCLITE_CSOCK_NAME"])
        self._log = folder / "log"
        self._readers = folder / "readers"
        self._readers.mkdir()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, reader: str) -> tuple[int, int]:
        """Returns the ports on which cards are put on the reader's slots."""
        assert _PCSCD is not None, "pcscd is missing: deploy/debian-packages/test.txt"
        assert self._process is None
        port = self._plug_in(reader)
        self._socket.unlink(missing_ok=True)
        apart = _may_have_its_own_run()
        command = ["sh", "-c", _APART if apart else _START, _PCSCD, str(self._readers)]
        with socket.socket(socket.AF_UNIX) as listening, self._log.open("ab") as log:
            listening.bind(str(self._socket))
            listening.listen()
            self._process = subprocess.Popen(
                ["unshare", "--map-root-user", "--mount", *command] if apart else command,
                stdin=listening.fileno(),
                stdout=log,
                stderr=log,
            )
        self._must_answer()
        return port, port + 1

    def stop(self) -> None:
        process, self._process = self._process, None
        self._socket.unlink(missing_ok=True)
        if process is not None:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            process.wait(60)

    def freeze(self) -> None:
        """It answers nothing any more, and does not end either."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def _plug_in(self, name: str) -> int:
        port = free_port(_SLOTS)
        (self._readers / "reader").write_text(
            f'FRIENDLYNAME "{name}"\nDEVICENAME /dev/null:{port}\n'
            f"LIBPATH {_DRIVER}\nCHANNELID {port}\n"
        )
        return port

    def _must_answer(self) -> None:
        """A service that cannot run here is a failure with its own words, not a skipped test."""
        assert self._process is not None
        code = _ask_for_a_connection()
        assert code == scard.SCARD_S_SUCCESS, self._log.read_text(errors="replace")


def _ask_for_a_connection() -> int:
    code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    scard.SCardReleaseContext(context)
    return int(code)


def _may_have_its_own_run() -> bool:
    tried = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/run"],
        check=False,
        capture_output=True,
    )
    return tried.returncode == 0
