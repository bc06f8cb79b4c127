"""The ledger of a thread: its gaps, how each is known, and what there is to say of it to the book's reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from msgspec.structs import replace

from pipeline.model import Aside, Confidence, Gap, Media, MediaKind, Message, Post
from pipeline.text.web_addresses import web_url
from pipeline.text.x_addresses import NOBODY, is_id, post_url
from pipeline.unroll.jumps import Jump, jumps

_COUNTED: dict[MediaKind, str] = {
    "photo": "photos-counted",
    "video": "videos-counted",
    "gif": "gifs-counted",
    "audio": "audios-counted",
}
"""Messages with a number of media, in the order in which they are named."""


def ledger(
    known: Sequence[Gap],
    posts: Sequence[Post],
    whose: str,
    asides: Sequence[Aside],
    declared: int | None,
    here: Set[str],
    confidence: Confidence = "exact",
) -> Iterator[Gap]:
    """All gaps of a thread, each once.

    known: gaps that readers or options have found; the posts themselves show the others. declared: number of posts that
    the source counts. whose: key of the author (see `identity.owner`). here: ids of all posts of the run. confidence:
    of the posts' boundaries. Where it is a guess at which word posts begin, a jump of the author's counter proves
    nothing: what is missing may be within another post.
    """
    # Posts that have an id or a date each are whole; what is guessed is then that they are one thread.
    guessed = confidence == "guessed" and not any(post.id or post.date for post in posts)
    told = {gap.after for gap in known if gap.kind == "posts" and gap.evidence != "option"}
    order = [gap for gap in of_order(posts, whose, asides, here, guessed=guessed) if gap.after not in told]
    left_out = sum(gap.count or 0 for gap in known if gap.evidence == "option")
    certain = sum(gap.count or 1 for gap in order)
    by_count = of_count(len(posts) + left_out, declared, guessed=guessed)
    yield from (gap for gap in by_count if certain < (gap.count or 0))
    yield from known
    yield from order
    yield from of_posts(posts, known)


def of_posts(posts: Sequence[Post], known: Sequence[Gap] = ()) -> Iterator[Gap]:
    """Gaps in posts: texts that the source cut, media that did not come with it, quotes that are lost or not whole.

    known: gaps that are told already, and so are left out here.
    """
    told = {(gap.kind, gap.after) for gap in known}
    for index, post in enumerate(posts):
        if post.truncated and ("text", index) not in told:
            yield Gap(kind="text", after=index, message=Message("text-cut"))
        missing = [media for media in post.media if not media.file]
        if missing and ("media", index) not in told:
            yield Gap(kind="media", after=index, message=_media(missing))
        if ("quote", index) not in told:
            for quote in post.quotes:
                if quote.missing and not quote.text:
                    yield Gap(kind="quote", after=index, message=Message.of("quote-lost", reason=quote.missing))
                if quote.unshown:
                    message = Message.of("quote-parts-lost", parts=quote.unshown, count=len(quote.unshown))
                    yield Gap(kind="quote", after=index, message=message)


def of_count(found: int, declared: int | None, *, guessed: bool = False) -> Iterator[Gap]:
    """The gap of posts that the source counts and does not have. found: number of posts at hand.

    guessed: whether it is a guess where these begin; then two may have been taken for one.
    """
    missing = (declared or 0) - found
    if missing > 0:
        lost = "posts-lost-or-joined" if guessed else "posts-lost"
        message = Message.of(lost, count=missing, declared=declared or 0)
        yield Gap(kind="posts", message=message, evidence="declared", count=missing)


def of_order(
    posts: Sequence[Post], whose: str, asides: Sequence[Aside], here: Set[str], *, guessed: bool = False
) -> Iterator[Gap]:
    """Gaps between posts: the author's own counter jumps, or a post answers one of the author's that is nowhere.

    whose: key of the author. here: ids of all posts of the run, besides these. guessed: whether it is a guess where
    the posts begin.
    """
    found = {gap.after: gap for gap in _of_replies(posts, whose, here)}
    beside = {index for aside in asides for index in range(aside.start, aside.end)}
    line = [index for index in range(len(posts)) if index not in beside]
    for jump in jumps([posts[index].text for index in line]) if not guessed else ():
        after = None if jump.after is None else line[jump.after] if jump.after >= 0 else -1
        found[after] = Gap(kind="posts", after=after, message=_counted(jump), evidence="counter", count=jump.count)
    yield from (found[after] for after in sorted(found, key=lambda after: -2 if after is None else after))


def _of_replies(posts: Sequence[Post], whose: str, here: Set[str]) -> Iterator[Gap]:
    own = {post.id for post in posts}
    for index, post in enumerate(posts):
        is_own = whose and post.reply_to_author.casefold() == whose
        if is_own and post.reply_to and post.reply_to not in own and post.reply_to not in here:
            message = Message("answered-lost" if index else "goes-on-from-lost")
            yield Gap(kind="posts", after=index - 1, message=message, evidence="reply")


def of_answered(post: Post) -> Gap:
    """The gap of a post by someone else that a thread begins as an answer to. post: the answer."""
    whom = "" if post.reply_to_author.isdecimal() else post.reply_to_author
    message = Message.of("answer-to", author=f"@{whom}") if whom else Message("answer-to-someone")
    address = post_url(whom or NOBODY, post.reply_to) if is_id(post.reply_to) else web_url(post.reply_to)
    if address:
        message = Message.of("at-address", statement=message, address=address)
    return Gap(kind="posts", after=-1, message=message, evidence="reply")


def of_branch(count: int, after: int) -> Gap:
    """The gap of a branch that was left out as asked: its number of posts, and the post, from 0, that it answers."""
    message = Message.of("branch-left-out", count=count)
    return Gap(kind="posts", after=after, message=message, evidence="option", count=count)


def of_teaser(found: int, counted: int) -> Gap:
    """The gap of a thread of which a teaser on another page counts more posts. found: number of posts at hand."""
    message = Message.of("counted-elsewhere", count=counted, found=found)
    return Gap(kind="posts", message=message, evidence="card", count=counted - found)


def moved(gaps: Iterable[Gap], places: Sequence[int | None]) -> Iterator[Gap]:
    """The gaps renumbered after posts have moved. places: the new number of each post, None where it is gone.

    A gap within a post that is gone goes with it. A gap without a place stays without one.
    """
    for gap in gaps:
        if gap.after == -1:
            yield gap
        elif gap.after is None or not 0 <= gap.after < len(places):
            yield replace(gap, after=None)
        elif (place := places[gap.after]) is not None:
            yield replace(gap, after=place)
        elif gap.kind == "posts":
            before = [place for place in places[: gap.after] if place is not None]
            yield replace(gap, after=before[-1] if before else -1)


def closed(gaps: Iterable[Gap], posts: Sequence[Post]) -> Iterator[Gap]:
    """The gaps without those that another capture of the post has filled."""
    for gap in gaps:
        post = posts[gap.after] if gap.kind != "posts" and gap.after is not None else None
        if (post and len(post.origins) < 2) or is_open(gap, posts):
            yield gap


def is_open(gap: Gap, posts: Sequence[Post]) -> bool:
    """Whether a gap with a known place among posts is still one."""
    if gap.after is None or gap.after < 0:
        return True
    post = posts[gap.after]
    if gap.kind == "posts":
        return gap.evidence != "end" or all(each.reply_to != post.id for each in posts[gap.after + 1 :])
    if gap.kind == "text":
        return post.truncated or not (post.text or post.media)
    if gap.kind == "media":
        return any(not media.file for media in post.media)
    return any(not quote.text for quote in post.quotes)


def _counted(jump: Jump) -> Message:
    count, first, last = jump.count, jump.first, jump.last
    lost = "numbers-lost-by-author" if count == last - first + 1 else "some-lost-by-author"
    return Message.of(lost, count=count, first=first, last=last)


def _media(missing: list[Media]) -> Message:
    counts = Counter(media.kind for media in missing)
    things = tuple(Message.of(id, count=counts[kind]) for kind, id in _COUNTED.items() if counts[kind])
    return Message.of("media-lost", things=things, count=len(missing))
