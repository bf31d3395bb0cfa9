"""The promise about any bytes at all: they become a `Reading` that can be used, or a refusal that says why.

The fuzzer and the tests hold the package to the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

import section16
from section16.errors import ReadError, WriteError
from section16.model.reading import Reading
from section16.model.statement import Statement

READ = "Reading"
"""The outcome of bytes that were read; the name of the refusal is any other."""

_ELEMENTS = {
    "table_1": rb"<nonDerivative(?:Transaction|Holding)[\s/>]",
    "table_2": rb"<derivative(?:Transaction|Holding)[\s/>]",
    "owners": rb"<reportingOwner[\s/>]",
    "footnotes": rb"<footnote[\s/>]",
    "signatures": rb"<ownerSignature[\s/>]",
}
_HIDES_TAGS = re.compile(rb"<!--|<!\[CDATA\[|<\?(?!xml\s)|\0|<\w+:|^(?:\xff\xfe|\xfe\xff)")


def outcome(data: bytes) -> str:
    """Read `data` as a stranger's file, use what was read in every way, and say what came of it.

    Returns "Reading" or the name of the `ReadError`. Raises whatever must not happen: another exception, or
    `AssertionError` for a part that was lost without a word.
    """
    try:
        reading = section16.read(data)
    except ReadError as refusal:
        assert str(refusal).strip(), "a refusal says why"
        return type(refusal).__name__
    lost = tuple(silently_lost(data, reading))
    assert not lost, f"lost without a deviation: {', '.join(lost)}"
    use(reading)
    return READ


def outcomes(data: bytes) -> list[str]:
    """Read every statement in `data`; the last outcome is the name of a refusal when there was one."""
    met = []
    try:
        for reading in section16.read_all(data):
            use(reading)
            met.append(READ)
    except ReadError as refusal:
        assert str(refusal).strip(), "a refusal says why"
        met.append(type(refusal).__name__)
    assert met, "every source gives a reading or a refusal"
    return met


def silently_lost(data: bytes, reading: Reading) -> Iterator[str]:
    """Yield the parts of which an ownership XML has more than its reading, which has no deviation.

    Comments and the like, in which a tag is no tag, and encodings of two bytes are not looked into.
    """
    statement = reading.statement
    if statement is None or reading.deviations or reading.submission or _HIDES_TAGS.search(data):
        return
    if b"<ownershipDocument" not in data or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return
    for part, element in _ELEMENTS.items():
        if len(re.findall(element, data)) != len(getattr(statement, part)):
            yield part


def use(reading: Reading) -> None:
    """Check, draw and write what was read, and read back what was written."""
    assert isinstance(reading.evidence, dict)
    section16.check(reading)
    statement = reading.statement
    if statement is None:
        return
    section16.check(reading, purpose="to_file")
    section16.render(statement, "html").decode()
    section16.render(statement, "txt").decode()
    for written in _written(statement):
        again = section16.read(written).statement
        assert again is not None
        assert parts(again) == parts(statement), "writing and reading again lost a part"


def _written(statement: Statement) -> Iterator[bytes]:
    try:
        yield section16.write(statement, "json")
        yield section16.write(replace(statement, schema_version=None), disseminated=True)
    except WriteError as refusal:
        assert str(refusal).strip(), "a refusal says why"


def parts(statement: Statement) -> tuple[int, ...]:
    """Return how many lines, owners, footnotes and signatures a statement has."""
    return tuple(len(getattr(statement, part)) for part in _ELEMENTS)
