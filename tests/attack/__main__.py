"""Make trials of a part of the attack: `python -m tests.attack readers --count 200000 --first 0 --workers 2`."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from importlib import import_module

_PARTS = ("readers", "command", "kills", "caches", "side_by_side", "ways")
_TOLD = 10_000
"""Trials between two lines on how far it is."""


def main() -> int:
    """Print each kind of fault once, with the number of its first trial, and how many there are of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack")
    parser.add_argument("part", choices=_PARTS)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    numbers = range(asked.first, asked.first + asked.count)
    trial = import_module(f"tests.attack.{asked.part}").trial
    kinds: Counter[str] = Counter()
    begun = time.monotonic()
    with multiprocessing.Pool(asked.workers) as pool:
        for done, fault in enumerate(
            pool.imap_unordered(trial, numbers, 50 if asked.part == "readers" else 1), start=1
        ):
            if fault:
                kind = fault.strip().rpartition("\n")[2][-120:]
                kinds[kind] += 1
                if kinds[kind] == 1:
                    print(fault, flush=True)
            if done % _TOLD == 0:
                print(f"# {done} trials, {sum(kinds.values())} faults, {time.monotonic() - begun:.0f} s", flush=True)
        pool.close()
        pool.join()
    print(f"{asked.part}: {len(numbers)} trials from {asked.first}, {sum(kinds.values())} faults")
    for kind, count in kinds.most_common():
        print(f"{count:6} {kind}")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
