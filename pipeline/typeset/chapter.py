"""A thread set as a chapter: its Markdown template filled, made XHTML, and made one with the run it is part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from pipeline import __version__
from pipeline.errors import Notice, PublishError
from pipeline.model import Card, Chapter, Gap, Media, Picture, Post, Quote, Thread
from pipeline.title import derive
from pipeline.typeset import direction, emoji, markdown, pictures
from pipeline.typeset.links import Links, Target
from pipeline.typeset.theme import Theme

TEMPLATE = "thread.md.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture, video or GIF of a post as the template sees it."""

    media: Media
    picture: Picture | None
    missing: str
    """Where there is no picture, why: "not saved with the page"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A post as the template sees it."""

    number: int
    """From 1."""
    post: Post
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    gaps: tuple[Gap, ...]
    """Posts known to be missing right after this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Another thread by the author, as the template sees it."""

    title: str
    card: Card
    thread: Target | None
    """The thread itself, where it is in this run."""


def typeset(thread: Thread, theme: Theme, links: Links) -> Chapter:
    """The thread as a chapter. Raises PublishError where the theme's template is at fault.

    links: which of its links and cards lead to other threads of the run.
    """
    notices: list[Notice] = []
    leaves = [_leaf(number, post, thread, notices) for number, post in enumerate(thread.posts, 1)]
    pointers = [_pointer(card, target) for card, target in zip(thread.cards, links.cards, strict=True)]
    source = theme.render(
        TEMPLATE,
        thread=thread,
        leaves=leaves,
        opening_gaps=_gaps_after(thread, -1),
        pointers=pointers,
        credits=credits(thread),
        version=__version__,
    )
    root = _parsed(markdown.to_xhtml(source), theme)
    _link_threads(root, links)
    direction.mark(root, thread.language)
    used = dict.fromkeys(figure.picture for leaf in leaves for figure in leaf.figures if figure.picture)
    return Chapter(
        thread=thread,
        body=ElementTree.tostring(root, encoding="unicode"),
        pictures=tuple(used),
        markdown=source,
        notices=tuple(notices),
    )


def credits(*threads: Thread) -> tuple[str, ...]:
    """What the licences of things in the threads' pages ask a book to say."""
    words = (text for thread in threads for text in _words(thread))
    return (emoji.CREDIT,) if any(map(emoji.contains, words)) else ()


def _words(thread: Thread) -> Iterator[str]:
    yield from (thread.title, thread.author.name)
    for post in thread.posts:
        yield post.text
        yield from (quote.text for quote in post.quotes)
    yield from (card.posts[0] for card in thread.cards if card.posts)


def _leaf(number: int, post: Post, thread: Thread, notices: list[Notice]) -> Leaf:
    return Leaf(
        number=number,
        post=post,
        figures=tuple(_figure(media, thread, f"post {number}", notices) for media in post.media),
        quotes=post.quotes,
        gaps=_gaps_after(thread, number - 1),
    )


def _gaps_after(thread: Thread, index: int) -> tuple[Gap, ...]:
    return tuple(gap for gap in thread.gaps if gap.after == index and gap.kind == "posts")


def _figure(media: Media, thread: Thread, where: str, notices: list[Notice]) -> Figure:
    picture, missing = None, media.missing or "not saved"
    if media.asset:
        try:
            picture = pictures.prepare(media.asset)
        except pictures.BadPictureError as problem:
            name = (media.asset.member or media.asset.path.name).rpartition("/")[2]
            missing = f"the file {name} {problem}"
            notices.append(
                Notice(
                    message=f"the picture {name} {problem}; a placeholder stands in its place",
                    path=thread.source.name,
                    where=where,
                    hint="Replace the file with a sound JPEG or PNG of at most 50 million pixels.",
                )
            )
    return Figure(media=media, picture=picture, missing=missing)


def _pointer(card: Card, target: Target | None) -> Pointer:
    title = target.title if target else derive(card.posts[0] if card.posts else "")
    return Pointer(title=title, card=card, thread=target)


def _parsed(xhtml: str, theme: Theme) -> ElementTree.Element:
    """The chapter's tree. Text comes escaped, so what is not well-formed here stands in the theme's template."""
    try:
        root = ElementTree.fromstring(f"<div>{xhtml}</div>")
    except ElementTree.ParseError as error:
        raise PublishError(
            f"makes XHTML that is not well-formed: {error}",
            path=str(theme.file(TEMPLATE)),
            hint="Close every tag, quote every attribute, and set blank lines around blocks.",
        ) from error
    if len(root) != 1 or root[0].tag != "article":
        raise PublishError(
            "must make one <article>",
            path=str(theme.file(TEMPLATE)),
            hint="Wrap the chapter in <article>…</article>.",
        )
    root[0].tail = None
    return root[0]


def _link_threads(root: ElementTree.Element, links: Links) -> None:
    """Links to posts of other threads lead to their chapters; `data-href` keeps the original for books without."""
    for anchor in root.iter("a"):
        if target := links.posts.get(anchor.get("href", "")):
            anchor.set("data-href", anchor.get("href", ""))
            anchor.set("href", f"x-thread:{target.id}")


def pictures_by_name(chapters: Iterable[Chapter]) -> Mapping[str, Picture]:
    """Every picture of the chapters, each once."""
    return {picture.name: picture for chapter in chapters for picture in chapter.pictures}
