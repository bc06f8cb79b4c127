"""Conventions of typesetting by language: its quotation marks, dashes, ellipsis and fixed spaces.

Quotation marks are those of CLDR 45 (`delimiters`), but where a national authority says otherwise; that one is named
at the entry. Where the authorities of a language leave a thing open, the table has nothing for it, and the text stays
as it was typed. What was considered: docs/decisions/0013-typography.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from pipeline.text.language_tags import primary

FIXED, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
"""The spaces at which no line ends: as wide as between words, and about half of it."""
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
EN_DASH, EM_DASH = "\N{EN DASH}", "\N{EM DASH}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

Pair = tuple[str, str]
"""The marks that open and close, with the spaces that belong inside of them."""


class Conventions(Struct, frozen=True, kw_only=True):
    """The conventions of a language."""

    double: Pair | None = None
    """For what is typed between two '"'; None: stays as typed."""
    single: Pair | None = None
    """For what is typed between two "'"."""
    has_apostrophes: bool = True
    elisions: tuple[str, ...] = ()
    """Words that begin with an apostrophe, without it, in small letters."""
    dash: str = f" {EN_DASH} "
    """A dash between words, for " - " and " -- "; "": stays as typed."""
    joined_dash: str = ""
    """The same for "--" without spaces."""
    ellipsis: str = ELLIPSIS
    """For "..."; "": stays as typed."""
    before: tuple[tuple[str, str], ...] = ()
    """Signs with the spaces that belong before them."""
    groups: bool = False
    """Whether figures are grouped in threes by spaces."""
    numbered: tuple[str, ...] = ()
    """Abbreviations that a number follows, in addition to `NUMBERED`."""
    abbreviations: tuple[str, ...] = ()
    """Abbreviations of several words, as they are set but for their spaces."""
    proclitics: str = ""
    """Words of one letter that may not end a line."""
    wide: tuple[tuple[str, str], ...] = ()
    """Typed signs with those of full width that stand for them among ideographs."""


NUMBERED = ("§", "§§", "№", "p.", "pp.", "vol.", "fig.")
"""Signs and abbreviations that a number follows in every language."""

_LOW = ("„", "“")
_HIGH = ("“", "”")
_SINGLE = ("‘", "’")
_POINTED = ("«", "»")
_ALIKE, _ALIKE_SINGLE = ("”", "”"), ("’", "’")

_ENGLISH = Conventions(  # Chicago Manual of Style (17th) 6.85, 6.117, 13.50; New Hart's Rules 4.11 (spaced en dash)
    double=_HIGH,
    single=_SINGLE,
    joined_dash=EM_DASH,
    elisions=("tis", "twas", "twere", "twill", "em", "til", "cause", "cuz", "bout", "round", "n"),
    numbered=("no.", "nos.", "ch.", "chap.", "ed."),
)
_GERMAN = Conventions(  # Duden, Hinweise für das Maschinenschreiben; DIN 5008
    double=_LOW,
    single=("‚", "‘"),
    groups=True,
    elisions=("s", "n", "ne", "nen", "ner", "nem", "rum", "rein", "raus", "rauf", "runter"),
    numbered=("S.", "Nr.", "Abb.", "Kap.", "Bd.", "Art.", "Abs."),
    abbreviations=("z. B.", "d. h.", "u. a.", "i. d. R.", "s. o.", "s. u.", "u. U.", "v. a.", "o. Ä.", "u. Ä."),
)
_FRENCH = Conventions(  # Imprimerie nationale, Lexique des règles typographiques: guillemets, espacements
    double=("«" + FIXED, FIXED + "»"),
    single=_HIGH,
    before=((";", NARROW), ("!", NARROW), ("?", NARROW), (":", FIXED), ("»", FIXED)),
    groups=True,
    numbered=("n°", "nº", "art.", "chap.", "t."),
)
_SPANISH = Conventions(  # RAE, Ortografía (2010): comillas; puntos suspensivos; raya without a rule for " - "
    double=_POINTED, single=_HIGH, dash="", groups=True, numbered=("n.º", "núm.", "pág.", "págs.", "cap.", "art."),
    abbreviations=("p. ej.", "EE. UU.", "a. C.", "d. C."),
)  # fmt: skip
_PORTUGUESE = Conventions(double=_HIGH, single=_SINGLE, numbered=("n.º", "pág.", "págs.", "cap.", "art."))
_ITALIAN = Conventions(double=_POINTED, single=_HIGH, numbered=("n.", "pag.", "cap.", "art."))
_SCANDINAVIAN = Conventions(double=_ALIKE, single=_ALIKE_SINGLE, groups=True, numbered=("s.", "nr", "nr.", "kap."))
_RUSSIAN = Conventions(  # Мильчин, Справочник издателя и автора: кавычки, тире, отбивки
    double=_POINTED, single=_LOW, dash=f"{FIXED}{EM_DASH} ", groups=True,
    numbered=("с.", "стр.", "гл.", "рис.", "т.", "ст."), abbreviations=("т. е.", "т. д.", "т. п.", "т. к."),
)  # fmt: skip
_CZECH = Conventions(  # ČSN 01 6910; Internetová jazyková příručka: zalomení řádků
    double=_LOW, single=("‚", "‘"), groups=True, numbered=("s.", "č.", "str.", "obr.", "kap."),
    proclitics="ksvzouiKSVZOUIA",
)  # fmt: skip
_JAPANESE = Conventions(  # JIS X 4051; JLREQ 3.1
    double=("「", "」"), single=("『", "』"), has_apostrophes=False, dash="", ellipsis=ELLIPSIS * 2,
    wide=tuple(zip(",.!?:;()", "、。！？：；（）", strict=True)),
)  # fmt: skip
_CHINESE = Conventions(  # GB/T 15834-2011
    double=_HIGH, single=_SINGLE, has_apostrophes=False, dash="", ellipsis=ELLIPSIS * 2,
    wide=tuple(zip(",.!?:;()", "，。！？：；（）", strict=True)),
)  # fmt: skip

_TABLE: dict[str, Conventions] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "de-CH": replace(_GERMAN, double=_POINTED, single=("‹", "›")),  # Bundeskanzlei, Schreibweisungen
    "de-LI": replace(_GERMAN, double=_POINTED, single=("‹", "›")),
    "fr": _FRENCH,
    "fr-CH": replace(  # Guide du typographe (AST): a thin space everywhere
        _FRENCH, double=("«" + NARROW, NARROW + "»"), single=("‹", "›"),
        before=tuple((sign, NARROW) for sign in ";!?:»"),
    ),
    "fr-CA": replace(_FRENCH, before=((":", FIXED), ("»", FIXED))),  # OQLF: espacement
    "es": _SPANISH,
    **dict.fromkeys(("es-419", "es-MX", "es-US", "es-AR", "es-CO"), replace(_SPANISH, double=_HIGH, single=_SINGLE)),
    "ca": replace(_SPANISH, abbreviations=(), numbered=("núm.", "pàg.")),
    "pt": _PORTUGUESE,
    "pt-PT": replace(_PORTUGUESE, double=_POINTED, single=_HIGH, groups=True),
    "it": _ITALIAN,
    "it-CH": replace(_ITALIAN, single=("‹", "›")),
    "nl": Conventions(  # Onze Taal: both pairs, as typed
        double=_HIGH, single=_SINGLE, elisions=("s", "t", "n", "k", "m", "ns"),
        numbered=("nr.", "blz.", "hfst.", "art."),
    ),
    "pl": Conventions(  # Wielki słownik ortograficzny PWN, [97], [101]: „…”, ‚…’ for meanings
        double=("„", "”"), single=("‚", "’"), groups=True, numbered=("s.", "nr", "rys.", "rozdz.", "t."),
        proclitics="wzioauWZIOAU",
    ),
    "cs": _CZECH,
    "sk": _CZECH,
    "tr": Conventions(double=_HIGH, single=_SINGLE, numbered=("s.", "No.")),  # TDK, Yazım Kılavuzu
    "ru": _RUSSIAN,
    "uk": replace(  # Український правопис (2019) §§ 161, 168
        _RUSSIAN, numbered=("с.", "ст.", "рис.", "т.", "розд."), abbreviations=("т. д.", "т. п.")
    ),
    "be": replace(_RUSSIAN, numbered=("с.",), abbreviations=()),
    "bg": Conventions(double=_LOW, numbered=("с.",)),
    "sv": replace(_SCANDINAVIAN, abbreviations=("t. ex.", "bl. a.", "d. v. s.", "m. m.")),  # Svenska skrivregler
    "da": _SCANDINAVIAN,  # Retskrivningsordbogen § 58
    **dict.fromkeys(("no", "nb", "nn"), replace(_SCANDINAVIAN, double=_POINTED, single=_SINGLE)),  # Språkrådet
    "fi": replace(_SCANDINAVIAN, numbered=("s.", "nro", "luku")),  # Kielitoimiston ohjepankki
    "hu": Conventions(double=("„", "”"), groups=True, numbered=("sz.",)),  # A magyar helyesírás szabályai (12.) 257
    "ro": Conventions(double=("„", "”"), numbered=("nr.", "cap.")),
    "hr": Conventions(double=("„", "”"), numbered=("str.", "br.")),
    "is": Conventions(double=_LOW, single=("‚", "‘"), numbered=("bls.",)),
    "el": Conventions(double=_POINTED, single=_HIGH, numbered=("σ.", "σελ.", "κεφ.")),
    "id": Conventions(double=_HIGH, single=_SINGLE, numbered=("hlm.",)),
    "vi": Conventions(double=_HIGH, single=_SINGLE, numbered=("tr.",)),
    "ko": Conventions(double=_HIGH, single=_SINGLE, has_apostrophes=False, dash=""),  # 한글 맞춤법, 문장 부호
    "he": Conventions(has_apostrophes=False),  # '"' and "'" stand within words, as gershayim and geresh
    "fa": Conventions(double=_POINTED, has_apostrophes=False, dash=""),
    "ja": _JAPANESE,
    "zh": _CHINESE,
    "zh-Hant": replace(_CHINESE, double=("「", "」"), single=("『", "』")),  # 教育部, 重訂標點符號手冊
}  # fmt: skip

_TRADITIONAL = {"zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant"}
"""Tags of countries that stand for a script."""


@cache
def of(language: str) -> Conventions | None:
    """The conventions of a language (BCP 47), or of the nearest that is known; None where there are none."""
    tag = _TRADITIONAL.get(language, language)
    while tag not in _TABLE and "-" in tag:
        tag = tag.rpartition("-")[0]
    return _TABLE.get(tag) or _TABLE.get(primary(tag))


def every() -> Mapping[str, Conventions]:
    """All conventions, by language."""
    return _TABLE
