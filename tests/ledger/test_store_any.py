from __future__ import annotations

from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings

import shared
from section16.errors import LedgerError, ReadError
from section16.ledger.payloads import digest_of
from section16.ledger.store import Ledger
from section16.model.filing import Filing
from section16.model.statement import Statement
from strategies import statements

_NUMBERS = count(1)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(statement=statements())
def test_any_statement_comes_back_equal(ledger: Ledger, statement: Statement):
    number = f"0009000001-26-{next(_NUMBERS):06}"
    ledger.record(Filing(statement=statement, accession_number=number))
    (held,) = [each for each in ledger.filings() if each.accession_number == number]
    assert held.statement == statement
    assert ledger.verify().holds


def test_real_filings(tmp_path: Path):
    given = []
    for name, data in shared.submissions():
        if len(given) == 80:
            break
        given.append((name, data))
    recorded = refused = 0
    with Ledger.open(tmp_path / "l", create=True) as ledger:
        for _, data in given:
            try:
                done = ledger.record_file(data)
            except (ReadError, LedgerError):
                refused += 1
                continue
            recorded += len(done)
            assert not any(each.is_new for each in ledger.record_file(data))
        held = ledger.filings()
        assert len(held) == len({each.accession_number for each in held}) <= recorded
        digests = {digest_of(data) for _, data in given}
        assert {each.digest for each in held} <= digests
        assert ledger.verify().holds
    assert recorded > refused
