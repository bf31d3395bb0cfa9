"""CIKs from a table that the reader brings: forms print names and symbols, and no CIK.

Taken are EDGAR's lists (``company_tickers.json``, ``company_tickers_exchange.json``, ``cik-lookup-data.txt``)
and a CSV of one's own with the columns ``cik``, ``name`` and, for issuers, ``symbol``. Nothing is fetched.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from section16.errors import UsageError
from section16.model.reading import Reading, Repair, Seen, SeenStatus

MAX_BYTES = 256 << 20
"""The largest table taken; EDGAR's list of all names has some 50 MB."""


class Registrant(NamedTuple):
    """One line of a table: who has a CIK, and the trading symbol if there is one."""

    cik: str
    name: str
    symbol: str = ""


class CikTable:
    """Who is known by which CIK; `source` names the table in reasons and errors."""

    def __init__(self, registrants: Iterable[Registrant], source: str = "the table") -> None:
        self.source = source
        self._by_name: dict[str, set[str]] = {}
        self._by_symbol: dict[str, set[Registrant]] = {}
        for known in registrants:
            self._by_name.setdefault(_bare(known.name), set()).add(known.cik)
            if known.symbol:
                self._by_symbol.setdefault(known.symbol.upper(), set()).add(known)

    @classmethod
    def of(cls, source: str | os.PathLike[str]) -> CikTable:
        """Read a table from a file. Raises `UsageError` that says which line is none of a table."""
        path = Path(source)
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path}: more than {MAX_BYTES:,} bytes, the most that a table of CIKs may have")
        text = path.read_bytes().decode("utf-8-sig", "replace")
        try:
            return cls(_registrants(text), str(path))
        except UsageError as error:
            raise UsageError(f"{path}: {error}") from None
        except msgspec.DecodeError as error:
            raise UsageError(f"{path}: no JSON of a table of CIKs: {error}") from None

    def issuer(self, name: str | None, symbol: str | None) -> tuple[str | None, str]:
        """Return the CIK of the issuer of that name and symbol, and the reason, or None and why not.

        A symbol under another name decides nothing: symbols are given anew.
        """
        if symbol and (listed := self._by_symbol.get(symbol.upper())):
            same = {known.cik for known in listed if _bare(known.name) == _bare(name or "")}
            if len(same) == 1:
                return same.pop(), f"{self.source} has this name and the symbol {symbol}"
            others = " and ".join(sorted(f"{known.name} ({known.cik})" for known in listed))
            return None, f"{self.source} has the symbol {symbol} for {others}"
        return self.named(name)

    def named(self, name: str | None) -> tuple[str | None, str]:
        """Return the CIK of whoever has that name, and the reason, or None and why not."""
        ciks = self._by_name.get(_bare(name or ""), set())
        if len(ciks) == 1:
            return next(iter(ciks)), f"{self.source} has this name once"
        many = f"{len(ciks)} times ({', '.join(sorted(ciks)[:5])})" if ciks else "not at all"
        return None, f"{self.source} has this name {many}"


def with_ciks(reading: Reading, table: CikTable) -> Reading:
    """Return the reading with the CIKs that it lacks and the table tells, each *inferred* with the reason.

    What the table does not decide stays unknown; the evidence says why.
    """
    statement = reading.statement
    if statement is None:
        return reading
    seen: dict[str, Seen] = {}
    issuer = statement.issuer
    if issuer.cik is None:
        cik, why = table.issuer(issuer.name, issuer.trading_symbol)
        seen["issuer.cik"] = _seen(cik, why)
        issuer = replace(issuer, cik=cik)
    owners = list(statement.owners)
    for position, owner in enumerate(owners):
        if owner.cik is None:
            cik, why = table.named(owner.name)
            seen[f"owners[{position}].cik"] = _seen(cik, why)
            owners[position] = replace(owner, cik=cik)
    told = {path for path, found in seen.items() if found.value is not None}

    def evidence() -> Mapping[str, Seen]:
        return {**reading.evidence, **seen}

    return Reading(
        replace(statement, issuer=issuer, owners=tuple(owners)),
        reading.deviations,
        submission=reading.submission,
        source=reading.source,
        not_shown=reading.not_shown - told,
        coverage=reading.coverage,
        unplaced=reading.unplaced,
        find_evidence=evidence,
    )


def _seen(cik: str | None, why: str) -> Seen:
    if cik is None:
        return Seen(status=SeenStatus.ABSENT, repairs=(Repair("", "", why),))
    return Seen(value=cik, status=SeenStatus.INFERRED, confidence=0.98, repairs=(Repair("", cik, why),))


_NOT_A_NAME = re.compile(r"/[A-Z]{2,4}/?$|[^\w\s&]|_", re.IGNORECASE)


def _bare(name: str) -> str:
    """Return a name as EDGAR's conformed names compare: without case, points, commas and state of charter."""
    return " ".join(_NOT_A_NAME.sub(" ", name).casefold().split())


def _registrants(text: str) -> Iterator[Registrant]:
    if text.lstrip()[:1] == "{":
        return _of_json(msgspec.json.decode(text))
    if re.match(r"[^\n,]*:\d{10}:", text):
        return _of_lookup(text)
    return _of_csv(text)


def _of_json(told: Any) -> Iterator[Registrant]:
    """Yield the lines of EDGAR's two JSON lists of tickers."""
    if isinstance(told.get("fields"), list) and isinstance(told.get("data"), list):
        told = {str(n): dict(zip(told["fields"], line, strict=True)) for n, line in enumerate(told["data"])}
    for key, line in told.items():
        if not isinstance(line, dict):
            raise UsageError(f"entry {key!r} is no line of EDGAR's list of tickers")
        cik, name = line.get("cik_str", line.get("cik")), line.get("title", line.get("name"))
        yield Registrant(_cik(cik, f"entry {key!r}"), str(name or ""), str(line.get("ticker") or ""))


def _of_lookup(text: str) -> Iterator[Registrant]:
    """Yield the lines of EDGAR's list of all names: ``EXAMPLE INSTRUMENTS INC:0009000001:``."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            name, _, cik = line.rstrip().rstrip(":").rpartition(":")
            yield Registrant(_cik(cik, f"line {number}"), name)


def _of_csv(text: str) -> Iterator[Registrant]:
    lines = csv.DictReader(io.StringIO(text))
    columns = {(column or "").strip().lower(): column for column in lines.fieldnames or ()}
    symbol = columns.get("symbol", columns.get("ticker"))
    if "cik" not in columns or "name" not in columns:
        raise UsageError(
            "the first line of a table of CIKs names its columns: cik, name and, for issuers, symbol"
        )
    for number, line in enumerate(lines, start=2):
        yield Registrant(
            _cik(line[columns["cik"]], f"line {number}"),
            line[columns["name"]] or "",
            (line[symbol] or "").strip() if symbol else "",
        )


def _cik(said: Any, where: str) -> str:
    cik = str(said).strip()
    if not re.fullmatch("[0-9]{1,10}", cik):
        raise UsageError(f"{where}: {cik!r} is no CIK, which has up to ten digits")
    return cik.zfill(10)
