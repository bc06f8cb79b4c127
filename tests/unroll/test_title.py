"""Titles: the first sentence that says something, on one line, without the signs of a thread."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Post, Span
from pipeline.unroll.title import LONGEST, derive, of_post

TITLES = {
    "Why bread rises": "Why bread rises",
    "Why does bread rise?\n\nIt breathes.": "Why does bread rise?",
    "The oldest question of bakers:": "The oldest question of bakers",
    "🧵 1/12 How bees find their way home. They dance!": "How bees find their way home",
    "How bees find home 🧵👇": "How bees find home",
    "How bees find home (1/n)": "How bees find home",
    "How bees find home /1": "How bees find home",
    "How bees find home 1/8": "How bees find home",
    "[1/5] How bees find home": "How bees find home",
    "1️⃣ How bees find home": "How bees find home",
    "1/\n\nHow bees find home": "How bees find home",
    "A thread 🧵👇\n\nHow bees find home": "How bees find home",
    "Thread: how bees find home": "how bees find home",
    "How bees find home (a thread)": "How bees find home",
    "▫️ How bees find home": "How bees find home",
    "- How bees find home": "How bees find home",
    "THREAD 🧵": "THREAD",
    "1/2 cup of honey in every hive": "1/2 cup of honey in every hive",
    "The hive is open 24/7": "The hive is open 24/7",
    "-5 degrees, and the bees still fly": "-5 degrees, and the bees still fly",
    "I *never* open a `hive` in __the rain__": "I never open a hive in the rain",
    "2 * 3 * 4 bees": "2 * 3 * 4 bees",
    "snake_case_names and bees": "snake_case_names and bees",
    "https://example.org/bees\n\nHow bees find home": "How bees find home",
    "How bees find home example.org/bees/… 🐝": "How bees find home",
    "Dr. Alder keeps bees in St. Ives. They like it.": "Dr. Alder keeps bees in St. Ives",
    "Bees! They find their way home. By the sun.": "Bees! They find their way home",
    "“Bees never hurry.” So my aunt said, and she hurried": "“Bees never hurry.” So my aunt said, and she hurried",
    "And then… they came back": "And then… they came back",
    "蜂はなぜ踊るのか。それは道を教えるためである。": "蜂はなぜ踊るのか。それは道を教えるためである",
    "蜂はなぜ八の字に踊るのだろうか。道を教えるため。": "蜂はなぜ八の字に踊るのだろうか",
    "16/100 #100DaysOfPonds\n\nToday I found out how a pond freezes.": "Today I found out how a pond freezes",
    "#100DaysOfPonds 16/100: today I found out": "today I found out",
    "(16/100) 🐸 #ponds @moss Today I found out": "Today I found out",
    "@moss @fern I think so, and so do you": "I think so, and so do you",
    "@moss@fern.example Today": "Today",
    "@moss grows on stones": "@moss grows on stones",
    "#Bees dance to show the way": "#Bees dance to show the way",
    "How bees find home. #bees #nature": "How bees find home",
    "How bees find home #bees #nature": "How bees find home",
    "I love my #bees": "I love my #bees",
    "#سودان\nهل هذا صحيح؟ نعم": "هل هذا صحيح؟ نعم",
    "#bees": "#bees",
    "24/7 Support for bees": "24/7 Support for bees",
    "We met J. R. R. Tolkien there. He smoked.": "We met J. R. R. Tolkien there",
    "It grows e.g. In the U.S. Army's gardens. So": "It grows e.g. In the U.S. Army's gardens",
    "Bees live in the U.S.": "Bees live in the U.S.",
    "See what is on p. 12 of the book. It is good.": "See what is on p. 12 of the book",
    "Bienen gibt es z. B. In Bremen. Und anderswo": "Bienen gibt es z. B. In Bremen",
    "Am 3. Oktober schwärmten die Bienen. Spät": "Am 3. Oktober schwärmten die Bienen",
    "Прочли роман М. Булгакова, т. е. Все. Да": "Прочли роман М. Булгакова, т. е. Все",
    "L'abeille de Mme. Dupont vole bien. Oui": "L'abeille de Mme. Dupont vole bien",
    "Bees (they dance. They do!) find home. Always": "Bees (they dance. They do!) find home",
    "He said “No. Never, ever.” and left. Then": "He said “No. Never, ever.” and left",
    "Er sagte: „Nie. Niemals, nie.“ und ging. Dann": "Er sagte: „Nie. Niemals, nie.“ und ging",
    "蜂は「踊る。歩く。飛ぶ。」と言った。それから": "蜂は「踊る。歩く。飛ぶ。」と言った",
    "（春の蜂。夏の蜂。）蜂は踊る。それから": "（春の蜂。夏の蜂。）蜂は踊る",
    "هل تعرف النحل طريق البيت؟ نعم": "هل تعرف النحل طريق البيت؟",
    "मधुमक्खियाँ घर कैसे ढूँढती हैं। वे नाचती हैं।": "मधुमक्खियाँ घर कैसे ढूँढती हैं",
    "🐝🐝🐝": "",
    "https://example.org/bees": "",
    "": "",
}


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_titles(text: str, title: str) -> None:
    """Each of these posts has the title that an editor would give it."""
    assert derive(text) == title


def test_custom_emoji_are_no_part_of_a_title() -> None:
    """A title has no pictures, and their names are no words of it. What only looks like one stays."""
    text = "Bees :bee: find home :hive:. It is 10:30:00"
    spans = (Span(start=5, end=10, kind="emoji"), Span(start=21, end=27, kind="emoji"))
    assert of_post(Post(text=text, spans=spans)) == "Bees find home. It is 10:30:00"
    assert of_post(Post(text=":bee:", spans=(Span(start=0, end=5, kind="emoji"),))) == ""


def test_long_sentences_are_cut_at_a_word() -> None:
    """What is too long ends with the last word that fits, and the mark of a cut."""
    text = "Of all the animals that people have kept, the bee is the only one that was never tamed, and knows it well"
    assert derive(text) == "Of all the animals that people have kept, the bee is the only one that was never…"
    assert derive("bees" * 50) == "bees" * 20 + "…"
    text = "All that bees do from the first day of spring on (they sleep. They dance. And they wait for the sun)"
    assert derive(text) == "All that bees do from the first day of spring on…"


def test_ideographs_are_cut_anywhere() -> None:
    """Where words have no spaces between them the cut falls between characters, but not within one."""
    assert derive("蜂" * 100) == "蜂" * LONGEST + "…"
    assert derive("か\u3099" * 100) == "か\u3099" * (LONGEST // 2) + "…"
    assert derive("蜂" + "か\u3099" * 100) == "蜂" + "か\u3099" * (LONGEST // 2 - 1) + "…"


PARTS = [
    "🧵",
    "👇",
    "1/",
    "1/12",
    "(1/n)",
    "/1",
    "bees",
    "Thread",
    "*",
    "_",
    "`",
    "- ",
    " ",
    "\n",
    ". ",
    "…",
    "蜂",
    "。",
    "▫️",
]
TEXTS = st.text(max_size=200) | st.lists(st.sampled_from(PARTS), max_size=60).map("".join)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_any_text_has_a_title_on_one_line(text: str) -> None:
    """A title is one line of bounded length without white space around it, and empty only without words."""
    title = derive(text)
    assert len(title) <= LONGEST + 1
    assert len(title.splitlines()) <= 1
    assert title == title.strip()
    if not title:
        assert not regex.search(r"\p{L}", regex.sub(r"\S*[./]\S*", "", text))


def test_hostile_texts_have_short_titles() -> None:
    """Long runs of the signs that are looked for give a title within its length, or none."""
    for part in ("1/ ", "*", "` ", "(", "a.", "- ", "_a", "thread: ", ". "):
        assert len(derive(part * 50_000)) <= LONGEST + 1
