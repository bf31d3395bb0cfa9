"""A statement that does not fit one form becomes several, numbered, that refer to each other.

    >>> from msgspec.structs import replace
    >>> from section16.model.samples import FORM_3
    >>> [len(part.table_1) for part in split(replace(FORM_3, table_1=FORM_3.table_1 * 16)).parts]
    [30, 2]

What belongs to the statement as a whole is said on every part: issuer, period, boxes, remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from section16.drafting.footnote_numbering import Unnumbered, number, unnumber
from section16.drafting.footnote_text import split_text
from section16.drafting.legs import Question
from section16.drafting.loose_ends import loose_ends, with_boxes_by_lines
from section16.drafting.split_lines import PartLines, divide
from section16.errors import UsageError
from section16.model.items import (
    BY_NAME,
    MAX_FOOTNOTES,
    MAX_OWNERS,
    MAX_ROWS,
    MAX_SIGNATURES,
    Kind,
    Use,
    of_group,
)
from section16.model.parties import ReportingOwner
from section16.model.places import place_of
from section16.model.statement import Signature, Statement

_LONGEST_REMARKS = BY_NAME["remarks"].max_length or 0
_SEE_REMARKS = "See Remarks"

# Texts that may be longer than their box: a footnote is divided, remarks go on in an exhibit, and the words
# of an owner's relationship move to the remarks.
_MOVABLE = ("officer_title", "other_text")
_MENDED = ("footnote.text", "remarks", *(f"owner.relationship.{words}" for words in _MOVABLE))


class ExhibitText(Struct, frozen=True, kw_only=True):
    """Text for an exhibit of one part: the end of remarks that are longer than the form takes.

    `part` is the part's position, `kind` EDGAR's document type (``EX-99``), `name` the exhibit as the remarks
    list it.
    """

    part: int
    kind: str
    name: str
    text: str


class Split(Struct, frozen=True, kw_only=True):
    """The parts of a statement, each within every limit of EDGAR's.

    `why` says what did not fit and what was done; it is empty, and the one part is the statement itself,
    where all fits. `questions` are what only the filer can answer about a part.
    """

    parts: tuple[Statement, ...]
    why: tuple[str, ...] = ()
    exhibits: tuple[ExhibitText, ...] = ()
    questions: tuple[Question, ...] = ()


def split(statement: Statement) -> Split:
    """Divide a statement into parts that each fit one form: 10 owners, 30 lines a table, 99 footnotes.

    With more than 10 owners each group of 10 files all of the lines. A long footnote becomes several on the
    same item, a long officer title moves to the remarks, and remarks over 2,000 characters go on in an
    exhibit 99. Totals stay as they are.

    Raises `UsageError` naming the place, the limit and the remedy for what cannot be divided: a title over 60
    characters, a nature of ownership over 100, more holdings than transactions can carry.
    Source: specification v5.4, sections 3.3 to 3.5 and 4.3.3.
    """
    _refuse_what_stays_too_long(statement)
    titled, moved = _with_words_in_remarks(statement)
    too_many = list(_too_many(titled))
    why = [*(f"{reason}." for reason in too_many), *moved, *_divided_footnotes(titled)]
    if not why and len(titled.remarks or "") <= _LONGEST_REMARKS:
        return Split(parts=(statement,))

    unnumbered = unnumber(titled)
    groups = _owner_groups(titled)
    lines = divide(unnumbered)
    shown = [(owners, signatures, part) for owners, signatures in groups for part in lines]
    parts: list[Statement] = []
    exhibits: list[ExhibitText] = []
    questions: list[Question] = []
    for n, (owners, signatures, part_lines) in enumerate(shown):
        part = _part(titled, unnumbered, part_lines, owners, signatures)
        if len(shown) > 1:
            part = replace(part, remarks=_joined(_heading(n + 1, len(shown), too_many), part.remarks))
        if len(part.remarks or "") > _LONGEST_REMARKS:
            part, exhibit = _with_exhibit(part, n)
            exhibits.append(exhibit)
            why.append(
                f"The remarks of form {n + 1} have more than {_LONGEST_REMARKS:,} characters: {exhibit.name}."
            )
        parts.append(part)
        questions.extend(loose_ends(part, statement, f"form {n + 1} of {len(shown)}"))
    return Split(parts=tuple(parts), why=tuple(why), exhibits=tuple(exhibits), questions=tuple(questions))


def rejoin(parts: Sequence[Statement], exhibits: Sequence[ExhibitText] = ()) -> Statement:
    """Put the parts made by `split` together again: every owner, line, footnote text and remark.

    Lines stand in the order of the parts. What `split` divided or moved stays so: a long footnote is several
    on its item, a long officer title stands in the remarks. `exhibits` are those of the split, without which
    the end of long remarks is missing. Raises `UsageError` when there is no part.
    """
    if not parts:
        raise UsageError("there is no part to rejoin; give all parts of one statement, in order")
    first = parts[0]
    by_owners: dict[tuple[ReportingOwner, ...], list[Statement]] = {}
    for part in parts:
        by_owners.setdefault(part.owners, []).append(part)
    same_lines = [unnumber(part) for part in by_owners[first.owners]]
    numbered = number(
        [noted for part in same_lines for noted in part.table_1],
        [noted for part in same_lines for noted in part.table_2],
    )
    groups = [group[0] for group in by_owners.values()]
    each_signs = all(len(part.owners) == len(part.signatures) for part in groups)
    continued = next((exhibit.text for exhibit in exhibits if exhibit.part == 0), None)
    remarks = _CONTINUED.sub("", first.remarks or "") if continued else first.remarks
    whole = replace(
        first,
        owners=tuple(owner for part in groups for owner in part.owners),
        signatures=tuple(name for part in groups for name in part.signatures)
        if each_signs
        else first.signatures,
        remarks=_HEADING.sub("", _joined(remarks, continued), count=1) or None,
        **numbered._asdict(),
    )
    ticked = [part.under_10b5_1_plan for part in parts]
    whole = replace(whole, under_10b5_1_plan=any(ticked) if None not in ticked else first.under_10b5_1_plan)
    return with_boxes_by_lines(whole, whole)


def _part(
    statement: Statement,
    unnumbered: Unnumbered,
    lines: PartLines,
    owners: tuple[ReportingOwner, ...],
    signatures: tuple[Signature, ...],
) -> Statement:
    numbered = number(
        [unnumbered.table_1[n] for n in lines.table_1], [unnumbered.table_2[n] for n in lines.table_2]
    )
    part = replace(statement, owners=owners, signatures=signatures, **numbered._asdict())
    return with_boxes_by_lines(part, statement)


def _owner_groups(
    statement: Statement,
) -> list[tuple[tuple[ReportingOwner, ...], tuple[Signature, ...]]]:
    """Divide the owners into groups of ten, each with its own signatures where every owner has one."""
    owners, signatures = statement.owners, statement.signatures
    # "Such filings must be signed by each beneficial owner, or on behalf of such owner by an authorized
    # person." - Form 4, General Instruction 4(b)(v). A signature is not tied to an owner (4.3.7).
    each_signs = len(owners) == len(signatures)
    if len(signatures) > MAX_SIGNATURES and not each_signs:
        raise UsageError(
            f"there are {len(signatures)} signatures for {len(owners)} reporting owners, and a form takes at "
            f"most {MAX_SIGNATURES}; give one signature an owner, in the order of the owners"
        )
    return [
        (owners[n : n + MAX_OWNERS], signatures[n : n + MAX_OWNERS] if each_signs else signatures)
        for n in range(0, max(len(owners), 1), MAX_OWNERS)
    ]


def _too_many(statement: Statement) -> Iterator[str]:
    """Say of what there is more than one form takes."""
    footnotes = sum(len(split_text(note.text or "")) for note in statement.footnotes)
    for number_of, what, most in (
        (len(statement.owners), "reporting owners", MAX_OWNERS),
        (len(statement.table_1), "lines in Table I", MAX_ROWS),
        (len(statement.table_2), "lines in Table II", MAX_ROWS),
        (footnotes, "footnotes", MAX_FOOTNOTES),
    ):
        if number_of > most:
            yield f"There are {number_of} {what}, and one form takes {most}"


def _divided_footnotes(statement: Statement) -> Iterator[str]:
    for note in statement.footnotes:
        parts = split_text(note.text or "")
        if len(parts) > 1:
            length = len(note.text or "")
            yield f"Footnote {note.id} has {length:,} characters and becomes {len(parts)} footnotes."


def _with_words_in_remarks(statement: Statement) -> tuple[Statement, list[str]]:
    """Move the words of relationships that are too long for their box to the remarks, and say so."""
    owners, sentences, why = [], [], []
    for position, owner in enumerate(statement.owners):
        relationship = owner.relationship
        for attribute in _MOVABLE:
            words = getattr(relationship, attribute)
            item = BY_NAME[f"owner.relationship.{attribute}"]
            if words and item.max_length and len(words) > item.max_length:
                name = owner.name or f"reporting person {position + 1}"
                relationship = replace(relationship, **{attribute: _SEE_REMARKS})
                sentences.append(f"{item.label} of {name}: {words.rstrip('.')}.")
                why.append(f"{item.label} of {name}: {len(words)} characters; it stands in the remarks.")
        owners.append(replace(owner, relationship=relationship))
    if not sentences:
        return statement, why
    remarks = _joined(*sentences, statement.remarks)
    return replace(statement, owners=tuple(owners), remarks=remarks), why


def _refuse_what_stays_too_long(statement: Statement) -> None:
    for path, group, holder in _holders(statement):
        for item in of_group(group):
            if item.kind is not Kind.TEXT or not item.max_length or item.name in _MENDED:
                continue
            words = attrgetter(item.attribute)(holder)
            if words and len(words) > item.max_length and item.use(statement.form_type) is not Use.BY_EDGAR:
                place = place_of(f"{path}.{item.attribute}".lstrip("."), statement.form)
                raise UsageError(
                    f"{place}: the text has {len(words)} characters and the form takes at most "
                    f"{item.max_length}. {_REMEDIES.get(item.attribute, 'Shorten it.')}"
                )


_REMEDIES = {
    "security": "Shorten the title, and give the rest in a footnote on it.",
    "underlying_title": "Shorten the title, and give the rest in a footnote on it.",
    "nature_of_ownership": "Write 'See footnote', and give the nature of ownership in a footnote on it.",
    "name": "Shorten the signature; the capacity of the signer may be given in the remarks.",
}


def _holders(statement: Statement) -> Iterator[tuple[str, str, object]]:
    """Yield everything that has items with texts: its path, its group of items, and itself."""
    yield "", "statement", statement
    yield "issuer", "issuer", statement.issuer
    for position, owner in enumerate(statement.owners):
        yield f"owners[{position}]", "owner", owner
    for path, row in statement.rows_with_paths():
        yield path, path.partition("[")[0], row
    for position, signature in enumerate(statement.signatures):
        yield f"signatures[{position}]", "signature", signature


def _heading(n: int, parts: int, reasons: Sequence[str]) -> str:
    because = " ".join(f"{reason}." for reason in reasons)
    return f"Form {n} of {parts}: this statement is made in {parts} forms, to be read together. {because}"


# The heading as `split` writes it.
_HEADING = re.compile(
    r"Form \d+ of \d+: this statement is made in \d+ forms, to be read together\."
    r"(?: There are \d+ [\w ]+, and one form takes \d+\.)* ?"
)
_CONTINUED = re.compile(r" ?Exhibit 99(?:\.\d+)? - Remarks, continued$")
_EXHIBIT_99 = re.compile(r"\b(?:Exhibit|EX)[ -]?99(?:\.(\d+))?", re.IGNORECASE)


def _with_exhibit(part: Statement, n: int) -> tuple[Statement, ExhibitText]:
    """Move the end of the remarks to an exhibit that they list."""
    remarks = part.remarks or ""
    # "Use the number '99' for any other exhibit. If there is more than one of either such exhibit, then use
    # numerical subparts." - Form 4, General Instruction 6(c)
    others = [int(found[1] or 1) for found in _EXHIBIT_99.finditer(remarks)]
    exhibit = f"99.{max(others) + 1}" if others else "99"
    name = f"Exhibit {exhibit} - Remarks, continued"
    kept, *rest = split_text(remarks, _LONGEST_REMARKS - len(name) - 1)
    text = ExhibitText(part=n, kind=f"EX-{exhibit}", name=name, text=" ".join(rest))
    return replace(part, remarks=f"{kept} {name}"), text


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)
