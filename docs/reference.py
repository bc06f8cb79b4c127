"""Write docs/reference.md from the command's own help, the options of our theme into docs/themes.md, and our targets,
their rules and their steps into docs/targets.md, or check that all are up to date, and that links lead somewhere.

python docs/reference.py            write it
python docs/reference.py --check    exit with 1 where it differs or a relative link is broken
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from click.testing import CliRunner

from pipeline.command.cli import cli
from pipeline.targets import built_in, load
from pipeline.targets.target import RULES
from pipeline.typeset import theme as themes
from pipeline.wording.catalogue import ENGLISH, FOLDER, read

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference.md"
GUIDE = ROOT / "docs" / "themes.md"
PLACES = ROOT / "docs" / "targets.md"
TABLE = r"(<!-- {0}[^>]* -->\n).*?(<!-- end of {0} -->)"
"""A table in a guide, between marks, by what it is of."""
UNSAID = {"made-for", "the-book", "each-thread", "cover-sheet", "only-these", "by-mail", "mails"}
"""Messages of a README that are said without being asked for."""
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
    return with_table(guide, "options", rows)


def with_targets(guide: str) -> str:
    """The guide to targets with the tables of ours, of the rules that there are, and of the steps of a README."""
    kinds = ["reader", "screen", "home", "shop"]
    targets = sorted(map(load, built_in()), key=lambda target: kinds.index(target.kind))
    rows = [f"| `{each.name}` | {each.title} | {each.description} | {', '.join(each.aliases)} |" for each in targets]
    guide = with_table(guide, "targets", ["| Target | Is for | Makes | Also called |", "|---|---|---|---|", *rows])
    rules = [f"| `{name}` | {asked.replace('{}', '…')} |" for name, asked in RULES.items()]
    guide = with_table(guide, "rules", ["| Rule | Asks for |", "|---|---|", *rules])
    _, _, readme = (FOLDER / f"{ENGLISH}.toml").read_text("utf-8").partition("\n# README of a bundle")
    steps = [
        f"| `{id}` | {said} |" for id, said in read(ENGLISH).items() if f"\n{id} = " in readme and id not in UNSAID
    ]
    return with_table(guide, "steps", ["| Step | Says |", "|---|---|", *steps])


def with_table(guide: str, of: str, rows: list[str]) -> str:
    """The guide with these rows between the marks of a table."""
    return re.sub(
        TABLE.format(of), lambda place: "\n".join([place[1].rstrip(), *rows, place[2]]), guide, flags=re.DOTALL
    )


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
        PLACES.write_text(with_targets(PLACES.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    problems = [f"broken link in {link}" for link in broken_links()]
    if REFERENCE.read_text(encoding="utf-8") != reference():
        problems.append("docs/reference.md is out of date: run python docs/reference.py")
    if (guide := GUIDE.read_text(encoding="utf-8")) != with_options(guide):
        problems.append("docs/themes.md has not the options of the theme: run python docs/reference.py")
    if (guide := PLACES.read_text(encoding="utf-8")) != with_targets(guide):
        problems.append("docs/targets.md has not the targets, rules and steps: run python docs/reference.py")
    print("\n".join(problems) or "docs: in order")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
