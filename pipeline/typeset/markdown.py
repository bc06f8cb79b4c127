"""Text as Markdown, and Markdown as XHTML.

Text is data. Whatever a template prints passes `finalize`, which writes every character that may mean something to
Markdown or HTML where it stands as a character reference: such a reference can never open a heading, a list, a tag or a
link, and reads as the character itself in running text, inside an HTML block and in an attribute alike. So one escape
serves a template wherever it prints.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate, pairwise
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block, lheading, paragraph
from markupsafe import Markup
from msgspec.structs import replace

from pipeline.model import Picture, Post, Quote
from pipeline.typeset import phrases, plain_posts, spacing, structure, typography
from pipeline.typeset.breaks import SOFT
from pipeline.typeset.incipit import Incipit
from pipeline.typeset.inline import NAMES, Line, Run
from pipeline.typeset.numerals import COUNTERS

_LOST = "\N{REPLACEMENT CHARACTER}"
_NOT_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
NOT_XML = re.compile(f"[{_NOT_XML}]")
"""Characters that XML cannot carry. Readers remove them; this is the last gate."""
_HARMLESS = ",:;?!/%@"
"""Punctuation that means nothing by itself, whatever stands before it: what it might belong to is escaped."""
# A hyphen inside a word is one, and so is a full stop behind a word; elsewhere they may open a list or underline a
# heading. What stands before the text is not known, so its first sign is escaped.
_MEANING = re.compile(
    rf"[{re.escape(''.join(sorted(set(string.punctuation) - set(_HARMLESS + '-.'))))}\n\t\r{_NOT_XML}]"
    r"|-(?:(?<!\w-)|(?!\w))|\.(?<!\D\.)"
)
_REFERENCES = {sign: f"&#{ord(sign)};" for sign in string.punctuation + "\n\t\r"}

LINKABLE = {"http", "https", "mailto", "x-thread"}
"""URL schemes that a link on a page may have."""
_TURNED_OVER = range(41, 1001)
"""Lengths of lines of code that may need turnovers, which hang: no shorter line does, and a longer one might not fit a
page in one piece."""
EmojiPictures = Mapping[str, Picture]
"""Pictures of custom emoji by their names, colons and all."""
_NONE: EmojiPictures = {}


def escape(text: str) -> Markup:
    """The text escaped as Markdown that reads as exactly that text in a paragraph, an HTML block or an attribute."""
    escaped = _MEANING.sub(_reference, text)
    if escaped[:1].isspace():  # Markdown takes white space off a paragraph, and four spaces for a block of code
        rest = escaped.lstrip()
        escaped = "".join(f"&#{ord(space)};" for space in escaped[: len(escaped) - len(rest)]) + rest
    return Markup(escaped)


def _reference(sign: re.Match[str]) -> str:
    return _REFERENCES.get(sign[0], _LOST)


def finalize(value: Any) -> Markup:
    """Jinja2's hook for every `{{ … }}`: markup (of a filter or macro) passes as it is, the rest is escaped, in plain
    letters."""
    if isinstance(value, Markup):
        return value
    return escape("" if value is None else plain_posts.line(str(value)))


def post_markdown(post: Post, recognise: bool = True, emoji: EmojiPictures = _NONE, language: str = "") -> Markup:
    """A post's text as Markdown blocks, separated by blank lines. For templates: `{{ post | text }}`.

    recognise: see `structure.blocks`. emoji: pictures to show for the custom emoji in its spans. language: the one (BCP
    47) by whose conventions it is set, see `typography`; "": it stays as typed.
    """
    return _blocks(structure.blocks(post, recognise=recognise), emoji, language)


def _blocks(blocks: Iterable[structure.Block], emoji: EmojiPictures, language: str) -> Markup:
    return Markup("\n\n".join(_block(block, emoji, language) for block in blocks))


def heading_markdown(incipit: Incipit, emoji: EmojiPictures = _NONE, language: str = "") -> Markup:
    """The opening words of a post in one line. For templates: `{{ incipit | heading }}`, and what follows as `text`.

    language: the words' (BCP 47); lines of Chinese and Japanese end between phrases.
    """
    runs = tuple(spacing.spaced(incipit.words))
    parts = phrases.phrases("".join(run.text for run in runs), language)
    if len(parts) < 2:
        return Markup("".join(_run(run, emoji) for run in runs))
    ends = [*accumulate(map(len, parts[:-1]))]
    return Markup(f'<span class="{phrases.CLASS}">{"".join(_run_of_phrases(runs, ends, emoji))}</span>')


def _run_of_phrases(runs: Iterable[Run], ends: list[int], emoji: EmojiPictures) -> Iterator[str]:
    """The runs of a line, with a soft place at each of these offsets."""
    place = 0
    for run in runs:
        own = {end - place for end in ends if place < end <= place + len(run.text)}
        for start, end in pairwise((0, *sorted(own | {len(run.text)}))):
            yield f"{_run(replace(run, text=run.text[start:end]), emoji)}{SOFT if end in own else ''}"
        place += len(run.text)


def _text_filter(
    value: Post | Quote | Incipit | str, recognise: bool = True, emoji: EmojiPictures = _NONE, language: str = ""
) -> Markup:
    """Blocks of a post, of what follows its incipit, of a quoted one, or of a plain text: `{{ words | text }}`."""
    if isinstance(value, Incipit):
        return _blocks(value.rest, emoji, language)
    if isinstance(value, Quote):
        value = Post(text=value.text, spans=value.spans, marked_up=value.marked_up)
    elif isinstance(value, str):
        return post_markdown(Post(text=value), language=language)
    return post_markdown(value, recognise, emoji, language)


def named_emoji(text: str, emoji: EmojiPictures, language: str = "") -> Markup:
    """A line of plain text with pictures for the names of custom emoji. For templates: `{{ words | named }}`.

    For texts that come without spans: a poll's answers, a content warning. language: see `post_markdown`.
    """
    text = typography.line(text, language)
    if not emoji:
        return finalize(text)
    names = re.compile(f"({'|'.join(map(re.escape, emoji))})")
    return Markup("".join(_named(part, emoji) if part in emoji else finalize(part) for part in names.split(text)))


FILTERS: dict[str, Callable[..., Any]] = {"text": _text_filter, "heading": heading_markdown, "named": named_emoji}
"""Filters of `*.md.j2` templates, beside Jinja2's own."""


