"""Typesetting of a chapter: the thread fills the theme's Markdown template, which becomes XHTML with its links set."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from pipeline import __version__
from pipeline.errors import ThemeError
from pipeline.model import NOTE_KINDS, Asset, Chapter, NoteKind, Post, Thread
from pipeline.typeset import (
    credits,
    days,
    direction,
    emoji,
    furniture,
    incipit,
    lacking,
    markdown,
    missing,
    news,
    prose,
    provenance,
)
from pipeline.typeset.figures import Figures
from pipeline.typeset.incipit import Incipit
from pipeline.typeset.leaf import gaps_after, leaf, quotation
from pipeline.typeset.links import Links
from pipeline.typeset.pointers import pointer
from pipeline.typeset.theme import Theme
from pipeline.typeset.thread_texts import texts
from pipeline.wording import Wording

TEMPLATE, NOTES = "thread.md.j2", "notes.md.j2"


def typeset(thread: Thread, theme: Theme, links: Links, portrait: Asset | None = None) -> Chapter:
    """The thread as a chapter. Raises ThemeError where the theme's template is at fault.

    links: which of its links and teasers lead to other threads of the run. portrait: the author's, to be shown.
    """
    figures = Figures(thread, theme)
    words = theme.words
    thread_note = news.thread_note(thread, words)
    said = ("" if thread_note else news.note(post, words) for post in thread.posts)
    posts = furniture.shown(thread, theme)
    leaves = [
        leaf(number, post, note, day, thread, figures, theme)
        for number, (post, note, day) in enumerate(zip(posts, said, days.lines(thread, words), strict=True), 1)
    ]
    answered = None
    if thread.answered:
        answered = quotation(thread.answered, "the answered post", figures, thread.language, theme)
    face = figures.portrait(portrait)
    source = theme.render(
        TEMPLATE,
        thread=thread,
        leaves=leaves,
        dates=days.stretch(thread, words),
        incipit=_incipit(thread, posts[0], theme),
        portrait=face,
        thread_note=thread_note,
        answered=answered,
        opening_gaps=gaps_after(thread, -1, words),
    )
    cleared = sum(shown is not post for shown, post in zip(posts, thread.posts, strict=True))
    notes_source = _notes(thread, theme, links, cleared)
    root, notes = _parsed(source, theme, TEMPLATE), _parsed(notes_source, theme, NOTES)
    if len(root) != 1 or root[0].tag != "article":
        raise ThemeError(
            "must make one <article>",
            path=str(theme.file(TEMPLATE)),
            hint="Wrap the chapter in <article>…</article>.",
        )
    prose.mark_first_words(root[0])
    for part in (*root, *notes):
        part.tail = None
        _link_threads(part, links)
        direction.mark(part, thread.language)
        _say_language_once(part, part.get("lang", thread.language), words)
    notices = [*figures.notices, *lacking.surplus_told(texts(thread), thread.source.name)]
    if lost := emoji.missing("".join((*root.itertext(), *notes.itertext()))):
        notices += lacking.told(lost, texts(thread), thread.source.name)
    above = [*filter(None, [face]), *(answered.pictures if answered else ())]
    used = dict.fromkeys((*above, *(picture for leaf in leaves for picture in leaf.pictures)))
    return Chapter(
        thread=thread,
        body=_written(root),
        **{kind: _written(part for part in notes if kind_of(part) == kind) for kind in NOTE_KINDS},
        pictures=tuple(used),
        markdown=f"{source}\n{notes_source}",
        notices=tuple(notices),
    )


def kind_of(element: ElementTree.Element) -> NoteKind:
    """The kind of an element behind a thread's text, which one of its classes says; notes, where none does."""
    classes = element.get("class", "").split()
    return next((kind for kind in reversed(NOTE_KINDS) if kind in classes), NOTE_KINDS[0])


def _incipit(thread: Thread, first: Post, theme: Theme) -> Incipit | None:
    """The opening words of the first post, where the title is these, and nothing stands between it and them."""
    if first.warning or thread.answered:
        return None
    return incipit.of(thread.title, first, theme.switch("recognise"), theme.conventions(thread.language))


def _notes(thread: Thread, theme: Theme, links: Links, cleared: int) -> str:
    """The Markdown of the notes on a thread's text. cleared: number of posts without their signs of the app."""
    conventions = theme.conventions(thread.language)
    return theme.render(
        NOTES,
        thread=thread,
        cleared=cleared,
        missing=missing.told(thread.gaps, theme.words),
        pointers=[
            pointer(teaser, target, conventions) for teaser, target in zip(thread.cards, links.cards, strict=True)
        ],
        origins=provenance.origins(thread.posts, theme.words),
        unlisted=provenance.unlisted(thread.posts, theme.words),
        credits=credits.owed(theme.words, thread, drawn=theme.emoji_ending),
        version=__version__,
    )


def _parsed(source: str, theme: Theme, template: str) -> ElementTree.Element:
    """What a template made, as the elements in a tree. Text comes escaped, so what is not well-formed here is a
    stranger's template.

    Raises ThemeError where it is not well-formed.
    """
    try:
        return ElementTree.fromstring(f"<div>{markdown.to_xhtml(source)}</div>")
    except ElementTree.ParseError as error:
        if theme.is_ours:
            raise
        raise ThemeError(
            f"makes XHTML that is not well-formed: {error}",
            path=str(theme.file(template)),
            hint="Close every tag, quote every attribute, and set blank lines around blocks.",
        ) from error


def _written(elements: Iterable[ElementTree.Element]) -> str:
    return "".join(ElementTree.tostring(element, encoding="unicode") for element in elements)


def _say_language_once(element: ElementTree.Element, around: str, words: Wording) -> None:
    """Leave out `lang` on words of ours where that of what is around them says it: to repeat it costs layout time.

    around: the language of that (BCP 47).
    """
    for child in element:
        own = child.get("lang", around)
        if own == words.language and own is not around and words.is_of(around):
            del child.attrib["lang"]
            own = around
        _say_language_once(child, own, words)


def _link_threads(root: ElementTree.Element, links: Links) -> None:
    """Point links to posts of other threads to their chapters; `data-href` keeps the original, for books without."""
    for anchor in root.iter("a"):
        if target := links.posts.get(anchor.get("href", "")):
            anchor.set("data-href", anchor.get("href", ""))
            anchor.set("href", f"x-thread:{target.id}")
