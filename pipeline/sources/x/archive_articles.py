"""Articles of an X archive, which are no threads: they are not read, and told of by their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from pipeline.errors import Notice, PublishError
from pipeline.sources.reading.bundle import Bundle
from pipeline.sources.x.archive_data import items

_REMEDY = "Put the text into a Markdown file to have it in the book."


class _Article(msgspec.Struct):
    title: str | None = None


class _Item(msgspec.Struct):
    article: _Article


def unread_articles(bundle: Bundle, names: Iterable[str]) -> Iterator[Notice]:
    """A notice for each file of articles that has any. names: of these files."""
    for name in names:
        try:
            titles = [(item.article.title or "").strip() for _, item in items(bundle, name, _Item, "article")]
        except PublishError as error:
            yield error.notice(f"the articles are not read: {error.message}")
            continue
        if titles:
            count = "1 article is" if len(titles) == 1 else f"{len(titles)} articles are"
            named = ", ".join(f"“{title}”" for title in titles if title)
            message = f"{count} not read: {named}" if named else f"{count} not read"
            yield bundle.error(message, where=name, hint=_REMEDY).notice()
