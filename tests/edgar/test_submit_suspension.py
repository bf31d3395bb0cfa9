"""EDGAR's messages brought back to the form: by their words, lines and labels, whatever they say."""

from __future__ import annotations

import re
from typing import Any

import pytest

from section16.checks import check
from section16.checks.bend import bend
from section16.checks.rule import Example, Rule, rules
from section16.edgar.polling import sef_messages
from section16.edgar.suspension import explained
from section16.edgar.suspension_words import MEANINGS
from section16.model.findings import Severity
from section16.model.samples import FORM_4, SAMPLES

_REJECTS = [
    (rule, example)
    for rule in rules()
    if rule.severity is Severity.REJECT
    for example in rule.examples
    if not example.deviations
]


@pytest.mark.parametrize(("rule", "example"), _REJECTS, ids=lambda each: getattr(each, "id", ""))
def test_what_our_checks_call_a_reject_is_known_again(rule: Rule, example: Example) -> None:
    statement = bend(SAMPLES[example.sample], example.changes)
    found = [
        each
        for each in check(statement, purpose="to_file", filed_on=example.filed_on)
        if each.id == rule.id and each.path == example.at
    ]
    if not found:
        pytest.skip("skipped: the example is for a day or purpose of its own")
    told = {"type": "ERROR", "content": f"{found[0].place}: {found[0].message}", "context": found[0].path}
    (meant,) = explained([told], statement)
    assert meant.path == (example.at or None)
    assert rule.id in meant.check_ids
    assert meant.remedy


WORDS: tuple[tuple[dict[str, str], str | None, str | None], ...] = (
    ({"content": "Value for Period of Report  is missing or invalid."}, "period_of_report", "S101"),
    ({"content": "The CCC for filer 0009000101 does not match."}, "owners[0].cik", "S902"),
    ({"content": "Filer 0009000101: annual confirmation is overdue."}, "owners[0].cik", None),
    ({"content": "Issuer CIK is not valid"}, "issuer.cik", "S901"),
    ({"content": "Reporting owner CIK 0009000101 appears more than once"}, "owners[0].cik", "S303"),
    ({"content": "Footnote F3 is not referenced."}, "footnotes[2].text", "S403"),
    ({"content": "The e-mail address x@y is invalid."}, None, "S905"),
    ({"content": "Graphic logo.jpg is not referenced by an HTML document."}, None, "S910"),
    ({"content": "cvc-maxLength-valid: value exceeds maxLength", "lineNumber": "13"}, None, "S201"),
    ({"content": "Invalid content was found starting with element 'foo'."}, None, "S005"),
    ({"content": "It was a Tuesday."}, None, None),
)


@pytest.mark.parametrize(("told", "path", "check_id"), WORDS)
def test_words_of_edgar(told: dict[str, str], path: str | None, check_id: str | None) -> None:
    (meant,) = explained([{"type": "ERROR"} | told], FORM_4)
    if "lineNumber" not in told:
        assert meant.path == path
    assert meant.content == told["content"]
    if check_id is None:
        assert meant.check_ids == ()
    else:
        assert check_id in meant.check_ids


def test_a_line_leads_to_its_box() -> None:
    from section16.edgar.submission import Ccc
    from section16.edgar.submission.codes import with_codes
    from section16.formats import ownership_xml

    sent = with_codes(ownership_xml.write(FORM_4), {"9000101": Ccc("abcd123$")}).decode().splitlines()
    line = next(number for number, text in enumerate(sent, start=1) if "<value>53.115</value>" in text)
    (meant,) = explained([{"type": "ERROR", "content": "Odd.", "lineNumber": str(line)}], FORM_4)
    assert (meant.path, meant.place) == ("table_1[1].price", "Table I, row 2, column 4")
    (group,) = explained([{"type": "ERROR", "content": "Odd.", "lineNumber": str(line - 1)}], FORM_4)
    assert group.path == "table_1[1].price"


def test_a_row_as_printed_leads_there_too() -> None:
    told = {"type": "ERROR", "content": "transactionShares is missing in Table I, row 2"}
    (meant,) = explained([told], FORM_4)
    assert (meant.path, meant.check_ids[0]) == ("table_1[1].shares", "S101")


def test_tracking_and_silence_are_no_messages() -> None:
    assert explained([{"type": "TRACKING", "tracking": "1"}, {"type": "INFO", "content": "OK"}], FORM_4) == ()


def test_without_the_statement_the_words_are_kept() -> None:
    (meant,) = explained([{"type": "ERROR", "content": "Value for Period of Report is missing."}], None)
    assert meant.path == "period_of_report"


def test_the_mail_stands_in_where_the_answer_lists_nothing() -> None:
    import base64

    mail = (
        "Subject: SUSPENDED FORM TYPE 4 (0009000001-26-000001)\n"
        "ERR: 442 TAG_VALUE_MISSING_OR_INVALID\nMSG: Value for Period of Report\nMSG: is missing.\nLOC: 1 12\n"
        "ERR: ODD\nMSG: It was a Tuesday.\n"
    )
    fields: dict[str, Any] = {"notification": base64.b64encode(mail.encode()).decode()}
    first, second = explained(sef_messages(fields), FORM_4)
    assert (first.number, first.label, first.path) == (
        "442", "TAG_VALUE_MISSING_OR_INVALID", "period_of_report",
    )  # fmt: skip
    assert first.content == "Value for Period of Report is missing."
    assert second.label == "ODD"
    assert sef_messages({"notification": "no base64!"}) == ()


def test_every_meaning_names_checks_that_exist() -> None:
    known = {rule.id for rule in rules()}
    for meaning in MEANINGS:
        re.compile(meaning.words)
        assert set(meaning.check_ids) <= known
        assert meaning.check_ids or meaning.remedy
