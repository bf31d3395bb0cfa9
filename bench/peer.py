"""The same documents read by edgartools, the best-known reader, offline: time, and how many lines come out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any

from lxml import etree

from bench.figures import Figure, figure
from bench.filings import Corpus
from bench.race import Job, Race, race
from bench.reading import statement_of

_DOCUMENTS = 400  # it takes some twenty times as long for one
_NOT_INSTALLED = "not installed: make bench installs it"
_TRANSACTIONS = ("nonDerivativeTransaction", "derivativeTransaction")
_HOLDINGS = ("nonDerivativeHolding", "derivativeHolding")
_PARSE, _FRAME = "edgartools: XML to object", "edgartools: to_dataframe"


def measure(corpus: Corpus) -> list[Figure]:
    """Read documents spread over the corpus with both, and make a data frame of each with both."""
    if find_spec("edgar") is None:
        return [Figure(what=what, remark=_NOT_INSTALLED) for what in (_PARSE, _FRAME)]
    from_xml = _offline()
    documents = corpus.spread(_DOCUMENTS)
    theirs = {document: _tried(partial(from_xml, document.decode())) for document in documents}
    readable = [document for document in documents if theirs[document] is not None]
    refused = len(documents) - len(readable)
    parsed = race(
        {
            "bare": Job(etree.fromstring, readable),
            "ours": Job(statement_of, readable),
            "theirs": Job(from_xml, [document.decode() for document in readable]),
        },
        batch=5,
    )
    parsing = figure(
        _PARSE, parsed, "theirs", "ours", over_what="section16",
        remark=f"of {len(documents)} documents it raised on {refused}; its look-up of each owner at the SEC, "
        f"which it makes while parsing, is stubbed. Over the bare parse: "
        f"{parsed.ratio('theirs', 'bare').median:.1f}, section16 {parsed.ratio('ours', 'bare').median:.1f}.",
    )  # fmt: skip
    return [parsing, _frames(readable, [theirs[document] for document in readable])]


def _frames(documents: list[bytes], objects: list[Any]) -> Figure:
    """Compare the frames of the documents of which edgartools can make one, and count everybody's lines.

    Its objects have made a frame once before they are timed, and remember parts of it.
    """
    made = [_tried(each.to_dataframe) for each in objects]
    able = [place for place, frame in enumerate(made) if frame is not None]
    statements = [statement_of(documents[place]) for place in able]
    measured: Race = race(
        {
            "ours": Job(lambda statement: statement.to_dataframe(), statements),
            "theirs": Job(lambda each: each.to_dataframe(), [objects[place] for place in able]),
        },
        batch=5,
    )
    ours = sum(len(statement.to_dataframe()) for statement in statements if statement)
    theirs = sum(len(made[place]) for place in able)
    transactions, holdings = (
        sum(_count(documents[place], elements) for place in able) for elements in (_TRANSACTIONS, _HOLDINGS)
    )
    return figure(
        _FRAME, measured, "theirs", "ours", over_what="section16",
        remark=f"the {len(able)} documents have {transactions:,} transactions and {holdings:,} holdings; "
        f"section16 returns {ours:,} rows, edgartools {theirs:,}: its frame of a Form 4 or 5 leaves the "
        f"holdings out, and has one row where there is no transaction. It raised on {len(made) - len(able)}.",
    )  # fmt: skip


def _count(document: bytes, elements: tuple[str, ...]) -> int:
    return sum(1 for _ in etree.fromstring(document).iter(*elements))


def _tried(make: Callable[[], Any]) -> Any:
    """Return what was made, or None where it raised."""
    try:
        return make()
    except Exception:
        return None


def _offline() -> Callable[[str], Any]:
    """Return edgartools' parser with its look-up of the owner replaced, so that it opens no socket."""
    os.environ.setdefault("EDGAR_LOCAL_DATA_DIR", tempfile.mkdtemp(prefix="bench-edgartools-"))
    from edgar.ownership import Ownership, owners

    person = SimpleNamespace(data=SimpleNamespace(is_company=False))
    owners.Entity = lambda _cik: person
    parse: Callable[[str], Any] = Ownership.from_xml
    return parse
