"""Letters that cannot be set as they are: told with their script, the posts that have them, and the remedy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.errors import Notice
from pipeline.text import stacked_marks
from pipeline.typeset import fonts

_EXTRA_SCRIPTS = {
    "Adlm", "Bali", "Bamu", "Batk", "Bugi", "Buhd", "Cakm", "Cans", "Cham", "Cher", "Dsrt", "Dupl",
    "Gong", "Gonm", "Hano", "Hira", "Hmng", "Java", "Kali", "Lana", "Lepc", "Limb", "Mand",
    "Mend", "Mong", "Mroo", "Mtei", "Newa", "Olck", "Osge", "Osma", "Pauc", "Plrd", "Rjng",
    "Rohg", "Samr", "Saur", "Shaw", "Shrd", "Sind", "Sora", "Sund", "Sylo", "Syrc", "Tagb", "Takr",
    "Tale", "Talu", "Tavt", "Tfng", "Thaa", "Tirh", "Vaii", "Wara", "Wcho", "Yiii", "Zyyy",
}  # fmt: skip
"""Codes (ISO 15924) of scripts of which the extra `threadbound[scripts]` has most letters; a test counts them. Of
"Zyyy", signs of no script, it has those of music, mathematics and games."""
_NO_SCRIPT = {"Zyyy", "Zinh", "Zzzz"}
_SHOWN = 3
"""Letters, and posts, that a notice names."""


def told(lost: Iterable[str], texts: Iterable[tuple[int, str]], path: str) -> Iterator[Notice]:
    """A notice for each script that letters are missing of.

    lost: the letters. texts: those that they occur in, each with the number of its post, or 0. path: of the source.
    """
    by_script: dict[tuple[str, str], list[str]] = defaultdict(list)
    for letter in lost:
        by_script[_script(letter)].append(letter)
    found = [(number, Counter(text)) for number, text in texts]
    for (code, name), letters in by_script.items():
        times = {number: 0 for number, _ in found}
        for number, counted in found:
            times[number] += sum(counted[letter] for letter in letters)
        count = sum(times.values()) or len(letters)
        yield Notice(
            message=f"no font here has {count} {'letter' if count == 1 else 'letters'} of {name} ({_listed(letters)}): "
            f"the PDF shows plain forms or numbers, an e-reader what it has itself",
            path=path,
            where=_places([number for number, many in times.items() if number and many]),
            hint=_hint(code),
        )


def surplus_told(texts: Iterable[tuple[int, str]], path: str) -> Iterator[Notice]:
    """A notice about accents that are left out, for letters carry more than fit a line."""
    posts = dict.fromkeys(number for number, text in texts if stacked_marks.are_in(text))
    if posts:
        message = (
            f"letters carry heaps of accents, which would cover other lines; at most {stacked_marks.MOST} are kept"
        )
        yield Notice(message=message, path=path, where=_places([number for number in posts if number]))


def _script(letter: str) -> tuple[str, str]:
    """Code and name of a letter's script; where it is of none, the name is that of its block."""
    from fontTools import unicodedata  # takes 30 ms, and letters are seldom missing

    code = unicodedata.script(letter)
    if code not in _NO_SCRIPT:
        return code, unicodedata.script_name(code)
    block = unicodedata.block(letter)
    return code, "no known script" if block == "No_Block" else block


def _listed(letters: Sequence[str]) -> str:
    more = ", …" if len(letters) > _SHOWN else ""
    return ", ".join(f"U+{ord(letter):04X}" for letter in letters[:_SHOWN]) + more


def _places(posts: Sequence[int]) -> str:
    if len(posts) < 2:
        return f"post {posts[0]}" if posts else ""
    shown = [str(number) for number in posts[:_SHOWN]]
    rest = len(posts) - _SHOWN
    return f"posts {', '.join(shown)} and {rest} more" if rest > 0 else f"posts {', '.join(shown[:-1])} and {shown[-1]}"


def _hint(code: str) -> str:
    own = 'name a font file that has them under fonts in book.toml, as fonts = ["NotoSerifTibetan.ttf"]'
    if code in _EXTRA_SCRIPTS and not fonts.has_extra():
        return f"Install threadbound[scripts], which brings fonts for most of them; or {own}."
    return f"{own[:1].upper()}{own[1:]}."
