"""Family S, S301 to S303: how many of each there may be, and which may stand only once."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from section16.checks.rule import Case, Example, Problem, check
from section16.law import edgar_citations as edgar
from section16.model.findings import Severity
from section16.model.items import MAX_FOOTNOTES, MAX_OWNERS, MAX_REFERENCES, MAX_ROWS, MAX_SIGNATURES
from section16.model.samples import FORM_3, FORM_4, OFFICER

_LIMITS = (
    ("owners", "reporting owners", MAX_OWNERS, 1),
    ("table_1", "lines in Table I", MAX_ROWS, 0),
    ("table_2", "lines in Table II", MAX_ROWS, 0),
    ("footnotes", "footnotes", MAX_FOOTNOTES, 0),
    ("signatures", "signatures", MAX_SIGNATURES, 1),
)
"""What may be repeated: its name, the most and the fewest of it (specification 3.5, schema X0306)."""


@check(
    "S301",
    title="There must not be more than EDGAR takes",
    severity=Severity.REJECT,
    cites=edgar.SPEC_MAX_OCCUR,
    message="There are {number} {what}; EDGAR takes at most {limit}.",
    remedy="Split the statement into several of the same form that refer to each other; 'section16 split' "
    "does it.",
    facets=("maxOccurs",),
    bad=(
        Example(
            changes={"owners": tuple(replace(OFFICER, cik=str(9000200 + n)) for n in range(11))},
            at="owners",
            says="11 reporting owners",
        ),
        Example(sample="form3", changes={"table_1": FORM_3.table_1[:1] * 31}, at="table_1", says="31 lines"),
        Example(
            changes={"table_1[0].notes.price": tuple(f"F{1 + n % 4}" for n in range(100))},
            at="table_1[0].price",
            says="100 footnote references",
        ),
        Example(changes={"signatures": FORM_4.signatures * 11}, at="signatures"),
    ),
)
def too_many(case: Case) -> Iterator[Problem]:
    """Ten owners, thirty lines a table, ninety-nine footnotes and as many references in one field, ten
    signatures. What does not fit goes into a further statement of the same form.
    """
    for attribute, what, most, _ in _LIMITS:
        number = len(getattr(case.statement, attribute))
        if number > most:
            yield Problem(attribute, number=number, what=what, limit=most)
    for path, row in case.rows:
        for attribute, references in row.notes.items():
            if len(references) > MAX_REFERENCES:
                yield Problem(
                    f"{path}.{attribute}",
                    number=len(references),
                    what="footnote references",
                    limit=MAX_REFERENCES,
                )


@check(
    "S302",
    title="There must be at least one owner and one signature",
    severity=Severity.REJECT,
    cites=(edgar.SPEC_MANDATORY, edgar.SPEC_SCHEMA),
    message="There are no {what}; at least one is needed.",
    remedy="Name every reporting owner, and have the statement signed and dated.",
    facets=("minOccurs",),
    bad=(Example(changes={"owners": ()}, at="owners"), Example(changes={"signatures": ()}, at="signatures")),
)
def too_few(case: Case) -> Iterator[Problem]:
    """A statement without an owner is nobody's, and one without a signature is not filed."""
    for attribute, what, _, fewest in _LIMITS:
        if len(getattr(case.statement, attribute)) < fewest:
            yield Problem(attribute, what=what)


@check(
    "S303",
    title="A reporting owner must be named only once",
    severity=Severity.REJECT,
    cites=edgar.SPEC_SAME_OWNER,
    message="The CIK {cik} was already given by reporting person {first}.",
    remedy="Name each owner once, with all of its relationships together.",
    facets=("unique",),
    bad=Example(sample="joint", changes={"owners[1].cik": "0009000102"}, at="owners[1].cik"),
)
def same_owner(case: Case) -> Iterator[Problem]:
    """A CIK may be written with or without leading zeros; EDGAR sees the same owner in both."""
    seen: dict[str, int] = {}
    for position, owner in enumerate(case.statement.owners, start=1):
        if owner.cik:
            first = seen.setdefault(str(owner.cik).lstrip("0"), position)
            if first != position:
                yield Problem(f"owners[{position - 1}].cik", cik=owner.cik, first=first)
