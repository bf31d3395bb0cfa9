"""The ledger of real people: every owner's accounts rebuilt from real filings, and their breaks explained.

`python -m bench.real_chains` prints the breaks of the ten largest chains with their whole explanations.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from msgspec.structs import replace

import section16
from bench.filings import real_documents, real_folder, real_submissions
from bench.page import Proof
from section16.errors import ReadError
from section16.history.accounts import parties_of
from section16.history.blocks import blocks
from section16.history.chains import Chain, chains
from section16.history.explanation import Cause
from section16.history.holdings import holdings, of_parties
from section16.history.lateness import lateness_of
from section16.model.filing import Filing, accession_number
from section16.model.tables import Transaction

_LARGEST = 10
_TARGET = 20.0
"""Milliseconds that the holdings of an owner with about fifty transactions may take."""


def real_filings() -> list[Filing]:
    """Read every real filing, each once; a full submission goes before the bare document of it."""
    found: dict[str, Filing] = {}
    for documents in (real_submissions(), real_documents()):
        for name, data in documents:
            try:
                filing = Filing.of(section16.read(data), digest=hashlib.sha256(data).hexdigest())
            except ReadError:
                continue
            stem = name.rpartition("/")[2].rpartition(":")[2].partition(".")[0]
            number = filing.accession_number or accession_number(stem)
            found.setdefault(
                number or filing.digest or name, replace(filing, accession_number=number, source=name)
            )
    return list(found.values())


def by_issuer(filings: Iterable[Filing]) -> list[list[Filing]]:
    """Return the filings of each issuer."""
    found: dict[str, list[Filing]] = defaultdict(list)
    for filing in filings:
        found[parties_of(filing.statement)[0]].append(filing)
    return list(found.values())


def prove() -> Proof | None:
    """Follow every account of Table I through its statements; None when there are no real filings."""
    if real_folder() is None:
        return None
    filings = real_filings()
    issuers = by_issuer(filings)
    print(f"  {len(filings):,} filings of {len(issuers):,} issuers", file=sys.stderr)
    started = time.perf_counter()
    every = [chain for each in issuers for chain in chains(each, table="table_1")]
    seconds = time.perf_counter() - started
    followed = [chain for chain in every if len(chain.links) > 1]
    breaks = [each for chain in followed for each in chain.breaks]
    links = sum(link.follows is not None for chain in followed for link in chain.links)
    exact = sum(chain.is_exact for chain in followed)
    whole = sum(chain.rolls_forward for chain in followed)
    causes = Counter(str(each.explanation.cause) for each in breaks)
    likelihoods = Counter(each.explanation.likely.words for each in breaks)
    told = sum(each.explanation.cause is not Cause.MISSING for each in breaks)
    milliseconds, owners = _holdings(issuers)
    unexplained = [each for each in breaks if not each.explanations]
    return Proof(
        title="The ledger of real people",
        promise="Every account of Table I is followed through all real filings of its owners, and where a total "
        "does not go on from the one before, the likeliest explanation is given with its evidence. The holdings of "
        f"an owner with about fifty transactions are told in at most {_TARGET:g} ms.",
        command="python -m bench.prove --only chains",
        holds=not unexplained and milliseconds <= _TARGET,
        figures=[
            ("filings", f"{len(filings):,} of {len(issuers):,} issuers"),
            ("accounts of Table I", f"{len(every):,}, of which {len(followed):,} in two statements or more"),
            ("chains that roll forward exactly", f"{exact:,} ({exact / len(followed):.1%})"),
            ("... or but for fractions of a share", f"{whole:,} ({whole / len(followed):.1%})"),
            ("totals that go on from the one before", f"{links - len(breaks):,} of {links:,}"),
            ("breaks, and by the likeliest explanation", f"{len(breaks):,}: {_listed(causes)}"),
            ("... by how likely it is", _listed(likelihoods)),
            ("... explained otherwise than by a missing statement", f"{told:,} ({told / len(breaks):.1%})"),
            ("all chains and explanations", f"{seconds:.1f} s"),
            (
                "holdings of one owner with 40 to 60 transactions, median",
                f"{milliseconds:.1f} ms ({owners} owners)",
            ),
            *_others(filings),
        ],
        remarks=[f"The {_LARGEST} largest chains:", *_largest(followed)],
    )


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.most_common()) or "none"


def _holdings(issuers: Iterable[Sequence[Filing]]) -> tuple[float, int]:
    """Return the median milliseconds for the holdings of one owner with about fifty transactions."""
    spent = []
    for filings in issuers:
        owners = {owner for each in filings for owner in parties_of(each.statement)[1]}
        for owner in owners:
            theirs = of_parties(filings, owner=owner)
            lines = sum(isinstance(row, Transaction) for each in theirs for row in each.statement.rows)
            if 40 <= lines <= 60:
                started = time.perf_counter()
                holdings(theirs, owner=owner)
                spent.append((time.perf_counter() - started) * 1000)
    return (median(spent) if spent else 0.0), len(spent)


def _others(filings: Sequence[Filing]) -> list[tuple[str, str]]:
    """Return what else is told of the same filings: blocks counted once, and lateness."""
    several = [block for block in blocks(filings) if len(block.filings) > 1]
    dated = [each for each in filings if each.filed_on]
    answers: Counter[str] = Counter(str(each.answer) for each in lateness_of(dated))
    lines: Counter[str] = Counter(str(line.answer) for each in lateness_of(dated) for line in each.lines)
    return [
        ("blocks that several filings report, counted once", f"{len(several):,}"),
        ("filings whose filing date is known, late or not", f"{len(dated):,}: {_listed(answers)}"),
        ("... their transactions", _listed(lines)),
    ]


def _largest(followed: Iterable[Chain]) -> list[str]:
    remarks = []
    for chain in sorted(followed, key=lambda chain: -len(chain.links))[:_LARGEST]:
        told = Counter(f"{each.explanation.cause} ({each.explanation.likely.words})" for each in chain.breaks)
        breaks = f"{len(chain.breaks)} breaks: {_listed(told)}" if chain.breaks else "no break"
        first, last = chain.links[0].day, chain.links[-1].day
        remarks.append(
            f"- issuer {chain.issuer}, owner {', '.join(chain.owners)}, {chain.account}: "
            f"{len(chain.links)} statements from {first} to {last}, {breaks}."
        )
    return remarks


def main() -> int:
    """Print the ten largest chains with every break and its explanations."""
    if real_folder() is None:
        print("there are no real filings here (SECTION16_SHARED names their folder)", file=sys.stderr)
        return 1
    every = [chain for each in by_issuer(real_filings()) for chain in chains(each, table="table_1")]
    for chain in sorted(every, key=lambda chain: -len(chain.links))[:_LARGEST]:
        print(f"issuer {chain.issuer}, owner {', '.join(chain.owners)}: {chain.account}, {len(chain.links)}")
        for each in chain.breaks:
            print(f"  {each.says}")
            for other in each.explanations[1:]:
                print(f"      or {other.says}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
