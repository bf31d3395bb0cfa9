"""Building a submission: every sample sent and read again, refusals with all reasons, no code shown."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

import section16
from section16.edgar.journal import Mode
from section16.edgar.submission import (
    Ccc,
    Contact,
    SubmissionRefused,
    build_submission,
    envelopes,
    exhibit,
    read_submission,
)
from section16.errors import UsageError
from section16.model.findings import Severity
from section16.model.samples import FORM_3, FORM_4, JOINT, SAMPLES
from section16.model.statement import Statement

CODE = "k7$PLANT"


def codes(statement: Statement) -> dict[str, str]:
    return {owner.cik or "": CODE for owner in statement.owners}


def built(statement: Statement = FORM_4, **more: Any) -> Any:
    return build_submission(statement, **{"mode": "TEST", "cccs": codes(statement)} | more)


@pytest.mark.parametrize("envelope", envelopes())
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_sent_and_read_again(name: str, envelope: str) -> None:
    statement = SAMPLES[name]
    file = built(statement, envelope=envelope)
    parts = read_submission(file.content)
    main = parts.statement_document
    assert main is not None
    assert parts == file.parts
    assert parts.faults == ()
    assert main.content == section16.write(statement)
    assert {cik: ccc.reveal() for cik, ccc in parts.cccs.items()} == codes(statement)
    assert (parts.form_type, parts.mode) == (statement.form_type, Mode.TEST)
    assert all(each.severity is not Severity.REJECT for each in file.findings)
    again = section16.read(main.content).statement
    assert again is not None
    assert (again.table_1, again.table_2) == (statement.table_1, statement.table_2)


def test_what_is_known_of_the_file() -> None:
    file = built(JOINT)
    assert file.owner_ciks == ("9000102", "9000103")
    assert file.issuer_cik == (JOINT.issuer.cik or "").lstrip("0")
    assert (file.form_type, file.mode, file.envelope) == ("4", Mode.TEST, "ownership")
    assert bytes(file) == file.content


def test_the_codes_stand_in_the_statement_after_each_owner() -> None:
    xml = built(JOINT).statement_xml(with_codes=True).decode()
    for cik in ("9000102", "9000103"):
        assert f"<rptOwnerCik>{cik}</rptOwnerCik>\n            <rptOwnerCcc>{CODE}</rptOwnerCcc>" in xml
    assert CODE not in built(JOINT).statement_xml().decode()


def test_codes_are_found_by_cik_with_or_without_zeros_and_others_stay_out() -> None:
    file = built(cccs={"0009000101": CODE, "1": "otherone"})
    assert set(file.parts.cccs) == {"9000101"}
    assert b"otherone" not in file.content


def test_the_digest_is_that_of_the_public_part() -> None:
    file = built()
    same = [
        built(mode="LIVE"),
        built(cccs={"9000101": "otherone"}),
        built(notify=["a@example.com"], envelope="general", contact=Contact(name="Pat Example")),
    ]
    assert {each.digest for each in same} == {file.digest}
    other = built(exhibits=[exhibit(b"Text\n", "EX-99", name="a.txt")])
    assert other.digest != file.digest


# No secret appears anywhere


def test_a_code_is_shown_by_nothing() -> None:
    file = built(JOINT)
    ccc = Ccc(CODE)
    shown = [
        repr(file),
        str(file),
        f"{file}",
        repr(ccc),
        str(ccc),
        repr(file.parts),
        f"{ccc!s}",
    ]
    assert [text for text in shown if CODE in text] == []
    for refuses in (msgspec.json.encode, msgspec.msgpack.encode, pickle.dumps, copy.copy):
        with pytest.raises(TypeError):
            refuses(ccc)


def test_a_refusal_does_not_quote_a_code() -> None:
    with pytest.raises(SubmissionRefused) as refused:
        built(cccs={"9000101": "tooshort-not"})
    assert "tooshort" not in str(refused.value) + repr(refused.value.findings)
    assert [each.id for each in refused.value.findings] == ["S903"]


def test_without_codes_there_is_the_statement_and_no_file() -> None:
    file = built(cccs=None)
    assert b"rptOwnerCcc" not in file.statement_xml(with_codes=True)
    with pytest.raises(UsageError, match="without CCCs"):
        _ = file.content


# Refusals


def test_every_reject_is_named_that_of_the_statement_and_of_the_submission() -> None:
    bad = replace(FORM_4, table_1=(replace(FORM_4.table_1[0], security="x" * 61), *FORM_4.table_1[1:]))
    with pytest.raises(SubmissionRefused, match="S201") as refused:
        built(bad, cccs={}, notify=["nobody"])
    assert {each.id for each in refused.value.findings} == {"S201", "S903", "S905"}


def test_a_statement_that_cannot_be_written_is_refused_by_its_findings() -> None:
    with pytest.raises(SubmissionRefused):
        built(replace(FORM_3, table_1=(replace(FORM_4.table_1[0], shares=None, direction=None),)))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"mode": "live"}, "'live' is no mode"),
        ({"envelope": "paper"}, "no envelope 'paper'"),
    ],
)
def test_bad_calls(more: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        built(**more)
