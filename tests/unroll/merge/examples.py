"""Posts and captures of them, short to write."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from msgspec.structs import replace

from pipeline.model import Author, Capture, Date, Post, Source

MAREN = Author(name="Maren Holt", handle="tidewatch", url="https://x.com/tidewatch")
FIRST = 1_357_700_000_000_000_000
TEXTS = (
    "Why does the harbour smell of tar on the first warm day? Because the piles remember every boat that leaned on them.",
    "A pile is a whole pine, debarked and driven head down. The thick end stands in the mud, where nothing can eat it.",
    "Between the tides it is another matter. There the gribble lives, a louse of three millimetres with a saw for a mouth.",
    "So the piles were boiled in tar for nine hours, and the harbour smelled of it for the next hundred years.",
    "The last boiler was sold for scrap in 1961. The piles do not know that yet.",
    "Greenheart came after pine: a timber so dense that it sinks, and so bitter that even the gribble thinks twice.",
    "You can tell the old piles by ear. Knock on one at low water: sound wood answers, eaten wood keeps silent.",
    "My grandfather knocked on four hundred of them every spring, with a hammer that hung on his belt for nothing else.",
    "His notebook is still in the harbour office. Beside every number there is a stroke, or a small drawing of a louse.",
)
"""A thread worth keeping."""


def post(number: int, text: str = "", after: int = 0, **more: object) -> Post:
    """The post of that number, as X would have it; after: the number of the one that it answers, 0 for none."""
    made = Post(
        id=str(FIRST + number),
        text=text or TEXTS[(number - 1) % len(TEXTS)],
        date=Date.at(datetime.fromtimestamp(1_612_000_000 + 60 * number, tz=UTC)),
        url=f"https://x.com/tidewatch/status/{FIRST + number}",
        reply_to=str(FIRST + after) if after else "",
        reply_to_author="tidewatch" if after else "",
    )
    return replace(made, **more)


def chain(*numbers: int) -> list[Post]:
    """Posts that each answer the one before."""
    return [post(number, after=before) for before, number in zip((0, *numbers), numbers, strict=False)]


def source(name: str, kind: str) -> Source:
    """A file of that name, with bytes of its own."""
    return Source(name=name, format=kind, sha256=sha256(name.encode()).hexdigest())


def bag(*posts: Post, name: str = "archive", kind: str = "x-archive", author: Author = MAREN) -> Capture:
    """Posts in no order."""
    return Capture(source=source(name, kind), author=author, posts=posts, ordered=False)


def page(*posts: Post, name: str = "page.html", kind: str = "thread-reader-html", author: Author = MAREN) -> Capture:
    """Posts that are one thread."""
    return Capture(source=source(name, kind), author=author, posts=posts)


def text_page(*texts: str, name: str = "page.txt", author: Author = MAREN) -> Capture:
    """A page of which only words are left, and whose boundaries are guessed."""
    made = page(*(Post(text=text) for text in texts), name=name, kind="thread-reader-text", author=author)
    return replace(made, confidence="guessed")


def numbers(posts: tuple[Post, ...]) -> list[int]:
    """What posts are called here; 0 for those without an id."""
    return [int(each.id) - FIRST if each.id else 0 for each in posts]
