"""Languages: what the source says, else what the letters say."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Post, Quote, Span
from pipeline.unroll.language import SCRIPTS, of_post, of_quote, of_text, of_thread


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The miller set his stones by ear, and could tell from the kitchen when they ran dry."),
        ("de", "Der Müller stellte seine Steine nach dem Gehör und wusste in der Küche, wann sie trocken liefen."),
        (
            "fr",
            "Le meunier réglait ses meules à l'oreille et savait, depuis la cuisine, quand elles tournaient à vide.",
        ),
        ("es", "El molinero ajustaba sus piedras de oído y sabía desde la cocina cuándo giraban en vacío."),
        ("ru", "Мельник настраивал жернова на слух и знал из кухни, когда они работают вхолостую."),
        ("uk", "Мельник налаштовував жорна на слух і знав із кухні, коли їм бракує зерна й води."),
        ("fa", "آسیابان سنگ‌هایش را با گوش تنظیم می‌کرد و از آشپزخانه می‌دانست که چه زمانی خالی می‌چرخند."),
        ("ar", "كان الطحان يضبط أحجاره بالسمع ويعرف من المطبخ متى تدور الرحى فارغة من الحبوب."),
        ("he", "הטוחן כיוון את אבניו לפי השמיעה"),
        ("hi", "चक्की वाला अपने पत्थर सुनकर ही ठीक करता था और रसोई से ही सब जान लेता था"),
        ("ko", "방앗간 주인은 귀로 맷돌을 맞추었다"),
        ("el", "Ο μυλωνάς ρύθμιζε τις πέτρες με το αυτί"),
        ("th", "คนโม่แป้งตั้งหินด้วยหู"),
        ("ja", "粉屋は石の音を聞いて調整した"),
        ("ja", "石臼調整法の話"),
        ("zh", "磨坊主靠耳朵调整石磨"),
        ("en", "Stones"),
        ("ru", "Жернова"),
        ("en", "12 + 34 = 46 🌾"),
        ("en", ""),
    ],
)
def test_texts_tell_their_language(language: str, text: str) -> None:
    """Each of these texts is known by its script, or by its words where several languages share one."""
    assert of_text(text) == language


def test_the_source_has_the_last_word() -> None:
    """What the source says of the whole wins over the posts, and the posts over the text."""
    posts = [Post(text="The miller set his stones by ear", language="nl")]
    assert of_thread(posts, "pt-BR") == "pt-BR"
    assert of_thread(posts) == "nl"
    assert of_thread(posts, "und") == "nl"
    assert of_thread([Post(text="石臼の話")]) == "ja"
    assert of_thread([]) == "en"


def test_posts_count_by_their_length() -> None:
    """The language of most of the text is the thread's, not that of most posts; ties are settled by the alphabet."""
    posts = [Post(text="Ja.", language="de"), Post(text="Nein.", language="de"), Post(text="word " * 9, language="en")]
    assert of_thread(posts) == "en"
    assert of_thread([Post(text="aa", language="fr"), Post(text="bb", language="de")]) == "de"


@pytest.mark.parametrize(
    ("code", "tag"),
    [("iw", "he"), ("in", "id"), ("EN-gb", "en-gb"), ("zxx", "en"), ("mul", "en"), ("x y", "en"), ("english", "en")],
)
def test_codes_become_tags(code: str, tag: str) -> None:
    """Withdrawn codes are replaced; what is no language tag, or names no language, counts as unsaid."""
    assert of_thread([Post(text="Stones", language=code)]) == tag


@pytest.mark.parametrize(
    ("stated", "thread", "text", "expected"),
    [
        ("de", "en", "Die alte Säge hing an der Wand.", "de"),
        ("in", "en", "Gergaji tua itu tergantung di dinding.", "id"),
        ("zh-Hant", "en", "一二三四五六七八九十日月火水木金土山川田中", "zh-Hant"),
        ("en-GB", "en", "The old saw hung on the wall.", ""),
        ("en", "en", "The old saw hung on the wall.", ""),
        ("", "en", "Die alte Säge hing an der Wand.", ""),
        ("et", "en", "Omg yes!! 😂 https://example.org/a-long-address", ""),
        ("qme", "en", "The old saw hung on the wall.", ""),
        ("und", "en", "The old saw hung on the wall.", ""),
    ],
)
def test_a_post_in_another_language(stated: str, thread: str, text: str, expected: str) -> None:
    """Its source's word counts where the post has enough words to be told by."""
    link = text.find("https")
    spans = (Span(start=link, end=len(text), kind="link", target="https://example.org"),) if link >= 0 else ()
    assert of_post(Post(text=text, language=stated, spans=spans), thread) == expected


def test_links_and_names_have_no_language() -> None:
    """The letters of links, mentions and hashtags do not count."""
    text = "磨坊主 https://example.org/miller @miller"
    spans = (
        Span(start=4, end=30, kind="link", target="https://example.org/miller"),
        Span(start=31, end=38, kind="mention"),
    )
    assert of_thread([Post(text=text, spans=spans)]) == "zh"
    assert of_thread([Post(text=text)]) == "en"


def test_statistics_are_loaded_only_where_needed() -> None:
    """A thread whose language is known, or told by its script, does not load the statistics and numpy."""
    program = (
        "import sys; from pipeline.unroll.language import of_thread; from pipeline.model import Post;"
        "of_thread([Post(text='Stones ' * 50, language='en')]); of_thread([Post(text='石臼の話' * 50)]);"
        "assert of_thread([Post(text='The stones of a wall, and what they are for, is what you see in it. ' * 9)]) == 'en';"
        "assert of_thread([Post(text='Die Steine und der Mörtel, das ist nicht von heute. ' * 9)]) == 'de';"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=120))
def test_any_text_has_a_language(text: str) -> None:
    """Whatever the text, its language is one that is looked for, and the same each time."""
    language = of_text(text)
    assert language in {tag for tags in SCRIPTS.values() for tag in tags}
    assert of_text(text) == language


@pytest.mark.parametrize(
    ("text", "around", "expected"),
    [
        ("الجدار الحجري يقف", "en", "ar"),
        ("One on two, two on one.", "ar", "en"),
        ("برف", "fa", ""),
        ("Привет", "uk", ""),
        ("@rosa 12 ✓", "en", ""),
        ("A few words", "de", ""),
        (
            "Der Ofen ist nicht die Glut, und die Asche ist nicht das Holz; sie sind von einem und mit dem anderen.",
            "en",
            "de",
        ),
    ],
)
def test_a_quote_is_in_another_language_where_that_is_plain(text: str, around: str, expected: str) -> None:
    """By its script; within the Latin one, by small words."""
    assert of_quote(Quote(text=text), around) == expected
