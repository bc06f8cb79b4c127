"""A post and its parts."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from pipeline.model.date import Date
from pipeline.model.message import Message


class Author(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The author of a post. Name or handle may be unknown (""); neither is ever made up."""

    name: str = ""
    """Display name, emoji and all."""
    handle: str = ""
    """Handle without the @; for Mastodon user@server."""
    url: str = ""
    """The profile page, or ""."""

    @property
    def label(self) -> str:
        """Name to print: the display name, else @handle."""
        return self.name or (f"@{self.handle}" if self.handle else "Unknown author")


Style = Literal["bold", "italic", "code", "struck", "superscript", "subscript", "underlined", "marked", "keys"]
"""Styles of words; marked ones are highlighted, as with a pen, and keys are those of a keyboard."""
STYLES: tuple[Style, ...] = get_args(Style)
SpanKind = Literal["link", "mention", "hashtag", "emoji", Style]


class Span(Struct, frozen=True, kw_only=True, order=True, omit_defaults=True):
    """A stretch of a post's text that the source itself marked. Spans of one kind never overlap."""

    start: int
    """Offset of the first code point."""
    end: int
    """Offset one past the last code point; end > start."""
    kind: SpanKind
    target: str = ""
    """URL of a link, mention or hashtag: http, https or mailto; "" for styles.
    An emoji is a custom one, written ":name:" in the text: see `Post.emoji`."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")


class Asset(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A reference to a file, which is read when a writer wants it. Readers vouch that it lies inside the input."""

    path: Path
    """Absolute path of the file, links resolved."""
    member: str = ""
    """Name within it, where the path is a zip or a tar.gz; else ""."""

    @property
    def name(self) -> str:
        """Name of the file, without folders."""
        return (self.member or self.path.name).rpartition("/")[2]


class Profile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The profile of an author: what they show of themself beside their posts, as a source has it.

    It stands apart from `Author`, who stays the same when a profile changes from one capture to the next.
    """

    author: Author
    bio: str = ""
    """Lines in which the author says who they are, or ""."""
    portrait: Asset | None = None
    """The picture that stands beside the author's posts."""


