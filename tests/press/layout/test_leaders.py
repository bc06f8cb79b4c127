"""A leader is one piece of text, and looks as WeasyPrint has laid it out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2
import pytest

from pipeline.press.layout import engine, leaders

STYLE = """
html { font-size: 12px } p { width: 250px; margin: 0 } p::after { content: leader(VAR) "7"; margin-right: -9px }
.ellipsis { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
"""


def laid_out(leader: str, attributes: str = "", style: str = "") -> Any:
    """A document with two lines of contents."""
    html = f"<html lang=en><body><p {attributes}>A wall<p {attributes}>A gate, and more <i>words</i>"
    weasyprint = engine.load()
    css = weasyprint.CSS(string=STYLE.replace("VAR", f'"{leader}"') + style)
    return weasyprint.HTML(string=html).render(stylesheets=[css])


def counts(document: Any) -> list[int]:
    """Of how many boxes each leader is made."""
    boxes = document.pages[0]._page_box.descendants()
    return [len(box.children) for box in boxes if box.is_leader]


def signs(document: Any) -> list[tuple[str, float, float]]:
    """What is on the page, and where: its lower and left edge, in points."""
    with pypdfium2.PdfDocument(BytesIO(document.write_pdf(pdf_tags=True))) as pdf:
        text = pdf[0].get_textpage()
        places = [(text.get_text_range(at, 1), *text.get_charbox(at)[:2]) for at in range(text.count_chars())]
    return sorted((sign, round(low, 1), left) for sign, left, low in places if sign.strip())


@pytest.mark.parametrize("attributes", ["", "dir=rtl", "class=ellipsis"])
@pytest.mark.parametrize("leader", [" . ", ".", "·-", "…"])
def test_a_leader_becomes_one_box_that_looks_the_same(leader: str, attributes: str) -> None:
    """Every dot is where it was, to a fiftieth of a millimetre."""
    before, after = laid_out(leader, attributes), laid_out(leader, attributes)
    assert min(counts(before)) > 3
    leaders.join(after)
    assert counts(after) == [1, 1]
    for old, new in zip(signs(before), signs(after), strict=True):
        assert new[:2] == old[:2]
        assert new[2] == pytest.approx(old[2], abs=0.05)


@pytest.mark.parametrize(
    ("leader", "attributes", "style"),
    [("a. ", "dir=rtl", ""), ("f", "", "p { font-family: Spectral }"), ("-", "", "p { letter-spacing: 2px }")],
    ids=["turned around", "a ligature", "spaced letters"],
)
def test_what_would_look_otherwise_stays_as_it_is(leader: str, attributes: str, style: str) -> None:
    """Where signs that stand side by side are not those that stood alone."""
    document = laid_out(leader, attributes, style)
    before = counts(document)
    leaders.join(document)
    assert counts(document) == before
    assert min(before) > 3


def test_a_blank_leader_keeps_the_words_apart_without_a_box() -> None:
    """But for one that is underlined, and so can be seen."""
    before, after = laid_out(" "), laid_out(" ")
    leaders.join(after)
    assert counts(after) == [0, 0]
    assert signs(after) == signs(before)
    lined = laid_out(" ", style="p { text-decoration: underline }")
    leaders.join(lined)
    assert counts(lined) == [1, 1]
