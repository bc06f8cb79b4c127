"""Posts with everything that may stand beside a text, for the tests of what is made of chapters."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from pipeline.model import Asset, Author, Choice, CustomEmoji, Date, LinkCard, Media, Poll, Post, Quote, Span

FOLDED = "A wall that fell, and one that did not."
"""The text behind a warning."""


def posts(folder: Path) -> tuple[Post, ...]:
    """Six posts; their pictures are made in the folder."""
    Image.new("RGB", (320, 200), "steelblue").save(folder / "wall.png")
    Image.new("RGBA", (32, 32), (180, 80, 40, 128)).save(folder / "emoji.png")
    wall, stone = Asset(path=folder / "wall.png"), CustomEmoji(name=":stone:", asset=Asset(path=folder / "emoji.png"))
    picture = Media(asset=wall, alt="A wall")
    arabic = "الجدار الحجري يقف بلا ملاط"
    return (
        Post(text=":stone:", spans=(Span(start=0, end=7, kind="emoji"),), emoji=(stone,)),
        Post(text=FOLDED, warning="a fall :stone:", emoji=(stone,), media=(picture,), visibility="followers"),
        Post(text=FOLDED, warning="a fall :stone:", sensitive=True, poll=Poll(choices=(Choice(text="It fell"),))),
        Post(text="", sensitive=True, media=(picture, Media(kind="video", asset=wall, url="https://example.org/v"))),
        Post(
            text=arabic,
            language="ar",
            warning=arabic,
            poll=Poll(
                choices=(Choice(text=arabic, votes=3), Choice(text="Stones 🪨", votes=1), Choice(text="None", votes=0)),
                voters=3,
                several=True,
                ends=Date(year=2024, month=5),
            ),
        ),
        Post(
            text="See these.",
            link_cards=(
                LinkCard(url="https://example.org/a?b&c", title="Walls & <stones>", description="Dry.", picture=wall),
                LinkCard(url="http://["),
            ),
            quotes=(
                Quote(
                    author=Author(name="Mira"),
                    text="One on two.",
                    spans=(Span(start=0, end=3, kind="bold"),),
                    media=(picture, Media(kind="gif", missing="not saved")),
                ),
                Quote(url="https://example.org/q", missing="deleted"),
            ),
            origins=("a.html", "b.zip"),
        ),
    )
