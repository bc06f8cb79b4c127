"""Saved pages meet the archive: by ids, by words; what is missing here is filled from there, and what differs is told."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from pipeline.model import Aside, Asset, Author, Capture, Date, Gap, Media, Message, Post, Teaser, Thread
from tests.conftest import sentence, unrolled
from tests.unroll.merge import examples
from tests.unroll.merge.examples import FIRST, MAREN, bag, chain, numbers, page, post, text_page

TEXTS = examples.TEXTS[:5]


def _unrolled(*captures: Capture) -> list[Thread]:
    threads = unrolled(captures)
    assert unrolled(reversed(captures)) == threads
    return threads


def _one(*captures: Capture) -> Thread:
    (thread,) = _unrolled(*captures)
    return thread


def _texts(thread: Thread) -> list[str]:
    return [each.text for each in thread.posts]


def test_a_page_fills_a_hole_in_the_archive() -> None:
    """A page that has the post between two chains shows them to be one thread; nothing is missing then."""
    archived = bag(*chain(1, 2), post(4, after=3), post(5, after=4))
    assert [numbers(thread.posts) for thread in unrolled([archived])] == [[1, 2], [4, 5]]
    whole = _one(archived, page(*(post(number) for number in range(1, 6))))
    assert (numbers(whole.posts), whole.gaps) == ([1, 2, 3, 4, 5], ())


def test_pages_meet_in_the_posts_that_they_share() -> None:
    """An early and a late page of one thread are one, whichever has the other posts."""
    early = replace(page(post(1), post(2), post(3), name="early.html"), declared=3)
    late = replace(page(post(2), post(3), post(4), post(5), name="late.html"), declared=5)
    thread = _one(early, late)
    assert (numbers(thread.posts), thread.declared, thread.gaps) == ([1, 2, 3, 4, 5], 5, ())
    far = page(post(7), post(8), name="far.html")
    assert [numbers(each.posts) for each in _unrolled(early, late, far)] == [[1, 2, 3, 4, 5], [7, 8]]
    bridge = page(post(5), post(7), name="bridge.html")
    assert numbers(_one(early, late, far, bridge).posts) == [1, 2, 3, 4, 5, 7, 8]


def test_what_only_a_page_has_stands_where_it_had_it() -> None:
    """Posts that the archive does not have come after those that they follow on the page, by their moments."""
    thread = _one(bag(*chain(2, 4, 6)), page(post(1), post(2), post(5), post(6), post(7)))
    assert numbers(thread.posts) == [1, 2, 4, 5, 6, 7]
    guest = replace(post(0, text="Does it still smell?"), id="", url="", date=None, author=Author(handle="quayside"))
    thread = _one(bag(*chain(2, 4, 6)), page(post(2), guest, post(4), post(6)))
    assert numbers(thread.posts) == [2, 0, 4, 6]
    assert thread.posts[1].author == guest.author
    nameless = Author(name="Maren Holt")
    saved = [page(post(1), guest, post(2), name=name, author=nameless) for name in ("a.html", "b.html")]
    assert [each.author for each in _one(*saved).posts] == [None, guest.author, None]


def test_branches_stay_what_they_are() -> None:
    """A page with the posts of a branch among its own neither doubles them nor brings back what was left out."""
    posts = [*chain(1, 2, 3, 4), post(5, after=2), post(6, after=5)]
    saved = page(*(post(number) for number in (1, 2, 5, 6, 3, 4)))
    inline = _one(bag(*posts), saved)
    assert (numbers(inline.posts), inline.asides) == ([1, 2, 5, 6, 3, 4], (Aside(start=2, end=4, answers=1),))
    separate = unrolled([bag(*posts), saved], branches="separate")
    assert [numbers(thread.posts) for thread in separate] == [[1, 2, 3, 4], [5, 6]]
    (dropped,) = unrolled([bag(*posts), saved], branches="drop")
    assert (numbers(dropped.posts), [gap.count for gap in dropped.gaps]) == ([1, 2, 3, 4], [2])


def test_asides_move_with_their_posts() -> None:
    """A post that a page puts before an aside moves it on."""
    posts = [*chain(2, 3, 4, 5), post(6, after=3)]
    thread = _one(bag(*posts), page(post(1), post(2), post(3), post(4), post(5)))
    assert (numbers(thread.posts), thread.asides) == ([1, 2, 3, 6, 4, 5], (Aside(start=3, end=4, answers=2),))


def test_gaps_are_filled() -> None:
    """A reader's gap is gone where another capture has what was missing, and else moves to where it falls now."""
    gaps = (
        Gap(kind="posts", after=0, message="a post is not shown"),
        Gap(kind="posts", after=1, message="another is not shown"),
        Gap(kind="text", after=2, message=Message("text-lost")),
        Gap(kind="posts", message="the page says that posts are missing"),
    )
    saved = replace(page(post(1), post(3), replace(post(4), text=""), post(5)), gaps=gaps)
    thread = _one(saved, bag(*chain(1, 2, 3)))
    assert numbers(thread.posts) == [1, 2, 3, 4, 5]
    assert [(sentence(gap), gap.after) for gap in thread.gaps] == [
        ("another is not shown", 2),
        ("post 4 left no text on the saved page", 3),
    ]
    assert [gap.kind for gap in _one(saved, bag(*chain(1, 2, 3, 4))).gaps] == ["posts"]


