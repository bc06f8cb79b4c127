"""Trees of an author's answers to themself, and their division into chains: the main line and its branches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from pipeline.model import Aside, Capture, Post, Quote

Branches = Literal["inline", "separate", "drop"]
"""Treatment of branches: asides in their thread; threads of their own, where they are long enough; left out."""


class OmittedBranch(Struct, frozen=True, kw_only=True):
    """A branch that was left out."""

    after: int
    """Number, from 0, of the post in the chain that it answers."""
    posts: tuple[Post, ...]


class Chain(Struct, frozen=True, kw_only=True):
    """The posts of a thread found in bags, in reading order."""

    posts: tuple[Post, ...]
    captures: tuple[tuple[Capture, ...], ...]
    """For each post the captures that hold it, in the order that they were given in."""
    asides: tuple[Aside, ...] = ()
    left_out: tuple[OmittedBranch, ...] = ()
    answers: Post | None = None
    """The post of another chain that it answers, if it is a branch; else None."""
    begins_as_answer: bool = False
    """Whether it begins as an answer to someone else."""
    answered: Quote | None = None
    """The post by someone else that it answers, where that is in the captures; else None."""


class Node(Struct, kw_only=True, eq=False):
    """A node of a tree: a post, and its author's answers to it."""

    post: Post
    owner: str
    """Key of its author: see `identity.owner`."""
    captures: tuple[Capture, ...]
    is_wanted: bool
    """Whether a capture that holds it is about its author, or about nobody alone."""
    is_about: bool
    """Whether a capture that holds it is about its author alone."""
    answers: list[Node] = field(default_factory=list)
    """Answers by the same author, in order of time."""
    parent: Node | None = None
    size: int = 0
    """Number of posts in the tree from here down; 0 until the tree has been measured."""
    height: int = 0
    """Number of posts on the longest path from here down."""


def measure(root: Node) -> None:
    """Set size and height of each node of a tree."""
    order = [root]
    for node in order:
        order += node.answers
    for node in reversed(order):
        node.size = 1 + sum(answer.size for answer in node.answers)
        node.height = 1 + max((answer.height for answer in node.answers), default=0)


def _main(node: Node) -> Node | None:
    """The answer by which the longest path goes on; of equal ones, the first."""
    return max(node.answers, key=lambda answer: answer.height, default=None)


def end_of(root: Node) -> Node:
    """The last node of the main line."""
    while following := _main(root):
        root = following
    return root


class Tree:
    """The division of a tree into chains."""

    def __init__(self, root: Node, branches: Branches, min_posts: int) -> None:
        self._branches = branches
        self._min_posts = min_posts
        self._pending: list[tuple[Node, Post | None]] = [(root, None)]

    def chains(self) -> Iterator[Chain]:
        """The chain of the longest path through the tree, and those of branches that are threads of their own."""
        while self._pending:
            yield self._chain(*self._pending.pop())

    def _chain(self, start: Node, answers: Post | None) -> Chain:
        line: list[Node] = []
        asides: list[Aside] = []
        left_out: list[OmittedBranch] = []
        node: Node | None = start
        while node:
            place = len(line)
            line.append(node)
            main = _main(node)
            beside = [answer for answer in node.answers if answer is not main]
            if main and main.height == 1:  # the last post of the path goes before the branches beside it
                line.append(main)
                main = None
            for branch in beside:
                if self._branches == "drop":
                    left_out.append(OmittedBranch(after=place, posts=tuple(item.post for item in _whole(branch))))
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
    """Append a branch to the line as asides: its longest path, then what branches off that."""
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
    """All nodes of a tree, each before its answers."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending += reversed(node.answers)
