"""Any bytes at all: a `Reading` that can be checked and drawn, or a refusal that says why. Never half a statement."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from bench.any_bytes import READ, outcome, outcomes, parts
from bench.seeds import damaged, submission
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import section16
from section16.cli.main import main
from section16.errors import NotAStatement, ReadError, TooLarge, UnsafeDocument
from section16.formats.ownership_xml.parse import MAX_BYTES
from section16.formats.submission_text import LARGEST_SUBMISSION
from section16.reading.read import MAX_BYTES as LARGEST_SOURCE

SAMPLE = section16.SAMPLES["form4"]
XML = section16.write(SAMPLE, disseminated=True)
SUBMISSION = submission(SAMPLE)
SEVERAL = submission(SAMPLE, section16.SAMPLES["exercise"])
JSON = section16.write(SAMPLE, "json")

QUICK = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("seed", range(20))
def test_a_document_damaged_at_random_is_read_whole_or_refused(seed: int):
    chance = random.Random(seed)
    for _ in range(40):
        data = damaged(chance)
        try:
            outcome(data)
            outcomes(data)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error!r} for {data!r}") from error


def test_damage_leads_to_readings_and_to_refusals_of_several_kinds():
    chance = random.Random(16)
    met = {outcome(damaged(chance)) for _ in range(150)}
    assert {READ, "TruncatedDocument", "MangledDocument", "NotAStatement"} <= met


@settings(QUICK, max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_with_a_reason(data: bytes):
    for attempt in (data, b"<ownershipDocument>" + data, b"<SEC-DOCUMENT>\n" + data, b'{"form":"4",' + data):
        outcomes(attempt)


@settings(QUICK, max_examples=150)
@given(st.text(max_size=200), st.sampled_from(("utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp1252")))
def test_any_text_may_stand_in_a_statement(text: str, encoding: str):
    data = XML.decode().replace("Common Stock", text, 1).encode(encoding, "replace")
    assert outcome(data)


# Cuts


def cuts(data: bytes, fewest: int = 0) -> Iterator[bytes]:
    """Yield every true beginning of `data`, from one of `fewest` bytes on."""
    return (data[:length] for length in range(fewest, len(data)))


@pytest.mark.parametrize(
    ("whole", "fewest"),
    [(XML, len(XML) - 1), (SUBMISSION, SUBMISSION.index(b"</ownershipDocument>") + 20), (JSON, len(JSON))],
    ids=["xml", "submission", "json"],
)
def test_a_cut_at_any_byte_is_refused_or_loses_nothing(whole: bytes, fewest: int):
    for cut in cuts(whole):
        try:
            reading = section16.read(cut)
        except ReadError as refusal:
            assert len(str(refusal)) > 20
        else:
            assert len(cut) >= fewest
            assert reading.statement == SAMPLE


def test_a_cut_submission_says_that_statements_are_missing():
    """A cut behind the first statement leaves it whole; that the second is gone is never passed over."""
    behind_the_first = SEVERAL.index(b"</ownershipDocument>")
    for cut in cuts(SEVERAL, behind_the_first):
        readings: list[section16.Reading] = []
        try:
            readings.extend(section16.read_all(cut))
        except ReadError:
            continue
        assert [parts(r.statement) for r in readings if r.statement] == [
            parts(s) for s in (SAMPLE, section16.SAMPLES["exercise"])[: len(readings)]
        ]
        assert len(readings) == 2 or readings[0].deviations, cut[-80:]


# Encodings

DECLARED = XML.decode().replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="{}"?>', 1)
TITLED = DECLARED.replace("Common Stock", "Größe – “A”", 1)


@pytest.mark.parametrize(
    ("declared", "actual", "title"),
    [
        ("utf-8", "utf-8", "Größe – “A”"),
        ("UTF-8", "utf-8-sig", "Größe – “A”"),
        ("utf-8", "cp1252", "Größe – “A”"),
        ("windows-1252", "cp1252", "Größe – “A”"),
        ("utf-16", "utf-16", "Größe – “A”"),
        ("utf-8", "utf-16", "Größe – “A”"),
        ("utf-16le", "utf-16-le", "Größe – “A”"),
        ("utf-32", "utf-32", "Größe – “A”"),
    ],
)
def test_every_encoding_seen_is_read_with_its_letters(declared: str, actual: str, title: str):
    reading = section16.read(TITLED.replace("{}", declared, 1).encode(actual))
    assert reading.statement is not None
    assert reading.statement.table_1[0].security == title
    assert parts(reading.statement) == parts(SAMPLE)


@pytest.mark.parametrize(
    "declared", ["utf-7", "latin-1", "ebcdic-cp-us", "no-such", "utf-32", "", "utf-16", "\0"]
)
@pytest.mark.parametrize("actual", ["utf-8", "latin-1", "utf-16-be", "utf-7"])
def test_an_encoding_that_is_not_what_it_says_is_read_or_refused(declared: str, actual: str):
    outcome(TITLED.replace("{}", declared, 1).encode(actual, "replace"))


def test_what_is_declared_in_text_is_of_no_account():
    text = TITLED.replace("{}", "iso-8859-1", 1)
    for given_as_text in (
        text,
        "\ufeff" + text,
        submission(SAMPLE).decode().replace(XML.decode().strip(), text),
    ):
        reading = section16.read(given_as_text)
        assert reading.statement is not None
        assert reading.statement.table_1[0].security == "Größe – “A”"


# Sizes


@pytest.mark.parametrize(
    ("beginning", "size"),
    [
        (b"<ownershipDocument>", MAX_BYTES),
        (b"<SEC-DOCUMENT>\n", LARGEST_SUBMISSION),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_parsed(beginning: bytes, size: int):
    with pytest.raises(TooLarge, match="bytes"):
        section16.read(beginning.ljust(size + 1))


def test_no_more_is_taken_from_a_stream_than_the_limit():
    class Endless:
        """A stream that would never end; it remembers the most that was asked for."""

        asked = 0

        def read(self, size: int = -1) -> bytes:
            self.asked = max(self.asked, size)
            return b" " * size

    stream = Endless()
    with pytest.raises(TooLarge):
        section16.read(stream)  # type: ignore[arg-type]
    assert stream.asked == LARGEST_SOURCE + 1


# What is meant to do harm

HEAD, TAIL = b"<ownershipDocument><documentType>4</documentType>", b"</ownershipDocument>"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
N = 1_000_000


def full(unit: bytes, size: int = N) -> bytes:
    return unit * (size // len(unit))


HARM = {
    "a billion laughs": b'<!DOCTYPE a [<!ENTITY l0 "ha">' + LAUGHS + b"]>" + XML.replace(b"Common Stock", b"&l11;"),
    "one long entity many times": b'<!DOCTYPE a [<!ENTITY b "' + b"c" * N + b'">]>' + XML.replace(b"Common Stock", b"&b;" * 9999),
    "an entity that is a file": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + XML.replace(b"Common Stock", b"&b;"),
    "an entity of the network": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">' + XML,
    "a document type in UTF-16": ("<!DOCTYPE a [<!ENTITY b 'c'>]>" + XML.decode().partition("\n")[2]).encode("utf-16"),
    "a nest of elements": HEAD + full(b"<a>") + TAIL,
    "a nest that is closed": HEAD + full(b"<a>") + full(b"</a>") + TAIL,
    "a flood of attributes": b"<ownershipDocument " + b" ".join(b'a%d="b"' % n for n in range(N // 12)) + HEAD[18:] + TAIL,
    "a flood of namespaces": b"<ownershipDocument " + b" ".join(b'xmlns:a%d="b"' % n for n in range(N // 18)) + HEAD[18:] + TAIL,
    "comments without end": HEAD + full(b"<!--") + TAIL,
    "ends of comments, then comments without": HEAD + full(b"-->") + full(b"<!--") + TAIL,
    "tags broken by line ends": HEAD + full(b"</foot\nnote>") + TAIL,
    "tags that never end": HEAD + full(b"<a ") + TAIL,
    "bare ampersands": HEAD + b"<remarks>" + full(b"& ") + b"</remarks>" + TAIL,
    "references to one footnote": XML.replace(b'<footnoteId id="F1"/>', full(b'<footnoteId id="F1"/>'), 1),
    "a declaration of blanks": b"<?xml " + b" " * N + b'version="1.0"?>' + HEAD + TAIL,
    "declarations without end": full(b"<?xml ") + HEAD + TAIL,
    "instructions": HEAD + full(b"<?a b?>", N // 10) + TAIL,
    "a text without end": XML.replace(b"Common Stock", b"x" * N, 1),
    "a number without end": XML.replace(b"<value>410</value>", b"<value>" + b"4" * N + b"</value>", 1),
    "lists in lists": b'{"form":"4","a":' + b"[" * N,
    "a number without end in JSON": b'{"form":"4","no_longer_subject":' + b"9" * N + b"}",
    "texts of a submission": b"<SEC-DOCUMENT>\n<DOCUMENT>\n<TYPE>4\n" + full(b"<TEXT>\n") + XML,
    "a thousand documents": b"<SEC-DOCUMENT>\n" + b"<DOCUMENT>\n<TEXT>\n</TEXT>\n</DOCUMENT>\n" * 1000,
}  # fmt: skip


@pytest.mark.parametrize("name", HARM)
def test_harm_is_refused_or_read_like_anything_else(name: str):
    assert outcome(HARM[name])


@pytest.mark.parametrize("name", [name for name in HARM if re.search("entity|laughs|document type", name)])
def test_entities_are_refused_unread(name: str):
    with pytest.raises(UnsafeDocument, match="declares a document type"):
        section16.read(HARM[name])


def test_a_file_is_never_opened_for_a_document(monkeypatch: pytest.MonkeyPatch):
    """Nothing but what it was given is read, whatever the document asks for."""
    seen: list[object] = []
    sys.addaudithook(
        lambda event, arguments: seen.append(arguments) if event in ("open", "socket.connect") else None
    )
    outcome(XML)  # whatever is loaded on first use
    seen.clear()
    for name in ("an entity that is a file", "an entity of the network"):
        with pytest.raises(UnsafeDocument):
            section16.read(HARM[name])
    assert seen == []


BOUNDED = """
import resource, sys
import section16
from bench.any_bytes import outcome
outcome(section16.write(section16.SAMPLES["form4"], disseminated=True))  # load what is loaded on first use
data = sys.stdin.buffer.read()
with open("/proc/self/statm") as pages:
    size = int(pages.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + 100 * 2**20,) * 2)
