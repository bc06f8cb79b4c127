"""What a run has of the posts that the library knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from msgspec import Struct

from pipeline.library.record import Entry, Library
from pipeline.model import Date, Post, Thread
from pipeline.unroll.merge.identity import network_id
from pipeline.unroll.privacy import is_private


class Run(Struct, frozen=True, kw_only=True):
    """What a run knows when it looks at its threads one by one."""

    here: Set[str]
    """The network's ids of all posts that it has read."""
    posts: Mapping[str, Post]
    """Those of them that the library knows."""
    detached: Set[str]
    """Ids of posts that are in no thread of the run, since a post that tied them to others is gone."""
    update: int
    """The number of the library's next update."""
    since: Date | None
    """When the newest of the library's captures was made."""
    include_private: bool
    """Keep posts that not everyone could see, too."""

    @classmethod
    def of(
        cls, posts: Mapping[str, Post], threads: Iterable[Thread], library: Library, *, include_private: bool
    ) -> Run:
        """What a run knows that has these posts, by the network's ids, and made these threads of them."""
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
        """Whether a post of the library that is in no thread of the run belongs into one: it is gone, or detached. What
        the run has read and left out as asked does not."""
        post_id = network_id(post)
        return self.shows(self.posts.get(post_id, post)) and (post_id not in self.here or post_id in self.detached)

    def shows(self, post: Post) -> bool:
        """Whether a post may be published."""
        return self.include_private or not is_private(post)


def _detached(entry: Entry, posts: Mapping[str, Post], apart: Set[str]) -> Set[str]:
    """The entry's posts that are here and apart from threads, and hang together with one that is gone."""
    links = [(post.id, post.reply_to) for post in entry.thread.posts if post.id in apart and post.reply_to in apart]
    adrift = {post.id for post in entry.thread.posts if post.id in apart and network_id(post) not in posts}
    size = 0
    while size < len(adrift):
        size = len(adrift)
        for link in (*links, *reversed(links)):  # a chain is gone along at once, either way
            if not adrift.isdisjoint(link):
                adrift.update(link)
    return adrift & posts.keys()
