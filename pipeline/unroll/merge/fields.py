"""Merging of several versions of one post, field by field: the order of sources is in docs/unrolling.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Author, Capture, CustomEmoji, Date, Poll, Post, Visibility
from pipeline.unroll.merge import media
from pipeline.unroll.merge.words import aligned, folded, words

_OPEN: tuple[Visibility, ...] = ("direct", "followers", "unlisted", "public")
"""Visibilities, the most private first."""
_NAMING = 6
"""Number of words that stand for a post without an id in messages."""


class Version(Struct, frozen=True, kw_only=True):
    """A post as one capture has it."""

    post: Post
    capture: Capture

    @property
    def author(self) -> Author:
        """The post's author, or the capture's."""
        return self.post.author or self.capture.author


def merged(ordered: Sequence[Version]) -> tuple[Post, tuple[Notice, ...]]:
    """The post merged of its versions, and a notice for each text that contradicts it.

    ordered: at least one version, that of the best source first.
    """
    posts = [version.post for version in ordered]
    best = _best_text(ordered)
    post = replace(
        best.post,
        id=_first([post.id for post in posts]),
        media=media.media([post.media for post in posts]),
        quotes=media.quotes([post.quotes for post in posts]),
        poll=_poll(posts),
        link_cards=media.link_cards([post.link_cards for post in posts]),
        emoji=_emoji(best.post, posts),
        warning=_first([post.warning for post in posts]),
        sensitive=any(post.sensitive for post in posts),
        author=_author([version.author for version in ordered]),
        date=_date(posts),
        url=_first([post.url for post in posts]),
        reply_to=_first([post.reply_to for post in posts]),
        reply_to_author=_handle([post.reply_to_author for post in posts]),
        conversation=_first([post.conversation for post in posts]),
        visibility=min((post.visibility for post in posts), key=_OPEN.index),
        language=best.post.language or _first([post.language for post in posts]),
        edited=any(post.edited for post in posts),
        origins=tuple(dict.fromkeys(name for version in ordered for name in _origins(version))),
    )
    return post, tuple(_conflicts(post, best, ordered))


def _origins(version: Version) -> tuple[str, ...]:
    return version.post.origins or (version.capture.source.name,)


def _best_text(ordered: Sequence[Version]) -> Version:
    """The version whose text counts: not cut, the last of an edited post, of the best source."""
    first = ordered[0].post
    if first.text and not first.truncated and all(version.post.text == first.text for version in ordered):
        return ordered[0]
    best = min(ordered, key=lambda item: (not item.post.text, item.post.truncated, not item.post.edited))
    longer = [item for item in ordered if not item.post.truncated and goes_on(best.post.text, item.post.text)]
    return longer[0] if longer else best


def goes_on(cut: str, full: str) -> bool:
    """Whether a text that ends in "…" is the beginning of another."""
    bare = cut.rstrip()
    if not bare.endswith(("…", "...")) or len(full) <= len(cut):
        return False
    return folded(full).startswith(folded(bare.rstrip("….").rpartition(" ")[0]))


def _conflicts(post: Post, best: Version, ordered: Sequence[Version]) -> Iterator[Notice]:
    """Notices of the texts that have other words, each once; not of those that are cut, nor of those before an edit."""
    if all(version.post.text == post.text for version in ordered):
        return
    described = " ".join((post.text, *(item.alt for item in post.media)))  # as pages saved as text have it
    told = {folded(post.text), folded(described), ""}
    for version in ordered:
        other = version.post
        if other.text == post.text or (text := folded(other.text)) in told:
            continue
        told.add(text)
        if (other.truncated and not post.truncated) or (best.post.edited and not other.edited):
            continue
        if not goes_on(other.text, post.text):
            yield _other_text(post, best, version)


def _other_text(post: Post, best: Version, version: Version) -> Notice:
    which = post.id or f"“{' '.join(post.text.split()[:_NAMING])}”"
    other = differing(version.post.text, post.text)
    message = f"another text of the post {which}: {other}; the one of {_origins(best)[0]} is kept"
    return Notice(message=message, path=_origins(version)[0])


def differing(text: str, kept: str) -> str:
    """The stretches of a text whose words another text lacks, quoted in full: else they would be lost.

    Where no word is lacking: "without" and the other's words.
    """
    if own := stretches_lost(text, kept):
        return f"“{own}”"
    return f"without “{stretches_lost(kept, text)}”"


def stretches_lost(text: str, kept: str, around: int = 0) -> str:
    """The stretches of a text whose words another text lacks, as they stand there, with "…" between them; or "".

    around: number of words that are shown before and after them.
    """
    found = words(text)
    match = aligned([word.text for word in found], [word.text for word in words(kept)])
    lost = [range(place - around, place + around + 1) for place, to in enumerate(match) if to < 0]
    chosen = set(chain.from_iterable(lost))
    runs = [[*run] for is_chosen, run in groupby(range(len(found)), key=chosen.__contains__) if is_chosen]
    return " … ".join(" ".join(text[found[run[0]].start : found[run[-1]].end].split()) for run in runs)


def _author(authors: Sequence[Author]) -> Author:
    first = authors[0]
    if all(author is first or author == first for author in authors):
        return first
    return Author(
        name=_first([author.name for author in authors]),
        handle=_first([author.handle for author in authors]),
        url=_first([author.url for author in authors]),
    )


def _date(posts: Sequence[Post]) -> Date | None:
    """The first exact moment, else the first of the most complete dates."""
    dates = [post.date for post in posts if post.date]
    for date in dates:
        if date.instant:
            return date
    return max(dates, key=lambda date: (date.year is not None) + (date.day is not None), default=None)


def _poll(posts: Sequence[Post]) -> Poll | None:
    polls = [post.poll for post in posts if post.poll]
    counted = (poll for poll in polls if any(choice.votes is not None for choice in poll.choices))
    return next(counted, polls[0] if polls else None)


def _emoji(best: Post, posts: Sequence[Post]) -> tuple[CustomEmoji, ...]:
    """Custom emoji of the text that is kept, with the files that any version has."""
    files = {emoji.name: emoji for post in reversed(posts) for emoji in post.emoji if emoji.asset}
    return tuple(emoji if emoji.asset else files.get(emoji.name, emoji) for emoji in best.emoji)


def _handle(names: Sequence[str]) -> str:
    """The first name that is a handle rather than a user's number."""
    return next((name for name in names if name and not name.isdecimal()), _first(names))


def _first(values: Iterable[str]) -> str:
    """The first value that is not empty, or ""."""
    for value in values:
        if value:
            return value
    return ""
