"""Provenance of posts, for the book's reader: the sources of each, and which of them were unlisted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from pipeline.model import Post


class Origin(Struct, frozen=True, kw_only=True):
    """Posts that were put together from the same sources."""

    posts: str
    """Numbers of the posts: "1–3, 5"; "" where these are all the posts of the thread."""
    sources: tuple[str, ...]
    """Names of the sources, the best first."""


def origins(posts: Sequence[Post]) -> tuple[Origin, ...]:
    """Posts grouped by their sources, in the order of the posts; () where there is but one source."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, post in enumerate(posts, 1):
        if post.origins:
            found.setdefault(post.origins, []).append(number)
    if len({source for sources in found for source in sources}) < 2:
        return ()
    return tuple(
        Origin(posts="" if len(numbers) == len(posts) else spelled(numbers), sources=sources)
        for sources, numbers in found.items()
    )


def unlisted(posts: Sequence[Post]) -> str:
    """Numbers of the posts that were unlisted: "2–9", or ""."""
    return spelled(number for number, post in enumerate(posts, 1) if post.visibility == "unlisted")


def spelled(numbers: Iterable[int]) -> str:
    """Ascending numbers as a book writes them: "1–3, 5, 7, 8"."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return ", ".join(
        f"{stretch[0]}–{stretch[-1]}" if len(stretch) > 2 else ", ".join(map(str, stretch)) for stretch in stretches
    )
