"""A Dask cluster does what a local run does, to the byte, whatever happens to its workers."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import PublishError, UsageError
from pipeline.typeset import theme as themes
from pipeline.work import cluster, scheduler
from pipeline.work.cluster import Cluster
from pipeline.work.environment import environment
from tests.press.conftest import THEME, single, thread
from tests.work import tasks
from tests.work.conftest import ROOT, Dask

join = partial(Cluster, prepare=tasks.nothing)


def numbered(values: Iterable[Any]) -> list[tuple[str, Any]]:
    """Tasks named by their number."""
    return [(str(number), value) for number, value in enumerate(values)]


def told(outcome: object) -> str:
    """The words of an outcome that is an error."""
    assert isinstance(outcome, PublishError), outcome
    return str(outcome)


def alive(process: int) -> bool:
    """Whether there is a process of this id."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_gone(*processes: int) -> None:
    """Wait for processes to end; the test's own time limit is the patience."""
    while any(map(alive, processes)):
        time.sleep(0.05)


def test_every_task_is_done_once(pair: Dask) -> None:
    """Each name comes back with its own result, and both workers had a part in it."""
    with join(pair.address) as workers:
        assert dict(workers.run(tasks.square, numbered(range(20)))) == {str(n): n * n for n in range(20)}
        outcomes = [found for _, found in workers.run(tasks.processes, numbered(range(20)))]
    assert len({found[1] for found in outcomes if not isinstance(found, PublishError)}) == 2


def test_the_bytes_are_those_of_a_local_run(pair: Dask, tmp_path: Path) -> None:
    """Chapters and the theme go there, and the PDFs that come back are those that would be made here.

    The theme's own folder is gone by then: workers share no disk with us.
    """
    shutil.copytree(THEME.folders[0], tmp_path / "mine")
    with (tmp_path / "mine" / "print.css").open("a", encoding="utf-8") as file:
        file.write("p { color: #123 }")
    theme = themes.load(str(tmp_path / "mine"))
    books = [single(thread("Who *built* the walls?", "Ann did. 🧱", number=number)) for number in (1, 2)]
    here = {name: tasks.print_book(theme, book) for name, book in numbered(books)}
    work = partial(tasks.print_book, pickle.loads(pickle.dumps(theme)))
    shutil.rmtree(tmp_path / "mine")
    with join(pair.address, prepare=tasks.load) as workers:
        assert dict(workers.run(work, numbered(books))) == here


def test_tasks_are_taken_as_workers_get_free(pair: Dask) -> None:
    """Of a stream of tasks, only so many are out at a time, and as many done and not yet handed over."""
    taken = 0

    def stream() -> Iterable[tuple[str, int]]:
        nonlocal taken
        for number in range(40):
            taken += 1
            yield str(number), number

    with join(pair.address) as workers:
        for done, _ in enumerate(workers.run(tasks.square, stream())):
            assert taken <= done + 1 + 2 * (2 * cluster.AHEAD)
    assert taken == 40


def test_what_goes_wrong_with_a_task_is_told_by_its_name(pair: Dask) -> None:
    """It raises, hangs, takes too much memory, cannot be sent: the others are done."""
    with join(pair.address, seconds=1.5, memory=1 << 30) as workers:
        assert told(dict(workers.run(tasks.stumble, [("a", 3)]))["a"]).startswith("a: a fault of Threadbound")
        assert told(dict(workers.run(tasks.hang, [("b", 3)]))["b"]) == "b: took longer than 1.5 seconds and was stopped"
        assert told(dict(workers.run(tasks.eat, [("c", 3)]))["c"]) == "c: needs more than 1.0 GB of memory"
        unsendable: Any = threading.Lock()
        outcomes = dict(workers.run(tasks.square, [("d", unsendable), ("e", 3)]))
        assert outcomes["e"] == 9
        assert "pickle" in told(outcomes["d"])
        assert told(outcomes["d"]).startswith("d: ")


def test_a_task_that_ends_its_process_is_tried_three_times(pair: Dask, tmp_path: Path) -> None:
    """Then it is given up and named, and the worker goes on."""
    counter = tmp_path / "counter"
    with join(pair.address) as workers:
        outcomes = dict(workers.run(tasks.kill_child, [("deadly", str(counter))]))
        assert dict(workers.run(tasks.square, [("well", 3)])) == {"well": 9}
    assert told(outcomes["deadly"]) == "deadly: the process that worked on it ended (SIGKILL)"
    assert counter.read_text() == "xxx"


