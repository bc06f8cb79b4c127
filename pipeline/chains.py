"""Threads in bags of posts: chains of an author's answers to themself.

The answers form trees. Of each tree the longest path is the thread (of equal ones, the earlier), and the branches
beside it are asides, threads of their own, or left out. Where a post between two parts of a conversation is missing,
the parts are one tree all the same. Nothing of a tree is there twice. What answers a stranger is left out, with all
that goes on from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.merge import identity
from pipeline.model import Aside, Capture, Date, Post

Branches = Literal["inline", "separate", "drop"]
"""What becomes of branches: asides in their thread; threads of their own, where they are long enough; nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A branch that was left out."""

    after: int
    """The post of the chain that it answers."""
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Posts in reading order."""

    posts: tuple[Post, ...]
    captures: tuple[tuple[Capture, ...], ...]
    """For each post those that hold it, in the order that they were given in."""
    asides: tuple[Aside, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    answers: Post | None = None
    """Of a branch: the post of another chain that it answers."""


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """A post among those that answer it."""

    post: Post
    owner: str
    captures: tuple[Capture, ...]
    is_wanted: bool
    """A capture that holds it is about its author."""
    answers: list[Node] = field(default_factory=list)
    """In order of time."""
    parent: Node | None = None
    size: int = 0
    """Posts in the tree below, this one included; 0 until the tree has been measured."""
    height: int = 0
    """Posts on the longest way down, this one included."""


def chains(captures: Sequence[Capture], min_posts: int, branches: Branches = "inline") -> list[Chain]:
    """The chains among the posts of all captures, in order of time; only trees of at least `min_posts` posts.

    With branches "separate", a branch of fewer is an aside. Linear in the number of posts, after sorting; the order of
    the posts in the captures does not matter.
    """
    found: list[Chain] = []
    for root in _joined(_roots(_nodes(captures))):
        if root.size >= min_posts:
            found += _Tree(root, branches, min_posts).chains()
    return sorted(found, key=lambda chain: age(chain.posts[0]))


def _nodes(captures: Sequence[Capture]) -> list[Node]:
    """The posts in order of time, each of a network once, linked to what they answer where the same author wrote it."""
    nodes: list[Node] = []
    by_key: dict[str, Node] = {}
    for capture in captures:
        whose = identity.owner(capture.author)
        for post in capture.posts:
            key = identity.key(post, capture.source)
            owner = identity.owner(post.author) if post.author else whose
            is_wanted = not whose or owner == whose
            node = by_key.get(key) if key else None
            if node and key == post.id:
                node.captures += (capture,)
                node.is_wanted |= is_wanted
                continue
            nodes.append(Node(post=post, owner=owner, captures=(capture,), is_wanted=is_wanted))
            if key:
                by_key.setdefault(key, nodes[-1])
    nodes.sort(key=lambda node: age(node.post))
    for node in nodes:
        if node.post.reply_to:
            source = node.captures[0].source
            parent = by_key.get(identity.within(node.post.reply_to, source)) or by_key.get(node.post.reply_to)
            node.parent = parent
            if parent and parent.owner == node.owner:
                parent.answers.append(node)
    return nodes


def _roots(nodes: Sequence[Node]) -> Iterator[Node]:
    """Where the authors' own trees begin; every tree is measured."""
    for node in nodes:
        if node.parent is None or node.parent.owner != node.owner:
            _measure(node)
            if node.is_wanted and node.parent is None and not _answers_stranger(node):
                yield node
    for node in nodes:  # what is left hangs on a circle of answers, which only damaged data has
        if not node.size:
            first = min(_circle(node), key=lambda item: age(item.post))
            if first.parent:
                first.parent.answers.remove(first)
                first.parent = None
            _measure(first)
            if first.is_wanted:
                yield first


def _joined(roots: Iterable[Node]) -> list[Node]:
    """The roots, with parts of one conversation made one tree where the post between them is missing.

    A part is joined to the end of the main line of those before it, if it is later than that: then the missing post,
    which its first post answers, lies between the two. A part that is not later is a thread of its own.
    """
    firsts: dict[tuple[str, str], Node] = {}
    ends: dict[tuple[str, str], Node] = {}
    grown: set[tuple[str, str]] = set()
    kept: list[Node] = []
    for root in sorted(roots, key=lambda root: age(root.post)):
        post = root.post
        about = root.owner, post.conversation or ("" if post.reply_to else post.id)
        end = ends.get(about) if post.conversation and post.reply_to else None
        if end and age(end.post) < age(post):
            end.answers.append(root)
            ends[about] = _end(root)
            grown.add(about)
        else:
            kept.append(root)
            if about not in firsts:
                firsts[about], ends[about] = root, _end(root)
    for about in grown:
        _measure(firsts[about])
    return kept


def _answers_stranger(node: Node) -> bool:
    """Whether a post whose parent is not in the bag answers someone else, as far as is known."""
    whom = node.post.reply_to_author.casefold()
    return whom != node.owner if whom else bool(node.post.reply_to)


def _circle(node: Node) -> list[Node]:
    """The circle that is reached by going up from a node that has no root."""
    seen: dict[int, int] = {}
    way: list[Node] = []
    at: Node | None = node
    while at and id(at) not in seen:
        seen[id(at)] = len(way)
        way.append(at)
        at = at.parent
    return way[seen[id(at)] :] if at else way


def _measure(root: Node) -> None:
    order = [root]
    for node in order:
        order += node.answers
    for node in reversed(order):
        node.size = 1 + sum(answer.size for answer in node.answers)
        node.height = 1 + max((answer.height for answer in node.answers), default=0)


def _main(node: Node) -> Node | None:
    """The answer by which the longest path goes on; of equal ones, the first."""
    return max(node.answers, key=lambda answer: answer.height, default=None)


def _end(root: Node) -> Node:
    """The last node of the longest path."""
    while following := _main(root):
        root = following
    return root


class _Tree:
    """A tree on its way into chains."""

    def __init__(self, root: Node, branches: Branches, min_posts: int) -> None:
        self._branches = branches
        self._min_posts = min_posts
        self._pending: list[tuple[Node, Post | None]] = [(root, None)]

    def chains(self) -> Iterator[Chain]:
        """The longest path through the tree, and its branches where they are threads of their own."""
        while self._pending:
            yield self._chain(*self._pending.pop())

    def _chain(self, start: Node, answers: Post | None) -> Chain:
        line: list[Node] = []
        asides: list[Aside] = []
        left_out: list[LeftOut] = []
        node: Node | None = start
        while node:
            place = len(line)
            line.append(node)
            main = _main(node)
            beside = [answer for answer in node.answers if answer is not main]
            if main and main.height == 1:  # the last of the path is followed by what else was answered then
                line.append(main)
                main = None
            for branch in beside:
                if self._branches == "drop":
                    left_out.append(LeftOut(after=place, posts=tuple(item.post for item in _whole(branch))))
                elif self._branches == "separate" and branch.size >= self._min_posts:
                    self._pending.append((branch, node.post))
                else:
                    _set_aside(branch, place, line, asides)
            node = main
        return Chain(
            posts=tuple(item.post for item in line),
            captures=tuple(item.captures for item in line),
            asides=tuple(asides),
            left_out=tuple(left_out),
            answers=answers,
        )


def _set_aside(branch: Node, answered: int, line: list[Node], asides: list[Aside]) -> None:
    """Put a branch into the line: its longest path, then what branches off that."""
    pending = [(branch, answered)]
    while pending:
        at, place = pending.pop()
        start = len(line)
        further: list[tuple[Node, int]] = []
        node: Node | None = at
        while node:
            main = _main(node)
            further += ((answer, len(line)) for answer in node.answers if answer is not main)
            line.append(node)
            node = main
        asides.append(Aside(start=start, end=len(line), answers=place))
        pending += reversed(further)


def _whole(root: Node) -> Iterator[Node]:
    """All of a tree."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending += reversed(node.answers)


def age(post: Post) -> tuple[int, int, int, float, int, str, str]:
    """Posts in order of time; the ids of X and Mastodon grow with time and decide within a second."""
    date = post.date or Date()
    moment = date.instant.timestamp() if date.instant else 0.0
    number = int(post.id) if post.id.isascii() and post.id.isdecimal() and len(post.id) <= 20 else 0
    return date.year or 0, date.month or 0, date.day or 0, moment, number, post.id, post.text
