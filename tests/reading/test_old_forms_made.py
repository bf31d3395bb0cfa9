"""Old forms drawn from statements in several agents' layouts are read back; nothing differs without a word."""

from __future__ import annotations

from typing import Any

import pytest
from old_pages import HOLD_OUT, old_ascii, styles
from old_pages.invented import invented

from section16.errors import ReadError
from section16.model.reading import SeenStatus
from section16.model.samples import FORM_3, FORM_4, FORM_5
from section16.model.statement import Statement
from section16.reading import old_forms

MADE = {"3": FORM_3, "4": FORM_4, "5": FORM_5}
COLUMNS = ("security", "transaction_date", "shares", "price", "direction", "owned_following", "ownership", "exercise_price",
           "expiration_date", "underlying_title", "underlying_shares")  # fmt: skip


def facts(statement: Statement) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": statement.owners[0].name,
        "issuer": statement.issuer.name,
        "symbol": statement.issuer.trading_symbol,
        "notes": [(note.id, " ".join((note.text or "").split())) for note in statement.footnotes],
        "signed": [(signed.name, signed.date) for signed in statement.signatures],
    }
    for path, row in statement.rows_with_paths():
        found |= {f"{path}.{name}": getattr(row, name, None) for name in COLUMNS}
    return found


@pytest.mark.parametrize("edition", ["1996", "2002"])
@pytest.mark.parametrize("form", MADE)
@pytest.mark.parametrize("style", range(HOLD_OUT))
def test_a_form_is_read_back(style: int, form: str, edition: Any) -> None:
    reading = old_forms.read(old_ascii(MADE[form], style, edition).encode())
    assert reading.statement is not None
    assert facts(reading.statement) == facts(MADE[form])


@pytest.mark.parametrize("form", MADE)
@pytest.mark.parametrize("style", styles())
def test_every_layout_is_recognised_and_read_or_refused(style: int, form: str) -> None:
    text = old_ascii(MADE[form], style)
    assert old_forms.recognises(text)
    try:
        assert old_forms.read(text.encode()).statement is not None
    except ReadError as error:
        assert str(error)


@pytest.mark.parametrize("form", MADE)
@pytest.mark.parametrize("seed", range(24))
def test_no_layout_makes_a_value_wrong_without_a_word(seed: int, form: str) -> None:
    reading = old_forms.read(invented(MADE[form], seed).encode())
    assert reading.statement is not None
    read, made = facts(reading.statement), facts(MADE[form])
    wrong = {path for path in made | read if read.get(path) != made.get(path)}
    sure = (SeenStatus.EXACT, SeenStatus.CONFIRMED)
    silent = {path for path in wrong if path in reading.evidence and reading.evidence[path].status in sure}
    assert silent == set()
    assert len(wrong) <= 3
