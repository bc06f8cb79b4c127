"""The file beside a page that says where its posts begin: the first words of each post, one per line."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import Notice
from pipeline.sources.encoding import decode
from pipeline.sources.files import Input, digest

SUFFIX = ".posts.txt"
"""Added to the page's own name."""


def find_override(page: Input) -> Input | None:
    """The override file of a page, or None where it has none."""
    asset = page.asset(page.path.name + SUFFIX)
    if asset is None:
        return None
    return Input(path=asset.path, root=page.root, label=page.label + SUFFIX, name=page.name + SUFFIX)


def is_override(item: Input) -> bool:
    """Whether an input is an override file rather than a page."""
    return item.path.name.endswith(SUFFIX)


def digest_of(page: Input) -> str:
    """What identifies a page and its override file; of a page without one, its own SHA-256."""
    override = find_override(page)
    if page.beginnings:
        stated = "\n".join(page.beginnings).encode("utf-8", "replace")
        return digest([(page.path.name, page.read_bytes()), (page.path.name + SUFFIX, stated)])
    if override is None:
        return digest([("", page.read_bytes())])
    return digest([(file.path.name, file.read_bytes()) for file in (page, override)])


def stated_starts(page: Input, lines: Sequence[str]) -> tuple[list[int], tuple[Notice, ...]] | None:
    """The lines of the page in which posts begin, and a notice where lines before the first post are left out.

    None where nobody states them: neither the editor, who comes first, nor a file beside the page. Raises PublishError,
    naming the file and its line, where words do not begin a line of the page after the post before.
    """
    if page.beginnings:
        return _starts(page, page.beginnings, lines)
    override = find_override(page)
    if override is None:
        return None
    text, notices = decode(override.read_bytes(), override.label)
    starts, more = _starts(override, text.split("\n"), lines)
    return starts, (*notices, *more)


def _starts(override: Input, beginnings: Sequence[str], lines: Sequence[str]) -> tuple[list[int], tuple[Notice, ...]]:
    notices: tuple[Notice, ...] = ()
    plain = [_plain(line) for line in lines]
    starts: list[int] = []
    at = 0
    for number, line in enumerate(beginnings, start=1):
        words = _plain(line)
        if not words:
            continue
        while at < len(plain) and not plain[at].startswith(words):
            at += 1
        if at == len(plain):
            raise override.error(
                f"no line of the page begins with {_shortened(words)!r} after the post before",
                where=f"line {number}" if override.path.name.endswith(SUFFIX) else f"post {number} in book.toml",
                hint="Copy the first words of each post from the page, in order, one post per line.",
            )
        starts.append(at)
        at += 1
    skipped = sum(bool(line) for line in plain[: starts[0]])
    if skipped:
        message = f"{skipped} line{'s' if skipped > 1 else ''} of the page before the first post named here left out"
        notices += (Notice(message=message, path=override.label, where="line 1"),)
    return starts, notices


def _plain(line: str) -> str:
    return " ".join(line.split())


def _shortened(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:39]}…"
