"""Leaves: the posts of a thread as its template sees them, with all that is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.model import Author, Gap, Picture, Post, Quote, Thread
from pipeline.text.word_count import word_count
from pipeline.typeset import days, link_card, numerals
from pipeline.typeset.figure import Figure, Row
from pipeline.typeset.figures import Figures
from pipeline.typeset.link_card import Preview
from pipeline.typeset.poll import Results, results
from pipeline.typeset.theme import Theme
from pipeline.unroll import language
from pipeline.unroll.merge.identity import is_same
from pipeline.wording import Wording


class Quotation(Struct, frozen=True, kw_only=True):
    """A quoted post as the template sees it."""

    quote: Quote
    rows: tuple[Row, ...]
    """Its figures, in rows."""
    language: str = ""
    """BCP 47 tag, where it is plainly not that of the post; else ""."""
    conventions: str = ""
    """BCP 47 tag of the language by whose conventions its words are set; "": as they were typed."""

    @property
    def pictures(self) -> Iterator[Picture]:
        """Its pictures in the order of the page."""
        return (picture for row in self.rows for figure in row.figures for picture in figure.pictures)


class Leaf(Struct, frozen=True, kw_only=True):
    """A leaf: a post as the template sees it."""

    number: int
    """Number of the post, from 1."""
    numeral: str
    """The same, in the figures of the thread's language."""
    post: Post
    """The post, without the signs of the app that the theme leaves out."""
    rows: tuple[Row, ...]
    """Its figures, in rows."""
    quotes: tuple[Quotation, ...]
    gaps: tuple[Gap, ...]
    """Gaps in the post or right after it, without those that the page shows by itself."""
    language: str = ""
    """BCP 47 tag, where it is not the thread's; else ""."""
    conventions: str = ""
    """BCP 47 tag of the language by whose conventions its words are set; "": as they were typed."""
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
    """Its day, where that is not the day of the post before, with the year where that changes; or ""."""
    time: str = ""
    """The time of day in UTC at which it was made, where that is known and is of its day; or ""."""
    words: int = 0
    """Number of its words, Chinese and Japanese ones by their characters."""
    guest: Author | None = None
    """Its author, where that is not the thread's."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures in their order."""
        return tuple(figure for row in self.rows for figure in row.figures)

    @property
    def pictures(self) -> Iterator[Picture]:
        """Its pictures in the order of the page."""
        yield from self.emoji.values()
        yield from (picture for figure in self.figures for picture in figure.pictures)
        yield from (picture for each in self.quotes for picture in each.pictures)
        yield from (each.picture for each in self.link_cards if each.picture)


def leaf(number: int, post: Post, note: str, day: str, thread: Thread, figures: Figures, theme: Theme) -> Leaf:
    where = f"post {number}"
    opens = next((aside.answers + 1 for aside in thread.asides if aside.start == number - 1), None)
    own = language.of_post(post, thread.language)
    spoken = own or thread.language
    return Leaf(
        number=number,
        numeral=numerals.number(number, thread.language),
        post=post,
        rows=figures.rows(post.media, where, spoken),
        quotes=tuple(quotation(quote, where, figures, spoken, theme) for quote in post.quotes),
        gaps=tuple(gap for gap in gaps_after(thread, number - 1, figures.words) if not _is_told(gap, post)),
        language=own,
        conventions=theme.conventions(spoken),
        poll=results(post.poll, figures.words) if post.poll else None,
        link_cards=tuple(figures.preview(link_card.worded(card, spoken, theme), where) for card in post.link_cards),
        emoji=figures.emoji(post.emoji, where),
        opens_aside=opens,
        news=note,
        closes_aside=any(aside.end == number for aside in thread.asides),
        warned_before=bool(post.warning) and number > 1 and thread.posts[number - 2].warning == post.warning,
        day=day,
        time=days.time(post, figures.words),
        words=round(word_count(post.text)),
        guest=post.author if post.author and not is_same(post.author, thread.author) else None,
    )


def quotation(quote: Quote, where: str, figures: Figures, around: str, theme: Theme) -> Quotation:
    """A quote. around: the language of the post that it is in."""
    own = language.of_quote(quote, around)
    rows = figures.rows(quote.media, where, own or around)
    return Quotation(
        quote=replace(quote, missing=figures.words.text(quote.missing)),
        rows=rows,
        language=own,
        conventions=theme.conventions(own or around),
    )


def gaps_after(thread: Thread, index: int, words: Wording) -> tuple[Gap, ...]:
    """The gaps at a place, each with its message as a sentence."""
    return tuple(replace(gap, message=words.gap(gap)) for gap in thread.gaps if gap.after == index)


def _is_told(gap: Gap, post: Post) -> bool:
    """Whether the page shows a gap in the post by itself: by a placeholder, or a word at the end."""
    match gap.kind:
        case "text":
            return post.truncated
        case "media":
            return not all(media.file for media in post.media)
        case "quote":
            return not all(quote.text for quote in post.quotes)
        case "posts":
            return False
