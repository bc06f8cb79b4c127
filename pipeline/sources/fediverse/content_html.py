"""HTML of posts in the Fediverse as plain text with spans, in the forms of `block_text`.

Mastodon writes paragraphs, line breaks and links; other servers pass on all that HTML has for words. Links,
mentions and hashtags are marked by the server that made the post: what is not marked is none.
"""

from __future__ import annotations

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from pipeline.model import Asset, Author, Profile, Span, SpanKind
from pipeline.model.limits import MAX_TAGS
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.html_text import HtmlText
from pipeline.sources.reading.html_tree import attribute, classes, parse, walk
from pipeline.text.web_addresses import web_url


def read_html(item: Input, html: str, *, quotes: bool = False) -> tuple[str, tuple[Span, ...]]:
    """The text and its spans.

    quotes: the post has its quotation as data, so that the line which says it in the text ("RE: https://…") is dropped.
    Raises PublishError, naming the input, for markup made to be slow.
    """
    reading = _Reading(quotes)
    if html.count("<") > MAX_TAGS:
        raise item.error("its tags are too many", hint="Look at the post: it is none that people wrote.")
    for node, entering in walk(parse(html), reading.is_whole):
        if node.is_text_node:
            if entering:
                reading.words(clean(node.text_content or ""))
        elif node.is_element_node:
            reading.element(node, entering)
    whole, spans = reading.finish(entities=False)
    text = whole.rstrip()  # a space that does not break stands before nothing here
    return text, tuple(replace(span, end=min(span.end, len(text))) for span in spans if span.start < len(text))


def profile(item: Input, author: Author, html: str, portrait: Asset | None = None) -> tuple[Profile, ...]:
    """The profile of an author, whose bio is HTML as posts are; () where it says nothing.

    Raises PublishError as `read_html` does.
    """
    bio = read_html(item, html)[0].strip()
    return (Profile(author=author, bio=bio, portrait=portrait),) if bio or portrait else ()


class _Reading(HtmlText):
    """The walk through one post."""

    def __init__(self, quotes: bool) -> None:
        super().__init__()
        self._hidden = frozenset(("invisible", "quote-inline") if quotes else ("invisible",))

    def is_whole(self, node: LexborNode) -> bool:
        return super().is_whole(node) or self._is_hidden(node)

    def element(self, node: LexborNode, entering: bool) -> None:
        if self._is_hidden(node):
            return
        if node.tag == "a":
            self._link(node, entering)
        elif node.tag != "span":
            super().element(node, entering)
        elif not entering and "ellipsis" in classes(node):
            self.follow("…")

    def _is_hidden(self, node: LexborNode) -> bool:
        return node.tag in ("span", "p") and not self._hidden.isdisjoint(classes(node))

    def _link(self, node: LexborNode, entering: bool) -> None:
        if entering:
            self.open()
            return
        names = classes(node)
        target = web_url(clean(attribute(node, "href")))
        tag = "hashtag" in names or "tag" in attribute(node, "rel").split()
        kind: SpanKind = "hashtag" if tag else "mention" if "mention" in names else "link"
        self.close(kind if target else None, target)
