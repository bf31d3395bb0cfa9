"""Ratios are of the same batch, and the jobs of a race all meet the same documents."""

from __future__ import annotations

import pytest
from bench.figures import Figure, figure, table
from bench.race import Job, Race, race


def test_every_job_meets_every_item_in_every_round_once_and_a_few_before():
    met: dict[str, list[int]] = {"a": [], "b": []}
    measured = race({name: Job(met[name].append, range(60)) for name in met}, batch=25, rounds=2)
    for seen in met.values():
        assert seen == [*range(25), *range(60), *range(60)]
    assert measured.count == 60


def test_jobs_with_different_items_do_not_race():
    with pytest.raises(ValueError, match="too many values"):
        race({"a": Job(len, ["x"]), "b": Job(len, ["x", "y"])})


def test_a_ratio_is_the_median_of_its_batches_so_that_one_slow_spell_does_not_count():
    measured = Race({"bare": [[1.0, 1.0, 10.0]], "read": [[2.0, 3.0, 100.0]]}, count=3)
    assert measured.ratio("read", "bare").median == 3.0
    assert measured.ratio("read", "bare") == (3.0, 2.0, 10.0)
    assert measured.milliseconds("read") == pytest.approx(35_000)


def test_the_best_of_all_rounds_is_taken_batch_by_batch():
    measured = Race({"bare": [[1.0, 2.0], [2.0, 1.0]], "read": [[9.0, 3.0], [4.0, 8.0]]}, count=2)
    assert measured.ratio("read", "bare").median == 5.25, "the first round: 9 and 1.5"
    assert measured.ratio("read", "bare", best=True).median == 3.5, "the best: 4 and 3"


@pytest.mark.parametrize(
    ("measured", "target", "of", "reached"),
    [
        (2.9, 3.0, "ratio", True),
        (3.1, 3.0, "ratio", False),
        (2.9, None, "ratio", None),
        (26.0, 25.0, "milliseconds", False),
    ],
)
def test_a_target_is_reached_or_not(measured: float, target: float | None, of, reached: bool | None):
    each = Figure(what="a", ratio=measured, milliseconds=measured, target=target, target_of=of)
    assert each.reached is reached


def test_the_table_says_what_was_not_measured_and_what_missed_its_target():
    timed = Race({"bare": [[1.0]], "read": [[4.0]]}, count=1)
    printed = table(
        [
            figure("bytes to Statement", timed, "read", "bare", target=3.0),
            Figure(what="a peer", target=1.0, remark="not installed"),
        ]
    )
    lines = printed.splitlines()
    assert lines[2].split("  ")[0] == "bytes to Statement"
    assert "4.00x" in lines[2]
    assert "<= 3 x" in lines[2]
    assert lines[2].split()[-2:] == ["NO", "1"]
    assert "yes" not in printed
    assert lines[-1] == "a peer: not installed"
