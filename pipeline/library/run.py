"""The current run, as the library sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from msgspec import Struct

from pipeline.library.record import Entry, Library
from pipeline.model import Date, Post, Thread
from pipeline.unroll.merge.identity import network_id
from pipeline.unroll.privacy import is_private


class Run(Struct, frozen=True, kw_only=True):
    """Facts of a whole run that are needed to continue each of its threads."""

    here: Set[str]
    """Network ids of all posts that it has read."""
    posts: Mapping[str, Post]
    """Posts of the run that the library has too, by their network ids."""
    detached: Set[str]
    """Network ids of posts that are in no thread of the run, since a post that tied them to others is gone."""
    update: int
    """Number of the library's next update."""
    since: Date | None
    """Date of the library's newest capture."""
    include_private: bool
    """Whether to keep posts that not everyone could see."""

    @classmethod
    def of(
        cls, posts: Mapping[str, Post], threads: Iterable[Thread], library: Library, *, include_private: bool
    ) -> Run:
        """The facts of a run. posts: all of it, by their network ids. threads: made of them."""
        known = {post.id for entry in library.entries for post in entry.thread.posts}
        apart = known - {post.id for thread in threads for post in thread.posts}
        return cls(
            here=posts.keys(),
            posts={post_id: posts[post_id] for post_id in known & posts.keys()},
            detached={post_id for entry in library.entries for post_id in _detached(entry, posts, apart)},
            update=len(library.updates) + 1,
            since=library.newest,
            include_private=include_private,
        )

    def is_wanted(self, post: Post) -> bool:
        """Whether a post of the library that is in no thread of the run belongs into one: it is gone, or detached.

        A post that the run has read and left out as asked does not.
        """
        post_id = network_id(post)
        return self.shows(self.posts.get(post_id, post)) and (post_id not in self.here or post_id in self.detached)

    def shows(self, post: Post) -> bool:
        """Whether a post may be published: not a private one, unless asked for."""
        return self.include_private or not is_private(post)


def _detached(entry: Entry, posts: Mapping[str, Post], apart: Set[str]) -> Set[str]:
    """Ids of the entry's posts that are here, in no thread (`apart`), and tied by answers to one that is gone."""
    links = [(post.id, post.reply_to) for post in entry.thread.posts if post.id in apart and post.reply_to in apart]
    adrift = {post.id for post in entry.thread.posts if post.id in apart and network_id(post) not in posts}
    size = 0
    while size < len(adrift):
        size = len(adrift)
        for link in (*links, *reversed(links)):  # in both orders, so that a chain is followed in one pass
            if not adrift.isdisjoint(link):
                adrift.update(link)
    return adrift & posts.keys()
