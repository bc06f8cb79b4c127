"""Write docs/reference.md from the command's own help, and the options of our theme into docs/themes.md, or check that
both are up to date, and that links lead somewhere.

python docs/reference.py            write it
python docs/reference.py --check    exit with 1 where it differs or a relative link is broken
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from click.testing import CliRunner

from pipeline.command.cli import cli
from pipeline.typeset import theme as themes

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference.md"
GUIDE = ROOT / "docs" / "themes.md"
OPTIONS = re.compile(r"(<!-- options of classic -->).*?(<!-- end of options -->)", re.DOTALL)
FENCED = re.compile(r"^(```+|~~~+).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")


def reference() -> str:
    """The help of the command and of each of its verbs."""
    pages = [["--help-all"], *([verb, "--help"] for verb in sorted(cli.commands))]
    parts = ["# The command\n\nWritten by `python docs/reference.py`.\n"]
    for arguments in pages:
        said = CliRunner().invoke(cli, arguments, prog_name="publish", terminal_width=100)
        title = " ".join(["publish", *arguments[:-1]])
        parts.append(f"## `{title}`\n\n```text\n{said.output.rstrip()}\n```\n")
    return "\n".join(parts)


def with_options(guide: str) -> str:
    """The guide to themes with the table of options that the classic theme declares."""
    rows = ["| Option | Type | Default | Is |", "|---|---|---|---|"]
    for name, option in themes.load(themes.DEFAULT).options.items():
        default = str(option.default).lower() if isinstance(option.default, bool) else option.default
        rows.append(f"| `{name}` | {option.allowed} | `{default}` | {option.help} |")
    return OPTIONS.sub(lambda place: "\n".join([place[1], *rows, place[2]]), guide)


def broken_links() -> list[str]:
    """Relative links in the project's documents that lead nowhere."""
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return [
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents
        for target in LINK.findall(FENCED.sub("", document.read_text(encoding="utf-8")))
        if not (document.parent / target).exists()
    ]


def main() -> int:
    """Write or check; the exit code."""
    if "--check" not in sys.argv:
        REFERENCE.write_text(reference(), encoding="utf-8")
        GUIDE.write_text(with_options(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    problems = [f"broken link in {link}" for link in broken_links()]
    if REFERENCE.read_text(encoding="utf-8") != reference():
        problems.append("docs/reference.md is out of date: run python docs/reference.py")
    if (guide := GUIDE.read_text(encoding="utf-8")) != with_options(guide):
        problems.append("docs/themes.md has not the options of the theme: run python docs/reference.py")
    print("\n".join(problems) or "docs: in order")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
