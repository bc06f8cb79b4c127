"""What a post's plain text means: lists, code, emphasis, and all that only looks like them."""

from __future__ import annotations

import pytest

from pipeline.model import Post, Span
from pipeline.typeset import markdown, numerals
from pipeline.typeset.structure import Block, Code, List, Paragraph, blocks


def shape(text: str, *spans: Span) -> list[object]:
    """The blocks of a text as nested lists that a test can spell out."""
    return [_shape(block) for block in blocks(Post(text=text, spans=tuple(sorted(spans))))]


def _shape(block: Block) -> object:
    match block:
        case Paragraph(lines):
            return ["p", *("".join(run.text for run in line) for line in lines)]
        case Code(text):
            return ["code", text]
        case List(ordered, start, items):
            name = f"ol {start}" if ordered else "ul"
            return [name, *(("".join(r.text for r in i.lines[0]), *map(_shape, i.children)) for i in items)]


def styles(text: str, *spans: Span) -> list[tuple[str, tuple[str, ...]]]:
    """The runs of a one-paragraph text with their styles."""
    (paragraph,) = blocks(Post(text=text, spans=tuple(sorted(spans))))
    assert isinstance(paragraph, Paragraph)
    return [(run.text, run.styles) for line in paragraph.lines for run in line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line.", [["p", "One line."]]),
        ("A line\nand another\n\nAnd more", [["p", "A line", "and another"], ["p", "And more"]]),
        ("▫️ salt\n▫️ flour", [["ul", ("salt",), ("flour",)]]),
        ("▫️ salt\n\n▫️ flour", [["ul", ("salt",), ("flour",)]]),
        ("Take:\n• salt", [["p", "Take:"], ["ul", ("salt",)]]),
        ("- salt\n- flour\nMix.", [["ul", ("salt",), ("flour",)], ["p", "Mix."]]),
        ("1. rise\n2. fold\n3. bake", [["ol 1", ("rise",), ("fold",), ("bake",)]]),
        ("4) rest\n5) bake", [["ol 4", ("rest",), ("bake",)]]),
        ("• tools\n  • knife\n  • board\n• food", [["ul", ("tools", ["ul", ("knife",), ("board",)]), ("food",)]]),
        ("1. tools\n  • knife\n2. food", [["ol 1", ("tools", ["ul", ("knife",)]), ("food",)]]),
        ("See:\n```\nx = 1\n\ny = 2\n```\nDone", [["p", "See:"], ["code", "x = 1\n\ny = 2"], ["p", "Done"]]),
    ],
)
def test_structure_that_people_write_is_recognised(text: str, expected: list[object]) -> None:
    """Bullets, numbers, nesting and fences become blocks; lines keep their breaks."""
    assert shape(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "- He left, and did not say where to.",
        "– A dash may open a line.",
        "1. A number alone is no list",
        "1/ A counter is none either\n2/ nor this",
        "1900. A year\n1950. and another",
        "* a lone star",
        "```\nnever closed",
        "2*3*4 and snake_case_name and a * b * c",
        "https://example.org/a_b_c/d_e",
    ],
)
def test_what_only_looks_like_structure_stays_text(text: str) -> None:
    """A lone dash, a counter, a product: all of the text is printed as it was typed."""
    assert shape(text) == [["p", *text.split("\n")]]
    assert all(not style for _, style in styles(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so *very* old", [("so ", ()), ("very", ("italic",)), (" old", ())]),
        ("so **very** old", [("so ", ()), ("very", ("bold",)), (" old", ())]),
        ("an _old_ saw", [("an ", ()), ("old", ("italic",)), (" saw", ())]),
        ("use `a*b*c` here", [("use ", ()), ("a*b*c", ("code",)), (" here", ())]),
        ("*all of it*", [("all of it", ("italic",))]),
    ],
)
def test_marks_of_emphasis_become_styles(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """The signs themselves are not printed."""
    assert styles(text) == expected


def test_spans_and_marks_combine() -> None:
    """A link inside emphasis keeps its address and takes the style."""
    text = "read *the log* now"
    (paragraph,) = blocks(Post(text=text, spans=(Span(start=6, end=13, kind="link", target="https://a.example/"),)))
    assert isinstance(paragraph, Paragraph)
    assert [(r.text, r.styles, r.href) for r in paragraph.lines[0]] == [
        ("read ", (), ""),
        ("the log", ("italic",), "https://a.example/"),
        (" now", (), ""),
    ]


def test_a_code_span_over_whole_paragraphs_is_a_block() -> None:
    """The Markdown reader marks a block of code so; its lines are kept as typed."""
    text = "Try:\n\nfor x in y:\n    print(x)\n\nDone"
    assert shape(text, Span(start=6, end=30, kind="code")) == [
        ["p", "Try:"],
        ["code", "for x in y:\n    print(x)"],
        ["p", "Done"],
    ]


def test_recognition_can_be_turned_off() -> None:
    """With it off, text is printed as typed, signs and all."""
    post = Post(text="- a\n- *b*\n```\nc\n```")
    (paragraph,) = blocks(post, recognise=False)
    assert isinstance(paragraph, Paragraph)
    assert ["".join(run.text for run in line) for line in paragraph.lines] == ["- a", "- *b*", "```", "c", "```"]


def test_deep_nesting_stays_on_the_page() -> None:
    """Fifty levels of indentation become four, and nothing is lost."""
    text = "\n".join(" " * 2 * level + f"• level {level}" for level in range(50))
    found = str(shape(text))
    assert all(f"level {level}'" in found for level in range(50))
    assert found.count("'ul'") <= 50


@pytest.mark.parametrize("figures", ["١٢٣", "۱۲۳", "१२३", "၁၂၃"])
def test_a_list_is_numbered_as_typed(figures: str) -> None:
    """In the figures of its script, with a look that prints them."""
    text = "\n".join(f"{figure}. كلمة" for figure in figures)
    (found,) = blocks(Post(text=text))
    assert isinstance(found, List)
    assert (found.ordered, found.start, len(found.items), found.zero) == (True, 1, 3, chr(ord(figures[0]) - 1))
    made = markdown.to_xhtml(markdown.post_markdown(Post(text=text)))
    assert f"list-style-type: {numerals.COUNTERS[found.zero]}" in made


def test_figures_of_two_scripts_make_no_list() -> None:
    """They are two lists at most, and each of these would be of one item."""
    assert all(isinstance(block, Paragraph) for block in blocks(Post(text="1. one\n٢. two")))
