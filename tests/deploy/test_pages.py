"""The pages of docs/: built strictly, without a word to the network, and searched in Japanese."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with every warning an error: a link or a picture that is not there."""
    folder = tmp_path_factory.mktemp("pages")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


def test_a_page_fetches_nothing_from_anywhere(pages: Path) -> None:
    """They are read in offices and on kiosk PCs without the internet."""
    fetched = re.compile(r"<(?:script|img|link|iframe)\b[^>]*?(?:src|href)=\"(?:https?:)?//[^\"]+")
    built = sorted(pages.rglob("*.html"))
    assert len(built) > len(list((ROOT / "docs/decisions").iterdir()))
    assert not [hit for page in built for hit in fetched.findall(page.read_text("utf-8"))]
    styles = [style.read_text("utf-8") for style in pages.rglob("*.css")]
    assert not [style for style in styles if re.search(r"(url\(|@import)\s*['\"]?https?:", style)]


def test_the_decisions_are_listed_by_themselves(pages: Path) -> None:
    listed = (pages / "decisions/index.html").read_text("utf-8")
    for decision in (ROOT / "docs/decisions").glob("*.md"):
        assert f'href="{decision.stem}.html"' in listed


def test_code_under_a_step_is_code(pages: Path) -> None:
    built = [page.read_text("utf-8") for page in (pages / "handbooks").rglob("*.html")]
    assert any("<ol>" in page and "<pre>" in page for page in built)
    assert not any("```" in page for page in built)


def test_words_that_are_not_parted_are_found(pages: Path) -> None:
    """The search of the theme cuts pages into words and questions not: decision 47."""
    asked = ["用紙交換", "heartbeats"]
    script, search = str(HERE / "search_pages.cjs"), str(pages / "search")
    command = ["node", script, search, "decisions/004", *asked]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert all(found[words] for words in asked), found
