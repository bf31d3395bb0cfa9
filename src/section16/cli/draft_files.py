"""The files of a draft: the statement in every form, the reasons, and the fills behind its averages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from section16.checks import check
from section16.cli.fact_labels import NO_LABELS, Labels
from section16.cli.putting import folder, put
from section16.cli.unconfirmed import unconfirmed_said
from section16.drafting.drafted import Draft, NotReported
from section16.drafting.fill_breakdown import FillBreakdown
from section16.drafting.prices import PriceLine, separate_lines
from section16.drafting.split import Split, split
from section16.drafting.why import page
from section16.errors import ReadError, UsageError
from section16.formats import output
from section16.model.findings import Finding, Severity
from section16.model.statement import Statement
from section16.model.values import NO_NOTES

FORMS = ("xml", "json", "html", "pdf", "txt")
"""The forms in which a draft can be written."""

USUAL = ("xml", "json", "html", "pdf")
"""Those in which it is written unless others are asked for."""

FILLS = "fills.json"
"""How the name of a file ends that keeps the fills behind each line at an average price, by its path."""


class Written(Struct, frozen=True, kw_only=True):
    """A draft with what the checks find in it before filing, and the files it became."""

    draft: Draft
    findings: tuple[Finding, ...]
    files: tuple[Path, ...]

    @property
    def is_in_order(self) -> bool:
        """Whether no finding is a REJECT or ERROR."""
        return in_order(self.findings)


def write_drafts(
    drafts: Sequence[Draft],
    into: Path,
    *,
    forms: Iterable[str] = USUAL,
    not_reported: Sequence[NotReported] = (),
    earlier: Sequence[Statement] = (),
    labels: Labels = NO_LABELS,
) -> list[Written]:
    """Write every draft, a folder each where there are several, and return them with their findings.

    Many drafts are written by as many processes as there are processors: drawing a PDF takes the most time.
    """
    tasks = []
    for draft, name in zip(drafts, folder_names(drafts), strict=True):
        facts = {reason.fact for reason in draft.reasons}
        theirs = tuple(each for each in not_reported if len(drafts) == 1 or each.fact in facts)
        place = folder(into / name if len(drafts) > 1 else into)
        tasks.append(_Task(draft, place, tuple(forms), theirs, tuple(earlier), labels))
    if len(tasks) < _MANY:
        return [_write(task) for task in tasks]
    from concurrent.futures import ProcessPoolExecutor  # which takes long to import

    with ProcessPoolExecutor() as processes:
        return list(processes.map(_write, tasks, chunksize=8))


_MANY = 24
"""From how many drafts on it is worth starting processes."""


class _Task(NamedTuple):
    """One draft to be written, and where."""

    draft: Draft
    place: Path
    forms: tuple[str, ...]
    not_reported: tuple[NotReported, ...]
    earlier: tuple[Statement, ...]
    labels: Labels


def _write(task: _Task) -> Written:
    draft, place = task.draft, task.place
    divided = split(draft.statement)
    files = [file for files in write_parts(divided, place, task.forms) for file in files]
    findings = [found for part in divided.parts for found in findings_of(part, task.earlier)]
    for stem, kept in _fills_kept(draft, divided.parts):
        files.append(place / f"{stem}{FILLS}")
        put(files[-1], msgspec.json.format(msgspec.json.encode(kept), indent=2))
    files.append(place / "why.md")
    why = page(draft, not_reported=task.not_reported, findings=findings, divided=divided.why)
    put(files[-1], task.labels.told(why).encode())
    return Written(draft=draft, findings=tuple(findings), files=tuple(files))


def _fills_kept(draft: Draft, parts: Sequence[Statement]) -> Iterator[tuple[str, dict[str, PriceLine]]]:
    """Yield for each part of a draft how its file of fills begins, and the fills by the part's own lines."""
    if len(parts) == 1:
        if draft.price_lines:
            yield "", dict(draft.price_lines)
        return
    whole = dict(draft.statement.rows_with_paths())
    for number, part in enumerate(parts, start=1):
        kept = {
            path: line
            for path, row in part.rows_with_paths()
            for of_whole, line in draft.price_lines.items()
            if replace(whole[of_whole], notes=NO_NOTES) == replace(row, notes=NO_NOTES)
        }
        if kept:
            yield f"part-{number}-", kept


def write_parts(divided: Split, place: Path, forms: Iterable[str]) -> list[tuple[Path, ...]]:
    """Write each part of a statement in every form, with its exhibits, and return the files of each."""
    chosen = tuple(forms)
    with unconfirmed_said():
        contents = [_contents(divided, number, chosen) for number in range(len(divided.parts))]
    for files in contents:
        for name, content in files.items():
            put(place / name, content)
    return [tuple(place / name for name in files) for files in contents]


def _contents(divided: Split, number: int, forms: Sequence[str]) -> dict[str, bytes]:
    """Return the files of one part by their names."""
    part = divided.parts[number]
    stem = stem_of(part) + (f"-part-{number + 1}" if len(divided.parts) > 1 else "")
    files = {f"{stem}.{form}": made(part, form) for form in forms}
    for exhibit in divided.exhibits:
        if exhibit.part == number:
            files[f"{stem}-{_plain(exhibit.name)}.txt"] = exhibit.text.encode()
    return files


def in_order(findings: Iterable[Finding]) -> bool:
    """Say whether no finding is a REJECT or ERROR."""
    return not any(found.severity in (Severity.REJECT, Severity.ERROR) for found in findings)


def findings_of(statement: Statement, earlier: Sequence[Statement] = ()) -> tuple[Finding, ...]:
    """Return what the checks say of a statement as it would be sent: without the names EDGAR supplies.

    `earlier` are the owners' statements before it, of which family H makes use.
    """
    sent = replace(
        statement,
        issuer=replace(statement.issuer, name=None),
        owners=tuple(replace(owner, name=None) for owner in statement.owners),
    )
    return check(sent, purpose="to_file", earlier=earlier)


def made(statement: Statement, form: str) -> bytes:
    """Return a statement in one of the forms."""
    if form == "xml":
        return output.write(statement, "xml")
    if form == "json":
        return output.write(statement, "json")
    return output.render(statement, form)  # type: ignore[arg-type]


def stem_of(statement: Statement) -> str:
    """Return the name of a statement's files: "form4", "form4a" for an amendment."""
    return f"form{statement.form}" + ("a" if statement.is_amendment else "")


def folder_names(drafts: Sequence[Draft]) -> list[str]:
    """Name a folder for each draft by owner and form, no two alike: "sample-robin-q-form4"."""
    seen: dict[str, int] = {}
    names = []
    for draft in drafts:
        owner = draft.statement.owners[0] if draft.statement.owners else None
        who = _plain((owner.name or owner.cik or "owner") if owner else "owner")
        name = f"{who}-{stem_of(draft.statement)}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return names


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "draft"


def read_fills(file: Path) -> Mapping[str, FillBreakdown]:
    """Read the fills that a draft kept, broken down by price for each line.

    Raises `ReadError` for a file that is damaged or another.
    """
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=dict[str, PriceLine])
        return {path: _broken_down(line) for path, line in kept.items()}
    except (msgspec.DecodeError, UnicodeDecodeError, UsageError) as error:
        raise ReadError(
            f"it does not hold the fills of a draft: {error}; draft again", source=str(file)
        ) from None


def _broken_down(line: PriceLine) -> FillBreakdown:
    """Break a line down whose fills come from a file: they are checked and put in order again."""
    by_price = separate_lines(line.fills)
    return FillBreakdown.of(PriceLine(fills=tuple(fill for each in by_price for fill in each.fills)))
