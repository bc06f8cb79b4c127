"""Cross-posts: of a thread that its author posted on several networks one is kept, with a notice about the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex
from msgspec.structs import replace

from pipeline.errors import Notice
from pipeline.model import Author, Thread
from pipeline.text import counters, x_addresses
from pipeline.text.web_addresses import host_of
from pipeline.unroll.merge import words
from pipeline.unroll.merge.identity import owner
from pipeline.unroll.merge.standing import standing

_HOURS = 24
"""Most hours between the beginnings of cross-posted threads."""
_LEAST = 12
"""Least number of words that a thread is recognised by."""
_MARKS = regex.compile(rf"[@#][\w.@-]+|{counters.BY_ITSELF}")


Links = dict[str, set[str]]
"""Targets of the links in their posts, by author (`identity.owner`)."""


def folded(threads: Sequence[Thread]) -> list[Thread]:
    """The threads without cross-posts.

    Two threads are one only where their words are the same (but for links, handles, hashtags and counters), both began
    within a day, and the author's name and handle agree, or one of them does and a post by one links to the profile of
    the other. The one with the most pictures is kept, then that of the better source; a notice tells of the other.
    """
    links = _links(threads)
    kept: list[Thread] = []
    by_text: dict[str, list[int]] = {}
    for thread in sorted(threads, key=_best):
        text = _text(thread)
        alike = by_text.setdefault(text, []) if text else []
        same = next((place for place in alike if _is_crosspost(kept[place], thread, links)), None)
        if same is None:
            alike.append(len(kept))
            kept.append(thread)
        else:
            kept[same] = _with(kept[same], thread)
    return kept


def _best(thread: Thread) -> tuple[object, ...]:
    pictures = sum(1 for post in thread.posts for media in post.media if media.file)
    return -pictures, standing(thread.source), len(thread.gaps), thread.source.name, thread.id


def _text(thread: Thread) -> str:
    """The words of a thread that are the same on all networks; "" where they are too few to recognise it."""
    bare = words.folded(_MARKS.sub(" ", "\n".join(post.text for post in thread.posts)))
    return bare if bare.count(" ") + 1 >= _LEAST else ""


def _is_crosspost(one: Thread, two: Thread, links: Links) -> bool:
    networks = [_network(thread) for thread in (one, two)]
    moments = [thread.posts[0].date.instant if thread.posts[0].date else None for thread in (one, two)]
    if "" in networks or networks[0] == networks[1] or not (moments[0] and moments[1]):
        return False
    near = abs((moments[0] - moments[1]).total_seconds()) <= _HOURS * 3600
    return near and _is_same_author(one.author, two.author, links)


def _is_same_author(one: Author, two: Author, links: Links) -> bool:
    agreeing = sum(
        bool(first) and first == second
        for first, second in ((words.folded(one.name), words.folded(two.name)), (_user(one), _user(two)))
    )
    linked = one.url in links[owner(two)] or two.url in links[owner(one)]
    return agreeing == 2 or (agreeing == 1 and linked)


def _user(author: Author) -> str:
    """The part of a handle that a person chooses: tidewatch, of tidewatch@sea.example and of tidewatch.bsky.social."""
    return author.handle.casefold().partition("@")[0].partition(".")[0]


def _network(thread: Thread) -> str:
    """Host name of a thread's network, from its first post's address; "" where that is unknown."""
    post = thread.posts[0]
    host = host_of(post.url or post.id)
    return x_addresses.HOST if host.endswith(x_addresses.FORMER_HOST) else host.removeprefix("www.")


def _links(threads: Iterable[Thread]) -> Links:
    found: Links = {}
    for thread in threads:
        targets = found.setdefault(owner(thread.author), set())
        targets.update(span.target for post in thread.posts for span in post.spans if span.kind == "link")
        targets.discard("")
    return found


def _with(kept: Thread, other: Thread) -> Thread:
    """The thread that is kept, with sources of and a notice about the other one."""
    where = other.url or other.posts[0].url or _network(other)
    told = Notice(
        message=f"“{kept.title}” was posted on another network too, which is left out: {where}", path=other.source.name
    )
    sources = tuple(dict.fromkeys((*kept.sources, *other.sources)))
    return replace(kept, sources=sources, notices=(*kept.notices, *other.notices, told))
