"""`section16 draft`: from what happened to finished forms, with the reasons and what is still asked."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from section16.cli.days import day_of
from section16.cli.draft_files import FORMS, USUAL, Written, write_drafts
from section16.cli.fact_labels import NO_LABELS, Labels
from section16.cli.gathering import Gathered, gathered
from section16.cli.inputs import earlier
from section16.cli.main import FOUND, OK
from section16.drafting.draft import draft
from section16.drafting.drafted import Drafts
from section16.drafting.legs import Question
from section16.drafting.profile_files import read_profiles
from section16.drafting.profiles import Profiles
from section16.drafting.why import named
from section16.errors import UsageError
from section16.model.findings import Finding
from section16.model.reading import Reading
from section16.model.statement import Statement


def run(options: argparse.Namespace) -> int:
    """Draft, write and tell; 1 when a question blocks a statement or a check finds REJECT or ERROR."""
    if options.ask:
        from section16.cli.ask.asking import ask

        return ask(options)
    if not options.facts:
        raise UsageError("name the files with the facts, or use --ask to be asked for them")
    taken = gathered(options.facts, options.map)
    if options.ledger:
        return _at_the_ledger(taken, options)
    before = list(earlier(options.after or (), ciks=options.ciks))
    made = draft(
        taken.sheet,
        profiles=read_profiles(options.profiles) if options.profiles else Profiles(),
        after=before,
        as_of=day_of(options.as_of) if options.as_of else None,
        merge_prices=not options.separate_prices,
        report_deferred=options.report_deferred,
    )
    return tell(made, options, taken.rejected, taken.labels, before)


def _at_the_ledger(taken: Gathered, options: argparse.Namespace) -> int:
    """Draft from what the ledger knows, and record facts and drafts in it."""
    from section16.cli.at_the_ledger import desk

    if options.profiles or options.after:
        raise UsageError(
            "with --ledger, profiles and earlier statements are those of the ledger; record what it lacks "
            "(section16 ledger profiles, section16 ledger record) and leave out --profiles and --after"
        )
    with desk(options) as at:
        made = at.draft(
            taken.sheet,
            as_of=day_of(options.as_of) if options.as_of else None,
            merge_prices=not options.separate_prices,
            report_deferred=options.report_deferred,
        )
        issuers = {each.statement.issuer.cik for each in made.drafts} - {None}
        before = [filing.statement for cik in issuers for filing in at.ledger.filings(issuer=cik)]
    return tell(made, options, taken.rejected, taken.labels, before)


def tell(
    made: Drafts,
    options: argparse.Namespace,
    rejected: Sequence[str] = (),
    labels: Labels = NO_LABELS,
    before: Sequence[Statement | Reading] = (),
) -> int:
    """Write the drafts and say what was made, what is asked, and what was not taken from the files."""
    into = Path(options.output)
    written = write_drafts(
        made.drafts,
        into,
        forms=forms_of(options.formats),
        not_reported=made.not_reported,
        earlier=[each for each in map(_plainly, before) if each],
        labels=labels,
    )
    if len(written) > 1:
        from section16.cli.review import write_review

        write_review(written, made, into / "review.html", rejected, labels)
    if options.json:
        _print_json(written, made, rejected, labels)
    else:
        _print(written, made, into, rejected, labels)
    in_order = all(each.is_in_order for each in written)
    return OK if written and in_order and not made.blocking and not rejected else FOUND


def _plainly(earlier: Statement | Reading) -> Statement | None:
    return earlier.statement if isinstance(earlier, Reading) else earlier


def _print_json(written: Sequence[Written], made: Drafts, rejected: Sequence[str], labels: Labels) -> None:
    for each in written:
        print(msgspec.json.encode(_told(each)).decode())
    left = {
        "draft": None,
        "questions": made.blocking,
        "not_reported": made.not_reported,
        "rejected": rejected,
        "facts": labels.places,
    }
    if made.blocking or rejected or not written:
        print(msgspec.json.encode(left).decode())


def _print(
    written: Sequence[Written], made: Drafts, into: Path, rejected: Sequence[str], labels: Labels
) -> None:
    for each in written:
        due = f", due {each.draft.due.value:%a %Y-%m-%d} 10 p.m. Eastern" if each.draft.due else ""
        print(f"{named(each.draft.statement)}: {len(each.draft.statement.rows)} lines{due}")
        for late in each.draft.late[:1]:
            print(f"  late: due {late.due}, {late.business_days} business days before {each.draft.as_of}")
        for finding in each.findings:
            print(found(finding))
    for fact in made.not_reported:
        print(f"{labels.of(fact.fact)}: {fact.says}")
    for line in rejected:
        print(f"not taken: {line}")
    for line in _all_asked(made.questions):
        print(labels.told(line))
    if written:
        files = sum(len(each.files) for each in written) + (len(written) > 1)
        first = "review.html, then each why.md," if len(written) > 1 else "why.md"
        print(f"{files} files in {into}/; read {first} before signing")
    elif not made.questions:
        print("nothing to report")


def _all_asked(questions: Sequence[Question]) -> Iterator[str]:
    """Say each question once, with how many facts it is about."""
    alike: dict[tuple[str, str | None], list[Question]] = {}
    for question in questions:
        alike.setdefault((question.asks, question.assumed), []).append(question)
    for same in alike.values():
        more = f" (and {len(same) - 1} more alike)" if len(same) > 1 else ""
        yield asked(same[0]) + more


def found(finding: Finding) -> str:
    """Say in one line what a check found in what was just made, and where."""
    return f"  {finding.severity} {finding.id}  {finding.place}: {finding.message}"


def asked(question: Question) -> str:
    """Say in one line what is to be answered, and what rests on it."""
    rests = f" (assumed: {question.assumed})" if question.assumed else " - no statement can be made before"
    return f"asked, {question.about}: {question.asks}{rests}"


def _told(each: Written) -> dict[str, object]:
    drafted = each.draft
    return {
        "draft": named(drafted.statement),
        "files": [str(file) for file in each.files],
        "due": drafted.due.value if drafted.due else None,
        "late": drafted.late,
        "reasons": drafted.reasons,
        "questions": drafted.questions,
        "findings": each.findings,
    }


def forms_of(said: str | None) -> tuple[str, ...]:
    """Return the forms named in ``xml,html``. Raises `UsageError` for one that is none."""
    if said is None:
        return USUAL
    chosen = tuple(part.strip().lower() for part in said.split(",") if part.strip())
    for form in chosen:
        if form not in FORMS:
            raise UsageError(f"there is no form {form!r}; known are {', '.join(FORMS)}")
    return chosen
