"""A task costs nobody else anything, whatever becomes of it; and no process outlives the run."""

from __future__ import annotations

import functools
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import PublishError, UsageError
from pipeline.work import processes
from pipeline.work.processes import Processes, _undisturbed
from tests.work.tasks import heed_ctrl_c

LINUX = sys.platform == "linux"
GENEROUS = 100.0
"""Seconds that no task of these tests comes near, on however slow a machine."""


def nothing() -> None:
    """All is loaded."""


def square(number: int) -> int:
    return number * number


def fail(how: str) -> Any:
    """What a task can do to its worker."""
    if how == "raise":
        raise KeyError("lost")
    if how == "leave":
        raise SystemExit(3)
    if how == "refuse":
        raise PublishError("is empty", path="a.txt", where="line 3", hint="Fill it.")
    if how == "misuse":
        raise UsageError("no such theme")
    if how == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "exit":
        os._exit(7)
    if how == "eat":
        return len(bytearray(2 * 2**30))
    if how == "nibble":
        return [bytearray(2**20) for _ in range(2000)]
    if how == "hang":
        time.sleep(1000)
    if how == "lambda":
        return lambda: None
    if how == "stubborn":
        return Stubborn()
    return how


class Stubborn:
    """Can be sent, but not received."""

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        return (int, ("not a number",))


def run(
    work: Callable[[Any], Any], *tasks: Any, count: int = 2, seconds: float = GENEROUS, memory: int = 2**29
) -> dict[str, Any]:
    with Processes(count, prepare=nothing, seconds=seconds, memory=memory) as workers:
        return dict(workers.run(work, ((f"task {task!r}", task) for task in tasks)))


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_task_is_done_once(count: int) -> None:
    """With fewer workers than tasks, or with more."""
    results = run(square, *range(30), count=count)
    assert results == {f"task {number}": number * number for number in range(30)}


def test_work_is_done_elsewhere_and_at_the_same_time() -> None:
    """Two tasks that wait for each other end only if both are at work; neither is in this process."""
    with Processes(2, prepare=nothing, seconds=GENEROUS) as workers:
        ends = os.pipe(), os.pipe()
        tasks = [("one", (ends[0][1], ends[1][0])), ("two", (ends[1][1], ends[0][0]))]
        results = dict(workers.run(_meet, tasks))
    for end in (*ends[0], *ends[1]):
        os.close(end)
    assert len({os.getpid(), *results.values()}) == 3


def _meet(ends: tuple[int, int]) -> int:
    os.write(ends[0], b"here")
    os.read(ends[1], 4)
    return os.getpid()


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("raise", "a fault of Threadbound, not of the file: KeyError: 'lost' (test_processes.py:"),
        ("leave", "a fault of Threadbound, not of the file: SystemExit: 3 (test_processes.py:"),
        ("crash", "the process that worked on it ended (SIGKILL)"),
        ("exit", "the process that worked on it ended (exit code 7)"),
        pytest.param("eat", "needs more than 0.5 GB of memory", marks=pytest.mark.skipif(not LINUX, reason="no limit")),
        pytest.param("nibble", "needs more than 0.5 GB of memory", marks=pytest.mark.skipif(not LINUX, reason="none")),
        ("lambda", "a fault of Threadbound, not of the file: "),
        ("stubborn", "a fault of Threadbound, not of the file: ValueError: "),
    ],
)
def test_a_task_that_fails_is_named_and_the_rest_goes_on(how: str, message: str) -> None:
    """Whatever it does to its worker, and with one worker, too."""
    results = run(fail, "a", how, "b", "c", count=1)
    error = results.pop(f"task {how!r}")
    assert isinstance(error, PublishError)
    assert error.path == f"task {how!r}"
    assert error.message.startswith(message)
    assert error.hint
    assert results == {"task 'a'": "a", "task 'b'": "b", "task 'c'": "c"}


def test_every_task_may_fail() -> None:
    """There is always another worker."""
    results = run(fail, *["crash", "exit", "raise"], count=2)
    assert all(isinstance(result, PublishError) for result in results.values())


