"""Family F, F501 to F504: the footnotes as the reader meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from section16.checks.rule import Case, Example, Problem, check
from section16.law import citations as law
from section16.model.findings import Severity
from section16.model.items import BY_NAME

_LIMIT = BY_NAME["footnote.text"].max_length or 0
_NEARLY = 5  # characters below the limit at which a text may have been cut
_ENDS = re.compile(r"[.!?)\]\"”’']\s*$")


@check(
    "F501",
    title="Footnotes should be numbered in the order in which they are referred to",
    severity=Severity.NOTE,
    cites=law.FORM_4_FOOTNOTES,
    message="Footnote {later} is referred to before footnote {earlier}.",
    remedy="Number the footnotes in the order of the first reference: Table I line by line, then Table II.",
    bad=Example(
        changes={"table_1[0].notes.code": ("F2",), "table_1[1].notes.code": ("F1",)}, at="table_1[1].code"
    ),
)
def out_of_order(case: Case) -> Iterator[Problem]:
    """Who reads the tables meets 3 before 1; after moving or deleting lines the numbers are easily left."""
    highest, highest_id = 0, ""
    met: set[str] = set()
    for said in case.said:
        for id in said.notes:
            number = int(id[1:]) if id[1:].isdecimal() else 0
            if id in met or not number:
                continue
            met.add(id)
            if number < highest:
                yield Problem(said.path, later=highest_id, earlier=id)
                return
            highest, highest_id = number, id


@check(
    "F502",
    title="Two footnotes say the same",
    severity=Severity.NOTE,
    cites=law.FORM_4_FOOTNOTES,
    message="Footnote {id} says the same as footnote {first}.",
    remedy="Keep one of them and refer to it from every item it explains.",
    bad=Example(
        changes={
            "footnotes[1].text": "Shares withheld by the issuer to cover taxes due on vesting of restricted "
            "stock units.",
            "under_10b5_1_plan": False,
        },
        at="footnotes[1]",
    ),
)
def same_footnote(case: Case) -> Iterator[Problem]:
    """Many items may refer to one footnote; two that say the same make the reader look for a difference."""
    seen: dict[str, str] = {}
    for position, footnote in enumerate(case.statement.footnotes):
        if footnote.text:
            first = seen.setdefault(" ".join(footnote.text.split()), footnote.id)
            if first != footnote.id:
                yield Problem(f"footnotes[{position}]", id=footnote.id, first=first)


@check(
    "F503",
    title="A footnote may have been cut off",
    severity=Severity.NOTE,
    cites=law.FORM_4_FOOTNOTES,
    message="Footnote {id} has {length} of at most {limit} characters and ends in the middle of a sentence.",
    remedy="Continue in a further footnote on the same item, or in an exhibit 99.",
    bad=Example(changes={"footnotes[0].text": "shares " * 142 + "shares"}, at="footnotes[0].text"),
)
def cut_off(case: Case) -> Iterator[Problem]:
    """Some software cuts a long text at the limit without a word, and the end of the explanation is lost."""
    for position, footnote in enumerate(case.statement.footnotes):
        text = footnote.text or ""
        if _LIMIT - _NEARLY <= len(text) <= _LIMIT and not _ENDS.search(text):
            yield Problem(f"footnotes[{position}].text", id=footnote.id, length=len(text), limit=_LIMIT)


_SEE_NUMBER = re.compile(r"\bfootnotes? \(?(\d{1,2})\)?", re.IGNORECASE)


@check(
    "F504",
    title="A footnote that another text names should be there",
    severity=Severity.WARNING,
    cites=law.FORM_4_FOOTNOTES,
    message="The text sends the reader to footnote {number}, and there is none.",
    remedy="Correct the number; numbers in the text are not changed when footnotes are.",
    bad=(
        Example(changes={"footnotes[0].text": "Withheld for taxes; see footnote 7."}, at="footnotes[0].text"),
        Example(changes={"remarks": "As to footnotes (9), nothing is admitted."}, at="remarks"),
    ),
)
def names_no_footnote(case: Case) -> Iterator[Problem]:
    """When a footnote is deleted the others move up, and the numbers written in texts do not."""
    statement = case.statement
    known = {footnote.id for footnote in statement.footnotes}
    spoken = [(f"footnotes[{n}].text", note.text) for n, note in enumerate(statement.footnotes)]
    for path, text in (*spoken, ("remarks", statement.remarks)):
        for match in _SEE_NUMBER.finditer(text or ""):
            if f"F{int(match[1])}" not in known:
                yield Problem(path, number=match[1])
                break
