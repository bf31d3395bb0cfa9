"""The drawn statements are what they promise to be: acceptable to EDGAR and to a careful preparer."""

from __future__ import annotations

from hypothesis import given

from section16.checks import check
from section16.model.findings import Severity
from section16.model.statement import Statement
from strategies import statements


@given(statements())
def test_drawn_statements_break_no_rule(statement: Statement) -> None:
    for purpose in ("filed", "to_file"):
        findings = check(statement, purpose=purpose)
        assert not [f for f in findings if f.severity in (Severity.REJECT, Severity.ERROR)]


@given(statements(most_rows=1))
def test_every_footnote_is_referred_to(statement: Statement) -> None:
    referred = {id for row in statement.rows for ids in row.notes.values() for id in ids}
    assert referred == {note.id for note in statement.footnotes}