def test_words_are_enough() -> None:
    """A page of which only the words are left is the archive's thread, wherever its boundaries are thought to be."""
    joined = "\n".join(TEXTS)
    wrong = [text.strip() for text in joined.replace(". The", ".%The").replace("\nThe", "%The").split("%")]
    for texts in (TEXTS, [joined], wrong):
        thread = _one(text_page(*texts), bag(*chain(1, 2, 3, 4, 5)))
        assert (_texts(thread), thread.notices) == (list(TEXTS), ())
        assert thread.confidence == "exact"
        assert {each.origins for each in thread.posts} == {("archive", "page.txt")}


def test_what_only_the_words_have_is_kept() -> None:
    """A post that the archive lacks is taken from the text, cut out of what the page takes for a post."""
    fourth = "\n".join(TEXTS[1:4])
    thread = _one(text_page(TEXTS[0], fourth, TEXTS[4]), bag(*chain(1, 2), post(4, after=2), post(5, after=4)))
    assert _texts(thread) == list(TEXTS)
    assert numbers(thread.posts) == [1, 2, 0, 4, 5]
    assert thread.posts[2].origins == ("page.txt",)


def test_descriptions_among_the_words_are_no_posts() -> None:
    """Pages saved as text have the descriptions of pictures among their words: they are recognised as such."""
    alt = "A cauldron of riveted iron, as tall as the man who leans on it with a ladle"
    picture = Media(alt=alt, url="https://pbs.twimg.com/media/Fx.jpg", asset=Asset(path=Path("/saved/Fx.jpg")))
    posts = chain(1, 2, 3)
    posts[1] = replace(posts[1], media=(picture,))
    thread = _one(text_page(TEXTS[0], TEXTS[1] + " " + alt, TEXTS[2]), bag(*posts))
    assert (_texts(thread), thread.notices) == (list(TEXTS[:3]), ())


def test_other_words_are_told() -> None:
    """Where the page has a few other words, the archive's stand, and the page's are told."""
    thread = _one(text_page(*TEXTS[:2], TEXTS[2].replace("a louse", "an insect")), bag(*chain(1, 2, 3)))
    assert _texts(thread) == list(TEXTS[:3])
    assert [str(notice) for notice in thread.notices] == [
        "page.txt: other words in post 3: “an insect”; the text of archive is kept"
    ]


def test_a_page_of_words_joins_two_chains() -> None:
    """The words of a page show two chains to be one thread as ids do."""
    thread = _one(text_page(*TEXTS), bag(*chain(1, 2), post(4, after=3), post(5, after=4)))
    assert numbers(thread.posts) == [1, 2, 0, 4, 5]
    assert _texts(thread) == list(TEXTS)


def test_pages_of_words_meet() -> None:
    """Two pages without ids are one thread; the one with the surer boundaries says where posts begin."""
    sure = replace(text_page(*TEXTS[:3], name="sure.txt"), confidence="exact")
    thread = _one(sure, text_page("\n".join(TEXTS[:4]), name="guessed.txt"))
    assert _texts(thread) == list(TEXTS[:4])
    assert [source.name for source in thread.sources] == ["guessed.txt", "sure.txt"]
    assert thread.confidence == "exact"


