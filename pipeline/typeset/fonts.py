"""The font families of the books: where their files are, how fontconfig finds them, which characters they have.

Fonts come with pip packages (pinned, so that a book looks the same everywhere) and from `data/`. No font of the
machine is ever used. Why these: docs/decisions/0003-fonts-and-emoji.md. Where they lack a letter, *spare* fonts are
looked at: those that an editor gives, then those of the extra `threadbound[scripts]`. fontconfig does not know these;
the press tells it of each that a document needs.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Callable, Container, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import regex

from pipeline import startup
from pipeline.shelf.temporary import folder_of_this_process
from pipeline.typeset import east_asian, font_config
from pipeline.typeset.font_family import Family, GivenFont, blob, hold, package_folder
from pipeline.typeset.text_face import TextFace

__all__ = ["DATA", "EMOJI", "EXTRA", "FAMILIES", "MONO", "TEXT", "Family", "package_folder"]

_Question = TypeVar("_Question")
_Answer = TypeVar("_Answer")

DATA = Path(__file__).parent / "data"
TEXT = "Spectral"
MONO = "IBM Plex Mono"
SANS = "Noto Sans"
EMOJI = "Threadbound Emoji"
"""The family of blank glyphs under the drawings of emoji (emoji_font.py). Never name it for running text."""


def _noto(script: str) -> Family:
    return Family(f"Noto Sans {script}", "manimgx_fonts", f"NotoSans{script}[wght].ttf")


_SCRIPTS = (
    "Armenian", "Bengali", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Kannada", "Khmer", "Lao", "Malayalam",
    "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu", "Symbols",
)  # fmt: skip

_GREEK = range(0x370, 0x400)

FAMILIES = (
    Family(TEXT, "fontpkg_spectral", "files/Spectral-Regular.ttf", without=_GREEK),
    Family("Noto Serif", "fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),
    Family(MONO, "fontpkg_ibm_plex_mono", "files/IBMPlexMono-Regular.ttf"),
    Family("Amiri", "fontpkg_amiri", "files/Amiri-Regular.ttf"),
    Family("Noto Serif Devanagari", "pylopdf_fonts_hi", "NotoSerifDevanagari-Variable.ttf"),
    Family("Noto Serif Hebrew", "pylopdf_fonts_he", "NotoSerifHebrew-Variable.ttf"),
    Family("Noto Serif Thai", "pylopdf_fonts_th", "NotoSerifThai-Variable.ttf"),
    *(_noto(script) for script in _SCRIPTS),
    Family("DejaVu Sans", "ziafont", "fonts/DejaVuSans.ttf"),
    east_asian.SANS,
)
"""The families, in the order in which a face for a character is looked for: serif before sans, small before large."""

PLAIN = Family(SANS, "manimgx_fonts", "NotoSans[wght].ttf")
"""The sans of Latin, Greek and Cyrillic: where somebody chooses it, or another sans that lacks some of these."""
_ITALIC = Family(TEXT, "fontpkg_spectral", "files/Spectral-Italic.ttf")
_KURINTO = "static/weblate_fonts/kurinto/ttf/KurintoSans-Rg.ttf"
EXTRA = (
    Family("Noto Music", "pymupdf_fonts", "NotoMusic_Regular"),
    Family("Noto Sans Math", "pymupdf_fonts", "NotoSansMath_Regular"),
    Family("Noto Sans Symbols2", "pymupdf_fonts", "NotoSansSymbols2_Regular"),
    Family("Kurinto Sans", "weblate_fonts", _KURINTO, without=range(0xE000, 0xF8FF)),
)
"""The families of the extra `threadbound[scripts]`: the last of all, where they are installed. What one has for private
use is not what an author meant, but for the apple at its end."""

_GENERIC = {"serif": TEXT, "sans-serif": SANS, "monospace": MONO, "emoji": EMOJI}
"""Families of the generic names of CSS. Pango asks for "emoji" by itself wherever a cluster is one."""

_NO_GLYPH_NEEDED = regex.compile(r"[\p{Default_Ignorable_Code_Point}\s]")


def drawing_files() -> list[Path]:
    """The files of the faces that drawings are set in: all of our families, the text face with its styles."""
    text = sorted((package_folder("fontpkg_spectral") / "files").glob("*.ttf"))
    sans = package_folder(PLAIN.package) / PLAIN.regular
    return [*text, sans, *(package_folder(family.package) / family.regular for family in FAMILIES[1:])]


def versions() -> tuple[str, ...]:
    """The font packages with their versions, and our own font with its digest: parts of the keys of sheets."""
    packages = sorted({family.package.replace("_", "-") for family in (*FAMILIES, *EXTRA, *east_asian.SERIFS)})
    own = [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sorted(DATA.glob("*.ttf"))]
    return (*(f"{package} {startup.version(package)}" for package in packages), *own)


_FIXED = {"PANGO_LANGUAGE": "en", "FC_LANG": "en"}
"""Environment variables of text layout, with the values that they always have here."""
_DROPPED = ("LANGUAGE", "PANGO_RC_FILE", "HB_OPTIONS", "HB_SHAPER_LIST", "FREETYPE_PROPERTIES", "FONTCONFIG_SYSROOT")
"""Environment variables that are taken away: languages, ways to shape and draw, a place before every folder."""


def configure(folder: Path | None = None) -> Path:
    """Make fontconfig find these fonts and no others, and take nothing from the environment that would change a page;
    returns the configuration file that it now reads.

    To be called before WeasyPrint is imported. Calling it again is harmless, also from several processes at once.
    `folder` takes that file and fontconfig's cache; by default a private one below the user's cache folder, or a
    temporary one where there is none to write to.
    """
    # fontconfig keeps what the rules made of the fonts: other rules need another cache.
    digest = hashlib.sha256(_config(Path()).encode()).hexdigest()
    folder = (folder or private_folder()).absolute() / f"fonts-{digest[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "fonts.conf"
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=folder, encoding="utf-8", delete=False) as file:
            file.write(_config(folder / "cache"))
        Path(file.name).replace(path)
    os.environ["FONTCONFIG_FILE"] = str(path)
    os.environ.update(_FIXED)
    for name in _DROPPED:
        os.environ.pop(name, None)
    return path


def _config(cache_folder: Path) -> str:
    return font_config.text(seen(), DATA, _GENERIC, cache_folder)


@cache
def private_folder() -> Path:
    """A folder that only this user writes to, kept between runs where possible."""
    for home in _cache_homes():
        folder = home / "threadbound"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK | os.X_OK):
            return folder
    folder = folder_of_this_process()
    os.environ["XDG_CACHE_HOME"] = str(folder)  # for workers that do not inherit what is known here
    return folder


def _cache_homes() -> Iterator[Path]:
    home = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if home.is_absolute():
        yield home
    try:
        yield Path.home() / ".cache"
    except RuntimeError:  # neither HOME nor an entry for this user
        return


_given: tuple[Family, ...] = ()
_chosen: TextFace | None = None
_forget: list[Callable[[], None]] = []


def use(given: tuple[GivenFont, ...], face: TextFace | None = None) -> None:
    """Have this process use the fonts that an editor gives, and no others. face: of the text, if it is not ours."""
    global _given, _chosen
    families = tuple(font.family for font in given)
    if (families, face) != (_given, _chosen):
        hold(given)
        hold(face.fonts if face else ())
        _given, _chosen = families, face
        for forget in _forget:
            forget()


def chosen() -> TextFace | None:
    """The text face that somebody chose; None: it is ours."""
    return _chosen


def text() -> tuple[Family, Family]:
    """The upright and the italic of the text face."""
    return (_chosen.family, _chosen.italic) if _chosen else (FAMILIES[0], _ITALIC)


def remembered(function: Callable[[_Question], _Answer]) -> Callable[[_Question], _Answer]:
    """The function with a cache of its answers, which holds until other fonts are used."""
    cached = lru_cache(maxsize=1 << 14)(function)
    _forget.append(cached.cache_clear)
    return cached


def seen() -> tuple[Family, ...]:
    """The families that fontconfig sees by itself: ours, and the East Asian serifs that are installed."""
    return (*FAMILIES, *east_asian.installed())


def every() -> tuple[Family, ...]:
    """All families in the order in which a face for a character is looked for."""
    if not _chosen:
        return (*FAMILIES, *_given, *_installed())
    ours = (PLAIN, *FAMILIES) if _chosen.is_sans else FAMILIES
    others = (family for family in ours if family.name != _chosen.name)
    return (_chosen.family, *others, *_given, *_installed())


def has_extra() -> bool:
    """Whether all of the extra's fonts are installed."""
    return len(_installed()) == len(EXTRA)


