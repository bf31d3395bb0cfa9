"""Family S, S101 to S111: what must be there, what may not be there, and what depends on something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from section16.checks.rule import Case, Example, Problem, check
from section16.checks.said import Said
from section16.checks.schema_versions import first_day_of
from section16.law import edgar_citations as edgar
from section16.model.findings import Severity
from section16.model.items import Footnoting, Item, Use
from section16.model.parties import Relationship, ReportingOwner
from section16.model.values import Ownership

_NO_VALUES = (None, "")


def _in_schema(item: Item, case: Case) -> bool:
    """Whether the schema of the day has the item at all: `aff10b5One` came with X0407."""
    if item.since is None:
        return True
    version = _version(case)
    if version is not None:
        return version >= item.since
    begins = first_day_of(item.since)
    return case.in_force is None or begins is None or case.in_force >= begins


def _version(case: Case) -> str | None:
    version = case.statement.schema_version
    return version if isinstance(version, str) else None  # S210 speaks of any other type


def _is_given(said: Said) -> bool:
    """Whether the item has a value, or the footnote that may stand instead of one."""
    return said.value not in _NO_VALUES or (bool(said.notes) and said.item.footnoting is Footnoting.INSTEAD)


@check(
    "S101",
    title="Every mandatory item must be given",
    severity=Severity.REJECT,
    cites=(edgar.SPEC_MANDATORY, edgar.SPEC_VALUE_OR_FOOTNOTE),
    message="{label} is missing; Form {form_type} must have it{instead}.",
    remedy="Give the value, or where a footnote may stand instead, refer to one.",
    facets=("minOccurs", "use"),
    bad=(
        Example(changes={"table_1[0].security": None}, at="table_1[0].security"),
        Example(changes={"table_1[0].price": None}, at="table_1[0].price", says="footnote"),
        Example(changes={"under_10b5_1_plan": None}, at="under_10b5_1_plan"),
        Example(changes={"issuer.trading_symbol": None}, at="issuer.trading_symbol"),
        Example(sample="form4a", changes={"date_of_original": None}, at="date_of_original"),
        Example(changes={"footnotes[0].text": None}, at="footnotes[0].text"),
    ),
)
def mandatory(case: Case) -> Iterator[Problem]:
    """EDGAR suspends a submission that leaves out a mandatory item. Where the form lets a footnote stand
    instead of a number or a date, an item with neither is missing.
    """
    for said in case.said:
        if (
            said.use is Use.MANDATORY
            and not _is_given(said)
            and said.path not in case.deviating_paths
            and _in_schema(said.item, case)
        ):
            instead = " or a footnote instead" if said.item.footnoting is Footnoting.INSTEAD else ""
            yield Problem(
                said.path, label=said.item.label, form_type=case.statement.form_type, instead=instead
            )


@check(
    "S102",
    title="An item must belong to the form",
    severity=Severity.REJECT,
    cites=(edgar.SPEC_UNKNOWN_ELEMENT, edgar.SPEC_USES),
    message="{label} has no place {where}.",
    remedy="Remove the item, or choose the form that has it.",
    facets=("element",),
    bad=(
        Example(changes={"date_of_original": date(2026, 5, 7)}, at="date_of_original", says="Form 4"),
        Example(sample="form3", changes={"under_10b5_1_plan": False}, at="under_10b5_1_plan"),
        Example(
            sample="form3",
            changes={"table_2[0].owned_following": Decimal(5000)},
            at="table_2[0].owned_following",
        ),
        Example(changes={"table_1[2].form_type": "3"}, at="table_1[2].form_type"),
        Example(changes={"schema_version": "X0306"}, at="under_10b5_1_plan", says="schema X0306"),
    ),
)
def foreign(case: Case) -> Iterator[Problem]:
    """Each form type has its own schema. An item of another form is an unknown element there: the date of
    the original on a form that amends nothing, an amount owned after a derivative holding on Form 3.
    """
    form_type, version = case.statement.form_type, _version(case)
    for said in case.said:
        if said.value is None:
            continue  # footnotes without a value are for S406
        if said.use is Use.NONE:
            line = " in such a line" if said.item.group.startswith("table_") else ""
            yield Problem(said.path, label=said.item.label, where=f"on Form {form_type}{line}")
        elif said.item.since and version and version < said.item.since:
            yield Problem(said.path, label=said.item.label, where=f"in schema {version}")


@check(
    "S103",
    title="Items that EDGAR sets should be left out",
    severity=Severity.WARNING,
    cites=(edgar.SPEC_NA, edgar.SPEC_BY_EDGAR),
    message="{label} is set by EDGAR; a value supplied is discarded with a warning.",
    remedy="Leave the item out of the document that is sent; the XML writer does.",
    facets=("use",),
    only="to_file",
    bad=Example(
        changes={"schema_version": "X0609", "issuer.name": None, "owners[0].name": None},
        purpose="to_file",
        at="schema_version",
    ),
)
def set_by_edgar(case: Case) -> Iterator[Problem]:
    """EDGAR puts names, the schema version and the boxes it can work out into the published copy itself."""
    for said in case.said:
        if said.use is Use.BY_EDGAR and said.value is not None:
            yield Problem(said.path, label=said.item.label)


@check(
    "S104",
    title="One of the four relationship boxes must be ticked",
    severity=Severity.REJECT,
    cites=edgar.SPEC_RELATIONSHIP,
    message="No relationship of {name} to the issuer is ticked: director, officer, 10% owner or other.",
    remedy="Tick each box that applies; a person who is none of these ticks Other and says why.",
    bad=Example(
        changes={"owners[0].relationship": Relationship(director=False, officer=False)},
        at="owners[0].relationship",
    ),
)
def one_relationship(case: Case) -> Iterator[Problem]:
    """A person reports because of a relationship to the issuer. The schema lets all four boxes be left out;
    EDGAR itself does not.
    """
    for position, owner in enumerate(case.statement.owners):
        held = owner.relationship
        if not (held.director or held.officer or held.ten_percent_owner or held.other):
            yield Problem(f"owners[{position}].relationship", name=named(owner))


def named(owner: ReportingOwner) -> str:
    """Name an owner as well as the statement allows."""
    return owner.name or (f"the owner with CIK {owner.cik}" if owner.cik else "the owner")


@check(
    "S105",
    title="An officer's title must be given",
    severity=Severity.REJECT,
    cites=edgar.SPEC_OFFICER_TITLE,
    message="{name} is ticked as an officer, and no title is given.",
    remedy="Give the title; if it has more than 30 characters write 'See Remarks' and the title in the "
    "remarks.",
    bad=Example(
        changes={"owners[0].relationship.officer_title": None}, at="owners[0].relationship.officer_title"
    ),
)
def officer_title(case: Case) -> Iterator[Problem]:
    """The form asks an officer to give the title below the box, and EDGAR makes it mandatory."""
    for position, owner in enumerate(case.statement.owners):
        if owner.relationship.officer and not owner.relationship.officer_title:
            yield Problem(f"owners[{position}].relationship.officer_title", name=named(owner))


@check(
    "S106",
    title="Another relationship must be specified",
    severity=Severity.REJECT,
    cites=edgar.SPEC_OTHER_TEXT,
    message="{name} is ticked as Other, and what the relationship is is not said.",
    remedy="Say in at most 30 characters what the relationship is, or refer to the remarks.",
    bad=Example(
        sample="joint",
        changes={"owners[1].relationship.other_text": None},
        at="owners[1].relationship.other_text",
    ),
)
def other_text(case: Case) -> Iterator[Problem]:
    """The box says "Other (specify below)", and EDGAR makes the words below mandatory."""
    for position, owner in enumerate(case.statement.owners):
        if owner.relationship.other and not owner.relationship.other_text:
            yield Problem(f"owners[{position}].relationship.other_text", name=named(owner))


@check(
    "S107",
    title="Only one of two items of a pair may be given",
    severity=Severity.REJECT,
    cites=edgar.SPEC_ONE_OF_TWO,
    message="Both {first} and {second} are given; only one of the two may be.",
    remedy="Give the number for securities counted in units, the dollar value for those that are not.",
    facets=("choice",),
    bad=(
        Example(
            changes={"table_1[0].value_owned_following": Decimal(5000)}, at="table_1[0].value_owned_following"
        ),
        Example(
            sample="exercise", changes={"table_2[0].total_value": Decimal(5000)}, at="table_2[0].total_value"
        ),
        Example(
            sample="exercise",
            changes={"table_2[0].underlying_value": Decimal(1)},
            at="table_2[0].underlying_value",
        ),
    ),
)
def both_of_a_pair(case: Case) -> Iterator[Problem]:
    """Securities are reported in units or in dollars, never in both: the schema offers a choice of one."""
    for first, second in _pairs(case):
        if _says_something(first) and _says_something(second):
            yield Problem(second.path, first=first.item.label, second=second.item.label)


@check(
    "S108",
    title="One of two items of a pair must be given",
    severity=Severity.REJECT,
    cites=edgar.SPEC_ONE_OF_TWO,
    message="Neither {first} nor {second} is given; one of the two must be.",
    remedy="Give the number for securities counted in units, the dollar value for those that are not.",
    facets=("choice",),
    bad=(
        Example(changes={"table_1[0].owned_following": None}, at="table_1[0].owned_following"),
        Example(sample="exercise", changes={"table_2[0].shares": None}, at="table_2[0].shares"),
        Example(
            sample="exercise",
            changes={"table_2[0].underlying_shares": None},
            at="table_2[0].underlying_shares",
        ),
    ),
)
def neither_of_a_pair(case: Case) -> Iterator[Problem]:
    """The form needs an amount: a number of securities or, for those not counted in units, a dollar value.
    For the underlying security a footnote may stand instead.
    """
    for first, second in _pairs(case):
        given = _is_given(first) or _is_given(second)
        if not given and not case.deviating_paths.intersection((first.path, second.path)):
            yield Problem(first.path, first=first.item.label, second=second.item.label)


def _says_something(said: Said) -> bool:
    return said.value is not None or bool(said.notes)


def _pairs(case: Case) -> Iterator[tuple[Said, Said]]:
    """Yield the two halves of every pair that the form type has."""
    waiting: dict[str, Said] = {}
    for said in case.said:
        partner = said.item.partner
        if partner is None or said.use is Use.NONE:
            continue
        line = said.path.rpartition(".")[0]
        first = waiting.pop(f"{line}.{partner}", None)
        if first is None:
            waiting[said.path] = said
        else:
            yield first, said


@check(
    "S109",
    title="Direct ownership must have no nature of indirect ownership",
    severity=Severity.REJECT,
    cites=edgar.SPEC_NATURE_OF_DIRECT,
    message="The ownership is direct (D), and a nature of indirect ownership is given: “{nature}”.",
    remedy="Change the ownership form to I, or take the nature away and explain in a footnote instead.",
    bad=Example(changes={"table_1[0].nature_of_ownership": "By Trust"}, at="table_1[0].nature_of_ownership"),
)
def nature_of_direct(case: Case) -> Iterator[Problem]:
    """The column explains indirect ownership only; EDGAR suspends a direct line that fills it."""
    for path, row in case.rows:
        if row.ownership is Ownership.DIRECT and row.nature_of_ownership:
            yield Problem(f"{path}.nature_of_ownership", nature=row.nature_of_ownership)


@check(
    "S110",
    title="Indirect ownership must say its nature",
    severity=Severity.REJECT,
    cites=edgar.SPEC_NATURE_OF_INDIRECT,
    message="The ownership is indirect (I), and its nature is not given.",
    remedy="Say through whom, such as By Trust or By Spouse; 'See footnote' with a footnote if it is longer.",
    bad=Example(changes={"table_1[2].nature_of_ownership": None}, at="table_1[2].nature_of_ownership"),
)
def nature_of_indirect(case: Case) -> Iterator[Problem]:
    """A footnote on the column does not stand for its value: EDGAR asks for words."""
    for path, row in case.rows:
        if row.ownership is Ownership.INDIRECT and not row.nature_of_ownership:
            yield Problem(f"{path}.nature_of_ownership")


@check(
    "S111",
    title="A Form 4 or 5 must report something, or have the exit box ticked",
    severity=Severity.REJECT,
    cites=edgar.SPEC_TRANSACTIONS,
    message="The statement has no line in either table, and the exit box is not ticked.",
    remedy="Report the transaction, or tick the exit box if the person is no longer subject to Section 16.",
    bad=(
        Example(changes={"table_1": (), "footnotes": ()}, at=""),
        Example(sample="exit", changes={"no_longer_subject": None}, at=""),
    ),
)
def nothing_reported(case: Case) -> Iterator[Problem]:
    """EDGAR suspends an empty Form 4 or 5 unless it says that the person has left. The specification asks
    for a transaction; accepted filings show that holdings alone pass (check F301 speaks of those).
    """
    statement = case.statement
    if statement.form != "3" and not statement.rows and not statement.no_longer_subject:
        yield Problem("")
