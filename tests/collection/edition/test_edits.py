"""What an editor says is done to the threads, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.collection.edition import Edition, find
from pipeline.collection.edition.book_toml import ThreadSay
from pipeline.collection.edition.edits import edited
from pipeline.errors import PublishError
from pipeline.model import Aside, Asset, Branching, Date, Gap, Media, Message, Thread
from tests.collection.test_selection import thread
from tests.conftest import sentence

MOSS = thread("moss", Date(month=5, day=4), "One.", "Two.", "Three.", "Four.")
FERN = thread("fern", Date(year=2020), "Ferns.", "Unroll.")
ALGA = thread("alga", None, "Algae.", "Float.")


def one(of: Thread, say: ThreadSay) -> Thread:
    """The thread as a say of it makes it."""
    (result,) = edited([of], {of.slug: say}, (), "book.toml").threads
    return result


def test_threads_are_ordered_left_out_and_withdrawn() -> None:
    """Those that are named first; the withdrawn are told apart from those that the editor did not want."""
    says = {"fern": ThreadSay(leave_out=True), "id-moss": ThreadSay(withdrawn=True)}
    result = edited([MOSS, FERN, ALGA], says, (), "book.toml")
    assert ([each.slug for each in result.threads], [each.slug for each in result.withdrawn]) == (["alga"], ["moss"])
    assert [each.slug for each in edited([MOSS, FERN, ALGA], {}, ("alga", "fern"), "").threads] == [
        "alga",
        "fern",
        "moss",
    ]


def test_a_thread_that_the_editor_leaves_out_is_not_told_of() -> None:
    """Whatever else is said of it, unless its author withdrew it as a whole."""
    left_out = {"moss": ThreadSay(leave_out=True, withdrawn_posts=(2,))}
    result = edited([MOSS], left_out, (), "")
    assert (result.threads, result.withdrawn) == ([], [])
    assert edited([MOSS], {"id-moss": ThreadSay(withdrawn=True), **left_out}, (), "").withdrawn == [MOSS]


def test_a_name_that_no_thread_has_is_told_of() -> None:
    """With its place."""
    result = edited([MOSS], {"mos": ThreadSay()}, ("fern",), "in/book.toml")
    assert sorted(map(str, result.notices)) == [
        "in/book.toml: book.order: no thread is called 'fern'",
        "in/book.toml: threads.mos: no thread is called 'mos'",
    ]


def test_title_author_and_year_are_the_editors() -> None:
    """The day stays; a thread without a date gets its year; the name of its files stays."""
    result = one(MOSS, ThreadSay(title="Cushions", author="I. Marlow", year=2019))
    assert (result.title, result.author.label, result.slug) == ("Cushions", "I. Marlow", "moss")
    assert result.author.handle == "ida"
    assert result.date == Date(year=2019, month=5, day=4)
    assert one(ALGA, ThreadSay(year=2019)).date == Date(year=2019)


def test_posts_that_are_left_out_leave_a_gap_that_says_why() -> None:
    """Gaps and asides move with the posts that stay; what was told of a removed post goes with it."""
    full = replace(
        MOSS,
        gaps=(
            Gap(kind="posts", message="lost", after=2),
            Gap(kind="media", message="a picture of post 2", after=1),
            Gap(kind="text", message="cut", after=3),
            Gap(kind="text", message=Message("text-cut"), after=2),
        ),
        asides=(Aside(start=1, end=3, answers=0), Aside(start=3, end=4, answers=1)),
    )
    result = one(full, ThreadSay(leave_out_posts=(2,), withdrawn_posts=(4,)))
    assert [post.text for post in result.posts] == ["One.", "Three."]
    assert [(sentence(gap), gap.after) for gap in result.gaps] == [
        ("lost", 1),
        ("the text of post 2 is cut short in the source", 1),
        ("a post was left out by the editor", 0),
        ("a post was left out at the author’s wish", 1),
    ]
    assert result.asides == (Aside(start=1, end=2, answers=0),)
    assert all(gap.evidence == "option" for gap in result.gaps[2:])


def test_a_first_post_that_is_withdrawn_leaves_a_gap_before_the_others() -> None:
    """An aside that the thread then begins with stands beside nothing."""
    full = replace(FERN, asides=(Aside(start=1, end=2, answers=0),))
    result = one(full, ThreadSay(withdrawn_posts=(1,)))
    assert ([gap.after for gap in result.gaps], result.asides) == ([-1], ())


def test_a_thread_of_which_no_post_is_left_is_left_out() -> None:
    """As withdrawn where a post was, for the book to say so; else without a word, as the editor wants it."""
    says = {
        "moss": ThreadSay(leave_out_posts=(1, 2, 3), withdrawn_posts=(4,)),
        "alga": ThreadSay(withdrawn_posts=(1, 2)),
    }
    result = edited([MOSS, FERN, ALGA], {**says, "fern": ThreadSay(leave_out_posts=(1, 2))}, (), "")
    assert (result.threads, result.withdrawn) == ([], [MOSS, ALGA])


def test_a_thread_of_two_names_is_told_of_by_both() -> None:
    """Posts are counted as they were printed, whatever was said of the thread before."""
    says = {"moss": ThreadSay(leave_out_posts=(1,)), "id-moss": ThreadSay(leave_out_posts=(2,), title="Cushions")}
    (result,) = edited([MOSS], says, (), "").threads
    assert (result.title, [post.text for post in result.posts]) == ("Cushions", ["Three.", "Four."])


@pytest.mark.parametrize(
    ("say", "place"),
    [
        (ThreadSay(), ("One.", 2)),
        (ThreadSay(title="Cushions", leave_out_posts=(1, 4)), ("Cushions", 1)),
        (ThreadSay(leave_out_posts=(3,)), None),
        (ThreadSay(withdrawn=True), None),
    ],
)
def test_a_branch_leads_to_where_it_branches_off_now(say: ThreadSay, place: tuple[str, int] | None) -> None:
    """Of a withdrawn thread it does not tell."""
    branch = replace(FERN, branches_off=Branching(thread=MOSS.id, title=MOSS.title, post=2))
    now = edited([MOSS, branch], {"moss": say}, (), "").threads[-1].branches_off
    assert (now and (now.title, now.post)) == place


def test_pictures_are_described(tmp_path: Path) -> None:
    """By the number of the post and of the picture in it; a picture that is not there is an error."""
    media = (Media(alt="old"), Media())
    full = replace(FERN, posts=(FERN.posts[0], replace(FERN.posts[1], media=media)))
    result = one(full, ThreadSay(alt={"2": "A frond", "2.2": "A spore"}))
    assert [each.alt for each in result.posts[1].media] == ["A frond", "A spore"]
    for place in ("1", "2.3", "9", "x", "2.0"):
        with pytest.raises(PublishError, match="there is no picture"):
            one(full, ThreadSay(alt={place: "?"}))


def test_a_post_that_is_not_there_is_an_error() -> None:
    """Its number is a slip of the pen."""
    with pytest.raises(PublishError) as caught:
        one(FERN, ThreadSay(withdrawn_posts=(3,)))
    assert str(caught.value) == "book.toml: threads.fern.withdrawn_posts: there is no post 3: the thread has 2"


def test_descriptions_beside_the_inputs_are_of_any_source(tmp_path: Path) -> None:
    """By the post's id and the picture's address or file."""
    rows = '[{"tweet_id": "fern-0", "media_url": "https://x.com/m/frond.jpg?a=b", "alt_text": "A frond"},'
    rows += '{"tweet_id": "fern-1", "media_url": "https://x.com/m/spore.png", "alt_text": "A spore"}]'
    (tmp_path / "alt_text.json").write_text(rows)
    media = (Media(url="https://x.com/m/frond.jpg"),), (Media(asset=Asset(path=tmp_path / "fern-1-spore.png")),)
    posts = tuple(replace(post, media=each) for post, each in zip(FERN.posts, media, strict=True))
    (result,) = find([str(tmp_path)]).of([replace(FERN, posts=posts)]).threads
    assert [post.media[0].alt for post in result.posts] == ["A frond", "A spore"]
    (tmp_path / "alt_text.json").write_text("{")
    with pytest.raises(PublishError, match="not a list of descriptions"):
        find([str(tmp_path)])


def test_a_folder_that_is_named_twice_has_one_editors_file(tmp_path: Path) -> None:
    """And where there is none, nothing is said."""
    assert find([str(tmp_path)]) == Edition()
    (tmp_path / "book.toml").write_text('[book]\ntitle = "a"\n')
    twice = find([str(tmp_path), str(tmp_path / ".")])
    assert (twice.book.title, len(twice.files)) == ("a", 1)
