"""Threads in bags of posts: chains of an author's answers to themself.

The answers form trees. Of each tree the longest path is the thread (of equal ones, the earlier), and the branches
beside it are asides, threads of their own, or left out. Where a post between two parts of a conversation is missing,
the parts are one tree all the same. Nothing of a tree is there twice. What answers a stranger is left out, with all
that goes on from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Capture, Date, Post
from pipeline.text.x_addresses import is_id
from pipeline.unroll.branches import Branches, Chain, Node, Tree, end_of, measure
from pipeline.unroll.merge import identity


def chains(captures: Sequence[Capture], min_posts: int, branches: Branches = "inline") -> list[Chain]:
    """The chains among the posts of all captures, in order of time; only trees of at least `min_posts` posts.

    With branches "separate", a branch of fewer is an aside. Linear in the number of posts, after sorting; the order of
    the posts in the captures does not matter.
    """
    found: list[Chain] = []
    for root in _joined(_roots(_nodes(captures))):
        if root.size >= min_posts:
            found += Tree(root, branches, min_posts).chains()
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
    """Roots of the authors' own trees; every tree is measured."""
    for node in nodes:
        if node.parent is None or node.parent.owner != node.owner:
            measure(node)
            if node.is_wanted and node.parent is None and not _answers_stranger(node):
                yield node
    for node in nodes:  # the rest hang on a cycle of answers, which only damaged data has
        if not node.size:
            first = min(_circle(node), key=lambda item: age(item.post))
            if first.parent:
                first.parent.answers.remove(first)
                first.parent = None
            measure(first)
            if first.is_wanted:
                yield first


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
