"""Twenty threads that come as pages, as an archive and from the API are twenty threads, each the fullest of all."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from pipeline.model import Capture, Thread
from tests.conftest import unrolled
from tests.unroll.merge import roads


@dataclass(frozen=True)
class Roads:
    told: list[list[roads.Told]]
    text: list[Capture]
    html: list[Capture]
    archive: Capture
    api: Capture

    @property
    def all(self) -> list[Capture]:
        return [*self.text, *self.html, self.archive, self.api]


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Roads:
    folder = tmp_path_factory.mktemp("roads")
    told = roads.threads()
    return Roads(
        told=told,
        text=[roads.text_page(folder, thread) for thread in told],
        html=[roads.html_page(folder, thread) for thread in told],
        archive=roads.archive(folder, told),
        api=roads.api(folder, told),
    )


def _texts(threads: list[Thread]) -> list[list[str]]:
    return sorted([post.text for post in thread.posts] for thread in threads)


def test_all_roads_give_the_same_text(captured: Roads) -> None:
    """The four captures have the same words; all but the pages saved as text, in the same posts."""
    wanted = sorted([post.text for post in thread] for thread in captured.told)
    for captures in (captured.html, [captured.archive], [captured.api]):
        assert _texts(unrolled(captures)) == wanted
    assert sorted("\n".join(texts).split() for texts in _texts(unrolled(captured.text))) == sorted(
        "\n".join(texts).split() for texts in wanted
    )


def test_each_thread_is_there_once(captured: Roads) -> None:
    """All four together are the same threads, with the archive's pictures and the API's descriptions of them."""
    threads = unrolled(captured.all)
    assert _texts(threads) == sorted([post.text for post in thread] for thread in captured.told)
    media = [item for thread in threads for post in thread.posts for item in post.media]
    assert len(media) == sum(post.pictures for thread in captured.told for post in thread) > 20
    assert all(item.asset and item.alt.startswith("Drawing") and not item.missing for item in media)
    assert [gap.message for thread in threads for gap in thread.gaps] == []
    assert [str(notice) for thread in threads for notice in thread.notices if "boundaries" not in str(notice)] == []


def test_a_thread_knows_all_its_sources(captured: Roads) -> None:
    """The thread names the four sources, the best first, and every post has been in all of them."""
    for thread in unrolled(captured.all):
        formats = [source.format for source in thread.sources]
        assert formats == ["x-archive", "x-api-v2", "thread-reader-html", "thread-reader-text"]
        assert thread.source == thread.sources[0]
        assert {post.origins for post in thread.posts} == {tuple(source.name for source in thread.sources)}
        assert all(post.author is None for post in thread.posts)
        assert thread.confidence == "exact"


def test_ids_are_those_of_the_archive(captured: Roads) -> None:
    """A merged thread has the id that the archive, the API and the page with ids give it by themselves."""
    ids = {thread.id for thread in unrolled(captured.all)}
    assert len(ids) == 20
    for captures in (captured.html, [captured.archive], [captured.api]):
        assert {thread.id for thread in unrolled(captures)} == ids


def test_the_order_of_inputs_does_not_matter(captured: Roads) -> None:
    """The same threads come out whatever comes first."""
    first = unrolled(captured.all)
    for seed in range(3):
        shuffled = captured.all
        random.Random(seed).shuffle(shuffled)
        assert unrolled(shuffled) == first


def test_every_pair_of_roads_meets(captured: Roads) -> None:
    """Any two of the four give twenty threads, and pages of text alone meet in their words."""
    for one, two in (
        (captured.text, captured.html),
        (captured.text, [captured.archive]),
        (captured.html, [captured.api]),
        (captured.text, [captured.api]),
    ):
        threads = unrolled([*one, *two])
        assert len(threads) == 20
        assert all(len(thread.sources) == 2 for thread in threads)
