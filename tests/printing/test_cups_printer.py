"""A print queue, played by programs of the names that CUPS's have."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from kiosk.journeys.outcomes import PaperEnd
from kiosk.journeys.paper_ends import paper_end
from printing.drivers.cups_printer import CupsPrinter
from printing.drivers.line import Timeouts
from printing.drivers.lines.cups import CupsQueue
from printing.page import Page
from printing.printer import CANNOT_TELL, NO_ANSWER, Fault, NotPrinted, faulty
from printing.raster import CUT
from printing.trouble import TroubleCode

PAGE = Page(Image.new("1", (576, 100), 0))

#: Each program notes its arguments in ``said``, and does what lies in files beside it.
PROGRAM = """#!/bin/sh
cd "$(dirname "$0")"
echo "$(basename "$0") $*" >> said
case "$(basename "$0") $1" in
  "lp -d") cat > job; echo "request id is lobby-7 (1 file(s))";;
  "lpstat -p") cat state;;
  "lpstat -a") cat takes;;
  "lpstat -o") cat jobs;;
esac
if [ -s refusal ]; then cat refusal >&2; exit 1; fi
"""


class Cups:
    """What the played programs say, and what was said to them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("lp", "lpstat", "cancel"):
            program = folder / name
            program.write_text(PROGRAM, encoding="utf-8")
            program.chmod(0o755)
        self.say("state", "printer lobby is idle.  enabled since Sat 21 Nov 2026")
        self.say("takes", "lobby accepting requests since Sat 21 Nov 2026")
        self.say("jobs", "")
        self.say("refusal", "")

    def say(self, what: str, text: str) -> None:
        (self._folder / what).write_text(text, encoding="utf-8")

    @property
    def said(self) -> list[str]:
        return (self._folder / "said").read_text(encoding="utf-8").splitlines()

    @property
    def job(self) -> bytes:
        return (self._folder / "job").read_bytes()


@pytest.fixture
def cups(tmp_path, monkeypatch) -> Cups:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return Cups(tmp_path)


@pytest.fixture
def printer() -> CupsPrinter:
    return CupsPrinter(CupsQueue("lobby"), timeouts=Timeouts(printed=0.0))


def test_a_receipt_is_handed_over_and_never_called_printed(cups, printer):
    assert printer.status() == CANNOT_TELL
    outcome = printer.print(PAGE)
    assert outcome == NotPrinted(CANNOT_TELL, begun=True)
    assert paper_end(outcome) is PaperEnd.CANNOT_TELL
    assert cups.job.startswith(b"\x1b@\x1dP\xcb\xcb")
    assert cups.job.endswith(CUT)
    assert "lp -d lobby -o raw -t receipt -" in cups.said
    assert not any(line.startswith("cancel") for line in cups.said)


def test_a_receipt_that_stays_in_the_queue_is_taken_back(cups, printer):
    cups.say("jobs", "lobby-7  kiosk  4096  Sat 21 Nov 2026")
    assert printer.print(PAGE) == NotPrinted(NO_ANSWER, begun=True)
    assert cups.said[-1] == "cancel lobby-7"
    assert printer.why().code is TroubleCode.NO_ANSWER


@pytest.mark.parametrize(
    ("what", "text", "remedy"),
    [
        ("state", "printer lobby disabled since Sat 21 Nov 2026 -\n\tPaused", "cupsenable lobby"),
        ("takes", "lobby not accepting requests since Sat 21 Nov 2026", "cupsaccept lobby"),
    ],
)
def test_a_closed_queue_is_offline_and_gets_nothing(cups, printer, what, text, remedy):
    cups.say(what, text)
    assert printer.status() == faulty(Fault.OFFLINE)
    assert printer.print(PAGE) == NotPrinted(faulty(Fault.OFFLINE))
    assert remedy in printer.why().detail
    assert not any(line.startswith("lp ") for line in cups.said)
    Cups(cups._folder)
    assert printer.status() == CANNOT_TELL
    assert printer.why() is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('lpstat: Invalid destination name in list "lobby"!', TroubleCode.NOT_THERE),
        ("lpstat: Forbidden", TroubleCode.NOT_ALLOWED),
        ("lpstat: Unable to connect to server: Connection refused", TroubleCode.NO_ANSWER),
        ("", TroubleCode.BROKEN),
    ],
)
def test_what_cups_refuses_is_told(cups, printer, said, code):
    cups.say("refusal", said or " ")
    assert printer.status() == NO_ANSWER
    assert printer.why().code is code
    assert printer.print(PAGE) == NotPrinted(NO_ANSWER)


def test_without_cups_the_package_is_named(printer, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printer.status() == NO_ANSWER
    assert printer.why().code is TroubleCode.NOT_INSTALLED
    assert "cups-client" in printer.why().detail


def test_a_queue_that_hangs_is_no_answer(cups, tmp_path):
    (tmp_path / "lpstat").write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    printer = CupsPrinter(CupsQueue("lobby", timeout_seconds=0.1))
    assert printer.status() == NO_ANSWER
    assert printer.why().code is TroubleCode.NO_ANSWER
