"""What WeasyPrint is given ready made gives the same pages as what it would have made itself."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipeline.press.layout import engine, printing
from pipeline.typeset import theme as themes
from tests.press import documents
from tests.press.conftest import chapters, thread

NAMES = sorted({*documents.TEXTS, "links", "picture"} - {"long"})


@pytest.mark.parametrize("name", NAMES)
def test_a_tree_gives_the_pages_of_html(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes as from text through WeasyPrint's parser."""
    from PIL import Image

    weasyprint = engine.load()
    from pipeline.press.layout import markup

    Image.new("RGB", (60, 40), "teal").save(tmp_path / "picture.png")
    chapter = documents.typeset(tmp_path)[name]
    ours = printing.render(chapter, documents.THEME)

    def parsed(root: ElementTree.Element, fetcher: object, css: str) -> object:
        html = "<!DOCTYPE html>" + ElementTree.tostring(root, encoding="unicode", method="html")
        made = weasyprint.HTML(string=html, url_fetcher=fetcher)
        made.css = css + "position: fixed"  # which has WeasyPrint lay out all pages at once
        return made

    monkeypatch.setattr(markup, "Markup", parsed)
    assert printing.render(chapter, documents.THEME) == ours


def test_a_mistake_in_a_style_sheet_is_told_with_every_thread(tmp_path: Path) -> None:
    """The sheet is parsed once in a process; what there was to say about it belongs to whatever it is used for."""
    (tmp_path / "theme.toml").write_text('base = "classic"\nname = "mine"\n')
    (tmp_path / "print.css").write_text("p { colour: red }")
    mine = themes.load(str(tmp_path))
    for chapter in chapters(thread("One."), thread("Two.", number=2)):
        (notice,) = printing.render(chapter, mine).notices
        assert "colour" in notice.message
        assert notice.path == "theme mine"


def test_a_style_sheet_that_imports_another_is_read_anew(tmp_path: Path) -> None:
    """What it imports may have changed."""
    (tmp_path / "theme.toml").write_text('base = "classic"\n')
    (tmp_path / "print.css").write_text('@import "x-theme:size.css";')
    sizes = []
    for width in ("100mm", "200mm"):
        (tmp_path / "size.css").write_text(f"@page {{ size: {width} 100mm }}")
        (chapter,) = chapters(thread("Word " * 200))
        sizes.append(printing.render(chapter, themes.load(str(tmp_path))).pages)
    assert sizes[0] > sizes[1]
