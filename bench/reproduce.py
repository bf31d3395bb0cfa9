"""Real filings drafted again from what happened: `python -m bench.reproduce [FOLDER_OR_ZIP ...]`.

Of each Form 4 whose codes are all among P, S, A, M, F, G, D, C and X the facts are told without code, table,
direction, form type and timeliness, a draft is made of them with price merging off, and its lines are compared
with the filed ones. Without a folder the real filings are taken.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import msgspec

import section16
from bench.compared import Compared, Standing, compared, not_drafted
from bench.facts_of import facts_of, is_told
from bench.filings import real_documents, real_folder, real_submissions
from bench.page import Proof
from section16.drafting.draft import draft
from section16.errors import ReadError
from section16.model.lines import transactions
from section16.model.statement import Statement

AIM = 0.97
"""How much is to be reproduced: of the later lines of Table I that close, and of the codes of all lines."""

_READ = (".xml", ".txt")
_TABLES = {"table_1": "Table I", "table_2": "Table II"}
_STANDINGS: tuple[Standing, ...] = ("opening", "later, closes", "later, does not close")


_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|\[\d+\]|\d[\d,.-]*")
_NAME = re.compile(r"^[^:?]*?, (?:in)?direct[^:?]*: |(?<=How many ).*?(?=before …)")
_LONGEST = 90

_REASONS_TOLD = 20
_HOW = (
    "The opening of an account is its first total less what the first line moved, so that the first total follows from "
    "it; later totals are the draft's own. Where a filed total follows from none before it in the account, awards or "
    "lots of one title are counted apart: the line opens a count of its own, as the facts say, and is counted as a later "
    "line that does not close."
)


def documents_in(places: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every .xml and .txt file in folders and zip archives, or of a file itself."""
    for place in places:
        files = sorted(each for each in place.rglob("*") if each.is_file()) if place.is_dir() else [place]
        for file in files:
            if file.suffix.lower() == ".zip":
                with ZipFile(file) as zipped:
                    for name in sorted(zipped.namelist()):
                        if name.lower().endswith(_READ):
                            yield f"{file.name}:{name}", zipped.read(name)
            elif file == place or file.suffix.lower() in _READ:
                yield file.name, file.read_bytes()


def statements_in(documents: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, Statement]]:
    """Yield every statement that is taken for the run, with the name of its document; what cannot be read is not."""
    for name, data in documents:
        try:
            for reading in section16.read_all(data):
                if reading.statement is not None and is_told(reading.statement):
                    yield name, reading.statement
        except ReadError:
            continue


def again(filed: Statement) -> tuple[Statement, ...] | str:
    """Draft a filed statement again, as of the day of its signature or last transaction; or say why there is none.

    Whatever goes wrong is told like a refusal, so that one statement does not end the run.
    """
    days = [signature.date for signature in filed.signatures if signature.date]
    days += [line.row.transaction_date for line in transactions(filed) if line.row.transaction_date]
    try:
        made = draft(
            facts_of(filed),
            as_of=max(days, default=None),
            merge_prices=False,
            report_deferred=True,
        )
    except Exception as refusal:
        return f"refused: {type(refusal).__name__}: {_general(str(refusal))}"
    blocking = [question for question in made.questions if question.blocks]
    blocking += [question for each in made.drafts for question in each.questions if question.blocks]
    statements = tuple(each.statement for each in made.drafts if each.statement.form == "4")
    if not statements:
        return f"asked: {_general(blocking[0].asks)}" if blocking else "no Form 4 was drafted"
    return statements


class Tally:
    """What came of the statements so far."""

    def __init__(self, examples: int = 2) -> None:
        self.statements = self.whole = 0
        self.lines: Counter[tuple[str, Standing]] = Counter()
        self.reproduced: Counter[tuple[str, Standing]] = Counter()
        self.right: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.examples: defaultdict[str, list[str]] = defaultdict(list)
        self._most = examples

    def take(self, name: str, filed: Statement) -> Compared:
        """Draft one statement again and count how its lines fared."""
        made = again(filed)
        found = not_drafted(filed, made) if isinstance(made, str) else compared(filed, made)
        self.count(name, found)
        return found

    def count(self, name: str, found: Compared) -> None:
        """Count one statement that was compared with its draft."""
        self.statements += 1
        self.whole += found.reproduced
        for line in found.lines:
            at = (line.table, line.standing)
            self.lines[at] += 1
            self.reproduced[at] += line.reproduced
            self.right.update(respect for respect, so in line.right.items() if so)
        for reason in [*(reason for line in found.lines for reason in line.reasons), *found.besides]:
            self.reasons[reason] += 1
            seen = self.examples[reason]
            if name not in seen and len(seen) < self._most:
                seen.append(name)

    @property
    def codes_right(self) -> float:
        """Which part of all lines has the filed code."""
        return _part(self.right["code"], self.lines.total())

    @property
    def later_lines(self) -> float:
        """Which part of the later lines of Table I that close was reproduced."""
        at = ("table_1", _STANDINGS[1])
        return _part(self.reproduced[at], self.lines[at])

    @property
    def holds(self) -> bool:
        """Whether both aims were reached."""
        return min(self.later_lines, self.codes_right) >= AIM

    def figures(self) -> list[tuple[str, str]]:
        """Return the figures as names and values."""
        total = self.lines.total()
        return [
            ("statements drafted again", _of(self.whole, self.statements, "reproduced whole")),
            *(
                (f"{_TABLES[table]}, {standing}", _of(self.reproduced[at], self.lines[at], "reproduced"))
                for table in _TABLES
                for standing in _STANDINGS
                if self.lines[at := (table, standing)]
            ),
            *(
                (f"{respect} right", _of(self.right[respect], total, "of all lines"))
                for respect in self.right
            ),
        ]


