"""Threads that show what a page can hold, and a document with what our themes do not use."""

from __future__ import annotations

from pathlib import Path

from pipeline.model import Asset, Chapter, Media, Post, Span
from pipeline.press.layout.front import FrontMatter, write
from tests.press.conftest import THEME, book, chapters, thread

__all__ = ["THEME", "UNUSUAL", "UNUSUAL_CSS", "contents", "typeset"]

PROSE = "Each stone rests on two below it, and two rest on it. Builders say: one on two, two on one. " * 3
TEXTS: dict[str, tuple[str, ...]] = {
    "arabic": ("الجدار الحجري يقف بلا ملاط. " * 12, "And in English, with كلمة in it."),
    "cjk": ("石垣は漆喰なしで立っています。" * 9, "干石墙不用灰浆。돌담은 모르타르 없이 선다. " * 6),
    "code": ("`x = [1, 2]` and\n```\nwall = stones * 2  # 石\n\treturn\n```", PROSE),
    "emoji": ("🧵👇 A wall ☀️🌙 👩‍🌾 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇮🇪 1️⃣ 👍🏽 " * 5, "Done ✨"),
    "hebrew": ("קיר אבן יבש עומד בלי טיט, and so on. " * 8,),
    "latin": ("Façade, naïveté, Łódź, Zażółć gęślą: “so”, 1,234 offices — fjord, *emphasis* and **more**. " * 6, PROSE),
    "lists": (
        "Tools:\n- a hammer\n- a line\n- patience, of which there is never enough to last a whole wall\n\n" + PROSE,
    ),
    "long": (PROSE * 2,) * 30,
    "missing": ("The sign \U00012000 for water, e\u0301 and a\u0308\u0323 decomposed, x\u00ad-y\u200bz.", PROSE),
    "thai": ("กำแพงหินแห้งตั้งอยู่โดยไม่มีปูน " * 8, "उलटा सूखे पत्थर की दीवार " * 8),
}

UNUSUAL_CSS = """
@page { size: A5; @top-left { content: counter(page) " / " counter(pages) } @bottom-right { content: "right" } }
html { font: 11pt/1.4 serif; hyphens: auto; margin-inline-start: 4px }
.justified { text-align: justify; letter-spacing: .3pt; word-spacing: 1pt }
.drop::first-letter { font-size: 3em; float: left } .drop::first-line { font-variant: small-caps; color: #700 }
.short { width: 12em; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.clamped { max-lines: 2; block-ellipsis: auto } .columns { columns: 2 } .flex { display: flex; gap: 1em }
.grid { display: grid; grid-template-columns: 1fr 2fr } .note { float: footnote } .pre { white-space: pre }
.under { text-decoration: underline overline; color: green } .under span { color: red } .raised { vertical-align: super }
.calc { width: calc(50% + 2em); padding: calc(1em + 1%) } .fixed { position: fixed; bottom: 0; right: 0 }
.var { --wide: 3em; margin-left: var(--wide); border: 1px solid; border-radius: 3px } .rel { position: relative; top: 3px }
table { border-collapse: collapse } td { border: 1px solid; padding: 2px 5% } .hidden { visibility: hidden }
"""
UNUSUAL = f"""<html lang=en><title>Unusual</title><p class=justified>{PROSE}<p class=drop>{PROSE}<p class=short>{PROSE}
<p class=clamped>{PROSE}<div class=columns><p>{PROSE}<p>{PROSE}</div><div class=flex><p>{PROSE}<p>one<p>{PROSE}</div>
<div class=grid><p>{PROSE}<p>two<p>three<p>{PROSE}</div><p>With<span class=note>A note.</span> a note, 石 and \U0001f9f5.
<pre>a\tb\n\n  c</pre><p class=under>under <span>and over</span> <i class=raised>raised</i><p class=calc>{PROSE}
<p class=fixed>fixed<p class=var>{PROSE}<table><tr><td class=rel>{PROSE}<td>x<tr><td colspan=2 class=hidden>y</table>
<p dir=rtl lang=ar>الجدار الحجري يقف بلا ملاط {PROSE}<ul><li>one<li>two<ol><li>three</ol></ul><p>a&#8232;b&#8233;c<br>d</p>"""


def contents() -> FrontMatter:
    """Of a collection whose titles leave room for leaders."""
    titles = ("A wall", "السور", "Façade 🧱 and more")
    whole = book(*(thread(PROSE, number=number, title=title) for number, title in enumerate(titles)))
    _, matter, _ = write(whole, THEME)
    return matter


def typeset(folder: Path) -> dict[str, Chapter]:
    """The threads by name, typeset. folder: where a picture.png lies."""
    link = Span(start=4, end=8, kind="link", target="https://example.org/walls?a=1&b=2")
    picture = Media(alt="A wall", asset=Asset(path=folder / "picture.png"))
    threads = {name: thread(*texts) for name, texts in TEXTS.items()} | {
        "links": thread(
            posts=(Post(id="1", text="See this, 👇 and " + PROSE, spans=(link,)), Post(id="2", text=PROSE))
        ),
        "picture": thread(PROSE, "Two", media=[picture, Media(alt="A gate", missing="not saved with the page")]),
    }
    return {name: chapters(each)[0] for name, each in threads.items()}
