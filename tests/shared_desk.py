"""The example desk of the demo, and the README's sale, for the tests of the drafting verbs."""

from __future__ import annotations

import shutil
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]

DESK = CHECKOUT / "examples" / "desk"

SALE = (CHECKOUT / "README.md").read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
"""The sale of three fills that the README shows."""


def copied_desk(folder: Path) -> None:
    """Put a copy of the example desk, and the sale as sale.toml, into a folder."""
    shutil.copytree(DESK, folder, dirs_exist_ok=True)
    (folder / "sale.toml").write_text(SALE, encoding="utf-8")
