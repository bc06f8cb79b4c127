"""Threads that try to run off the paper: runs without a space in every place of a page that shows words of people."""

from __future__ import annotations

from itertools import cycle
from typing import Any

Json = dict[str, Any]

_RUNS = {
    "letters": "m" * 300,
    "words": "Donaudampfschifffahrtsgesellschaft" * 9,
    "digits": "0123456789" * 30,
    "signs": "=" * 150 + "_" * 150,
    "marks": ("Z" + "\u0301\u0323\u0308\u0330") * 120,
    "address": "https://example.org/" + "path-of_a.page" * 20 + "?q=" + "a%20" * 30,
    "hashtag": "#" + "Ordnungsamt" * 27,
    "families": "👨‍👩‍👧‍👦🏳️‍🌈👍🏽" * 40,
    "no-break spaces": "number\u00a012" * 40,
    "word joiners": "bound\u2060" * 60,
    "cjk": "本を刷る、" * 70,
    "arabic": "والمستشفيات" * 30,
    "hebrew": "ולכשתרצה" * 35,
    "hindi": "पुस्तकालय" * 35,
    "thai": "หนังสือ" * 40,
    "khmer": "ការបោះពុម្ព" * 30,
    "burmese": "စာအုပ်ပုံနှိပ်" * 25,
    "wide and narrow": "iiiiWWWW" * 40,
}
LENGTH = 150
"""Signs of a run: several lines of the widest, and two of the narrowest."""
RUNS = {name: run[:LENGTH] for name, run in _RUNS.items()}
"""Runs by their name."""
_STYLES = ("bold", "italic", "code", "link", "hashtag", "mention")
_DEPTH = 4


def thread(name: str, run: str, language: str) -> Json:
    """A thread with the run in every place, in a language (BCP 47). name: of the run, which tells the thread."""
    short = run[:120]
    author = {"name": short, "handle": f"{name}{run}".replace(" ", "")[:120]}
    posts = [*_texts(run), *_parts(run, author), {"text": "By a guest.", "author": author}]
    return {
        "threadbound": 1,
        "title": short,
        "author": author,
        "language": language,
        "date": "2024-03-01",
        "posts": posts,
        "cards": [{"posts": [run], "url": "https://example.org/1", "count": 3}],
        "gaps": [{"message": run, "after": 1}],
    }


def _texts(run: str) -> list[Json]:
    """The run as prose, in a list within lists, as lines of code and of a table, and cut by every inline element."""
    return [
        {"text": run},
        {"text": f"Some words before it to fill a part of the line {run} and some after it"},
        {"text": "\n".join(f"{'    ' * depth}- {run}" for depth in range(_DEPTH))},
        {"text": "\n".join(f"{10**depth}. {run}\n{10**depth + 1}. {run}" for depth in range(3))},
        {"text": f"```\n{run}\n{run[:60]}\t{run[:60]}\n```"},
        {"text": f"| {run} | {run} |\n|---|---|\n| a | b |"},
        _styled(run[:60], 1),
        _styled(run, 7),
        _styled(run, 40),
        {"text": "🧵".join(run[at : at + 9] for at in range(0, len(run), 9))},
    ]


def _styled(run: str, piece: int) -> Json:
    """The run in pieces, of which every other has a style; each piece of the same number of signs."""
    spans = [
        {"start": at, "end": min(at + piece, len(run)), "kind": kind, "target": "https://example.org/"}
        for at, kind in zip(range(piece, len(run), 2 * piece), cycle(_STYLES), strict=False)
    ]
    for span in spans:
        if span["kind"] in ("bold", "italic", "code"):
            del span["target"]
    return {"text": run, "spans": spans}


def _parts(run: str, author: Json) -> list[Json]:
    """The run in what a post has beside its text."""
    quote = {"author": author, "text": run, "url": "https://example.org/q", "published": "2024-02-28"}
    lists = {"text": "\n".join(f"{'    ' * depth}- {run}" for depth in range(_DEPTH)), "author": author}
    page = {"url": f"https://{'a' * 60}.{'b' * 60}.example.org/", "title": run, "description": run}
    return [
        {"text": "A quote", "quotes": [quote, lists, {"missing": run}]},
        {"text": "Pictures", "media": [{"alt": run, "url": "https://example.org/p"}, {"kind": "video", "alt": run}]},
        {
            "text": "A warning",
            "warning": run,
            "poll": {"choices": [{"text": run, "votes": 12}, {"text": run[:50]}], "voters": 12},
            "link_cards": [page],
        },
    ]
