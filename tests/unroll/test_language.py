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


_WINTER = {
    "en": "The harbour froze twice that winter, and nobody had seen it before.",
    "de": "Im Winter fror der Hafen zweimal zu, und niemand hatte das je erlebt.",
    "fr": "Le port a gelé deux fois cet hiver, et personne ne l'avait jamais vu.",
    "es": "El puerto se heló dos veces aquel invierno, y nadie lo había visto.",
    "pt": "O porto congelou duas vezes naquele inverno, e ninguém tinha visto isso.",
    "it": "Il porto gelò due volte quell'inverno, e nessuno l'aveva mai visto.",
    "nl": "De haven bevroor die winter twee keer, en niemand had dat ooit gezien.",
    "sv": "Hamnen frös två gånger den vintern, och ingen hade sett det förut.",
    "da": "Havnen frøs til to gange den vinter, og ingen havde set det før.",
    "no": "Havna frøs til to ganger den vinteren, og ingen hadde sett det før.",
    "fi": "Satama jäätyi sinä talvena kahdesti, eikä kukaan ollut nähnyt sellaista.",
    "pl": "Tej zimy port zamarzł dwa razy i nikt wcześniej tego nie widział.",
    "cs": "Té zimy přístav dvakrát zamrzl a nikdo to předtím neviděl.",
    "sk": "Tú zimu prístav dvakrát zamrzol a nikto to predtým nevidel.",
    "hu": "Azon a télen kétszer is befagyott a kikötő, és senki sem látott ilyet.",
    "ro": "Portul a înghețat de două ori în iarna aceea și nimeni nu mai văzuse așa ceva.",
    "hr": "Luka se te zime dvaput zaledila, a nitko to prije nije vidio.",
    "sl": "Pristanišče je tisto zimo dvakrat zamrznilo in nihče tega še ni videl.",
    "tr": "Liman o kış iki kez dondu ve bunu daha önce kimse görmemişti.",
    "id": "Pelabuhan itu membeku dua kali pada musim dingin itu, dan belum pernah ada yang melihatnya.",
    "vi": "Mùa đông năm đó bến cảng đóng băng hai lần, và chưa ai từng thấy.",
    "ca": "El port es va glaçar dues vegades aquell hivern, i ningú no ho havia vist.",
    "eu": "Portua bi aldiz izoztu zen negu hartan, eta inork ez zuen inoiz ikusi.",
    "gl": "O porto xeou dúas veces aquel inverno, e ninguén o vira antes.",
    "et": "Sadam külmus sel talvel kaks korda ja keegi polnud seda varem näinud.",
    "lv": "Osta tajā ziemā aizsala divas reizes, un neviens to iepriekš nebija redzējis.",
    "lt": "Tą žiemą uostas užšalo du kartus, ir niekas to anksčiau nebuvo matęs.",
    "is": "Höfnin fraus tvisvar þennan vetur og enginn hafði séð það áður.",
    "ga": "Reoigh an cuan faoi dhó an geimhreadh sin, agus ní fhaca aon duine riamh é.",
    "cy": "Rhewodd yr harbwr ddwywaith y gaeaf hwnnw, a doedd neb wedi ei weld o'r blaen.",
    "sq": "Porti ngriu dy herë atë dimër dhe askush nuk e kishte parë më parë.",
    "sw": "Bandari iliganda mara mbili majira hayo ya baridi, na hakuna aliyewahi kuona.",
    "tl": "Dalawang beses nagyelo ang daungan noong taglamig na iyon, at wala pang nakakita noon.",
    "af": "Die hawe het daardie winter twee keer gevries, en niemand het dit ooit gesien nie.",
    "eo": "La haveno frostis dufoje tiun vintron, kaj neniu antaŭe vidis tion.",
    "ru": "В ту зиму гавань замёрзла дважды, и никто раньше такого не видел.",
    "uk": "Тієї зими гавань замерзла двічі, і ніхто раніше такого не бачив.",
    "bg": "Онази зима пристанището замръзна два пъти и никой не беше виждал това.",
    "sr": "Лука се те зиме заледила двапут, а нико то пре није видео.",
    "mk": "Пристаништето таа зима замрзна двапати и никој претходно го немаше видено тоа.",
    "be": "У тую зіму гавань замерзла двойчы, і ніхто раней такога не бачыў.",
    "kk": "Сол қыста айлақ екі рет қатып қалды, мұны бұрын ешкім көрмеген.",
    "mn": "Тэр өвөл боомт хоёр удаа хөлдсөн бөгөөд хэн ч үүнийг харж байгаагүй.",
    "ar": "تجمد الميناء مرتين في ذلك الشتاء ولم يره أحد من قبل.",
    "fa": "آن زمستان بندر دو بار یخ زد و هیچ‌کس پیش از آن چنین چیزی ندیده بود.",
    "ur": "اس سردی میں بندرگاہ دو بار جم گئی اور کسی نے پہلے ایسا نہیں دیکھا تھا۔",
    "ps": "په هغه ژمي کې بندر دوه ځله کنګل شو او هیچا مخکې نه و لیدلی.",
    "hi": "उस सर्दी में बंदरगाह दो बार जम गया और किसी ने पहले ऐसा नहीं देखा था।",
    "mr": "त्या हिवाळ्यात बंदर दोनदा गोठले आणि कोणीही ते आधी पाहिले नव्हते.",
    "ne": "त्यो जाडोमा बन्दरगाह दुई पटक जम्यो र कसैले पहिले त्यस्तो देखेको थिएन।",
}
"""A sentence in each language that shares its script with others."""


@pytest.mark.parametrize("language", _WINTER)
def test_a_sentence_tells_its_language(language: str) -> None:
    """Among all that are written in its letters."""
    assert of_text(_WINTER[language]) == language


def test_a_few_words_are_in_the_most_usual_language() -> None:
    """Too few letters for statistics: a name is not a language."""
    assert of_text("Liman Sadam Havna") == "en"
    assert of_text("Hamnen frös två gånger den vintern") == "sv"


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
    """A thread whose language is known, or told by its script, does not load the statistics."""
    program = (
        "import sys; from pipeline.unroll.language import of_thread; from pipeline.model import Post;"
        "of_thread([Post(text='Stones ' * 50, language='en')]); of_thread([Post(text='石臼の話' * 50)]);"
        "sys.exit('pycld2' in sys.modules)"
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
