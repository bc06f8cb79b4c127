"""Threads in bags of posts: chains of an author's answers to themself.

The answers form trees. Of each tree the longest path is the thread (of equal ones, the earlier), and the branches
beside it are asides, threads of their own, or left out. Where a post between two parts of a conversation is missing,
the parts are one tree all the same. Nothing of a tree is there twice. A chain that begins as an answer to someone else
is kept apart from the others. An author of whom nothing is known is no stranger to those who say that they answer
themself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model import Capture, Date, Post
from pipeline.sources.reading.quotes import as_quote
from pipeline.text.x_addresses import is_id
from pipeline.unroll.branches import Branches, Chain, Node, Tree, end_of, measure
from pipeline.unroll.merge import identity

SHORTEST_ANSWER = 2
"""Least number of posts of a chain that begins as an answer to someone else: a single one is part of their thread."""


class Chains(Struct, frozen=True, kw_only=True):
    """The chains among the posts of captures, in order of time."""

    own: list[Chain]
    """Those that begin on their own."""
    answers: list[Chain]
    """Those that begin as an answer to someone else, by authors whom a capture is about or who have a chain above."""


def chains(captures: Sequence[Capture], min_posts: int, branches: Branches = "inline") -> Chains:
    """The chains among the posts of all captures; only trees of at least `min_posts` posts.

    With branches "separate", a branch of fewer is an aside. Linear in the number of posts, after sorting; the order of
    the posts in the captures does not matter.
    """
    own, answers = _roots(_nodes(captures))
    trees = [root for root in _joined(own) if root.size >= min_posts]
    authors = {root.owner for root in trees}
    least = max(min_posts, SHORTEST_ANSWER)
    known = [root for root in answers if root.size >= least and (root.is_about or root.owner in authors)]
    return Chains(
        own=_in_order(chain for root in trees for chain in Tree(root, branches, min_posts).chains()),
        answers=_in_order(chain for root in known for chain in _of_answer(root, branches, min_posts)),
    )


def _of_answer(root: Node, branches: Branches, min_posts: int) -> Iterator[Chain]:
    """The chains of a tree that begins as an answer to someone else; the first begins so."""
    first, *others = Tree(root, branches, min_posts).chains()
    above = root.parent
    answered = as_quote(above.post, above.captures[0].author) if above else None
    yield replace(first, begins_as_answer=True, answered=answered)
    yield from others


def _in_order(found: Iterable[Chain]) -> list[Chain]:
    return sorted(found, key=lambda chain: age(chain.posts[0]))


def _nodes(captures: Sequence[Capture]) -> list[Node]:
    """Nodes of the posts in order of time, each of a network once, with links to and from what they answer."""
    nodes: list[Node] = []
    by_key: dict[str, Node] = {}
    for capture in captures:
        whose = identity.owner(capture.author)
        for post in capture.posts:
            key = identity.key(post, capture.source)
            owner = identity.owner(post.author) if post.author else whose
            is_about = bool(whose) and owner == whose
            is_wanted = not whose or is_about
            node = by_key.get(key) if key else None
            if node and key == post.id:
                node.captures += (capture,)
                node.is_wanted |= is_wanted
                node.is_about |= is_about
                continue
            nodes.append(Node(post=post, owner=owner, captures=(capture,), is_wanted=is_wanted, is_about=is_about))
            if key:
                by_key.setdefault(key, nodes[-1])
    nodes.sort(key=lambda node: age(node.post))
    for node in nodes:
        if node.post.reply_to:
            source = node.captures[0].source
            node.parent = by_key.get(identity.within(node.post.reply_to, source)) or by_key.get(node.post.reply_to)
    for node in reversed(nodes):  # from the last to the first, so that a chain of unknown authors is known as a whole
        if node.parent and _is_own(node.parent, node):
            _name(node.parent, node)
    for node in nodes:
        if node.parent and node.parent.owner == node.owner:
            node.parent.answers.append(node)
    return nodes


def _is_own(parent: Node, node: Node) -> bool:
    """Whether a post whose author is not known was written by the author of an answer to it, as far as is known."""
    author = parent.post.author or parent.captures[0].author
    whom = node.post.reply_to_author.casefold()
    return not author.handle and (whom == node.owner or not (whom or parent.owner))


def _name(parent: Node, node: Node) -> None:
    """Give a post the author of an answer to it."""
    author = node.post.author or node.captures[0].author
    parent.owner, parent.post = node.owner, replace(parent.post, author=author)
    parent.is_wanted |= node.is_wanted
    parent.is_about |= node.is_about


def _roots(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Roots of the authors' trees: of those that begin on their own, and of those that begin as an answer to someone
    else. Every tree is measured."""
    own: list[Node] = []
    answers: list[Node] = []
    for node in nodes:
        if node.parent is None or node.parent.owner != node.owner:
            measure(node)
            if node.is_wanted:
                (answers if node.parent or _answers_stranger(node) else own).append(node)
    for node in nodes:  # the rest hang on a cycle of answers, which only damaged data has
        if not node.size:
            first = min(_circle(node), key=lambda item: age(item.post))
            if first.parent:
                first.parent.answers.remove(first)
                first.parent = None
            measure(first)
            if first.is_wanted:
                own.append(first)
    return own, answers


def _joined(roots: Iterable[Node]) -> list[Node]:
    """The roots, with parts of one conversation made one tree where the post between them is missing.

    A part is joined to the end of the main line of those before it, if it is later than that: then the missing post,
    which its first post answers, lies between the two. A part that is not later is a thread of its own.
    """
    ordered = sorted(roots, key=lambda root: age(root.post))
    broken = {_conversation(root) for root in ordered if root.post.reply_to and root.post.conversation}
    first: dict[tuple[str, str], Node] = {}
    end: dict[tuple[str, str], Node] = {}
    kept: list[Node] = []
    for root in ordered:
        about = _conversation(root)
        if about in first and root.post.reply_to and age(end[about].post) < age(root.post):
            end[about].answers.append(root)
            end[about] = end_of(root)
        else:
            kept.append(root)
            if about in broken and about not in first:
                first[about], end[about] = root, end_of(root)
    for root in first.values():
        measure(root)
    return kept


def _conversation(root: Node) -> tuple[str, str]:
    """Author and conversation of a tree; where it answers nobody, it may be the beginning of its own conversation."""
    return root.owner, root.post.conversation or ("" if root.post.reply_to else root.post.id)


def _answers_stranger(node: Node) -> bool:
    """Whether a post whose parent is not in the bag answers someone else, as far as is known."""
    whom = node.post.reply_to_author.casefold()
    return whom != node.owner if whom else bool(node.post.reply_to)


def _circle(node: Node) -> list[Node]:
    """The cycle that is reached by going up from a node without a root."""
    seen: dict[int, int] = {}
    way: list[Node] = []
    at: Node | None = node
    while at and id(at) not in seen:
        seen[id(at)] = len(way)
        way.append(at)
        at = at.parent
    return way[seen[id(at)] :] if at else way


def age(post: Post) -> tuple[tuple[int, int, int, float], int, str, str]:
    """Sort key of posts in order of time; the ids of X and Mastodon grow with time and decide within a second."""
    number = int(post.id) if is_id(post.id) else 0
    return (post.date or Date()).order, number, post.id, post.text
