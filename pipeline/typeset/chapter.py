"""Typesetting of a chapter: the thread fills the theme's Markdown template, which becomes XHTML with its links set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from xml.etree import ElementTree

from msgspec import Struct, field

from pipeline import __version__
from pipeline.assets import BadPictureError
from pipeline.errors import Notice, PublishError
from pipeline.model import Asset, Author, Chapter, Gap, LinkCard, Media, Picture, Post, Quote, Teaser, Thread
from pipeline.typeset import days, direction, emoji, markdown, missing, news, numerals, pictures, provenance
from pipeline.typeset.link_card import Preview
from pipeline.typeset.links import Links, Target
from pipeline.typeset.poll import Results, results
from pipeline.typeset.theme import Theme
from pipeline.unroll import language
from pipeline.unroll.merge.identity import is_same
from pipeline.unroll.title import derive

TEMPLATE = "thread.md.j2"


class Figure(Struct, frozen=True, kw_only=True):
    """A picture, video or GIF of a post as the template sees it."""

    media: Media
    picture: Picture | None
    missing: str
    """Reason why there is no picture: "not saved with the page"; "" where there is one."""


class Quotation(Struct, frozen=True, kw_only=True):
    """A quoted post as the template sees it."""

    quote: Quote
    figures: tuple[Figure, ...]
    language: str = ""
    """BCP 47 tag, where it is plainly not that of the post; else ""."""


class Leaf(Struct, frozen=True, kw_only=True):
    """A leaf: a post as the template sees it."""

    number: int
    """Number of the post, from 1."""
    numeral: str
    """The same, in the figures of the thread's language."""
    post: Post
    figures: tuple[Figure, ...]
    quotes: tuple[Quotation, ...]
    gaps: tuple[Gap, ...]
    """Gaps in the post or right after it, without those that the page shows by itself."""
    language: str = ""
    """BCP 47 tag, where it is not the thread's; else ""."""
    poll: Results | None = None
    link_cards: tuple[Preview, ...] = ()
    emoji: Mapping[str, Picture] = field(default_factory=dict)
    """Pictures of custom emoji, by their names in the text, as far as there are any."""
    opens_aside: int | None = None
    """Number, from 1, of the post that the aside answers which begins with this post; None where none begins."""
    closes_aside: bool = False
    """Whether an aside ends with this post."""
    news: str = ""
    """Sentence about its change since the thread was last published, or ""."""
    warned_before: bool = False
    """Whether the post before has the same content warning."""
    day: str = ""
    """Its day, where the month is not that of the post before; or ""."""
    guest: Author | None = None
    """Its author, where that is not the thread's."""

    @property
    def pictures(self) -> Iterator[Picture]:
        """Its pictures in the order of the page."""
        yield from self.emoji.values()
        yield from (figure.picture for figure in self.figures if figure.picture)
        yield from (figure.picture for each in self.quotes for figure in each.figures if figure.picture)
        yield from (each.picture for each in self.link_cards if each.picture)


class Pointer(Struct, frozen=True, kw_only=True):
    """A teaser of another thread, as the template sees it."""

    title: str
    card: Teaser
    thread: Target | None
    """The thread itself, where it is in this run."""


def typeset(thread: Thread, theme: Theme, links: Links) -> Chapter:
    """The thread as a chapter. Raises PublishError where the theme's template is at fault.

    links: which of its links and teasers lead to other threads of the run.
    """
    notices: list[Notice] = []
    thread_note = news.thread_note(thread)
    said = [""] * len(thread.posts) if thread_note else map(news.note, thread.posts)
    leaves = [
        _leaf(number, post, note, day, thread, notices)
        for number, (post, note, day) in enumerate(zip(thread.posts, said, days.lines(thread), strict=True), 1)
    ]
    answered = _quotation(thread.answered, thread, "the answered post", notices) if thread.answered else None
    pointers = [_pointer(teaser, target) for teaser, target in zip(thread.cards, links.cards, strict=True)]
    source = theme.render(
        TEMPLATE,
        thread=thread,
        leaves=leaves,
        dates=days.stretch(thread),
        thread_note=thread_note,
        answered=answered,
        opening_gaps=_gaps_after(thread, -1),
        missing=missing.told(thread.gaps),
        pointers=pointers,
        origins=provenance.origins(thread.posts),
        unlisted=provenance.unlisted(thread.posts),
        credits=credits(thread),
        version=__version__,
    )
    root = _parsed(markdown.to_xhtml(source), theme)
    _link_threads(root, links)
    direction.mark(root, thread.language)
    above = (figure.picture for figure in (answered.figures if answered else ()) if figure.picture)
    used = dict.fromkeys((*above, *(picture for leaf in leaves for picture in leaf.pictures)))
    return Chapter(
        thread=thread,
        body=ElementTree.tostring(root, encoding="unicode"),
        pictures=tuple(used),
        markdown=source,
        notices=tuple(notices),
    )


def credits(*threads: Thread) -> tuple[str, ...]:
    """Credits that a book must print by the licences of what its pages show."""
    words = (text for thread in threads for text in _words(thread))
    return (emoji.CREDIT,) if any(map(emoji.contains, words)) else ()


