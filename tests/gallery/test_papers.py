"""The gallery of the receipts: all there are, in both layouts, whole at every edge."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from printing.encoding import Layout
from printing.layout import NARROW, WIDE
from printing.receipts.blocks import Heading, ReceiptKind, Strong
from tests.printing.test_layout import assert_nothing_is_cut
from ui.gallery.papers import main, papers, picture
from ui.samples.papers import PAPERS, paper_words
from ui.wording.words import LANGUAGES

STYLES = {576: WIDE, 384: NARROW}


def test_every_kind_of_receipt_is_in_it():
    words = paper_words("ja")
    assert {make(words).kind for make in PAPERS.values()} == set(ReceiptKind)


@pytest.mark.parametrize("name", PAPERS)
def test_no_receipt_is_cut_at_an_edge(name):
    drawn = [one for one in papers([name], LANGUAGES, list(STYLES)) if one.layout is Layout.RASTER]
    assert len(drawn) == len(LANGUAGES) * len(STYLES)
    for paper in drawn:
        assert_nothing_is_cut(picture(paper), STYLES[paper.width_dots].margin)


def test_an_answer_of_the_guide_says_at_home_what_the_question_was_about():
    topic, title = PAPERS["guide"](paper_words("ja")).blocks[:2]
    assert isinstance(topic, Heading)
    assert isinstance(title, Strong)
    assert (topic.title, title.text) == ("団体を登録する", "登録のしかた")


def test_the_pictures_and_their_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    main(["--only", "win_waived", "--width", "384", "--out", str(tmp_path)])
    files = sorted(path.name for path in tmp_path.glob("*.png"))
    assert capsys.readouterr().out == f"{len(files)} receipts in {tmp_path}\n"
    assert files == sorted(
        [f"win_waived.{language}.384.raster.png" for language in LANGUAGES]
        + [f"win_waived.{language}.384.kanji.png" for language in LANGUAGES]
    )
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    for file in files:
        assert f'src="{file}"' in page
        with Image.open(tmp_path / file) as drawn:
            assert drawn.width == 384
