"""Receipts read back by programs that nobody here wrote: npos the bytes, zbarimg the QR code."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from printing.drivers.conversation import CLEAR_BUFFER
from printing.drivers.escpos_printer import EscposPrinter
from printing.layout import draw
from printing.models import GENERIC_80
from printing.page import Page
from printing.printer import READY, Printed
from printing.receipts.blocks import ReceiptKind
from printing.simulator import Build
from tests.printing.samples import SAMPLES, STATUS_URL
from ui.samples.papers import PAPERS
from ui.wording.words import LANGUAGES, PaperWords

HERE = Path(__file__).parent
NPOS = HERE.parents[1] / "node_modules" / "npos"
WIDTHS = (576, 384)
#: Each kind with its longest names in every language, and each single receipt in Japanese.
CASES = [*product(ReceiptKind, WIDTHS, LANGUAGES), *product(PAPERS, WIDTHS, ["ja"])]
WITH_CODE = (ReceiptKind.RESERVATION, ReceiptKind.LOTTERY_APPLICATION, ReceiptKind.CANCELLATION)
#: Starting node and decoding all the receipts takes about 2 s.
DECODING_SECONDS = 300
#: What zbarimg says of one picture, and of one code in it.
SOURCE = re.compile(r"<source href='([^']+)'>(.*?)</source>", re.DOTALL)
READ = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


def name(kind: ReceiptKind | str, width: int, language: str) -> str:
    return f"{kind if isinstance(kind, str) else kind.name}-{width}-{language}"


@cache
def drawn(kind: ReceiptKind | str, width: int, language: str) -> Image.Image:
    """The receipt on a sheet; the tests only look at it."""
    paper = PAPERS[kind] if isinstance(kind, str) else SAMPLES[kind]
    return draw(paper(PaperWords(language)), width)


class Tapped:
    """A line to a simulated printer that keeps what the driver sends."""

    def __init__(self, build: Build) -> None:
        self.sent = b""
        self._said = b""
        self._intake = build.intake(build.machine(), out=lambda _: None, told=lambda _: None)
        self._intake.connect(self._hear, self.close)

    def _hear(self, data: bytes) -> None:
        self._said += data

    def send(self, data: bytes, timeout_seconds: float) -> None:
        self.sent += data
        self._intake.receive(data)

    def receive(self, timeout_seconds: float) -> bytes:
        said, self._said = self._said, b""
        return said

    def drop(self) -> None: ...

    def close(self) -> None: ...


def sent(picture: Image.Image) -> bytes:
    """What the driver sends to print the picture."""
    line = Tapped(Build(width_dots=picture.width))
    model = replace(GENERIC_80, width_dots=picture.width)
    printer = EscposPrinter(lambda: line, model)
    assert printer.print(Page(picture)) == Printed(READY)
    return line.sent.replace(CLEAR_BUFFER, b"")  # npos takes its 8 for a digit


@pytest.fixture(scope="module")
def decoded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every receipt as npos sees it."""
    assert NPOS.is_dir(), "npos is not installed: run `npm ci` (`make test` does it by itself)"
    folder = tmp_path_factory.mktemp("npos")
    arguments: list[str] = []
    for kind, width, language in CASES:
        job = folder / f"{name(kind, width, language)}.bin"
        job.write_bytes(sent(drawn(kind, width, language)))
        arguments += [str(job), str(width), str(job.with_suffix(".pbm"))]
    command = ["node", "--no-deprecation", str(HERE / "decode_with_npos.mjs"), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=DECODING_SECONDS, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.mark.parametrize(("kind", "width", "language"), CASES)
def test_npos_sees_the_pixels_of_the_preview(decoded, kind, width, language):
    preview = drawn(kind, width, language)
    with Image.open(decoded / f"{name(kind, width, language)}.pbm") as on_paper:
        assert on_paper.size == preview.size
        assert on_paper.tobytes() == preview.tobytes()


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What zbarimg reads on every receipt with a code, by the receipt's name."""
    folder = tmp_path_factory.mktemp("zbar")
    cases = [case for case in CASES if case[0] in WITH_CODE]
    for kind, width, language in cases:
        picture = folder / f"{name(kind, width, language)}.png"
        drawn(kind, width, language).save(picture)
    command = ["zbarimg", "--quiet", "--xml", "--set", "*.enable=0", "--set", "qrcode.enable=1"]
    done = subprocess.run(
        [*command, *map(str, sorted(folder.iterdir()))],
        capture_output=True,
        text=True,
        timeout=DECODING_SECONDS,
        check=False,
    )
    return {Path(picture).stem: READ.findall(said) for picture, said in SOURCE.findall(done.stdout)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", WITH_CODE)
def test_a_telephone_can_read_the_code(scanned, kind, width, language):
    (read,) = scanned[name(kind, width, language)]
    address, meant = urlsplit(read), urlsplit(STATUS_URL)
    # Scheme and host may stand in capitals, which lead to the same place; nothing else may.
    assert (address.scheme, address.hostname) == (meant.scheme, meant.hostname)
    assert address[2:] == meant[2:]
