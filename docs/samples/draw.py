"""Draws the pictures of the sample threads, and of the specimen: `python docs/samples/draw.py`.

Needs pillow, fontpkg-spectral and manimgx-fonts[cjk]; the same versions draw the same bytes.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import bread
import creatures
import fifths
import gossamer
import pages
import shore
import sundial
import words

ROOT = Path(__file__).parents[2]
INPUTS = ROOT / "inputs"
SPECIMEN = ROOT / "themes" / "specimen"
DRAWINGS = {
    "sundial/1612013169406959616-FmAlemma8YAAc1x.png": sundial.analemma,
    "tide-pools_files/shore-zones.png": shore.shore_zones,
    "tide-pools_files/tide-curve.png": shore.tide_curve,
    "tide-pools_files/barnacle.png": creatures.barnacle,
    "tide-pools_files/anemone.jpg": creatures.anemone,
    "tide-pools_files/profile.png": creatures.crab,
    "pictures/loaf-temperature.png": bread.temperature,
    "pictures/scoring.png": bread.scoring,
    "pictures/automaton.png": words.automaton,
    "pictures/root.png": words.root,
    "pictures/bamboo-slips.png": words.slips,
    "pictures/tiptoe.png": gossamer.tiptoe,
    "pictures/hair-and-thread.png": gossamer.hair_and_thread,
    "pictures/rigging.png": gossamer.rigging,
    "pictures/gossamer.png": gossamer.emblem,
    "mastodon-2023-archive/media_attachments/files/109/732/161/519/774/206/original/0b7d6e9a41c3f582.png": (
        fifths.circle
    ),
}
PAGES = {
    "skin.png": pages.skin,
    "folds.png": pages.folds,
    "three-to-four.png": partial(pages.proportion, "3 : 4", 4 / 3),
    "two-to-three.png": partial(pages.proportion, "2 : 3", 3 / 2),
    "root-two.png": partial(pages.proportion, "1 : √2", 2**0.5),
    "canon.png": pages.canon,
    "spines.png": pages.spines,
    "scroll.png": pages.scroll,
    "drying-boards.png": pages.drying_boards,
}

if __name__ == "__main__":
    drawn = [(INPUTS / name, drawing) for name, drawing in DRAWINGS.items()]
    drawn += [(SPECIMEN / "pictures" / name, drawing) for name, drawing in PAGES.items()]
    for path, drawing in drawn:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(drawing().encoded(path.suffix))
