"""What a command costs with all the processes that it starts: time, processor time and, on Linux, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

INTERVAL = 1.0
"""Seconds between two looks at the processes; what lives and dies in between is not seen. A look takes 20 milliseconds
of a core, which a tool that works on all of them feels."""
_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    seconds: float
    """By the clock on the wall."""
    cpu_seconds: float
    """Of all its processes."""
    megabytes: float
    """The most that its processes were seen to hold at once, memory that they share counted once; at least what the
    largest of them held."""


@dataclass
class _Watch:
    """Looks at a process and its descendants until told to stop."""

    root: int
    stopped: threading.Event = field(default_factory=threading.Event)
    peak: float = 0.0
    ticks: dict[int, int] = field(default_factory=dict)

    def run(self) -> None:
        while not self.stopped.wait(INTERVAL):
            members = self._members()
            self.peak = max(self.peak, sum(map(_memory, members)))

    def _members(self) -> set[int]:
        """The processes that descend from the root, now; an orphan that was one stays one."""
        parents: dict[int, int] = {}
        for entry in _PROC.iterdir() if _PROC.is_dir() else ():
            if entry.name.isdecimal() and (fields := _stat(entry)):
                parents[int(entry.name)] = int(fields[1])
                if int(entry.name) in self.ticks:
                    self.ticks[int(entry.name)] = int(fields[11]) + int(fields[12])
        members = {pid for pid in (self.root, *self.ticks) if pid in parents}
        while more := {pid for pid, parent in parents.items() if parent in members} - members:
            members |= more
        for pid in members:
            self.ticks.setdefault(pid, 0)
        return members


def measure(command: Sequence[str], *, cwd: Path) -> Cost:
    """Run a command to its end. Raises CalledProcessError, with what it said, where it fails."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=said)
        watch = _Watch(process.pid)
        watcher = threading.Thread(target=watch.run)
        watcher.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            process.kill()
            raise
        finally:
            seconds = time.perf_counter() - began
            watch.stopped.set()
            watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(
                process.returncode, command, stderr=said.read().decode(errors="replace")
            )
    # The kernel counts children that their parent waited for, the watch those that it saw: each misses some.
    cpu = max(usage.ru_utime + usage.ru_stime, sum(watch.ticks.values()) / _TICKS)
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(seconds=seconds, cpu_seconds=cpu, megabytes=max(watch.peak, largest) / _MEGABYTE)


def _stat(process: Path) -> list[str] | None:
    """The fields of a process's stat after its name (state, parent …); None where it is gone."""
    try:
        return (process / "stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return None


def _memory(pid: int) -> int:
    """Bytes that a process holds, of shared ones its part; 0 where it is gone or not ours to look at."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
