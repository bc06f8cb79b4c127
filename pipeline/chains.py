"""Threads in a bag of posts: chains of an author's answers to themself.

The answers form trees. Of each tree the longest path is the thread (of equal ones, the earlier). A branch beside it
that has enough posts becomes a thread of its own. A smaller one stays in the thread, right after the post that it
answers (after the thread's last post, if that answers the same). Nothing of a tree is lost, and nothing is there
twice. What answers a stranger is left out, with all that goes on from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model import Capture, Date, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Posts in reading order."""

    posts: tuple[Post, ...]
    asides: int = 0
    """How many of the posts are off the main line."""
    orphan: bool = False
    """The first post answers one by the same author that is not in the bag."""
    answers: Post | None = None
    """Of a branch: the post of another chain that it answers."""


@dataclass(slots=True, kw_only=True, eq=False)
class _Node:
    post: Post
    owner: str
    answers: list[_Node] = field(default_factory=list)
    """In order of time."""
    parent: _Node | None = None
    size: int = 0
    """Posts in the tree below, this one included; 0 until the tree has been measured."""
    height: int = 0
    """Posts on the longest way down, this one included."""


def chains(capture: Capture, min_posts: int) -> list[Chain]:
    """The chains among a capture's posts, in order of time; only trees of at least `min_posts` posts.

    Linear in the number of posts, after sorting; the order of the posts in the capture does not matter.
    """
    nodes = _nodes(capture)
    found: list[Chain] = []
    for root, orphan in _roots(nodes, _owner(capture, None)):
        if root.size >= min_posts:
            found += _paths(root, orphan, min_posts)
    return sorted(found, key=lambda chain: _age(chain.posts[0]))


def _nodes(capture: Capture) -> list[_Node]:
    """The posts in order of time, each id once, linked to what they answer where the same author wrote it."""
    nodes: list[_Node] = []
    by_id: dict[str, _Node] = {}
    for post in sorted(capture.posts, key=_age):
        if post.id in by_id:
            continue
        nodes.append(_Node(post=post, owner=_owner(capture, post)))
        if post.id:
            by_id[post.id] = nodes[-1]
    for node in nodes:
        parent = by_id.get(node.post.reply_to) if node.post.reply_to else None
        node.parent = parent
        if parent and parent.owner == node.owner:
            parent.answers.append(node)
    return nodes


def _roots(nodes: Sequence[_Node], owner: str) -> Iterator[tuple[_Node, bool]]:
    """Where the author's own trees begin, and whether the beginning is missing; every tree is measured."""
    for node in nodes:
        if node.parent is None or node.parent.owner != node.owner:
            _measure(node)
            orphan = bool(node.post.reply_to)
            if _is_own(node, owner) and node.parent is None and not _answers_stranger(node):
                yield node, orphan
    for node in nodes:  # what is left hangs on a circle of answers, which only damaged data has
        if not node.size:
            first = min(_circle(node), key=lambda item: _age(item.post))
            if first.parent:
                first.parent.answers.remove(first)
                first.parent = None
            _measure(first)
            if _is_own(first, owner):
                yield first, False


def _is_own(node: _Node, owner: str) -> bool:
    return not owner or node.owner == owner


def _answers_stranger(node: _Node) -> bool:
    """Whether a post whose parent is not in the bag answers someone else, as far as is known."""
    whom = node.post.reply_to_author.casefold()
    return whom != node.owner if whom else bool(node.post.reply_to)


def _circle(node: _Node) -> list[_Node]:
    """The circle that is reached by going up from a node that has no root."""
    seen: dict[int, int] = {}
    way: list[_Node] = []
    at: _Node | None = node
    while at and id(at) not in seen:
        seen[id(at)] = len(way)
        way.append(at)
        at = at.parent
    return way[seen[id(at)] :] if at else way


def _measure(root: _Node) -> None:
    order = [root]
    for node in order:
        order += node.answers
    for node in reversed(order):
        node.size = 1 + sum(answer.size for answer in node.answers)
        node.height = 1 + max((answer.height for answer in node.answers), default=0)


def _paths(root: _Node, orphan: bool, min_posts: int) -> Iterator[Chain]:
    """The longest path through a tree, and those through its larger branches."""
    pending: list[tuple[_Node, Post | None]] = [(root, None)]
    while pending:
        start, answered = pending.pop()
        posts: list[Post] = []
        asides = 0
        node: _Node | None = start
        while node:
            posts.append(node.post)
            main = max(node.answers, key=lambda answer: answer.height, default=None)  # the first of equal ones
            beside: list[Post] = []
            for answer in node.answers:
                if answer is not main and answer.size >= min_posts:
                    pending.append((answer, node.post))
                elif answer is not main:
                    beside += _whole(answer)
            asides += len(beside)
            if main and main.height == 1:  # the last of the path is followed by what else was answered then
                posts.append(main.post)
                main = None
            posts += beside
            node = main
        yield Chain(posts=tuple(posts), asides=asides, orphan=orphan and answered is None, answers=answered)


def _whole(root: _Node) -> Iterator[Post]:
    """All posts of a tree, each right after the one that it answers or that one's earlier answers."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node.post
        pending += reversed(node.answers)


def _owner(capture: Capture, post: Post | None) -> str:
    author = (post.author if post else None) or capture.author
    return (author.handle or author.name).casefold()


def _age(post: Post) -> tuple[int, int, int, float, int, str, str]:
    """Posts in order of time; the ids of X and Mastodon grow with time and decide within a second."""
    date = post.date or Date()
    moment = date.instant.timestamp() if date.instant else 0.0
    number = int(post.id) if post.id.isascii() and post.id.isdecimal() and len(post.id) <= 20 else 0
    return date.year or 0, date.month or 0, date.day or 0, moment, number, post.id, post.text
