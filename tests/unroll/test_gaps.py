"""The ledger: what is missing, where, and how that is known; and nothing that is not proven."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.model import Author, Gap, Post, Quote, Teaser
from pipeline.unroll.jumps import Jump, jumps
from tests.conftest import sentence, unrolled
from tests.unroll.merge.examples import FIRST, MAREN, TEXTS, bag, chain, numbers, page, post

OTHER = Author(handle="quayside")
Ledger = list[tuple[str | None, int | None, int | None]]


def _ledger(gaps: tuple[Gap, ...]) -> Ledger:
    return [(gap.evidence, gap.after, gap.count) for gap in gaps]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ("1/ a|2/ b|3/ c|5/ d", [Jump(4, 4, 1, 2)]),
        ("1/ a|2/ b|3/ c|7/ d|8/ e", [Jump(4, 6, 3, 2)]),
        ("a (1/6)|b (2/6)|c (4/6)|d (5/6)", [Jump(3, 3, 1, 1), Jump(6, 6, 1, 3)]),
        ("a 1/4|b 3/4", [Jump(2, 2, 1, 0), Jump(4, 4, 1, 1)]),
        ("3/5 a|4/5 b|5/5 c", [Jump(1, 2, 2, -1)]),
        ("2/ a|3/ b|4/ c", [Jump(1, 1, 1, -1)]),
        ("1/ a|2/ b|an aside|3/ c|4/ d", []),
        ("1/ a|2/ b|no counter|5/ c|6/ d|7/ e", [Jump(3, 4, 1, None)]),
        ("🧵 1/n a|2/n b|3/n c|5/n d", [Jump(4, 4, 1, 2)]),
        ("A thread|1/ a|2/ b|3/ c", []),
        ("a /1|b /2|c /4|d /5", [Jump(3, 3, 1, 1)]),
        ("1/ a|3/ b", []),
        ("1/ a|4/ b|9/ c", []),
        ("1/2 cup of flour|salt|3/4 cup of water|2/3 cup of milk", []),
        ("a 24/7|b|c 9/11", []),
        ("1/5 a|2/7 b|4/7 c", []),
        ("4/3 a|5/3 b|7/3 c", []),
        ("1/4 a|2/4 b|2/4 c", []),
        ("1/4 a|3/4 b|2/4 c", []),
        ("1/3 a|3/3 b", [Jump(2, 2, 1, 0)]),
        ("a|b|c", []),
    ],
)
def test_counters(texts: str, found: list[Jump]) -> None:
    """A counter that jumps tells what is missing, and where, as far as all counters of the thread agree."""
    assert list(jumps(texts.split("|"))) == found


def test_a_jump_stands_in_the_ledger() -> None:
    """The gap says which posts are missing by the author's count; the source's count is not told a second time."""
    texts = ["1/5 Tar", "2/5 Salt", "4/5 Rope", "5/5 End"]
    posts = [post(number, text=text, after=number - 1) for number, text in enumerate(texts, 1)]
    (thread,) = unrolled([replace(bag(*posts), declared=5)])
    assert _ledger(thread.gaps) == [("counter", 1, 1)]
    assert sentence(thread.gaps[0]) == "post 3 by the author’s own count was not saved"
    (thread,) = unrolled([replace(bag(*posts), declared=8)])
    assert _ledger(thread.gaps) == [("declared", None, 4), ("counter", 1, 1)]


def test_asides_do_not_count() -> None:
    """A branch between two counted posts is no jump, and a jump after it stands where it falls."""
    texts = ["1/ Tar", "2/ Salt", "3/ Rope", "5/ End"]
    posts = [post(number, text=text, after=number - 1) for number, text in enumerate(texts, 1)]
    (thread,) = unrolled([bag(*posts, post(9, text="By the way", after=1))])
    assert numbers(thread.posts) == [1, 9, 2, 3, 4]
    assert _ledger(thread.gaps) == [("counter", 3, 1)]


def test_an_answer_to_a_lost_post_proves_a_gap() -> None:
    """A page with an answer to a post by its author that is nowhere in the run lacks that post."""
    saved = page(post(1), post(3, after=2), post(4, after=3))
    (thread,) = unrolled([saved])
    assert _ledger(thread.gaps) == [("reply", 0, None)]
    assert sentence(thread.gaps[0]) == "the post that the next one answers was not saved"
    stranger = page(post(1), replace(post(3, after=2), reply_to_author="quayside"))
    unknown = page(post(1), replace(post(3, after=2), reply_to_author=""))
    assert [thread.gaps for each in (stranger, unknown) for thread in unrolled([each])] == [(), ()]
    here = page(post(2), name="other.html")
    assert [thread.gaps for thread in unrolled([saved, here])] == [(), ()]


def test_lost_quotes_are_gaps() -> None:
    """A quote that its source calls gone is in the ledger, one that is only a link is not."""
    quotes = (Quote(url="https://x.com/a/status/1"), Quote(missing="deleted"))
    (thread,) = unrolled([page(replace(post(1), quotes=quotes))])
    assert [(gap.kind, gap.after, sentence(gap)) for gap in thread.gaps] == [
        ("quote", 0, "the post that post 1 quotes is not available: deleted")
    ]


def test_a_quote_that_is_not_whole_is_a_gap() -> None:
    """What the quoted post has beside text and pictures is told, for it is not printed."""
    quote = Quote(text="See", unshown=("a quote of https://x.com/a/status/1", "a poll"))
    (thread,) = unrolled([page(replace(post(1), quotes=(quote,)))])
    assert [(gap.kind, gap.after, sentence(gap)) for gap in thread.gaps] == [
        (
            "quote",
            0,
            "the post that post 1 quotes has a quote of https://x.com/a/status/1 and a poll, which are not in this book",
        )
    ]


def test_cards_count_posts() -> None:
    """A teaser on another page that counts more posts than a thread of the run has is told of in that thread."""
    short = page(post(1), post(2), name="short.html")
    opening = TEXTS[0]
    for card in (
        Teaser(id=str(FIRST + 1), count=4),
        Teaser(url=post(1).url, count=4),
        Teaser(posts=(opening,), count=4),
    ):
        pointing = replace(page(post(31, text="Another"), name="other.html"), cards=(card, Teaser(id="7", count=9)))
        threads = {numbers(thread.posts)[0]: thread for thread in unrolled([short, pointing])}
        assert _ledger(threads[1].gaps) == [("card", None, 2)]
        assert sentence(threads[1].gaps[0]) == "another page counts 4 posts in this thread, and 2 are here"
        assert threads[31].gaps == ()
        (known, _) = unrolled([replace(short, declared=4), pointing])
        assert _ledger(known.gaps) == [("declared", None, 2)]


def test_parts_of_a_conversation_are_one_thread() -> None:
    """Where a post in the middle is missing, what goes on from it is the same thread, with a gap where it falls."""
    about = str(FIRST + 1)
    posts = [
        replace(each, conversation=about)
        for each in (*chain(1, 2), post(4, after=3), post(5, after=4), post(8, after=7))
    ]
    (thread,) = unrolled([bag(*posts)])
    assert numbers(thread.posts) == [1, 2, 4, 5, 8]
    assert _ledger(thread.gaps) == [("reply", 1, None), ("reply", 3, None)]
    (headless,) = unrolled([bag(*posts[2:])])
    assert (numbers(headless.posts), _ledger(headless.gaps)) == ([4, 5, 8], [("reply", -1, None), ("reply", 1, None)])
    first = replace(posts[0], conversation="")
    assert [numbers(each.posts) for each in unrolled([bag(first, *posts[1:])])] == [[1, 2, 4, 5, 8]]


def test_conversations_are_joined_only_where_that_is_proven() -> None:
    """Parts of another conversation, by another author or of the same time as the main line stay apart."""
    about = str(FIRST + 1)
    trunk = [replace(each, conversation=about, author=MAREN) for each in chain(1, 2, 6)]
    late = [post(8, after=7, author=MAREN), post(9, after=8, author=MAREN)]
    for parts in (
        [replace(each, conversation="7") for each in late],
        [replace(each, conversation=about, author=OTHER, reply_to_author="quayside") for each in late],
    ):
        found = unrolled([bag(*trunk, *parts, author=Author())])
        assert [numbers(each.posts) for each in found] == [[1, 2, 6], [8, 9]]
    early = [replace(each, conversation=about, author=MAREN) for each in (post(4, after=3), post(5, after=4))]
    assert [numbers(each.posts) for each in unrolled([bag(*trunk, *early)])] == [[1, 2, 6], [4, 5]]


def test_conversations_across_files() -> None:
    """Archives and answers of the API are one bag: a chain may begin in one and go on in the other."""
    answers = bag(post(3, after=2), post(4, after=3), name="api.jsonl", kind="x-api-v2")
    (thread,) = unrolled([bag(*chain(1, 2)), answers])
    assert numbers(thread.posts) == [1, 2, 3, 4]
    assert [each.origins for each in thread.posts] == [("archive",), ("archive",), ("api.jsonl",), ("api.jsonl",)]
    assert [source.name for source in thread.sources] == ["archive", "api.jsonl"]


def test_private_posts_stay_out() -> None:
    """Posts for followers and single readers are left out, and told; the chain goes on from what they answered."""
    posts = [*chain(1, 2, 3, 4), post(8), post(9, after=8)]
    posts[1] = replace(posts[1], visibility="followers")
    posts[4] = replace(posts[4], visibility="direct")
    posts[5] = replace(posts[5], visibility="direct")
    posts[3] = replace(posts[3], visibility="unlisted")
    (thread,) = unrolled([bag(*posts)])
    assert (numbers(thread.posts), thread.gaps) == ([1, 3, 4], ())
    assert [str(notice) for notice in thread.notices] == ["archive: 3 posts for followers or single readers left out"]
    first, second = unrolled([bag(*posts)], include_private=True)
    assert (numbers(first.posts), numbers(second.posts), first.notices) == ([1, 2, 3, 4], [8, 9], ())


def test_private_posts_stay_out_of_pages() -> None:
    """A page is without them too, though it does not say that they are private; its count and its gaps follow."""
    archived = bag(*(replace(each, visibility="followers") if number == 2 else each
                     for number, each in enumerate(chain(1, 2, 3), 1)))  # fmt: skip
    gaps = (
        Gap(kind="text", after=1, message="post 2 is cut"),
        Gap(kind="posts", after=1, message="a post is not shown"),
    )
    saved = replace(page(post(1), post(2), post(3), post(9)), declared=4, gaps=gaps)
    (thread,) = unrolled([archived, saved])
    assert numbers(thread.posts) == [1, 3, 9]
    assert [(sentence(gap), gap.after) for gap in thread.gaps] == [("a post is not shown", 0)]
    assert unrolled([page(replace(post(1), visibility="direct"))]) == []


def test_answers_to_private_circles_end() -> None:
    """Private posts that answer each other in a circle, as in damaged data, cost no one else anything."""
    circle = [replace(post(1, after=2), visibility="direct"), replace(post(2, after=1), visibility="direct")]
    assert unrolled([bag(*circle, post(3, after=2))]) == []


def test_known_gaps_of_posts_are_not_told_twice() -> None:
    """Where the reader has told of a gap, the counter and the reply that prove it add nothing."""
    gap = Gap(kind="posts", after=0, message="a tombstone stands here")
    (thread,) = unrolled([replace(page(post(1), post(3, after=2)), gaps=(gap,))])
    assert thread.gaps == (gap,)
    strange = Gap(kind="posts", after=99, message="somewhere")
    (thread,) = unrolled([replace(page(post(1), Post(text="2")), gaps=(strange,))])
    assert thread.gaps == (replace(strange, after=None),)
