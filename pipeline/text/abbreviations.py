"""Abbreviations that a capital letter may follow though no sentence ends: a small table, by language.

Only what rules do not know needs to stand here: single letters ("J.", "т. е."), letters with dots between them
("e.g.", "z.B.") and whatever a small letter or a digit follows ("fig. 12") are known anyway (`sentences`).
"""

from __future__ import annotations

_BY_LANGUAGE = {
    "cs": "ing mgr mudr např nám sv tzv tř ul",
    "da no sv": "bl ca dvs evt fr fru hr mfl sct sk",
    "de": "bzw ca chr dipl dr evtl fr frl ggf hl hr hrsg ing inkl prof sog st str tel vgl zit",
    "el": "αγ βλ δρ κα λεωφ πλ",
    "en": "approx assn blvd bros ca capt cf co col corp dept dr est ft gen gov hon inc jr lt ltd maj mr mrs ms mt mts "
    "prof rev sen sgt sr st vs",
    "es pt": "admr av avda dr dra exmo gral ing lic prof profa sr sra srta sta ud uds",
    "fi": "esim huom prof vrt",
    "fr": "av boul dr mgr mlle mme pl ste st",
    "hu": "dr ifj özv pl ún",
    "it": "avv dott dr ing mons prof sig sigg",
    "nl": "bijv bv ca dhr dr drs mevr mr prof",
    "pl": "bł dr hab inż ks mgr np pl płk prof św tzn tzw ul",
    "ru bg sr uk": "акад англ вул гл гр др доц им ім исп лат напр обл пер пл пр проф рис св см ср ст стр "
    "тел тов ул уч чл",
    "tr": "bkz bul cad çev dr örn prof sn sok",
}

ABBREVIATIONS = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())
"""All of them, in small letters and without the dot: which language a line is in is not known for certain."""
