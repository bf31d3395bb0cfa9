"""Every registered example is flagged exactly where it says, and every sample is clean."""

from __future__ import annotations

import pytest

from section16.checks import check, rules
from section16.checks.examples import found_before, found_in
from section16.checks.rule import Example, Needs, Rule
from section16.model.findings import Severity
from section16.model.samples import SAMPLES

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in rules()
    for number, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_check_speaks_exactly_at_its_place(rule: Rule, example: Example):
    spoken = [finding for finding in found_in(example) if finding.id == rule.id]
    assert [finding.path for finding in spoken] == [example.at]
    assert example.says in spoken[0].message
    assert spoken[0].severity is rule.severity
    assert spoken[0].remedy == rule.remedy
    assert "{" not in spoken[0].message


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_check_is_silent_on_the_sample_before_it_is_bent(rule: Rule, example: Example):
    before = found_before(example)
    assert not [finding for finding in before if finding.id == rule.id and finding.path == example.at]


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_clean(name: str):
    assert [f for f in check(SAMPLES[name]) if f.severity is not Severity.NOTE] == []


def test_every_check_of_the_document_has_a_bad_example_and_an_explanation():
    for rule in rules():
        assert rule.explanation.strip(), rule.id
        assert rule.remedy.endswith("."), rule.id
        assert bool(rule.examples) == (rule.needs is Needs.DOCUMENT), rule.id