def test_an_error_of_the_work_comes_through_whole() -> None:
    """With its kind, place and hint; it is named after its task only where it names nothing itself."""
    results = run(fail, "refuse", "misuse")
    refused, misused = results["task 'refuse'"], results["task 'misuse'"]
    assert (type(refused), str(refused), refused.hint) == (PublishError, "a.txt: line 3: is empty", "Fill it.")
    assert (type(misused), str(misused)) == (UsageError, "task 'misuse': no such theme")


def test_a_task_that_hangs_is_stopped() -> None:
    """Its worker is killed; the others' results are there before."""
    results = run(fail, "hang", "a", "b", seconds=0.5)
    assert str(results["task 'hang'"]) == "task 'hang': took longer than 0.5 seconds and was stopped"
    assert list(results) == ["task 'a'", "task 'b'", "task 'hang'"]


class Long(str):
    """A task that may take four times as long as others."""

    patience = 4


def test_a_long_task_may_take_longer() -> None:
    """In proportion, and no more; how long it was given is told."""
    tasks = {"short": "0.9", "long": Long("0.9"), "endless": Long("1000")}
    with Processes(3, prepare=nothing, seconds=0.5) as workers:
        results = dict(workers.run(_slept, tasks.items()))
    assert results["long"] == "0.9"
    assert [str(results[name]) for name in ("short", "endless")] == [
        "short: took longer than 0.5 seconds and was stopped",
        "endless: took longer than 2 seconds and was stopped",
    ]


def _slept(seconds: str) -> str:
    time.sleep(float(seconds))
    return str(seconds)


def test_a_task_that_cannot_be_sent_is_named() -> None:
    """No worker is lost for it."""
    tasks: list[tuple[str, Any]] = [("lost", lambda: None), ("a", "a")]
    with Processes(1, prepare=nothing) as workers:
        results = dict(workers.run(fail, tasks))
    assert results.pop("lost").message.startswith("a fault of Threadbound, not of the file: ")
    assert results == {"a": "a"}


def test_large_tasks_and_results_pass() -> None:
    """Far larger than a pipe holds, both ways and from several workers at once."""
    tasks = [bytes([number]) * 30_000_000 for number in range(4)]
    with Processes(2, prepare=nothing, seconds=GENEROUS) as workers:
        results = dict(workers.run(_swapped, ((str(number), task) for number, task in enumerate(tasks))))
    assert results == {str(number): task.swapcase() for number, task in enumerate(tasks)}


def _swapped(data: bytes) -> bytes:
    return data.swapcase()


def test_tasks_are_taken_as_workers_get_free() -> None:
    """A stream of thousands never piles up: no more are taken than are done or at work."""
    taken = 0

    def stream() -> Iterator[tuple[str, int]]:
        nonlocal taken
        for number in range(2000):
            taken += 1
            yield str(number), number

    most = 0
    with Processes(3, prepare=nothing, seconds=GENEROUS) as workers:
        for done, _ in enumerate(workers.run(square, stream()), 1):
            most = max(most, taken - done)
    assert taken == 2000
    assert most <= 2 * 3  # at work, or done and not yet handed out


def test_without_tasks_nothing_is_loaded() -> None:
    """No process starts, and WeasyPrint stays where it is."""
    with Processes(2, prepare=lambda: pytest.fail("prepared")) as workers:
        assert list(workers.run(square, [])) == []


def test_what_is_prepared_is_there_in_every_worker() -> None:
    """Before its first task; and what cannot be prepared is told at once."""
    with Processes(2, prepare=_prepare) as workers:
        assert dict(workers.run(_prepared, [("a", 0), ("b", 0)])) == {"a": "ready", "b": "ready"}
    with Processes(2, prepare=functools.partial(fail, "refuse")) as workers, pytest.raises(PublishError):
        list(workers.run(square, [("a", 1)]))
    os.environ.pop("THREADBOUND_PREPARED")


def _prepare() -> None:
    os.environ["THREADBOUND_PREPARED"] = "ready"


def _prepared(_: int) -> str:
    return os.environ.get("THREADBOUND_PREPARED", "") if not gc.isenabled() else "collecting"


