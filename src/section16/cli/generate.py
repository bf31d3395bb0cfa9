"""The generated files: written anew, or only checked to be current.

python -m section16.cli.generate [--check]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from section16.checks import pages
from section16.cli import command_pages, footnote_pages, holidays_table, item_pages, reading_page
from section16.drafting import fact_schema, facts_page, profiles_page
from section16.drafting.intake import page as intake_page
from section16.formats.statement_schema import json_schema

_EXAMPLE = Path("examples/desk/profiles/example-instruments.toml")
"""The example of the page of profiles; the demo uses it too."""


def files() -> dict[str, str]:
    """Return every generated file's text by its path below the checkout."""
    made = {
        "src/section16/law/federal_holidays.csv": holidays_table.page(),
        "docs/items.md": item_pages.page(),
        "docs/commands.md": command_pages.page(),
        "docs/facts.md": facts_page.page(),
        "docs/profiles.md": profiles_page.page(_EXAMPLE.read_text(encoding="utf-8")),
        "docs/footnotes.md": footnote_pages.page(),
        "docs/reading.md": reading_page.page(),
        "docs/intake.md": intake_page.page(),
        "docs/statement.schema.json": _json(json_schema()),
        "docs/facts.schema.json": _json(fact_schema.json_schema()),
        "docs/profiles.schema.json": _json(fact_schema.profiles_schema()),
    }
    made.update({f"docs/checks/{name}": text for name, text in pages.pages().items()})
    return made


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write every generated file, or with ``--check`` name those that are not current and return 1."""
    made = files()
    stale = [path for path, text in made.items() if not _current(Path(path), text)]
    left = [str(p) for p in sorted(Path("docs/checks").glob("*.md")) if str(p) not in made]
    if "--check" in arguments:
        for path in (*stale, *left):
            print(f"{path} is not current; run: make fix", file=sys.stderr)
        return 1 if stale or left else 0
    for path in stale:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(made[path], encoding="utf-8")
    for path in left:
        Path(path).unlink()
    return 0


def _current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
