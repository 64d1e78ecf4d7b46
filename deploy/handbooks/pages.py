"""Called by mkdocs (`hooks` of mkdocs.yml) while it builds the pages: lists what nobody should have
to list by hand, and makes the search cut Japanese questions into words, as it does with pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_SEARCH: Final = Path(__file__).with_name("search.js")
_DECISIONS: Final = "decisions/index.md"
#: Code between fences, further in than the margin: under a step of a list.
_UNDER_A_STEP: Final = re.compile(r"^( +)```\w*\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """All that is no handbook stands in the menu behind them."""
    docs = Path(config.docs_dir)
    pages = sorted(page.relative_to(docs).as_posix() for page in docs.glob("*.md"))
    pages += sorted(page.relative_to(docs).as_posix() for page in docs.glob("algorithms/*.md"))
    reference = [page for page in pages if page != "index.md"]
    config.nav = [*(config.nav or []), {"Reference": reference}, {"Decisions": _DECISIONS}]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """A page that lists the decisions by their headings."""
    lines = ["# Decisions", "", "Why it is as it is.", ""]
    for page in sorted(Path(config.docs_dir, "decisions").glob("[0-9]*.md")):
        with page.open(encoding="utf-8") as text:
            title = text.readline().lstrip("# ").strip()
        lines.append(f"- [{title}]({page.name})")
    files.append(File.generated(config, _DECISIONS, content="\n".join(lines) + "\n"))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Python's Markdown knows fences at the margin only; further in, four more spaces mean code."""
    return _UNDER_A_STEP.sub(
        lambda found: re.sub(r"^(?=.)", "    ", found[2], flags=re.MULTILINE), markdown
    )


def on_post_build(config: MkDocsConfig) -> None:
    search = Path(config.site_dir) / "search" / "lunr.ja.js"
    search.write_text(
        search.read_text(encoding="utf-8") + _SEARCH.read_text(encoding="utf-8"), encoding="utf-8"
    )