def _part(some: int, of: int) -> float:
    return some / of if of else 1.0


def _of(some: int, of: int, what: str) -> str:
    return f"{some:,} of {of:,} {what}, {_part(some, of):.2%}"


def _general(text: str) -> str:
    """Return the beginning of a message without its numbers and quotations, so that like ones are counted together."""
    return _PARTICULAR.sub("…", _NAME.sub("", text))[:_LONGEST]


def _documents(folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the documents of the folders asked for, or every real one."""
    if folders:
        yield from documents_in(folders)
    else:
        yield from real_documents()
        yield from real_submissions()


def _beside(filed: Statement, made: Sequence[Statement], found: Compared) -> Iterator[str]:
    """Yield the lines of a statement and of its draft, and why they differ."""
    for called, statements in (("filed", [filed]), ("draft", made)):
        for statement in statements:
            for line in transactions(statement):
                row = line.row
                yield (
                    f"{called} {line.path} {row.security} {row.transaction_date} {row.code} {row.direction} {row.shares} "
                    f"@ {row.price} -> {row.owned_following} {row.ownership} {row.nature_of_ownership or ''}"
                )
    yield from (f"{line.path} ({line.standing}): {reason}" for line in found.lines for reason in line.reasons)
    yield from found.besides


def prove() -> Proof | None:
    """Draft every real filing again; None when there are none."""
    if real_folder() is None:
        return None
    tally = Tally()
    for name, filed in statements_in(_documents(())):
        tally.take(name, filed)
    return Proof(
        title="Real filings drafted again",
        promise="Of every Form 4 whose codes are all among P, S, A, M, F, G, D, C and X the facts are told without "
        "code, table, direction, form type and timeliness, and drafted. At least "
        f"{AIM:.0%} of the later lines of Table I whose totals follow exactly from the line before are "
        f"reproduced in every respect, and at least {AIM:.0%} of all lines have the filed code.",
        command="python -m bench.prove --only reproduce",
        holds=tally.holds,
        figures=[
            *tally.figures(),
            *(
                (f"not reproduced, {reason}", f"{count:,} lines, as in {', '.join(tally.examples[reason])}")
                for reason, count in tally.reasons.most_common(_REASONS_TOLD)
            ),
        ],
        remarks=[_HOW],
    )


def main() -> int:
    """Draft every filing again and print what was reproduced; 1 when an aim was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.reproduce", description=__doc__)
    parser.add_argument("places", nargs="*", type=Path, metavar="FOLDER_OR_ZIP", help="where the filings lie")
    parser.add_argument("--json", action="store_true", help="print one object instead of a table")
    parser.add_argument(
        "--examples", type=int, default=2, metavar="N", help="files named for each reason (default: 2)"
    )
    parser.add_argument("--only", metavar="FILE", help="only documents with this in their name, line by line")
    options = parser.parse_args()
    if missing := [str(place) for place in options.places if not place.exists()]:
        parser.error(f"there is no {', '.join(missing)}")
    if not options.places and real_folder() is None:
        parser.error("no real filings were found; name a folder or set SECTION16_SHARED to theirs")

    tally = Tally(options.examples)
    for name, filed in statements_in(_documents(options.places)):
        if options.only and options.only not in name:
            continue
        found = tally.take(name, filed)
        if options.only:
            made = again(filed)
            print(name, *_beside(filed, () if isinstance(made, str) else made, found), sep="\n  ")
        if tally.statements % 2_000 == 0:
            print(f"  {tally.statements:,} statements", file=sys.stderr)
    print(_encoded(tally) if options.json else _printed(tally))
    return 0 if tally.holds else 1


def _encoded(tally: Tally) -> str:
    reasons: list[dict[str, Any]] = [
        {"reason": reason, "lines": count, "examples": tally.examples[reason]}
        for reason, count in tally.reasons.most_common()
    ]
    found = {
        "statements": tally.statements,
        "reproduced_whole": tally.whole,
        "later_lines_reproduced": tally.later_lines,
        "codes_right": tally.codes_right,
        "aim": AIM,
        "figures": dict(tally.figures()),
        "reasons": reasons,
    }
    return msgspec.json.encode(found).decode()


def _printed(tally: Tally) -> str:
    figures = [f"{name:<42} {value}" for name, value in tally.figures()]
    reasons = [
        f"{count:>7,}  {reason}" + "".join(f"\n           {name}" for name in tally.examples[reason])
        for reason, count in tally.reasons.most_common()
    ]
    return "\n".join([*figures, "", "Lines not reproduced, by reason (a line may have several):", *reasons])


if __name__ == "__main__":
    sys.exit(main())