@cache
def _installed() -> tuple[Family, ...]:
    return tuple(family for family in EXTRA if startup.version(family.package.replace("_", "-")) != "none")


def has(family: Family, character: str) -> bool:
    """Whether a family is used for a character: it has a glyph, and the character is not left to the next family."""
    code = ord(character)
    return code in _glyphs(family) and code not in family.without


@cache
def _glyphs(family: Family) -> Container[int]:
    """Code points in a family's regular face, whose file is read for that: 0.2 ms, 2 ms for Chinese and Japanese."""
    found: Container[int] = face(family).unicodes
    return found


@cache
def face(family: Family) -> Any:
    """The regular face of a family, a uharfbuzz.Face. Raises PublishError where its package is not installed."""
    import uharfbuzz  # 10 ms, and an ASCII text never asks

    return uharfbuzz.Face(blob(family.package, family.regular))


def missing(text: str) -> list[str]:
    """The characters of a text that no font has a glyph for, each once, in order. Emoji are among them."""
    return [each for each in _visible(text) if _is_lost(each)]


def have(character: str) -> bool:
    """Whether our own fonts, which are always there, have a character, or it needs none."""
    return bool(_NO_GLYPH_NEEDED.match(character)) or any(has(family, character) for family in FAMILIES)


@remembered
def _is_lost(character: str) -> bool:
    return not any(has(family, character) for family in every())


