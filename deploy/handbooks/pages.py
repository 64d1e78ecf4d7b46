"""Called by mkdocs (`hooks` of mkdocs.yml) while it builds the pages: lists what nobody should have
to list by hand, and makes the search cut Japanese questions into words, as it does with pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_SEARCH: Final = Path(__file__).with_name("search.js")
_DECISIONS: Final = "decisions/index.md"


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


def on_post_build(config: MkDocsConfig) -> None:
    search = Path(config.site_dir) / "search" / "lunr.ja.js"
    search.write_text(
        search.read_text(encoding="utf-8") + _SEARCH.read_text(encoding="utf-8"), encoding="utf-8"
    )
