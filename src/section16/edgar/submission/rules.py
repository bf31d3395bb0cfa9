"""The checks of a submission: what EDGAR's error table demands beyond the statement, before it is sent.

Each looks at the parts and the statement, and yields findings of the checks S903 to S920; those that only
EDGAR's records can decide (S901, S902) come with its answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from section16.checks.rule import unpadded
from section16.edgar.submission.document_rules import DOCUMENT_RULES
from section16.edgar.submission.exhibits import is_pdf
from section16.edgar.submission.found import finding, named
from section16.edgar.submission.layout import MAX_BYTES
from section16.edgar.submission.parts import SubmissionParts
from section16.edgar.submission.text_exhibits import Change
from section16.model.findings import Finding, Severity
from section16.model.statement import Statement
from section16.model.submission import Document

Rule = Callable[[SubmissionParts, Statement | None], Iterator[Finding]]

_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_MOST_ADDRESSES = 30


def submission_findings(parts: SubmissionParts, statement: Statement | None) -> tuple[Finding, ...]:
    """Return everything wrong with a submission beside its statement, in the order of the file.

    `statement` is the one of its statement document, None when none could be read. No finding quotes a CCC.
    """
    return tuple(found for each in _RULES for found in each(parts, statement))


def _codes(parts: SubmissionParts, statement: Statement | None) -> Iterator[Finding]:
    """S903, "You must provide a CIK and CCC." - 4.3.2; of exactly eight characters."""
    for position, owner in enumerate(statement.owners if statement else ()):
        ccc = parts.cccs.get(unpadded(owner.cik))
        name = owner.name or f"CIK {owner.cik}"
        if ccc is None:
            says = f"There is no CCC for {name}."
        elif not ccc.fits:
            says = f"The CCC given for {name} does not have the eight characters of one."
        else:
            continue
        yield finding("S903", f"owners[{position}].cik", f"Reporting person {position + 1}", says)


def _types(parts: SubmissionParts, statement: Statement | None) -> Iterator[Finding]:
    """S904: the envelope, the document in it and the statement name one form type. - 4.3"""
    main = parts.statement_document
    said = {
        "the submission": parts.form_type,
        "the document in it": main.type if main else None,
        "the statement": statement.form_type if statement else None,
    }
    if len({type for type in said.values() if type}) > 1:
        told = ", ".join(f"{where} is of type {type}" for where, type in said.items() if type)
        yield finding("S904", "form_type", "The submission", f"The types differ: {told}.")


def _addresses(parts: SubmissionParts, _: Statement | None) -> Iterator[Finding]:
    """S905 and S906: "Improperly formatted email address", "Duplicate Notification Address". - section 5"""
    contact = parts.contact.email if parts.contact else None
    seen = {contact.casefold()} if contact else set()
    if contact and not _EMAIL.fullmatch(contact):
        yield finding("S905", "contact.email", "The contact", f"{contact!r} is no e-mail address.")
    for position, address in enumerate(parts.notify):
        path, place = f"notify[{position}]", f"Notification address {position + 1}"
        if not _EMAIL.fullmatch(address):
            yield finding("S905", path, place, f"{address!r} is no e-mail address.")
        if address.casefold() in seen:
            yield finding("S906", path, place, f"{address} is given more than once.")
        seen.add(address.casefold())
    if len(parts.notify) > _MOST_ADDRESSES:
        says = f"There are {len(parts.notify)} notification addresses; EDGAR takes {_MOST_ADDRESSES}."
        yield finding("S913", "notify", "Notification addresses", says)


def _boxes(parts: SubmissionParts, _: Statement | None) -> Iterator[Finding]:
    """S918: the sizes of what the envelope says. - section 3.4"""
    contact = parts.contact
    boxes: list[tuple[str, str, str | None, int]] = []
    if contact:
        boxes += [
            ("contact.name", "The contact's name", contact.name, 30),
            ("contact.telephone", "The contact's telephone number", contact.telephone, 20),
            ("contact.email", "The contact's address", contact.email, 80),
        ]
    boxes += [
        (f"notify[{n}]", f"Notification address {n + 1}", text, 80) for n, text in enumerate(parts.notify)
    ]
    boxes += [
        (f"documents[{n}].description", f"The description of {named(n, each)}", each.description, 255)
        for n, each in enumerate(parts.documents)
    ]
    for path, place, text, longest in boxes:
        if text and len(text) > longest:
            yield finding("S918", path, place, f"It has {len(text)} characters; {longest} fit.")
        if text and not (text.isascii() and text.isprintable()):
            yield finding("S918", path, place, "It holds other characters than printed ASCII.")


# "CORRESP 100; COVER 10; EX-24 + EX-99 + GRAPHIC 500 together." - section 4.2
_MOST = ((("CORRESP",), 100), (("COVER",), 10), (("EX-24", "EX-99", "GRAPHIC"), 500))


def _counts(parts: SubmissionParts, _: Statement | None) -> Iterator[Finding]:
    """S913: how many documents of each kind, and one statement."""
    kinds = Counter(each.type.partition(".")[0] for each in parts.exhibits)
    for types, most in _MOST:
        number = sum(kinds[type] for type in types)
        if number > most:
            says = f"There are {number} documents of type {', '.join(types)}; EDGAR takes {most}."
            yield finding("S913", "documents", "The documents", says)
    size = sum(len(each.content) for each in parts.documents) * 4 // 3  # as base64 makes it
    if size > MAX_BYTES:
        says = f"They make a file of {size:,} bytes; EDGAR takes {MAX_BYTES:,}."
        yield finding("S913", "documents", "The documents", says)
    if parts.statement_document is None:
        yield finding("S912", "documents", "The documents", "None of them is the statement.")


_FOR_ANOTHER = re.compile(
    r"attorney[\s-]+in[\s-]+fact|\bpoa\b|power\s+of\s+attorney|\bunder\s+power\b|\batty\b", re.IGNORECASE
)
_FILED_BEFORE = re.compile(
    r"(?:previously|already|earlier)\s+(?:been\s+)?(?:filed|submitted)|filed\s+(?:previously|earlier|with|as|on)|"
    r"\bon\s+file\b|incorporated\s+(?:herein\s+)?by\s+reference",
    re.IGNORECASE,
)
_ATTORNEY = re.compile(r"power\s+of\s+attorney|\bpoa\b|exhibit\s+24|\bex-?24", re.IGNORECASE)


def _power_of_attorney(parts: SubmissionParts, statement: Statement | None) -> Iterator[Finding]:
    """S917: "EX-24 when someone else signs; later forms say it was filed earlier." - Instruction 7(c)"""
    if statement is None or any(each.type.partition(".")[0] == "EX-24" for each in parts.exhibits):
        return
    texts = [statement.remarks or "", *(note.text or "" for note in statement.footnotes)]
    for position, signature in enumerate(statement.signatures):
        name = signature.name or ""
        if not _FOR_ANOTHER.search(name):
            continue
        if any(_ATTORNEY.search(text) and _FILED_BEFORE.search(text) for text in (*texts, name)):
            continue
        says = f"{name} signs by power of attorney; none is enclosed, and none is said to be filed already."
        yield finding("S917", f"signatures[{position}].name", f"Signature {position + 1}", says)


def _listed(parts: SubmissionParts, statement: Statement | None) -> Iterator[Finding]:
    """S920: exhibits should be listed in the remarks. - frequent questions of OnlineForms"""
    if statement is None:
        return
    remarks = statement.remarks or ""
    for position, each in enumerate(parts.documents):
        kind, _, part = each.type.partition(".")
        if kind not in ("EX-24", "EX-99") or is_pdf(each):
            continue
        number = kind[3:] + (f".{part}" if part else "")
        if not re.search(rf"(?:exhibit|ex)[\s-]*{re.escape(number)}\b", remarks, re.IGNORECASE):
            place = named(position, each)
            says = f"The remarks do not name Exhibit {number}."
            yield finding("S920", f"documents[{position}]", place, says)


_RULES: tuple[Rule, ...] = (
    _types,
    _codes,
    _addresses,
    _boxes,
    _counts,
    *DOCUMENT_RULES,
    _power_of_attorney,
    _listed,
)


def changes_told(changes: Sequence[Change], documents: Sequence[Document]) -> Iterator[Finding]:
    """S915: what was changed in each exhibit, summed up by its reason; the changes themselves are listed."""
    for position, each in enumerate(documents):
        reasons = Counter(change.why for change in changes if change.document == each.filename)
        if reasons:
            told = "; ".join(f"{why} ({number} x)" for why, number in reasons.items())
            place = named(position, each)
            yield finding("S915", f"documents[{position}].content", place, f"It was changed: {told}.")


def is_reject(found: Finding) -> bool:
    """Whether EDGAR would suspend the submission for it."""
    return found.severity is Severity.REJECT
