"""Threads with known boundaries, and the pages that Thread Reader would make of them when saved as text."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOOTER = """• • •

Missing some Tweet in this thread? You can try to force a refresh

Keep Current with {name}

{name} Profile picture

Stay in touch and get notified when new unrolls are available from this author!

Read all threads

This Thread may be Removed Anytime!

More from @{handle}

Did Thread Reader help you today?
"""


@dataclass(frozen=True)
class Known:
    """A thread of which we know where its posts begin."""

    name: str
    posts: tuple[str, ...]


def known_threads() -> list[Known]:
    """The threads of known_threads.txt, each in a style of its own."""
    text = (Path(__file__).parent / "known_threads.txt").read_text(encoding="utf-8")
    threads = []
    for part in text.split("=== ")[1:]:
        name, _, body = part.partition("\n")
        threads.append(Known(name, tuple(post.strip("\n") for post in body.split("\n%%\n"))))
    return threads


def page(posts: Sequence[str], header: str = "{name} Profile picture\n5 Feb, {count} tweets, 2 min read") -> str:
    """The posts as a saved page, which has lost where they begin."""
    about = {"name": "Ines Halvorsen", "handle": "ines_h", "count": len(posts)}
    return "\n".join([header.format(**about), *posts, "", FOOTER.format(**about)])


def starts(posts: Sequence[str]) -> list[int]:
    """The line in which each post begins when the posts are joined by single new lines."""
    lines = [0]
    for post in posts[:-1]:
        lines.append(lines[-1] + post.count("\n") + 1)
    return lines


def composed_thread(seed: int) -> Known:
    """A thread put together at random, the same for the same seed: prose, lists and verse in a style of marking."""
    dice = random.Random(seed)
    sentences = [
        sentence.strip() + "."
        for thread in known_threads()
        if thread.name not in ("Deutsch", "ingredients and steps", "counters at the end", "pictures")
        for post in thread.posts
        for sentence in post.replace("\n", " ").replace("👇", "").split(". ")
        if 25 < len(sentence) < 130
        and sentence[0].isupper()
        and not any(sign in sentence for sign in "…▫•:/?0123456789")
    ]
    style = dice.choice(["plain", "plain", "hand", "opening", "closing", "pictures"])
    count = dice.randint(4, 16)
    posts = []
    for number in range(1, count + 1):
        text = _composed_post(dice, sentences)
        if style == "hand" and number < count and dice.random() < 0.85:
            text += dice.choice(["\n\n👇", " 👇"])
        elif style == "opening":
            text = f"{number}/ {text}"
        elif style == "closing":
            text += f" {number}/{count}"
        elif style == "pictures" and dice.random() < 0.6:
            text += " Image"
        posts.append(text)
    return Known(f"{style}, seed {seed}", tuple(posts))


def _composed_post(dice: random.Random, sentences: Sequence[str]) -> str:
    paragraphs: list[str] = []
    for _ in range(dice.choice([1, 2, 2, 3])):
        paragraphs.append(" ".join(dice.sample(sentences, dice.choice([1, 1, 2]))))
    shape = dice.random()
    items = [" ".join(dice.choice(sentences).split()[:4]).rstrip(".,") for _ in range(3)]
    if shape < 0.15:
        paragraphs.insert(1, "\n".join(f"▫️ {item}" for item in items))
    elif shape < 0.25:
        paragraphs.insert(1, "\n".join(f"{item}." for item in items))
    while sum(map(len, paragraphs)) > 260 and len(paragraphs) > 1:
        paragraphs.pop()
    return "\n\n".join(paragraphs)
