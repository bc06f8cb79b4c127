"""East Asian serifs: the faces of the extra `threadbound[cjk]`, one for each way to write, and when they are taken.

Chinese, Japanese and Korean share characters whose forms differ. So a text names one family, the sans face that is
always there, and fontconfig puts the serif of the text's language before it. Bold text stays with the sans face: the
serifs have no bold, and such books emphasise by a face without serifs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from pipeline import startup
from pipeline.typeset.font_family import Family

SANS = Family("Noto Sans CJK JP", "noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf")
"""The family that has all forms of all characters, by the language of the text."""
_JAPAN = Family("Noto Serif JP", "pylopdf_fonts_jp", "NotoSerifJP-Regular.otf")
_KOREA = Family("Noto Serif KR", "pylopdf_fonts_ko", "NotoSerifKR-Regular.otf")
_CHINA = Family("Noto Serif SC", "pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf")
_TAIWAN = Family("Noto Serif TC", "pylopdf_fonts_zh_tw", "NotoSerifTC-Regular.otf")
SERIFS = (_JAPAN, _KOREA, _CHINA, _TAIWAN)
"""The families of the extra, in the order in which text of other languages takes them. That of a longer tag is after
that of its beginning, which rules of style sheets rely on."""
LANGUAGES = {
    "zh-hant": _TAIWAN, "zh-tw": _TAIWAN, "zh-hk": _TAIWAN, "zh-mo": _TAIWAN, "yue": _TAIWAN,
    "zh": _CHINA, "ja": _JAPAN, "ko": _KOREA,
}  # fmt: skip
"""The family for each language, by the beginning of its tag in small letters, the longest first."""

UNUSED = tuple((family.package, "NotoSans*") for family in SERIFS)
"""Files of the extra's packages that fontconfig shall not see, by package."""

_RULE = """<match>{language}<test name="family"><string>{sans}</string></test>\
<test name="weight" compare="less"><const>semibold</const></test>\
<edit name="family" mode="prepend" binding="strong">{serifs}</edit></match>"""
_LANGUAGE = """<test name="lang" compare="contains"><string>{language}</string></test>"""


@cache
def installed() -> tuple[Family, ...]:
    """The serifs that are installed."""
    return tuple(family for family in SERIFS if startup.version(family.package.replace("_", "-")) != "none")


def serif(language: str) -> Family | None:
    """The serif for a language (BCP 47); None for one that has none, or where it is not installed."""
    tag = f"{language.lower()}-"
    found = next((family for begins, family in LANGUAGES.items() if tag.startswith(f"{begins}-")), None)
    return found if found in installed() else None


def before_sans(families: Iterable[Family]) -> Iterator[Family]:
    """Families with the serifs that are installed before the sans face."""
    for family in families:
        if family == SANS:
            yield from installed()
        yield family


def rules() -> Iterable[str]:
    """Rules for fontconfig: before the sans face comes the serif of the text's language, then all others.

    What a rule puts there stands before what the next one does.
    """
    for language, family in LANGUAGES.items():
        if family in installed():
            yield _rule([family], _LANGUAGE.format(language=language))
    if installed():
        yield _rule(installed())


def _rule(families: Iterable[Family], language: str = "") -> str:
    serifs = "".join(f"<string>{family.name}</string>" for family in families)
    return _RULE.format(language=language, sans=SANS.name, serifs=serifs)
