"""Why a draft says what it says, as a page in plain words: for whoever signs it, and for the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from section16.drafting.drafted import Draft, NotReported, Reason
from section16.drafting.legs import Question
from section16.law.citations import Citation
from section16.model.findings import Finding
from section16.model.places import place_of
from section16.model.statement import Statement


def page(
    draft: Draft,
    *,
    not_reported: Sequence[NotReported] = (),
    findings: Sequence[Finding] | None = None,
    divided: Sequence[str] = (),
) -> str:
    """Write the reasons of a draft as Markdown.

    It tells when the statement is due, what is late, every line with its reason and what was not chosen, what
    is not reported, what was assumed and is to be answered before filing, what the checks found, and the law.
    `divided` says why the statement was divided into several forms, if it was.
    """
    return "\n".join(_lines(draft, not_reported, findings, divided)).rstrip() + "\n"


def _lines(
    draft: Draft,
    not_reported: Sequence[NotReported],
    findings: Sequence[Finding] | None,
    divided: Sequence[str],
) -> Iterator[str]:
    statement = draft.statement
    yield f"# Why this {named(statement)} says what it says"
    yield ""
    yield "Drafted from the facts given. This is no legal advice; whoever signs answers for it."
    yield ""
    yield from _due(draft)
    if divided:
        yield f"**Divided into several forms.** {' '.join(divided)} Lines are numbered through all of them."
        yield ""
    yield "## Line by line"
    yield ""
    for reason in draft.reasons:
        yield from _reason(reason, statement)
    if not draft.reasons:
        yield "The statement reports holdings only."
        yield ""
    if not_reported:
        yield "## Not reported by itself"
        yield ""
        for fact in not_reported:
            yield f"- Fact {fact.fact + 1}: {fact.says}."
        yield ""
    yield from _questions(draft.questions)
    if findings is not None:
        yield "## What the checks found"
        yield ""
        for finding in findings:
            yield f"- {finding.severity} {finding.id}, {finding.place}: {finding.message} {finding.remedy}"
        if not findings:
            yield "Nothing."
        yield ""
    yield "## The law"
    yield ""
    for citation in _cited(draft):
        words = citation.words if citation.in_substance else f"“{citation.words}”"
        yield f"- {citation.name}{' (in substance)' if citation.in_substance else ''}: {words}"


def named(statement: Statement) -> str:
    """Name a statement in a line: "Form 4 of Sample Robin Q. on Example Instruments Inc."."""
    owners = " and ".join(owner.name or owner.cik or "?" for owner in statement.owners)
    issuer = statement.issuer.name or statement.issuer.cik or "?"
    return f"Form {statement.form_type} of {owners} on {issuer}"


def _due(draft: Draft) -> Iterator[str]:
    if draft.due is not None:
        day = draft.due.value
        yield f"**Due {day:%A}, {day.isoformat()}, 10 p.m. Eastern.** {draft.due.why}"
        yield from (f"Not certain: {doubt}" for doubt in draft.due.uncertain)
        yield ""
    for late in draft.late:
        place = place_of(late.path, draft.statement.form)
        yield (
            f"**Late:** {place} was due on {late.due.isoformat()}; on {draft.as_of.isoformat()} it is "
            f"{late.business_days} business days ({late.days} calendar days) late."
        )
    if draft.late:
        yield ""


def _reason(reason: Reason, statement: Statement) -> Iterator[str]:
    yield f"### {place_of(reason.path, statement.form)}"
    yield ""
    yield f"{reason.says}."
    if reason.exemption:
        yield f"Section 16(b): exempt under {reason.exemption}."
    else:
        yield "Section 16(b): no rule exempts it; an opposite trade within six months may be matched with it."
    if reason.total:
        yield f"Total: {reason.total}."
    for note in reason.notes:
        yield f"Noted: {note.removesuffix('.')}."
    yield ""
    for code, why_not in reason.instead.items():
        yield f"- not {code}: {why_not}"
    if reason.due is not None:
        yield f"- {reason.due.why}"
    yield ""


def _questions(questions: Iterable[Question]) -> Iterator[str]:
    told = tuple(questions)
    if not told:
        return
    yield "## To be answered before filing"
    yield ""
    for question in told:
        rests = f" The draft assumes: {question.assumed}." if question.assumed else ""
        yield f"- `{question.about}`: {question.asks}{rests}"
    yield ""


def _cited(draft: Draft) -> tuple[Citation, ...]:
    """Return every citation behind the draft, each once, in the order in which they matter."""
    due = draft.due.cites if draft.due else ()
    return tuple(dict.fromkeys((*due, *(cite for reason in draft.reasons for cite in reason.cites))))