def test_a_worker_killed_at_work_costs_nothing(dask: Dask) -> None:
    """What it had is done elsewhere: all results arrive, and are equal."""
    victim, _ = dask.worker(), dask.worker()
    results: dict[str, object] = {}
    with join(dask.address) as workers:
        for name, outcome in workers.run(tasks.square, numbered(range(60))):
            results[name] = outcome
            if len(results) == 10:
                victim.kill()
    assert results == {str(n): n * n for n in range(60)}


def test_a_task_that_ends_its_workers_is_given_up(dask: Dask) -> None:
    """After as many workers as the scheduler allows it is named. What was done beside it is done."""
    for _ in range(6):
        dask.worker()
    with join(dask.address) as workers:
        outcomes = dict(workers.run(tasks.kill_worker, numbered(range(8))))
    assert told(outcomes.pop("3")) == "3: 4 workers were lost while they worked on it"
    assert outcomes == {str(n): n * n for n in range(8) if n != 3}


def test_without_workers_a_run_ends(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it begins, and when the last worker is lost."""
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with pytest.raises(PublishError, match="the scheduler has no workers") as caught:
        join(dask.address).__enter__()
    assert f"dask worker {dask.address}" in caught.value.hint
    dask.worker()
    with join(dask.address) as workers, pytest.raises(PublishError, match="the scheduler has no workers"):
        list(workers.run(tasks.kill_worker, [("a", 3)]))


def test_a_scheduler_that_goes_away_is_told(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the midst of a run; leaving does not wait for it."""
    monkeypatch.setattr(scheduler, "PATIENCE", 1.0)
    dask.worker()
    with join(dask.address) as workers:
        outcomes = workers.run(tasks.square, numbered(range(50)))
        next(iter(outcomes))
        dask.scheduler.kill()
        with pytest.raises(PublishError, match=f"{dask.address}: the scheduler has gone away"):
            list(outcomes)


def test_a_scheduler_out_of_reach_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens there, or somebody who does not speak to us."""
    monkeypatch.setattr(scheduler, "PATIENCE", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        for port in (1, mute.getsockname()[1]):
            with pytest.raises(PublishError, match=f"tcp://127.0.0.1:{port}: no scheduler answers") as caught:
                join(f"tcp://127.0.0.1:{port}").__enter__()
            assert "dask scheduler" in caught.value.hint


@pytest.mark.parametrize("address", ["", "localhost", "localhost:8786", "http://localhost:8786", "tcp://localhost"])
def test_an_address_that_is_none_is_a_usage_error(address: str) -> None:
    """Before Dask is asked."""
    with pytest.raises(UsageError, match="not the address of a scheduler"):
        join(address)


def test_tls_without_certificates_is_told() -> None:
    """Dask takes them from its own settings."""
    with pytest.raises(PublishError, match="TLS"):
        join("tls://127.0.0.1:1").__enter__()


def test_a_worker_made_of_other_versions_is_told_at_once(pair: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its books would differ: which it is, what it has, what we have."""
    ours = environment()
    monkeypatch.setattr(cluster, "environment", lambda: (*ours[:-1], "ziafont 0.0"))
    with pytest.raises(PublishError) as caught:
        join(pair.address).__enter__()
    assert caught.value.path.startswith("worker tcp://127.0.0.1:")
    assert caught.value.message == f"would make other bytes than this machine: it has {ours[-1]}, we ziafont 0.0"


def test_a_misfit_that_joins_later_ends_the_run(pair: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found by its first task, before it makes anything."""
    with join(pair.address) as workers:
        monkeypatch.setattr(cluster, "environment", lambda: ("threadbound 99",))
        with pytest.raises(PublishError, match=r"worker tcp://.*: would make other bytes .* we threadbound 99"):
            list(workers.run(tasks.square, numbered(range(3))))


def test_a_worker_without_threadbound_is_told(dask: Dask, bare: str) -> None:
    """With the command that installs it."""
    dask.worker(PYTHONPATH=bare)
    with pytest.raises(
        PublishError, match=r"worker tcp://.*: cannot work: .*No module named 'pipeline.work'"
    ) as caught:
        join(dask.address).__enter__()
    assert "pip install 'threadbound[cluster]'" in caught.value.hint


def test_a_worker_that_can_start_no_process_ends_the_run(dask: Dask, tmp_path: Path) -> None:
    """Its Python was removed: no task is to blame for it."""
    python = tmp_path / "python"
    python.symlink_to(sys.executable)
    dask.worker(python=str(python))
    with join(dask.address) as workers:
        python.unlink()
        with pytest.raises(PublishError, match=r"a worker cannot work: .*No such file") as caught:
            list(workers.run(tasks.square, numbered(range(3))))
    assert "pip install 'threadbound[cluster]'" in caught.value.hint


def test_a_scheduler_without_threadbound_is_told(tmp_path: Path, bare: str) -> None:
    """It reads what it passes on."""
    dask = Dask(tmp_path, PYTHONPATH=bare)
    try:
        with pytest.raises(PublishError, match=f"{dask.address}: the scheduler cannot work: No module named") as caught:
            join(dask.address).__enter__()
    finally:
        dask.stop()
    assert "pip install 'threadbound[cluster]'" in caught.value.hint


def test_a_worker_that_cannot_prepare_ends_the_run(pair: Dask) -> None:
    """No task is to blame for a missing library, and no other will fare better there."""
    with (
        join(pair.address, prepare=tasks.refuse) as workers,
        pytest.raises(PublishError, match=r"worker tcp://.*: PDFs need the Pango library") as caught,
    ):
        list(workers.run(tasks.square, numbered(range(3))))
    assert caught.value.hint == "Install it."


def test_leaving_stops_what_still_works(pair: Dask, tmp_path: Path) -> None:
    """The process of a task that hangs is gone, and the worker is free for others."""
    note = tmp_path / "process"
    with join(pair.address) as workers:
        outcomes = workers.run(tasks.show_and_hang, [("is done", ""), ("hangs", str(note))])
        assert next(iter(outcomes)) == ("is done", None)
        while not (note.exists() and note.read_text()):
            time.sleep(0.05)
    wait_until_gone(int(note.read_text()))
    with join(pair.address) as workers:
        assert dict(workers.run(tasks.square, [("a", 3)])) == {"a": 9}


def test_a_killed_workers_processes_go_with_it(dask: Dask, tmp_path: Path) -> None:
    """None is left on a machine whose worker is no more."""
    worker = dask.worker()
    with join(dask.address) as workers:
        [(_, found)] = workers.run(tasks.processes, [("a", 0)])
        assert isinstance(found, tuple)
        assert found[1] == worker.pid
    worker.kill()
    wait_until_gone(found[0])


def test_a_local_cluster_leaves_nothing_behind() -> None:
    """For trying: it is started for the run, and gone after it, with its processes and its threads.

    One thread of Dask's own may stay: it is idle, and nothing waits for it.
    """
    before = set(threading.enumerate())
    with join(scheduler.LOCAL) as workers:
        outcomes = dict(workers.run(tasks.processes, numbered(range(4))))
    assert multiprocessing.active_children() == []
    assert {thread.name for thread in set(threading.enumerate()) - before} <= {"Dask-Offload_0"}
    wait_until_gone(*(process for found in outcomes.values() for process in found))  # type: ignore[union-attr]


def test_ctrl_c_stops_a_local_cluster(tmp_path: Path) -> None:
    """At once and in silence, as for any other work."""
    note = tmp_path / "process"
    code = (
        "from pipeline.work.cluster import Cluster\n"
        "from tests.work.tasks import nothing, show_and_hang\n"
        f"with Cluster('local', prepare=nothing) as workers: list(workers.run(show_and_hang, [('a', {str(note)!r})]))"
    )
    command = subprocess.Popen(
        [sys.executable, "-c", code],
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=tasks.heed_ctrl_c,
    )
    while not (note.exists() and note.read_text()):
        assert command.poll() is None
        time.sleep(0.05)
    os.killpg(command.pid, signal.SIGINT)  # as a terminal does
    _, said = command.communicate()
    assert command.returncode == -signal.SIGINT
    assert said.count(b"Traceback") == 1  # the command's own
    wait_until_gone(int(note.read_text()))


def test_dask_is_imported_for_a_cluster_alone() -> None:
    """Whoever wants none does not wait for it, nor need it."""
    code = "import sys, pipeline.command.cli, pipeline.work.cluster; sys.exit('distributed' in sys.modules or 'dask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_dask_its_installation_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command, and no traceback."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PublishError, match="a cluster needs the package distributed") as caught:
        join("tcp://127.0.0.1:1").__enter__()
    assert "pip install 'threadbound[cluster]'" in caught.value.hint
