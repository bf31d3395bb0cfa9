"""The table of exemptions agrees with the rules and with the table of codes."""

from __future__ import annotations

import pytest

from section16.errors import UsageError
from section16.law.exemptions import (
    EXEMPTIONS,
    RULE_16B_3_NOTE_3,
    Approval,
    approval_needed,
    exemption_of,
)
from section16.model.codes import CODES

REPORTED, NOT_REPORTED = False, True


@pytest.mark.parametrize(
    ("rule", "codes", "approval", "officers_and_directors_only", "reporting"),
    [
        ("Rule 16b-3(c)", "", Approval.NONE, True, NOT_REPORTED),
        ("Rule 16b-3(d)", "A", Approval.FROM_ISSUER, True, REPORTED),
        ("Rule 16b-3(e)", "DF", Approval.TO_ISSUER, True, REPORTED),
        ("Rule 16b-3(f)", "I", Approval.SIX_MONTHS, True, REPORTED),
        ("Rules 16b-3 and 16b-6(b)", "M", Approval.NONE, True, REPORTED),
        ("Rule 16b-5", "GW", Approval.NONE, False, REPORTED),
        ("Rule 16b-6(b)", "CX", Approval.NONE, False, REPORTED),
        ("Rule 16b-6(d)", "", Approval.NONE, False, NOT_REPORTED),
        ("Rule 16b-7", "", Approval.NONE, False, REPORTED),
        ("Rule 16b-8", "Z", Approval.NONE, False, REPORTED),
        ("Rule 16a-2(c)", "", Approval.NONE, False, NOT_REPORTED),
        ("Rule 16a-9", "", Approval.NONE, False, NOT_REPORTED),
        ("Rule 16a-11", "", Approval.NONE, False, NOT_REPORTED),
        ("Rule 16a-12", "", Approval.NONE, False, NOT_REPORTED),
        ("Rule 16a-13", "", Approval.NONE, False, NOT_REPORTED),
    ],
)
def test_the_law_of_an_exemption(rule, codes, approval, officers_and_directors_only, reporting):
    exemption = EXEMPTIONS[rule]
    assert "".join(exemption.codes) == codes
    assert exemption.approval is approval
    assert exemption.officers_and_directors_only is officers_and_directors_only
    assert exemption.also_from_reporting is reporting


def test_no_exemption_is_untested():
    assert len(EXEMPTIONS) == 15


@pytest.mark.parametrize("letter", CODES)
def test_the_two_tables_name_the_same_rule_for_a_code(letter):
    exemption = exemption_of(letter)
    assert (exemption.rule if exemption else None) == CODES[letter].exemption


@pytest.mark.parametrize("exemption", EXEMPTIONS.values(), ids=list(EXEMPTIONS))
def test_what_only_a_code_can_report_is_reported(exemption):
    assert not (exemption.codes and exemption.also_from_reporting)
    assert exemption.cite.name.removeprefix("Rule ") in exemption.rule.replace("Rules 16b-3 ", "16b-3(a) ")


@pytest.mark.parametrize("letter", ["", "Q", "a"])
def test_a_letter_that_is_no_code_is_refused(letter):
    with pytest.raises(UsageError, match="no transaction code; the codes are P, S"):
        exemption_of(letter)


def test_what_is_asked_for_is_said_in_a_sentence():
    answer = approval_needed(EXEMPTIONS["Rule 16b-3(e)"])
    assert answer.value is Approval.TO_ISSUER
    assert answer.why == (
        "Rule 16b-3(e) frees dispositions to the issuer, and shares delivered or withheld for price or tax; it "
        "is open to officers and directors only and asks for approval in advance, with specific terms, by the "
        "board, by a committee of two or more non-employee directors or by the shareholders."
    )
    assert RULE_16B_3_NOTE_3 in answer.cites
    assert approval_needed(EXEMPTIONS["Rule 16b-5"]).why.endswith(
        "open to everybody and asks for no approval."
    )
