"""The X posts of one input, gathered in any order and more than once: versions, quotes and authors put right."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.errors import Notice, PublishError
from pipeline.model import Author, Capture, Date, Gap, Post, Profile, Source
from pipeline.model.limits import MAX_POSTS
from pipeline.sources.reading.cleaning import clean
from pipeline.sources.reading.files import Input
from pipeline.sources.reading.quotes import with_own_quotes
from pipeline.text.x_addresses import is_id

MAX_NOTICES = 20
"""Number of left-out posts that are named one by one; the others are counted."""

AGAIN = "Save or export it again, and leave it as it is."


class Bag(Struct, eq=False):
    """The posts of one input as a reader finds them; `capture` makes one unordered capture of them."""

    item: Input
    accounts: dict[str, Author] = field(default_factory=dict)
    """Owners of accounts by the ids of these, by which sources tell who wrote and who is answered."""
    profiles: dict[str, Profile] = field(default_factory=dict)
    """What people say of themselves, by their handles."""
    captured: Date | None = None
    """Date on which the last of it was saved, where the source says."""
    _posts: dict[str, Post] = field(default_factory=dict)
    _versions: dict[str, Sequence[str]] = field(default_factory=dict)
    _gaps: list[tuple[str, Gap]] = field(default_factory=list)
    _left_out: list[PublishError] = field(default_factory=list)

    def add(self, post: Post, versions: Sequence[str] = (), *, place: str = "", beside: bool = False) -> None:
        """Put in a post, with its author, and the ids of all its versions if it was edited.

        beside: it only came along with another post, and gives way to one that was saved for itself; otherwise the
        later of two wins, unless only the earlier has the whole text. Raises PublishError for an id that is none.
        """
        if not is_id(post.id):
            raise self.item.error(f"not the id of a post: {post.id[:40]!r}", where=place, hint=AGAIN)
        known = self._posts.get(post.id)
        if known and (beside or (post.truncated and not known.truncated)):
            return
        self._posts[post.id] = post
        if len(versions) > 1:
            self._versions[post.id] = versions
        if len(self._posts) > MAX_POSTS:
            raise self.item.error(f"more than {MAX_POSTS:,} posts", where=place, hint="Divide the file.")

    def know(self, account_id: str | int, author: Author) -> None:
        """Note whose account it is; a name counts more than a handle alone."""
        key, known = str(account_id), self.accounts.get(str(account_id))
        if is_id(key) and author.handle and not (known and known.name):
            self.accounts[key] = author

    def describe(self, author: Author, bio: str) -> None:
        """Note what an author says of themself, as X writes it; the last that says anything counts."""
        if author.handle and (said := clean(html.unescape(bio)).strip()):
            self.profiles[author.handle.casefold()] = Profile(author=author, bio=said)

    def add_gap(self, after: str, gap: Gap) -> None:
        """Note a gap right after the post of this id."""
        self._gaps.append((after, gap))

    def save_date(self, moment: Date | None) -> None:
        """Note a date on which some of it was saved; the last one counts."""
        known = self.captured.instant if self.captured else None
        if moment and moment.instant and not (known and known > moment.instant):
            self.captured = moment

    @contextmanager
    def skipping_errors(self) -> Iterator[None]:
        """A context in which an error leaves out the posts that are read within, and no others."""
        try:
            yield
        except PublishError as error:
            self._left_out.append(error)

    def restore_rounded_ids(self) -> None:
        """Restore the ids of answered posts that JavaScript has rounded: the first 17 digits are left of them."""
        counts = Counter(map(float, self._posts))
        exact = {float(post_id): post_id for post_id in self._posts if counts[float(post_id)] == 1}

        def restored(post_id: str) -> str:
            rounded = post_id.endswith("00") and is_id(post_id) and post_id not in self._posts
            return exact.get(float(post_id), post_id) if rounded else post_id

        for post in list(self._posts.values()):
            self._posts[post.id] = replace(
                post, reply_to=restored(post.reply_to), conversation=restored(post.conversation)
            )

    def capture(self, source: Source, notices: Iterable[Notice] = ()) -> Capture:
        """All posts as one capture. Raises PublishError where there are none.

        notices: what was left out before there were posts.
        """
        if not self._posts:
            hint = "Save it again, with posts in it that are no retweets."
            raise self._left_out[0] if self._left_out else self.item.error("there are no posts in it", hint=hint)
        posts = [self._answering(post) for post in with_own_quotes(last_versions(self._posts, self._versions)).values()]
        authors = {(post.author.handle or post.author.name).casefold(): post.author for post in posts if post.author}
        author = next(iter(authors.values())) if len(authors) == 1 else Author()
        places = {post.id: index for index, post in enumerate(posts)}
        gaps = [(places[after], gap) for after, gap in dict.fromkeys(self._gaps) if after in places]
        return Capture(
            source=source,
            author=author,
            posts=tuple(replace(post, author=None) for post in posts) if author != Author() else tuple(posts),
            ordered=False,
            captured=self.captured,
            accounts=tuple(sorted(self.accounts.items())),
            profiles=tuple(profile for _, profile in sorted(self.profiles.items())),
            gaps=tuple(replace(gap, after=place) for place, gap in gaps),
            notices=(*notices, *self._notices()),
        )

    def _answering(self, post: Post) -> Post:
        """The post with the handle of the author it answers, where that is known."""
        if not post.reply_to:
            return post
        parent = self._posts.get(post.reply_to)
        known = parent.author.handle if parent and parent.author else ""
        owner = self.accounts.get(post.reply_to_author)
        whom = owner.handle if owner else post.reply_to_author or known
        return replace(post, reply_to_author=whom) if whom != post.reply_to_author else post

    def _notices(self) -> Iterator[Notice]:
        for error in self._left_out[:MAX_NOTICES]:
            yield error.notice(f"{error.message}; the post is left out")
        if len(self._left_out) > MAX_NOTICES:
            message = f"{len(self._left_out) - MAX_NOTICES:,} more posts are left out"
            yield Notice(message=message, path=self.item.label, hint=AGAIN)


def last_versions(posts: Mapping[str, Post], edits: Mapping[str, Sequence[str]]) -> dict[str, Post]:
    """The posts without the superseded versions; answers to those become answers to the version that is kept.

    edits: the ids of all versions of an edited post, the first one first, by the id of each version that is there.
    """
    last: dict[str, str] = {}
    for post_id, versions in edits.items():
        last[versions[0]] = max(post_id, last.get(versions[0], post_id), key=int)
    kept = {version: last[versions[0]] for versions in edits.values() for version in versions}
    result = {}
    for post_id, post in posts.items():
        if kept.get(post_id, post_id) != post_id:
            continue
        if post_id in kept:
            post = replace(post, edited=edits.get(post_id, [post_id])[0] != post_id)
        result[post_id] = replace(post, reply_to=kept[post.reply_to]) if post.reply_to in kept else post
    return result