def test_pictures_without_words_stay() -> None:
    """A post that is a picture alone is matched by its place, and kept where it is nowhere else."""
    drawing = Post(media=(Media(asset=Asset(path=Path("/saved/pile.png"))),))
    told = replace(page(Post(text=TEXTS[0]), drawing, Post(text=TEXTS[2]), Post(text="🌲"), kind="markdown"))
    bare = replace(post(2, after=1), text="", media=(Media(url="https://pbs.twimg.com/media/Fx.jpg", alt="A pile"),))
    thread = _one(told, bag(post(1), bare, post(3, after=2)))
    assert numbers(thread.posts) == [1, 2, 3, 0]
    assert thread.posts[1].media == (replace(bare.media[0], asset=drawing.media[0].asset),)
    assert thread.posts[3].text == "🌲"


def test_the_same_words_by_someone_else_are_another_thread() -> None:
    """Another author's thread, one of another day, and one too short to tell are not joined."""
    stranger = Author(name="Ines Calder", handle="nightferry")
    short = ("Tar.", "Salt.", "Rope.")
    assert len(_unrolled(bag(*chain(1, 2)), text_page(*TEXTS[:2], author=stranger))) == 2
    dated = replace(text_page(*TEXTS[:2]), date=Date(month=6, day=2))
    assert len(_unrolled(bag(*chain(1, 2)), dated)) == 2
    assert len(_unrolled(bag(*chain(1, 2)), replace(dated, date=Date(month=1, day=31)))) == 1
    archived = [post(number, text=text, after=number - 1) for number, text in enumerate(short, 1)]
    assert len(_unrolled(bag(*archived), text_page(*short))) == 2


def test_an_address_proves_a_thread() -> None:
    """A page that says its address is that thread, even if it names no author and another day."""
    nameless = text_page(*TEXTS[:2], author=Author())
    assert len(_unrolled(bag(*chain(1, 2)), nameless)) == 2
    addressed = replace(nameless, url=post(1).url, date=Date(month=6, day=2))
    assert len(_one(bag(*chain(1, 2)), addressed).sources) == 2


def test_a_thread_posted_twice_is_two() -> None:
    """Of two threads with the same words a page of that text joins the one of its day."""
    again = [replace(each, id=str(FIRST + 50 + n), reply_to=str(FIRST + 50 + n - 1) if n else "", url="",
                     date=Date(year=2023, month=5, day=1)) for n, each in enumerate(chain(1, 2, 3))]  # fmt: skip
    saved = replace(text_page(*TEXTS[:3]), date=Date(month=5, day=1))
    first, second = _unrolled(bag(*chain(1, 2, 3), *again), saved)
    assert [len(thread.sources) for thread in (first, second)] == [1, 2]


def test_two_threads_of_one_file_stay_two() -> None:
    """Threads that one file tells apart are not one, whatever their words."""
    assert len(unrolled([text_page(*TEXTS), text_page(*TEXTS[:4])])) == 2


def test_ids_of_merged_threads() -> None:
    """A merged thread has the id of its first post on the network; one that met nothing keeps its own."""
    archived, saved = bag(*chain(2, 3)), text_page(*TEXTS[:3])
    assert _one(archived, saved).id == unrolled([archived])[0].id
    assert _one(saved).id != _one(archived).id
    assert _one(saved, text_page(*TEXTS[:3], name="again.txt")).id == _one(saved).id


def test_statements_come_from_whoever_makes_them() -> None:
    """Title, address, cards and language of a thread come from the captures that state them."""
    saved = replace(
        page(*chain(1, 2), name="a.md", kind="markdown"),
        title="Tar",
        url="https://example.org/tar",
        language="de",
        cards=(Teaser(id="1", count=3), Teaser(id="2")),
    )
    other = replace(page(post(1), post(2)), cards=(Teaser(id="2"), Teaser(id="3")))
    thread = _one(saved, other, bag(*chain(1, 2)))
    assert (thread.title, thread.url, thread.language) == ("Tar", "https://example.org/tar", "de")
    assert [card.id for card in thread.cards] == ["1", "2", "3"]
    assert thread.author == MAREN


def test_posts_that_a_thread_has_in_another_place_are_no_new_ones() -> None:
    """Two guessed pages lack different posts: what one adds stands behind a post of the other, and not twice."""
    first, *rest = examples.TEXTS
    one, two = [rest[index] for index in (1, 2, 3, 4, 6)], [rest[index] for index in (0, 1, 2, 3, 6)]
    pages = [text_page("\n".join([first, *texts]), name=f"{texts[0][:9]}.txt") for texts in (one, two)]
    again = [replace(each, source=examples.source(f"again-{each.source.name}", each.source.format)) for each in pages]
    saved = [page(post(1), name="first.html"), *pages]
    assert _texts(_one(*saved)) == _texts(_one(*saved, *again))