print(outcome(data))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is set as Linux does")
@pytest.mark.parametrize("name", ["a billion laughs", "one long entity many times", "a nest of elements", "comments without end",
                                  "a flood of attributes", "tags that never end", "references to one footnote"])  # fmt: skip
def test_harm_costs_no_more_than_100_megabytes(name: str):
    """A million bytes meant to do harm are answered by a process that may take 100 MB more than it has."""
    done = subprocess.run([sys.executable, "-c", BOUNDED], input=HARM[name], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]


# At the terminal


@pytest.mark.parametrize("seed", range(30))
def test_the_command_shows_no_traceback_for_any_bytes(
    seed: int, tmp_path, capsys: pytest.CaptureFixture[str]
):
    chance = random.Random(seed)
    file = tmp_path / "any.xml"
    for data in (damaged(chance), chance.randbytes(200), damaged(chance)[: chance.randrange(3000)]):
        file.write_bytes(data)
        for arguments in (["read"], ["read", "--json"], ["check"], ["check", "--json"]):
            code = main([*arguments, str(file)])
            said = capsys.readouterr()
            assert code in (0, 1, 2)
            assert said.out or said.err
            assert "Traceback" not in said.err


def test_nothing_at_all_is_no_statement():
    for nothing in (b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 5000):
        with pytest.raises(NotAStatement):
            section16.read(nothing)
