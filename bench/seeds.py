"""Where fuzzing begins: every sample in every form it travels in, the words of formats, and damage to both."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from tests.reading.old_pages import old_ascii

import section16
from bench.reading_loop.channels.markdown import markdown
from section16.formats import submission_text
from section16.formats.ownership_xml.grammar import element_names
from section16.model.statement import Statement
from section16.model.submission import Document, Party, Submission


def seeds() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every seed."""
    for name, statement in section16.SAMPLES.items():
        xml = section16.write(statement, disseminated=True)
        yield f"{name}.xml", xml
        yield f"{name}.utf-16.xml", xml.decode().replace('<?xml version="1.0"?>\n', "").encode("utf-16")
        yield f"{name}.damaged.xml", xml.replace(b"</footnote>", b"</foot\nnote>").replace(b"&amp;", b"&")
        yield f"{name}.json", section16.write(statement, "json")
        yield f"{name}.html", section16.render(statement, "html")
        yield f"{name}.pdf", section16.render(statement, "pdf")
        yield f"{name}.drawn.txt", section16.render(statement, "txt")
        yield f"{name}.md", markdown(statement, random.Random(name))
        yield f"{name}.typed.txt", old_ascii(statement, 1, "1996").encode()
        yield f"{name}.txt", submission(statement)


def submission(*statements: Statement) -> bytes:
    """Return a full-submission file that holds the statements, and a letter."""
    first = statements[0]
    documents = [
        Document(
            type=each.form_type,
            sequence=number,
            filename=f"form{number}.xml",
            content=section16.write(each, disseminated=True),
        )
        for number, each in enumerate(statements, 1)
    ]
    letter = Document(
        type="EX-99", sequence=len(documents) + 1, filename="a.txt", content=b"To whom it may concern\n"
    )
    owners = [Party(cik=o.cik and o.cik.zfill(10), name=o.name, role="REPORTING OWNER") for o in first.owners]
    return submission_text.write(
        Submission(
            accession_number="9000001-26-000001",
            form_type=first.form_type,
            accepted_at=datetime(2026, 5, 7, 16, 30, tzinfo=ZoneInfo("America/New_York")),
            period_of_report=first.period_of_report,
            document_count=len(documents) + 1,
            issuer=Party(cik=(first.issuer.cik or "").zfill(10), name=first.issuer.name, role="ISSUER"),
            owners=tuple(owners),
            documents=(*documents, letter),
        )
    )


def words() -> list[bytes]:
    """Return what a mutation may usefully put in: tags of the format and the signs of XML, JSON and EDGAR."""
    tags = sorted(element_names())
    return [
        *(f"<{tag}>".encode() for tag in tags),
        *(f"</{tag}>".encode() for tag in tags),
        b'<footnoteId id="F1"/>', b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"&b;", b"&amp;", b"&", b"<", b">", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x19", b"\xe9",
        b"<DOCUMENT>\n", b"</DOCUMENT>\n", b"<TEXT>\n", b"</TEXT>\n", b"<XML>\n", b"<SEC-HEADER>\n",
        b"null", b"true", b"{", b"}", b"[", b"]", b'"', b":", b",", b"-1", b"NaN", b"1e999", b"9" * 40,
    ]  # fmt: skip


def damaged(chance: random.Random) -> bytes:
    """Return a seed with one to four wounds: bytes flipped, cut, doubled, put in or taken from another seed."""
    whole, put_in = _material()
    data = bytearray(chance.choice(whole))
    for _ in range(chance.randint(1, 4)):
        if not data:
            break
        at = chance.randrange(len(data))
        until = min(len(data), at + chance.choice((1, 2, 8, 60, 400)))
        match chance.randrange(6):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at:until]
            case 2:
                data[at:at] = data[at:until]
            case 3:
                data[at:at] = chance.choice(put_in)
            case 4:
                data[at:until] = chance.choice(put_in)
            case _:
                other = chance.choice(whole)
                start = chance.randrange(len(other))
                data[at:until] = other[start : start + chance.randrange(400)]
    return bytes(data)


@cache
def _material() -> tuple[list[bytes], list[bytes]]:
    return [data for _, data in seeds()], words()