class Recording(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The file of a film or of sound. It may be large: a page shows no more than its name, its length and a frame."""

    asset: Asset


MediaKind = Literal["photo", "video", "gif", "audio"]


class Media(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture, video, GIF or sound recording of a post."""

    kind: MediaKind = "photo"
    alt: str = ""
    """Alternative text by the author, or ""."""
    asset: Asset | None = None
    """The picture (of a video or GIF: its poster or a still); None where no file came with the input."""
    recording: Recording | None = None
    """The film or sound itself; None where it did not come with the input, and of a picture."""
    url: str = ""
    """Address on the network, or ""."""
    missing: Message | str = ""
    """Reason why there is no file, for the placeholder: "not saved with the page"."""

    @property
    def file(self) -> Asset | None:
        """The file that came with the input: the picture, else the recording."""
        return self.asset or (self.recording.asset if self.recording else None)


class Quote(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A post quoted within a post: as much of it as the source had."""

    url: str = ""
    id: str = ""
    """The network's id, or ""."""
    author: Author | None = None
    text: str = ""
    """Plain text like a post's; "" where the source has only the link."""
    spans: tuple[Span, ...] = ()
    """Sorted; within the text."""
    marked_up: bool = False
    """Whether the source states the styles of its text, so that "*" or "_" in the text are signs like any other."""
    media: tuple[Media, ...] = ()
    date: Date | None = None
    missing: Message | str = ""
    """Reason why there is no text, where the source says: "deleted", "by someone who blocks the author"."""
    unshown: tuple[Message | str, ...] = ()
    """Parts that it has and that are not kept, for the ledger: "a poll", "a quote of https://…"."""


class Choice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the answers that a poll offers."""

    text: str
    votes: int | None = None
    """Number of votes; None where the source does not say."""


class Poll(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question put to the readers of a post. The question itself is the post's text."""

    choices: tuple[Choice, ...]
    """At least one, in their order."""
    voters: int | None = None
    """Number of people who voted, where several answers can be chosen and the source says; else None."""
    several: bool = False
    """Whether several answers can be chosen."""
    ends: Date | None = None
    """End of the voting, past or planned, or None."""


class LinkCard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A preview, by the network, of a page that a post links to."""

    url: str
    """Address, http or https."""
    title: str = ""
    description: str = ""
    picture: Asset | None = None


class CustomEmoji(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A server's picture for ":name:" in its posts."""

    name: str
    """Name with its colons, as in the text."""
    asset: Asset | None = None
    url: str = ""


Visibility = Literal["public", "unlisted", "followers", "direct"]
"""Audience of a post: everyone; everyone who came by; its author's followers; those whom it names."""
PRIVATE: tuple[Visibility, ...] = ("followers", "direct")
"""The visibilities of posts that not everyone may read."""


class Sighting(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A capture in which a thread or post was seen, and its date."""

    source: str
    """Name of the source: see `Source.name`."""
    date: Date | None = None
    stated: bool = False
    """Whether the source states the date. Otherwise it is that of the newest post: the capture is as old or newer."""


ChangeKind = Literal["added", "edited", "completed", "gone", "back"]
"""Changes of a post between two captures of its thread: it is new; it has other words; a text that was cut is whole;
the newer capture does not have it; the newer one has it again."""


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change of a post, found by the last update of a library."""

    kind: ChangeKind
    update: int
    """The number of that update, from 1."""
    since: Date | None = None
    """Date of the newest capture before the update, as far as it is known."""
    before: str = ""
    """The earlier text, where the post has other words now; else ""."""


class Post(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One post: text is data, and reaches a page escaped."""

    id: str = ""
    """The network's id, or "" where the source has none: on X a number, on Mastodon and in the Fediverse the post's URI
    (not the number that a server has for it), on Bluesky its at:// URI."""
    text: str = ""
    """Plain text, entities resolved, lines by "\\n", a blank line between paragraphs; no trailing media link."""
    spans: tuple[Span, ...] = ()
    """Sorted; within the text."""
    marked_up: bool = False
    """Whether the source states the styles of its text, so that "*" or "_" in the text are signs like any other."""
    media: tuple[Media, ...] = ()
    quotes: tuple[Quote, ...] = ()
    poll: Poll | None = None
    link_cards: tuple[LinkCard, ...] = ()
    emoji: tuple[CustomEmoji, ...] = ()
    """The custom emoji in its text, each once."""
    warning: str = ""
    """Content warning, or ""."""
    sensitive: bool = False
    """Whether its media are marked as not for everyone."""
    author: Author | None = None
    """None: the capture's author."""
    date: Date | None = None
    url: str = ""
    """Address of the original, or ""."""
    reply_to: str = ""
    """Id of the post it answers, or ""."""
    reply_to_author: str = ""
    """Handle of the author it answers; where only the network's user id is known, that; or ""."""
    conversation: str = ""
    """Id of the post that the whole conversation began with, where the source says, or ""."""
    visibility: Visibility = "public"
    language: str = ""
    """BCP 47 as the network says, or ""."""
    truncated: bool = False
    """Whether the source itself cut the text."""
    edited: bool = False
    """Whether it is the last of several versions."""
    origins: tuple[str, ...] = ()
    """Names of the sources that it was put together from, the best first; (): the thread's only source."""
    last_seen: Sighting | None = None
    """The earlier capture that it is kept from, where newer ones do not have it; else None."""
    change: Change | None = None
    """Its change in the last update of the library, if any: see `pipeline.library`."""

    def __post_init__(self) -> None:
        if any(span.end > len(self.text) for span in self.spans):
            raise ValueError("a span beyond the text")
        if list(self.spans) != sorted(self.spans):
            raise ValueError("spans out of order")
