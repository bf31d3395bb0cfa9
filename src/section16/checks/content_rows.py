"""Family F, F401 to F409: the lines of both tables, and whether they stand where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from section16.checks.rule import Case, Example, Problem, check
from section16.checks.schema_document import shown
from section16.law import citations as law
from section16.law import edgar_citations as edgar
from section16.model.findings import Severity
from section16.model.samples import FORM_3, FORM_4
from section16.model.tables import Holding, Transaction
from section16.model.values import Ownership


@check(
    "F401",
    title="A Form 4 or 5 should report a transaction",
    severity=Severity.WARNING,
    cites=(edgar.SPEC_TRANSACTIONS, law.FORM_4_TOTALS),
    message="The statement reports holdings only; Form {form} is for changes in what is owned.",
    remedy="Add the transaction; a holding left off Form 3 goes on Form 5 with form type 3, or on a Form "
    "3/A.",
    bad=Example(
        changes={
            "table_1": FORM_4.table_1[2:],
            "footnotes": FORM_4.footnotes[3:],
            "under_10b5_1_plan": False,
        },
        at="",
    ),
)
def holdings_only(case: Case) -> Iterator[Problem]:
    """The specification says that EDGAR suspends such a statement; accepted filings show that it does not
    (see docs/decisions/0010). Still a holding alone has no place on these forms, save a late one on Form 5.
    """
    statement = case.statement
    if statement.form == "3" or not statement.rows or statement.no_longer_subject or case.transactions:
        return
    if not any(row.form_type == "3" for row in statement.rows):
        yield Problem("", form=statement.form)


_DERIVATIVE_TITLE = re.compile(
    r"\b(?:stock |share |call |put |purchase )?(?:options?|warrants?|calls?|puts?)\b|right to "
    "(?:buy|sell|purchase)|"
    r"obligation to (?:buy|sell)|stock appreciation|\bconvertible (?:notes?|debentures?|bonds?)",
    re.IGNORECASE,
)


@check(
    "F402",
    title="A derivative security belongs in Table II",
    severity=Severity.WARNING,
    cites=law.FORM_4_TABLES,
    message="{title} stands in Table I; by its title it is a derivative security.",
    remedy="Report it in Table II with its exercise price, dates and underlying security.",
    bad=Example(
        changes={"table_1[0].security": "Employee Stock Option (right to buy)"}, at="table_1[0].security"
    ),
)
def derivative_in_table_1(case: Case) -> Iterator[Problem]:
    """Options, warrants and convertibles have terms that only Table II has columns for."""
    for path, row in case.rows:
        if path.startswith("table_1") and row.security and _DERIVATIVE_TITLE.search(row.security):
            yield Problem(f"{path}.security", title=shown(row.security))


@check(
    "F403",
    title="A derivative and its underlying should have different titles",
    severity=Severity.WARNING,
    cites=law.FORM_4_BOTH_TITLES,
    message="The derivative security and its underlying are both titled {title}.",
    remedy="Give the derivative its own title, such as 'Employee Stock Option (right to buy)', or move it to "
    "Table I.",
    bad=Example(sample="exercise", changes={"table_2[0].security": "Common Stock"}, at="table_2[0].security"),
)
def same_titles(case: Case) -> Iterator[Problem]:
    """Common stock over common stock is either no derivative at all or a derivative without its name."""
    for path, row in case.derivative_rows:
        title, underlying = row.security or "", row.underlying_title or ""
        if title and title.strip().lower() == underlying.strip().lower():
            yield Problem(f"{path}.security", title=shown(title))


@check(
    "F404",
    title="The same transaction stands twice",
    severity=Severity.WARNING,
    cites=law.FORM_4_LINES,
    message="This transaction is in every item the same as that of line {first}.",
    remedy="Delete one of the two; if there were two equal trades, the amounts owned after them differ.",
    bad=Example(changes={"table_1": (*FORM_4.table_1, FORM_4.table_1[0])}, at="table_1[3]", says="line 1"),
)
def same_transaction(case: Case) -> Iterator[Problem]:
    """A line copied in a draft and not changed counts the trade twice."""
    yield from _repeated(case, Transaction)


@check(
    "F405",
    title="The same holding stands twice",
    severity=Severity.NOTE,
    cites=law.FORM_4_SEPARATE_LINES,
    message="This holding is in every item the same as that of line {first}.",
    remedy="Delete one of the two, or say in the nature of ownership what tells them apart.",
    bad=Example(sample="form3", changes={"table_1": FORM_3.table_1[:1] * 2}, at="table_1[1]"),
)
def same_holding(case: Case) -> Iterator[Problem]:
    """Two trusts may hold the same number, but then their names should differ."""
    yield from _repeated(case, Holding)


def _repeated(case: Case, kind: type[Transaction] | type[Holding]) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], int] = {}
    for path, row in case.rows:
        if isinstance(row, kind):
            table, _, position = path.partition("[")
            line = int(position[:-1]) + 1
            items = (table, *(getattr(row, attribute) for attribute in row.__struct_fields__))
            first = seen.setdefault(items, line)
            if first != line:
                yield Problem(path, first=first)


@check(
    "F406",
    title="A transaction of zero securities",
    severity=Severity.WARNING,
    cites=law.FORM_4_LINES,
    message="The transaction is of zero securities.",
    remedy="Give the number of securities; what changed without a number belongs in a footnote.",
    bad=Example(changes={"table_1[0].shares": Decimal(0)}, at="table_1[0].shares"),
)
def zero_shares(case: Case) -> Iterator[Problem]:
    """Nothing was acquired or disposed of; often only the terms of a derivative changed."""
    for path, row in case.transactions:
        if row.shares is not None and row.shares == 0:
            yield Problem(f"{path}.shares")


_DIRECT_NATURE = re.compile(
    r"(?:by )?self|direct(?:ly)?(?: owned?)?|direct ownership|indirect(?:ly)?|n\.?/?a\.?|none|"
    r"not applicable|[DI]\.?",
    re.IGNORECASE,
)


@check(
    "F407",
    title="The nature of indirect ownership should say something",
    severity=Severity.WARNING,
    cites=law.FORM_4_NATURE,
    message="The ownership is indirect, and its nature is given as {nature}.",
    remedy="Say through whom: By Spouse, By Trust, By Y Corporation; or make the ownership direct.",
    bad=Example(changes={"table_1[2].nature_of_ownership": "N/A"}, at="table_1[2].nature_of_ownership"),
)
def empty_nature(case: Case) -> Iterator[Problem]:
    """EDGAR takes any words here, also those that say nothing."""
    for path, row in case.rows:
        nature = row.nature_of_ownership
        if nature and row.ownership is Ownership.INDIRECT and _DIRECT_NATURE.fullmatch(nature.strip()):
            yield Problem(f"{path}.nature_of_ownership", nature=shown(nature))


_SEE_FOOTNOTE = re.compile(r"\bfoot\s?notes?\b", re.IGNORECASE)


@check(
    "F408",
    title="'See footnote' should have a footnote",
    severity=Severity.WARNING,
    cites=law.FORM_4_FOOTNOTES,
    message="The nature of ownership is {nature}, and no item of the line refers to a footnote.",
    remedy="Refer to the footnote at the nature of ownership.",
    bad=Example(
        sample="joint",
        changes={"table_1[0].notes.nature_of_ownership": None},
        at="table_1[0].nature_of_ownership",
    ),
)
def see_no_footnote(case: Case) -> Iterator[Problem]:
    """The reader is sent to a footnote and finds no number to follow."""
    for path, row in case.rows:
        nature = row.nature_of_ownership
        if nature and not row.notes and _SEE_FOOTNOTE.search(nature):
            yield Problem(f"{path}.nature_of_ownership", nature=shown(nature))


@check(
    "F409",
    title="A footnote on the nature of a direct holding",
    severity=Severity.NOTE,
    cites=edgar.SPEC_NATURE_OF_DIRECT,
    message="The ownership is direct, and a footnote stands on the empty nature of indirect ownership.",
    remedy="Put the footnote on the ownership form, or on the amount owned.",
    bad=Example(
        changes={"table_1[0].notes.nature_of_ownership": ("F1",)}, at="table_1[0].nature_of_ownership"
    ),
)
def footnote_on_direct_nature(case: Case) -> Iterator[Problem]:
    """EDGAR takes such a line, but the column is for indirect ownership; perhaps that was meant."""
    for path, row in case.rows:
        if row.ownership is Ownership.DIRECT and row.notes.get("nature_of_ownership"):
            yield Problem(f"{path}.nature_of_ownership")