def test_a_process_is_replaced_after_so_many_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a library keeps of each document does not add up."""
    monkeypatch.setattr(processes, "TASKS_EACH", 3)
    with Processes(1, prepare=nothing, seconds=GENEROUS) as workers:
        done_by = [pid for _, pid in workers.run(_process, ((str(number), number) for number in range(7)))]
    assert [done_by.index(pid) for pid in done_by] == [0, 0, 0, 3, 3, 3, 6]


def _process(_: int) -> int:
    return os.getpid()


def test_this_process_is_left_as_it_was() -> None:
    """Its garbage collection, its signals, its open files."""
    gc.unfreeze()  # other tests may have loaded WeasyPrint, which is frozen
    before = gc.isenabled(), gc.get_freeze_count(), signal.pthread_sigmask(signal.SIG_BLOCK, []), _open_files()
    run(square, *range(10))
    assert before == (
        gc.isenabled(),
        gc.get_freeze_count(),
        signal.pthread_sigmask(signal.SIG_BLOCK, []),
        _open_files(),
    )


def _open_files() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def test_who_stops_taking_results_leaves_no_process() -> None:
    """Neither when the results are dropped half way, nor when the block is left with them still open."""
    for keep in (False, True):
        with Processes(2, prepare=nothing) as workers:
            results = workers.run(fail, [("a", "a"), ("hang", "hang"), ("b", "b")])
            next(results)
            alive = [worker._process.pid for worker in workers._workers]
            if not keep:
                del results
        assert len(alive) == 2
        assert not any(map(_is_alive, alive))


def test_a_program_that_stood_still_is_no_task_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-Z stops workers and clock alike: however long the pause, it counts as a second."""
    moments = iter(range(0, 10**9, 1000))
    monkeypatch.setattr("pipeline.work.processes.time.monotonic", lambda: float(next(moments)))
    assert run(square, 3, seconds=GENEROUS) == {"task 3": 9}


def test_processes_that_are_spawned_do_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on macOS and Windows: prepared by themselves, replaced when they die."""
    monkeypatch.setattr(processes, "START", "spawn")
    with Processes(1, prepare=_prepare, seconds=GENEROUS) as workers:
        results = dict(workers.run(fail, [("crash", "crash"), ("raise", "raise"), ("a", "a")]))
        assert dict(workers.run(_prepared, [("b", 0)])) == {"b": "ready"}
    assert "THREADBOUND_PREPARED" not in os.environ
    assert str(results["crash"]) == "crash: the process that worked on it ended (SIGKILL)"
    assert results["a"] == "a"


PROGRAM = """
import os, sys, time
from pipeline.work.processes import Processes
def hang(_):
    os.write(1, b'%d\\n' % os.getpid())
    time.sleep(1000)
with Processes(2, prepare=lambda: None) as workers:
    list(workers.run(hang, [("a", 1), ("b", 2)]))
"""


@pytest.mark.skipif(not LINUX, reason="signals of Linux")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_the_run(how: signal.Signals) -> None:
    """Ctrl-C, which reaches the workers, too, ends all at once and is the program's to tell of; a kill ends all."""
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_ctrl_c,
    ) as program:
        assert program.stdout
        assert program.stderr
        workers = [int(program.stdout.readline()) for _ in range(2)]
        if how == signal.SIGINT:
            os.killpg(program.pid, how)  # as the terminal does
        else:
            program.send_signal(how)
        said = program.stderr.read()
    assert program.returncode == -how
    assert said.count("Traceback") == (how == signal.SIGINT)
    for _ in range(1000):
        if not any(map(_is_alive, workers)):
            break
        time.sleep(0.01)
    assert not any(map(_is_alive, workers))


def _is_alive(pid: int) -> bool:
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def test_a_thread_of_ours_does_no_harm() -> None:
    """A progress bar has one. Newer Pythons warn of forking beside it, and warnings are errors here."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert run(square, 2) == {"task 2": 4}
    finally:
        stop.set()
        thread.join()


@pytest.mark.skipif(os.name != "posix", reason="signals of Unix")
def test_no_signal_ends_the_program_in_the_midst_of_a_fork() -> None:
    """Python drops what a handler raises while libraries make ready for it: the program would go on."""
    ends = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    with _undisturbed():
        assert ends <= signal.pthread_sigmask(signal.SIG_BLOCK, [])
    assert not ends & signal.pthread_sigmask(signal.SIG_BLOCK, [])
