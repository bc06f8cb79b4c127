"""What leads to the next thing stays with it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from pipeline.press.layout.leads import mark_leads

LONG = "Each stone rests on two below it, and two rest on it. One on two, two on one."


def leads(inside: str) -> list[bool]:
    """Of each paragraph of a post with this in it: whether it is kept with what follows."""
    article = ElementTree.fromstring(f"<article><section>{inside}</section></article>")
    mark_leads(article)
    return [paragraph.get("class") == "lead" for paragraph in article.iter("p")]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"<p>{LONG}</p><p>Two.</p>", [False, False]),
        (f"<p>25 to 40 °C</p><p>{LONG}</p>", [True, False]),
        (f"<p>{LONG}</p><p>In Python:</p><pre>1</pre>", [False, True]),
        (f"<p>{LONG} 👇</p><figure />", [True]),
        ("<p>A post of one line.</p>", [False]),
        (f"<details><p>Two lines:</p><p>{LONG}</p></details>", [True, False]),
        (f'<p class="number">1</p><p>{LONG}</p><p class="note">Edited:</p><p>x</p>', [False] * 4),
    ],
)
def test_a_lead_is_a_line_that_opens_a_post_or_points_on(inside: str, expected: list[bool]) -> None:
    """The last paragraph has nothing to lead to; numbers and notes are placed by their own rules."""
    assert leads(inside) == expected