def _words(thread: Thread) -> Iterator[str]:
    yield from (thread.title, thread.author.name)
    quotes = chain.from_iterable(post.quotes for post in thread.posts)
    for quote in (*quotes, *([thread.answered] if thread.answered else [])):
        yield quote.text
        yield quote.author.name if quote.author else ""
    for post in thread.posts:
        yield from (post.text, post.warning, post.author.name if post.author else "")
        yield from (choice.text for choice in (post.poll.choices if post.poll else ()))
        yield from (text for card in post.link_cards for text in (card.title, card.description))
    yield from (teaser.posts[0] for teaser in thread.cards if teaser.posts)


def _leaf(number: int, post: Post, note: str, day: str, thread: Thread, notices: list[Notice]) -> Leaf:
    where = f"post {number}"
    opens = next((aside.answers + 1 for aside in thread.asides if aside.start == number - 1), None)
    figures = tuple(_figure(media, thread, where, notices) for media in post.media)
    own = language.of_post(post, thread.language)
    return Leaf(
        number=number,
        numeral=numerals.number(number, thread.language),
        post=post,
        figures=figures,
        quotes=tuple(_quotation(quote, thread, where, notices, own) for quote in post.quotes),
        gaps=tuple(gap for gap in _gaps_after(thread, number - 1) if not _is_told(gap, post)),
        language=own,
        poll=results(post.poll) if post.poll else None,
        link_cards=tuple(_preview(card, thread, where, notices) for card in post.link_cards),
        emoji=_emoji(post, thread, where, notices),
        opens_aside=opens,
        news=note,
        closes_aside=any(aside.end == number for aside in thread.asides),
        warned_before=bool(post.warning) and number > 1 and thread.posts[number - 2].warning == post.warning,
        day=day,
        guest=post.author if post.author and not is_same(post.author, thread.author) else None,
    )


def _quotation(quote: Quote, thread: Thread, where: str, notices: list[Notice], around: str = "") -> Quotation:
    """A quote. around: the language of the post that it is in, where that is not the thread's."""
    figures = tuple(_figure(media, thread, where, notices) for media in quote.media)
    return Quotation(quote=quote, figures=figures, language=language.of_quote(quote, around or thread.language))


def _gaps_after(thread: Thread, index: int) -> tuple[Gap, ...]:
    return tuple(gap for gap in thread.gaps if gap.after == index)


def _is_told(gap: Gap, post: Post) -> bool:
    """Whether the page shows a gap in the post by itself: by a placeholder, or a word at the end."""
    match gap.kind:
        case "text":
            return post.truncated
        case "media":
            return not all(media.asset for media in post.media)
        case "quote":
            return not all(quote.text for quote in post.quotes)
        case "posts":
            return False


def _figure(media: Media, thread: Thread, where: str, notices: list[Notice]) -> Figure:
    picture, missing = None, media.missing or "not saved"
    if media.asset:
        picture, missing = _prepared(media.asset, thread, where, "a placeholder", notices)
    return Figure(media=media, picture=picture, missing=missing)


def _preview(card: LinkCard, thread: Thread, where: str, notices: list[Notice]) -> Preview:
    picture = _prepared(card.picture, thread, where, "nothing", notices)[0] if card.picture else None
    return Preview(card=card, picture=picture)


def _emoji(post: Post, thread: Thread, where: str, notices: list[Notice]) -> dict[str, Picture]:
    drawn = {}
    for each in post.emoji:
        if each.asset:
            picture, _ = _prepared(each.asset, thread, where, "its name", notices, pictures.prepare_emoji)
            if picture:
                drawn[each.name] = picture
    return drawn


def _prepared(
    asset: Asset,
    thread: Thread,
    where: str,
    instead: str,
    notices: list[Notice],
    prepare: Callable[[Asset], Picture] = pictures.prepare,
) -> tuple[Picture | None, str]:
    """The picture and "", or None and the reason why there is none, for which a notice is added.

    instead: what stands in its place, for the notice.
    """
    try:
        return prepare(asset), ""
    except BadPictureError as problem:
        name = (asset.member or asset.path.name).rpartition("/")[2]
        message = f"the picture {name} {problem}; {instead} stands in its place"
        hint = "Replace the file with a sound JPEG or PNG of at most 50 million pixels."
        notices.append(Notice(message=message, path=thread.source.name, where=where, hint=hint))
        return None, f"the file {name} {problem}"


def _pointer(teaser: Teaser, target: Target | None) -> Pointer:
    title = target.title if target else derive(teaser.posts[0] if teaser.posts else "")
    return Pointer(title=title, card=teaser, thread=target)


def _parsed(xhtml: str, theme: Theme) -> ElementTree.Element:
    """The chapter as a tree. Text comes escaped, so what is not well-formed here is the theme's template.

    Raises PublishError where it is not well-formed, or not one <article>.
    """
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
    """Point links to posts of other threads to their chapters; `data-href` keeps the original, for books without."""
    for anchor in root.iter("a"):
        if target := links.posts.get(anchor.get("href", "")):
            anchor.set("data-href", anchor.get("href", ""))
            anchor.set("href", f"x-thread:{target.id}")
