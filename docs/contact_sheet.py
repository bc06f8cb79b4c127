"""Makes the contact sheet of the themes, `docs/design/themes.jpg`: `python docs/contact_sheet.py [FILE]`.

A row for each theme: pages of its specimen, as `publish themes show` makes it. Needs pypdfium2.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from pipeline.typeset import theme_toml

SHEET = Path(__file__).with_name("design") / "themes.jpg"
HEIGHT, GAP = 230, 8
"""Of a page, and between two, in pixels."""
PAGES = 9
"""Pages of a theme, at most; blank ones are left out."""
GROUND = "#8f9499"


def pages(pdf: Path) -> list[Image.Image]:
    """The first pages of a specimen that are not blank."""
    found: list[Image.Image] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            if len(found) < PAGES and list(page.get_objects(max_depth=2)):
                found.append(page.render(scale=2 * HEIGHT / page.get_height()).to_pil().convert("RGB"))
    return [page.resize((round(page.width * HEIGHT / page.height), HEIGHT)) for page in found]


def sheet(rows: list[list[Image.Image]]) -> Image.Image:
    """The rows, one below another."""
    width = max(sum(page.width + GAP for page in row) for row in rows) + GAP
    whole = Image.new("RGB", (width, len(rows) * (HEIGHT + GAP) + GAP), GROUND)
    for number, row in enumerate(rows):
        left = GAP
        for page in row:
            whole.paste(page, (left, GAP + number * (HEIGHT + GAP)))
            left += page.width + GAP
    return whole


def main() -> None:
    """Print each theme's specimen, and put the pages together."""
    command = Path(sys.executable).with_name("publish")
    with TemporaryDirectory() as folder:
        rows = []
        for name in theme_toml.built_in():
            subprocess.run([command, "themes", "show", name, "-o", folder], check=True, capture_output=True)
            rows.append(pages(Path(folder) / name / "book.pdf"))
        sheet(rows).save(sys.argv[1] if len(sys.argv) > 1 else SHEET, quality=80, optimize=True)


if __name__ == "__main__":
    main()
