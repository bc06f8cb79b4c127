"""One Bluesky post, from the view that the network serves or from the record in a repo."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from pipeline.model import Author, Date, Post
from pipeline.sources.bluesky.at_uri import author_of, date_of_key, did_of, page_of
from pipeline.sources.bluesky.embed import EmbedReader
from pipeline.sources.bluesky.facets import laid_out
from pipeline.sources.bluesky.lexicon import Embed, Label, PostView, Record
from pipeline.sources.reading.encoding import clean
from pipeline.sources.reading.iso_dates import stated_date
from pipeline.text.language_tags import is_tag

_HIDES_MEDIA = frozenset({"porn", "sexual", "nudity", "graphic-media", "gore", "nsfl"})
_HIDES_POST = frozenset({"!warn", "!hide"})


class Maker(Struct, frozen=True, kw_only=True):
    """The maker of posts, which remembers authors, so that an answer names whom it answers."""

    embeds: EmbedReader
    handles: dict[str, str] = field(default_factory=dict)
    """Handles by DID; a name where there is no handle (see `Post.reply_to_author`)."""

    def know(self, view: PostView) -> Author:
        """The author of a post, remembered."""
        author = author_of(view.author)
        self.handles[view.author.did] = author.handle
        return author

    def of_view(self, view: PostView) -> Post:
        """A post as the network served it."""
        date = date_of(view.record, view.uri) or stated_date(view.indexed_at)
        return self._post(view.uri, view.record, self.know(view), date, view.embed, view.labels or ())

    def of_record(self, uri: str, record: Record, author: Author) -> Post:
        """A post as its author wrote it."""
        return self._post(uri, record, author, date_of(record, uri), record.embed, ())

    def _post(
        self, uri: str, record: Record, author: Author, date: Date | None, embed: Embed | None, labels: Iterable[Label]
    ) -> Post:
        text, spans = laid_out(record)
        attached = self.embeds.attachments(embed or record.embed)
        given = (*labels, *(record.labels.values if record.labels else ()))
        hidden = {label.val for label in given if not label.neg}
        answered = record.reply.parent.uri if record.reply else ""
        whom = did_of(answered)
        return Post(
            id=uri,
            text=text,
            spans=spans,
            marked_up=True,
            media=attached.media,
            quotes=attached.quotes,
            link_cards=attached.link_cards,
            warning="Content warning" if hidden & _HIDES_POST else "",
            sensitive=bool(hidden & (_HIDES_MEDIA | _HIDES_POST)),
            author=author,
            date=date,
            url=page_of(uri, author.handle),
            reply_to=clean(answered),
            reply_to_author=self.handles.get(whom, whom),
            conversation=clean(record.reply.root.uri) if record.reply else uri,
            language=next((tag for tag in record.langs or () if is_tag(tag)), ""),
        )


def date_of(record: Record, uri: str) -> Date | None:
    """The date that its author stated, or else the moment in its key."""
    return stated_date(record.created_at) or date_of_key(uri)
