"""Receipts read back by programs that nobody here wrote: npos the bytes, zbarimg the QR code."""

from __future__ import annotations

import subprocess
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from printing.layout import draw
from printing.raster import encode
from printing.receipts.blocks import ReceiptKind
from tests.printing.samples import SAMPLES, STATUS_URL
from ui.wording.words import LANGUAGES, PaperWords

HERE = Path(__file__).parent
NPOS = HERE.parents[1] / "node_modules" / "npos"
WIDTHS = (576, 384)
CASES = [*product(ReceiptKind, WIDTHS, LANGUAGES)]
WITH_CODE = (ReceiptKind.RESERVATION, ReceiptKind.LOTTERY_APPLICATION, ReceiptKind.CANCELLATION)
#: Starting node and decoding all the receipts takes about 2 s.
DECODING_SECONDS = 60


def name(kind: ReceiptKind, width: int, language: str) -> str:
    return f"{kind.value}-{width}-{language}"


@pytest.fixture(scope="module")
def decoded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every receipt as npos sees it."""
    assert NPOS.is_dir(), "npos is not installed: run `npm ci` (`make test` does it by itself)"
    folder = tmp_path_factory.mktemp("npos")
    arguments: list[str] = []
    for kind, width, language in CASES:
        job = folder / f"{name(kind, width, language)}.bin"
        job.write_bytes(b"".join(encode(draw(SAMPLES[kind](PaperWords(language)), width))))
        arguments += [str(job), str(width), str(job.with_suffix(".pbm"))]
    command = ["node", "--no-deprecation", str(HERE / "decode_with_npos.mjs"), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=DECODING_SECONDS, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.mark.parametrize(("kind", "width", "language"), CASES)
def test_npos_sees_the_pixels_of_the_preview(decoded, kind, width, language):
    preview = draw(SAMPLES[kind](PaperWords(language)), width)
    with Image.open(decoded / f"{name(kind, width, language)}.pbm") as on_paper:
        assert on_paper.size == preview.size
        assert on_paper.tobytes() == preview.tobytes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", WITH_CODE)
def test_a_telephone_can_read_the_code(tmp_path, kind, width, language):
    picture = tmp_path / "receipt.png"
    draw(SAMPLES[kind](PaperWords(language)), width).save(picture)
    command = ["zbarimg", "--quiet", "--raw", "--set", "*.enable=0", "--set", "qrcode.enable=1"]
    read = subprocess.run([*command, str(picture)], capture_output=True, text=True, check=False)
    assert read.stdout.strip() == STATUS_URL
