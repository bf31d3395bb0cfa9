"""The proof on real filings: each is read, checked, drawn, written in every form and read back."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

import section16
from bench.any_bytes import silently_lost
from bench.filings import real_documents, real_folder, real_submissions
from bench.page import Proof
from section16.errors import ReadError, WriteError
from section16.formats import ownership_xml
from section16.model.findings import Severity
from section16.model.reading import DeviationKind
from section16.model.statement import Statement

_PDF_EACH = 50
"""One document in so many is drawn as PDF too, which takes longer than all the rest."""


class Tally:
    """What happened to the filings so far."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.forms: Counter[str] = Counter()
        self.deviations: Counter[str] = Counter()
        self.severities: Counter[str] = Counter()
        self.rejects: Counter[str] = Counter()
        self.refused: list[str] = []
        self.wrong: list[str] = []

    def take(self, name: str, data: bytes, *, drawn: bool) -> None:
        """Read one filing and do with it everything that can be done."""
        self.counts["documents"] += 1
        try:
            reading = section16.read(data)
        except ReadError as refusal:
            self.refused.append(f"`{name}`: {type(refusal).__name__}, {refusal}")
            return
        statement = reading.statement
        assert statement is not None
        self.counts["read"] += 1
        self.forms[statement.form_type] += 1
        self.counts["rows"] += len(statement.rows)
        self.counts["without deviation"] += not reading.deviations
        self.deviations.update(deviation.kind.value for deviation in reading.deviations)
        self.wrong += (f"`{name}`: lost {part} without a word" for part in silently_lost(data, reading))
        for finding in section16.check(reading):
            self.severities[finding.severity] += 1
            if finding.severity is Severity.REJECT:
                self.rejects[finding.id] += 1
        typed = all(deviation.kind is not DeviationKind.UNTYPABLE for deviation in reading.deviations)
        self.there_and_back(name, statement, typed=typed)
        section16.render(statement, "html")
        section16.render(statement, "txt")
        if drawn:
            section16.render(statement, "pdf")
            self.counts["drawn as PDF"] += 1

    def there_and_back(self, name: str, statement: Statement, *, typed: bool) -> None:
        """Write the statement in both machine forms and read it again; only `typed` documents promise to be equal."""
        try:
            written = [
                ("XML", ownership_xml.write(statement, disseminated=True)),
                ("JSON", section16.write(statement, "json")),
            ]
        except WriteError as refusal:
            self.counts["not writable"] += 1
            if typed:
                self.wrong.append(f"`{name}`: cannot be written: {refusal}")
            return
        for form, data in written:
            if section16.read(data).statement == statement:
                self.counts[f"equal in {form}"] += 1
            elif typed:
                self.wrong.append(f"`{name}`: another statement when read back from {form}")
            else:
                self.counts[f"not equal in {form}, with a value of no type"] += 1


def prove() -> Proof | None:
    """Take every real filing; None when there are none."""
    if real_folder() is None:
        return None
    documents, submissions = Tally(), Tally()
    for number, (name, data) in enumerate(real_documents()):
        documents.take(name, data, drawn=number % _PDF_EACH == 0)
        if number % 2_000 == 0:
            print(f"  {number:,} documents", file=sys.stderr)
    for name, data in real_submissions():
        submissions.take(name, data, drawn=False)
    wrong = [*documents.wrong, *submissions.wrong]
    rejects = documents.rejects + submissions.rejects
    return Proof(
        title="Every real filing",
        promise="Every filing that EDGAR accepted is read whole, written and read back to an equal statement, "
        "checked without a REJECT, and drawn. Documents that are damaged in the copy are refused by name.",
        command="python -m bench.prove --only filings",
        holds=not wrong and not rejects,
        figures=[
            *_figures("ownership XML", documents),
            *_figures("full-submission files", submissions),
            ("REJECTs on accepted filings", _listed(rejects) if rejects else "0"),
            ("findings in ownership XML, by severity", _listed(documents.severities)),
            ("deviations in ownership XML, by kind", _listed(documents.deviations)),
            ("deviations in full-submission files, by kind", _listed(submissions.deviations)),
            ("ownership XML, by form", _listed(documents.forms)),
        ],
        remarks=[
            *(f"Refused: {text}" for text in [*documents.refused, *submissions.refused][:20]),
            *(f"Wrong: {text}" for text in wrong[:20]),
        ],
    )


def _figures(what: str, tally: Tally) -> list[tuple[str, str]]:
    counts = tally.counts
    read = f"{counts['read']:,} read, {len(tally.refused):,} refused; {counts['rows']:,} rows"
    others = {name: n for name, n in counts.items() if name.startswith("not ") and n}
    equal = f"{counts['equal in XML']:,} by XML, {counts['equal in JSON']:,} by JSON"
    drawn = f"{counts['read']:,} as HTML and text, {counts['drawn as PDF']:,} as PDF"
    return [
        (f"{what}, documents", f"{counts['documents']:,}: {read}"),
        (f"{what}, without any deviation", f"{counts['without deviation']:,}"),
        (f"{what}, equal when read back", equal + (f"; {_listed(others)}" if others else "")),
        (f"{what}, drawn", drawn),
    ]


def _listed(counts: Counter[Any] | dict[str, int]) -> str:
    ordered: Iterable[tuple[Any, int]] = Counter(counts).most_common()
    return ", ".join(f"{name} {count:,}" for name, count in ordered) or "none"