def families(letters: str, base: str = "") -> tuple[str, ...]:
    """The families that letters need beside `base` ("": the text face), in order; emoji are not considered."""
    base = base or text()[0].name
    wanted, needed = _visible(letters), []
    for family in sorted(every(), key=lambda family: family.name != base):
        if not wanted:
            break
        lacking = [each for each in wanted if not has(family, each)]
        if len(lacking) < len(wanted):
            wanted = lacking
            needed.append(family.name)
    return tuple(name for name in needed if name != base)


def spare(stack: str) -> tuple[Family, ...]:
    """The families that a `stack` names and fontconfig does not know by itself."""
    known = {family.name for family in (PLAIN, *seen())}
    return tuple(family for family in every() if family.name not in known and f'"{family.name}"' in stack)


def _visible(text: str) -> list[str]:
    """The characters that need a glyph, each once, in order."""
    return [each for each in dict.fromkeys(text) if not _NO_GLYPH_NEEDED.match(each)]


def stack(letters: str, base: str = "") -> str:
    """The value of `font-family` for a text: `base` ("": the text face), then only what it needs beside that.

    Naming a family costs time in each document (Chinese and Japanese 26 ms), so none is named in advance.
    """
    return ", ".join(f'"{name}"' for name in (base or text()[0].name, *families(letters, base)))


def printable(text: str) -> str:
    """The text with every character that has no glyph written out: a plain form where Unicode knows one
    ("𝐛𝐨𝐥𝐝" becomes "bold"), else its number, as "[U+13A0]"."""
    if text.isascii():
        return text
    return text.translate({ord(each): _plain(each) for each in missing(text)})


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return f"[U+{ord(character):04X}]" if missing(plain) else plain
