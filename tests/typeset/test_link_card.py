"""Words of link cards are set by the conventions of their own language, where that is plain."""

from __future__ import annotations

from pipeline.model import LinkCard
from pipeline.typeset import theme
from pipeline.typeset.link_card import worded

CLASSIC = theme.load(theme.DEFAULT)


def test_a_card_in_the_posts_language() -> None:
    """A few words are in no other."""
    card = LinkCard(url="https://example.org/it's", title='"Glocke"', description="Wie...")
    assert worded(card, "de", CLASSIC) == LinkCard(url=card.url, title="„Glocke“", description="Wie…")


def test_a_card_in_another_language() -> None:
    """An English page that a German post links to has English marks."""
    words = 'The bell founder said "yes" to all of the questions that we asked of him that day'
    assert worded(LinkCard(url="https://example.org/", description=words), "de", CLASSIC).description == words.replace(
        '"yes"', "“yes”"
    )
