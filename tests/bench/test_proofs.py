"""The proofs can fail: each is shown something broken, and says so."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from bench.real_filings import Tally
from msgspec.structs import replace

import section16
from bench import any_bytes, filings, fuzz, peer, seeds
from section16.model.reading import Deviation, DeviationKind, Reading

SAMPLE = section16.SAMPLES["form4"]
XML = section16.write(SAMPLE, disseminated=True)


@pytest.mark.parametrize("part", ["table_1", "owners", "footnotes", "signatures"])
def test_a_part_lost_without_a_word_is_found(part: str):
    short = Reading(replace(SAMPLE, **{part: getattr(SAMPLE, part)[1:]}))
    assert list(any_bytes.silently_lost(XML, short)) == [part]
    said = Reading(short.statement, (Deviation(DeviationKind.REPEATED, ""),))
    assert list(any_bytes.silently_lost(XML, said)) == []
    assert list(any_bytes.silently_lost(XML, section16.read(XML))) == []


def test_another_exception_than_a_refusal_is_no_outcome(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(section16, "read", lambda _: {}["planted"])
    with pytest.raises(KeyError):
        any_bytes.outcome(XML)


def test_every_seed_is_read_whole():
    for name, data in seeds.seeds():
        assert any_bytes.outcome(data) == any_bytes.READ, name


def test_damage_is_the_same_for_the_same_seed():
    assert seeds.damaged(random.Random(1)) == seeds.damaged(random.Random(1))


def test_a_filing_that_is_read_back_differently_is_wrong(monkeypatch: pytest.MonkeyPatch):
    tally = Tally()
    tally.take("a.xml", XML, drawn=False)
    assert tally.wrong == []
    assert tally.counts["equal in XML"] == tally.counts["equal in JSON"] == 1
    other = replace(SAMPLE, remarks="Not what was filed.")
    monkeypatch.setattr(section16, "write", lambda *_: section16.formats.output.write(other, "json"))
    tally.take("b.xml", XML, drawn=False)
    assert tally.wrong == ["`b.xml`: another statement when read back from JSON"]


def test_a_filing_that_is_refused_is_told_by_name():
    tally = Tally()
    tally.take("a.xml", XML[:900], drawn=False)
    assert tally.counts["read"] == 0
    assert tally.refused[0].startswith("`a.xml`: TruncatedDocument, ")


def test_without_atheris_hypothesis_damages_the_seeds(tmp_path: Path):
    fuzz._at_random(0, tmp_path)
    counts = msgspec.json.decode((tmp_path / "counts.json").read_bytes(), type=dict[str, int])
    assert sum(counts.values()) >= 100
    assert counts[any_bytes.READ]


def test_what_libfuzzer_says_is_taken_down():
    said = "#2 INITED cov: 10 ft: 20 corp: 3/1Kb exec/s: 0 rss: 50Mb\n#9 DONE cov: 12 ft: 30 corp: 4/1Kb lim: 9 exec/s: 3 rss: 61Mb\nDone 9 runs in 3 second(s)\n"
    assert dict(fuzz._statistics(said)) == {
        "inputs run": "9 in 3 seconds",
        "coverage points reached": "10 at the beginning, 12 at the end",
        "inputs kept because they reached something new": "4 (30 features)",
        "memory of the fuzzing process at its end": "61 MB",
    }


@pytest.fixture
def no_real_filings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECTION16_SHARED", str(tmp_path))
    monkeypatch.setattr(filings, "_MADE_UP", 40)


@pytest.mark.usefixtures("no_real_filings")
def test_without_real_filings_statements_are_made_up_and_the_run_says_so():
    corpus = filings.corpus()
    assert "made-up" in corpus.described
    assert len(set(corpus.documents)) == len(corpus.documents) == 40
    assert len(corpus.spread(7)) <= 7
    assert all(section16.read(document).deviations == () for document in corpus.documents)


@pytest.mark.usefixtures("no_real_filings")
def test_a_peer_that_is_not_installed_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(peer, "find_spec", lambda _: None)
    assert {each.remark for each in peer.measure(filings.corpus())} == {
        "not installed: make bench installs it"
    }
