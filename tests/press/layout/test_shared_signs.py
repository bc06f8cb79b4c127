"""Signs that Chinese and Japanese share with Latin script are drawn from the face of the letters beside them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from pipeline.press.layout.shared_signs import mark


@pytest.mark.parametrize(
    ("markup", "language", "found"),
    [
        ("<p>他说：“你好”……<em>好</em>——再见</p>", "zh-Hans", ["“", "”……", "——"]),
        ("<p>“Hello” 你好 “OK”</p>", "zh", []),
        ("<p>He said “你好”…</p>", "en", []),
        ('<p>He said <bdi lang="ja">そう…</bdi>, and <code lang="ja">あ…</code></p>', "en", ["…"]),
    ],
)
def test_signs_beside_letters(markup: str, language: str, found: list[str]) -> None:
    """In text of those languages alone, not in code; and the text is the same."""
    root = ElementTree.fromstring(markup)
    text = "".join(root.itertext())
    mark(root, language)
    assert [span.text for span in root.iter("span")] == found
    assert "".join(root.itertext()) == text
