"""The configuration of fontconfig: the folders that it looks into, the files there that it leaves out, its rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from pipeline.typeset import east_asian
from pipeline.typeset.font_family import Family, package_folder

_UNUSED = (
    *(("manimgx_fonts", name) for name in ("NotoEmoji*", "NotoSansArabic*", "NotoSans-Italic*")),
    *(("manimgx_fonts", f"NotoSans{script}*") for script in ("Devanagari", "Hebrew", "Thai")),
    *((package, "NotoSans*") for package in ("pylopdf_fonts_hi", "pylopdf_fonts_he", "pylopdf_fonts_th")),
    ("fontpkg_amiri", "files/*Italic*"),
    *east_asian.UNUSED,
)
"""Files that fontconfig shall not see, by package: emoji are drawn, Arabic has no italics, others have a serif."""

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<selectfont><rejectfont>{unused}</rejectfont></selectfont>
{rules}
</fontconfig>
"""
_WITHOUT_RULE = """<match target="scan"><test name="family"><string>{name}</string></test>\
<edit name="charset" mode="assign"><minus><name>charset</name><charset><range>\
<int>{first}</int><int>{last}</int></range></charset></minus></edit></match>"""
_GENERIC_RULE = """<match><test name="family"><string>{generic}</string></test>\
<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit></match>"""


def text(families: Sequence[Family], own: Path, generic: Mapping[str, str], cache: Path) -> str:
    """The text of the configuration file.

    families: those that fontconfig shall find. own: folder of fonts of our own. generic: families by the generic names
    of CSS. cache: folder for what fontconfig remembers.
    """
    packages = {family.package for family in families}
    folders = dict.fromkeys([*((package_folder(each.package) / each.regular).parent for each in families), own])
    unused = [package_folder(package) / name for package, name in _UNUSED if package in packages]
    without = [(family.name, family.without[0], family.without[-1]) for family in families if family.without]
    rules = (
        *(_WITHOUT_RULE.format(name=name, first=first, last=last) for name, first, last in without),
        *(_GENERIC_RULE.format(generic=name, family=family) for name, family in generic.items()),
        *east_asian.rules(),
    )
    return _CONFIG.format(
        folders="\n".join(f"<dir>{escape(str(each))}</dir>" for each in folders),
        cache=escape(str(cache)),
        unused="".join(f"<glob>{escape(str(each))}</glob>" for each in unused),
        rules="\n".join(rules),
    )