def _block(block: structure.Block, emoji: EmojiPictures, language: str) -> str:
    match block:
        case structure.Paragraph(lines):
            is_verse = spacing.is_verse(lines)
            if not (is_verse and spacing.is_drawn(lines)):
                lines = typography.paragraph(lines, language)
            return _verse(lines, emoji) if is_verse else _lines(lines, emoji)
        case structure.List():
            return _list(block, emoji, language)
        case structure.Code(text, language):
            return _code(text, language)


def _code(text: str, language: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    label = f'<p class="code-language">{escape(language)}</p>\n\n' if language else ""
    lines = text.split("\n")
    if any(len(line) in _TURNED_OVER for line in lines):
        rows = "\n".join(map(_code_line, lines))
        return f"{label}<pre><code>{rows}\n</code></pre>"
    # Inside a fence nothing is decoded, and nothing needs to be escaped.
    return f"{label}{fence}\n{NOT_XML.sub(_LOST, text)}\n{fence}"


def _code_line(line: str) -> str:
    if len(line) not in _TURNED_OVER:
        return escape(line)
    return f'<span class="line">{escape(line.expandtabs(spacing.TAB))}</span>'


def _list(block: structure.List, emoji: EmojiPictures, language: str) -> str:
    # Tags, not signs: Markdown joins lists that follow each other, and begins one within an item at 1 alone.
    tag = "ol" if block.ordered else "ul"
    rows = [f"<{tag}{_list_look(block)}>" if block.start == 1 else f'<ol start="{block.start}"{_list_look(block)}>']
    for item in block.items:
        inner = "".join(f"\n{_list(child, emoji, language)}\n" for child in item.children)
        rows.append(f"<li>{_lines(typography.paragraph(item.lines, language), emoji)}{inner}</li>")
    return "\n".join((*rows, f"</{tag}>"))


def _list_look(block: structure.List) -> str:
    """Attributes for numbers in the figures that they were typed in, with what stood behind them."""
    if figures := COUNTERS.get(block.zero):
        return f' style="list-style-type: {"bracketed-" if block.bracketed else ""}{figures}"'
    return ' class="bracketed"' if block.bracketed else ""


def _lines(lines: tuple[Line, ...], emoji: EmojiPictures) -> str:
    return "<br />\n".join("".join(_run(run, emoji) for run in spacing.spaced(line)) for line in lines)


def _verse(lines: tuple[Line, ...], emoji: EmojiPictures) -> str:
    """Lines that hang, each with all of its white space. Breaks between them serve readers without a style sheet."""
    rows = ("".join(_run(run, emoji) for run in spacing.expanded(line)) for line in lines)
    return '<p class="verse">{}</p>'.format("<br />\n".join(f'<span class="line">{row}</span>' for row in rows))


_TAGS = {
    "bold": "strong",
    "italic": "em",
    "code": "code",
    "struck": "s",
    "superscript": "sup",
    "subscript": "sub",
    "underlined": "u",
    "marked": "mark",
    "keys": "kbd",
}
"""Elements of styles."""
_SPACES = f'<span class="{spacing.SPACES}">{{}}</span>'


def _run(run: Run, emoji: EmojiPictures) -> str:
    # Tags, not asterisks: Markdown's own emphasis depends on the letters around it, and these are fixed.
    result: str = escape(run.text) if "emoji" not in run.styles else _named(run.text, emoji)
    for style in reversed(run.styles):
        if style == spacing.SPACES:
            result = _SPACES.format(result)
        elif style != "emoji":
            result = f"<{_TAGS[style]}>{result}</{_TAGS[style]}>"
    if _is_linkable(run.href):
        return f'<a class="{run.kind}" href="{escape(run.href)}">{result}</a>'
    return f'<span class="{run.kind}">{result}</span>' if run.kind in NAMES else result


def _named(name: str, emoji: EmojiPictures) -> str:
    """The picture of a custom emoji, sized to the text around it by the style sheet; its name where there is none."""
    if picture := emoji.get(name):
        # Markdown takes a line with nothing but a tag for a block of HTML. A tag that goes on in the next is none.
        return f'<img\nclass="custom-emoji" src="x-picture:{picture.name}" alt="{escape(name)}" />'
    return escape(name)


def _is_linkable(href: str) -> bool:
    try:
        return urlsplit(href).scheme in LINKABLE
    except ValueError:  # an address such as http://[
        return False


@cache
def _parser() -> MarkdownIt:
    # html: the templates' own tags pass; text cannot hold any, for it comes escaped. No typographer, no
    # linkifier: what is set by conventions comes so (`typography`).
    parser = MarkdownIt("commonmark", {"html": True, "xhtmlOut": True, "typographer": False, "linkify": False})
    parser.block.ruler.before("code", "first_sign", _by_first_sign)
    return parser


def _by_first_sign(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A block rule for prose and tags, which chapters are made of and which are known by their first sign.

    So the rules for other blocks need not be tried, which takes a third of the time.
    """
    if state.is_code_block(line):
        return False
    sign = state.src[state.bMarks[line] + state.tShift[line]]
    if sign == "<":
        return html_block(state, line, end, silent)
    return sign.isalpha() and (lheading(state, line, end, silent) or paragraph(state, line, end, silent))


def to_xhtml(markdown: str) -> str:
    """Markdown as an XHTML fragment."""
    return str(_parser().render(markdown))
