"""Family S, S401 to S407: footnotes, and the references to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from section16.checks.rule import Case, Example, Problem, check
from section16.checks.schema_document import shown
from section16.law import edgar_citations as edgar
from section16.model.findings import Severity
from section16.model.items import BY_NAME, FOOTNOTE_ID, Footnoting, Item, Use
from section16.model.tables import Transaction

_ID = re.compile(FOOTNOTE_ID)
_LENGTH_OF_TABLE = len("table_1")


def _references(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the path of every item with references, and each footnote id it refers to."""
    for path, row in case.rows:
        for attribute, ids in row.notes.items():
            for id in ids:
                yield f"{path}.{attribute}", id


@check(
    "S401",
    title="A footnote id must be F1 to F99",
    severity=Severity.REJECT,
    cites=edgar.SPEC_FOOTNOTE_ID,
    message="The footnote id is {id}; it must be F followed by a number from 1 to 99 without a leading zero.",
    remedy="Number the footnotes F1, F2, F3 and so on.",
    facets=("pattern",),
    bad=(
        Example(changes={"footnotes[0].id": "F01", "table_1[0].notes.code": ("F01",)}, at="footnotes[0].id"),
        Example(changes={"footnotes[0].id": "1", "table_1[0].notes.code": ("1",)}, at="footnotes[0].id"),
    ),
)
def footnote_id(case: Case) -> Iterator[Problem]:
    """The schema links a footnote to the items that refer to it by its id. The specification's prose lists
    F99 among wrong ids; its own range and the schema allow it.
    """
    for position, footnote in enumerate(case.statement.footnotes):
        if not _ID.fullmatch(str(footnote.id)):
            yield Problem(f"footnotes[{position}].id", id=shown(str(footnote.id)))


@check(
    "S402",
    title="A footnote id must be used once",
    severity=Severity.REJECT,
    cites=edgar.SPEC_SAME_FOOTNOTE_ID,
    message="The footnote id {id} was already used by footnote {first} of the list.",
    remedy="Give each footnote its own id, and let each reference name the one it means.",
    facets=("unique",),
    bad=Example(
        changes={"footnotes[3].id": "F1", "table_1[2].notes.nature_of_ownership": ("F1",)},
        at="footnotes[3].id",
    ),
)
def same_footnote_id(case: Case) -> Iterator[Problem]:
    """With two footnotes of one id no reader knows which an item refers to."""
    seen: dict[str, int] = {}
    for position, footnote in enumerate(case.statement.footnotes, start=1):
        first = seen.setdefault(footnote.id, position)
        if first != position:
            yield Problem(f"footnotes[{position - 1}].id", id=footnote.id, first=first)


@check(
    "S403",
    title="Every footnote must be referred to",
    severity=Severity.REJECT,
    cites=edgar.SPEC_UNREFERENCED,
    message="Nothing refers to footnote {id}.",
    remedy="Refer to it at the item it explains, or move its text to the remarks.",
    bad=Example(changes={"table_1[0].notes.code": None}, at="footnotes[0]"),
)
def unreferenced(case: Case) -> Iterator[Problem]:
    """A footnote explains an item of a line. What concerns the whole statement belongs in the remarks."""
    used = {id for _, id in _references(case)}
    for position, footnote in enumerate(case.statement.footnotes):
        if footnote.id not in used:
            yield Problem(f"footnotes[{position}]", id=footnote.id or "(without id)")


@check(
    "S404",
    title="Every reference must lead to a footnote",
    severity=Severity.REJECT,
    cites=edgar.SPEC_REFERENCES,
    message="There is no footnote {id}, to which this item refers.",
    remedy="Write the footnote, or correct or remove the reference.",
    facets=("IDREF",),
    bad=Example(changes={"table_1[0].notes.price": ("F9",)}, at="table_1[0].price"),
)
def dangling(case: Case) -> Iterator[Problem]:
    """A reference without its footnote breaks the schema, and leaves the reader without the explanation."""
    known = {footnote.id for footnote in case.statement.footnotes}
    for path, id in dict.fromkeys(_references(case)):
        if id not in known:
            yield Problem(path, id=id or "(a reference without id)")


@check(
    "S405",
    title="A footnote must be referred to once in an item",
    severity=Severity.REJECT,
    cites=edgar.SPEC_SAME_REFERENCE,
    message="The item refers to footnote {id} {number} times.",
    remedy="Refer to each footnote once in an item.",
    facets=("unique",),
    bad=Example(changes={"table_1[0].notes.code": ("F1", "F1")}, at="table_1[0].code"),
)
def same_reference(case: Case) -> Iterator[Problem]:
    """The same footnote may explain many items, but a single item may refer to it only once."""
    for path, row in case.rows:
        for attribute, ids in row.notes.items():
            if len(set(ids)) < len(ids):
                again = next(id for id in ids if ids.count(id) > 1)
                yield Problem(f"{path}.{attribute}", id=again, number=ids.count(again))


@check(
    "S406",
    title="An item that takes no footnote must have none",
    severity=Severity.REJECT,
    cites=edgar.SPEC_UNKNOWN_ELEMENT,
    message="{label} takes no footnote on Form {form_type}.",
    remedy="Move the reference to a neighbouring item; footnotes on the coding go on the transaction code.",
    facets=("element",),
    bad=(
        Example(
            sample="exercise",
            changes={"table_2[0].notes.direction": ("F1",)},
            at="table_2[0].direction",
        ),
        Example(sample="form5", changes={"table_1[1].notes.timeliness": ("F1",)}, at="table_1[1].timeliness"),
        Example(sample="form3", changes={"table_1[0].notes.prize": ("F1",)}, at="table_1[0].prize"),
    ),
)
def no_footnote_here(case: Case) -> Iterator[Problem]:
    """Nearly every item of a line may refer to footnotes. The direction of a derivative transaction may not,
    nor the timeliness on Form 5, nor an item that the line does not have.
    """
    form_type = case.statement.form_type
    for path, row in case.rows:
        if not row.notes:
            continue
        holding = not isinstance(row, Transaction)
        for attribute in row.notes:
            item = BY_NAME.get(f"{path[:_LENGTH_OF_TABLE]}.{attribute}")
            if item is None or not _takes_footnotes(item, form_type, holding=holding):
                yield Problem(
                    f"{path}.{attribute}", label=item.label if item else f"“{attribute}”", form_type=form_type
                )


def _takes_footnotes(item: Item, form_type: str, *, holding: bool) -> bool:
    if item.footnoting is Footnoting.NONE:
        return False
    if item.footnoting is Footnoting.GROUP:
        # The references stand on the coding group; a late holding on Form 5 has the group without a code.
        return item.attribute == "code" and (not holding or form_type[0] == "5")
    if item.attribute == "timeliness" and form_type[0] == "5":
        return False  # "TRANSACTION_TIMELINESS_NOFOOT", the type of Form 5
    return item.use(form_type, holding=holding) is not Use.NONE
