"""The transportation problem: both ways to a plan, and the proof that none gains more."""

from __future__ import annotations

import random
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from section16.law import transportation
from section16.law.transportation import Plan, Task, best_path_plan, best_plan, gained, is_proven
from section16.law.transportation_highs import highs_plan


def by_trying_all(task: Task) -> int:
    pairs = list(task.gains)
    most = [min(task.offers[offer], task.wants[want]) for offer, want in pairs]
    best = 0
    for amounts in product(*(range(each + 1) for each in most)):
        left, wanted = list(task.offers), list(task.wants)
        for (offer, want), amount in zip(pairs, amounts, strict=True):
            left[offer] -= amount
            wanted[want] -= amount
        if min([*left, *wanted], default=0) >= 0:
            gain = sum(task.gains[pair] * amount for pair, amount in zip(pairs, amounts, strict=True))
            best = max(best, gain)
    return best


@st.composite
def tasks(draw: st.DrawFn, most: int = 3, amount: int = 2, pairs: int = 6) -> Task:
    offers = draw(st.lists(st.integers(1, amount), max_size=most))
    wants = draw(st.lists(st.integers(1, amount), max_size=most))
    every = [(offer, want) for offer in range(len(offers)) for want in range(len(wants))]
    chosen = draw(st.lists(st.sampled_from(every), max_size=pairs, unique=True)) if every else []
    return Task(offers, wants, {pair: draw(st.integers(1, 9)) for pair in chosen})


@given(tasks())
def test_best_paths_find_what_trying_everything_finds_and_prove_it(task):
    plan = best_path_plan(task)
    assert gained(task, plan) == by_trying_all(task)
    assert is_proven(task, plan)


@given(tasks(most=9, amount=60, pairs=81))
def test_every_plan_along_best_paths_is_proven(task):
    assert is_proven(task, best_path_plan(task))


def test_the_solver_and_best_paths_find_the_same_and_both_are_proven():
    pytest.importorskip("highspy", reason="the extra ledger is not installed")
    chance = random.Random(3)
    for _ in range(150):
        task = at_random(chance, chance.randint(1, 25))
        own, other = best_path_plan(task), highs_plan(task)
        assert other is not None
        assert is_proven(task, own)
        assert is_proven(task, other)
        assert gained(task, own) == gained(task, other)


def at_random(chance: random.Random, size: int) -> Task:
    gains = {
        (offer, want): chance.randint(1, 10**6)
        for offer in range(size)
        for want in range(size)
        if chance.random() < 0.4
    }
    gains[0, 0] = 5
    return Task(
        [chance.randint(1, 10**7) for _ in range(size)],
        [chance.randint(1, 10**7) for _ in range(size)],
        gains,
    )


CHIN = Task([100, 100], [100, 100], {(0, 0): 9, (1, 0): 10, (1, 1): 9})


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        (Plan({(1, 0): 100}, (0, 10), (0, 0), ""), "gains less than its prices"),
        (Plan({(0, 0): 100, (1, 1): 100}, (9, 9), (0, 0), ""), "a pair gains more than its prices"),
        (Plan({(0, 0): 200}, (9, 9), (0, 0), ""), "carries more than there is"),
        (Plan({(0, 1): 100}, (9, 9), (1, 0), ""), "carries where it may not"),
        (Plan({(0, 0): -1}, (9, 9), (1, 0), ""), "carries less than nothing"),
        (Plan({(0, 0): 100, (1, 1): 100}, (19, 20), (-10, -11), ""), "a price is below zero"),
    ],
)
def test_a_plan_is_not_proven_that(plan, why):
    assert not is_proven(CHIN, plan), why


def test_prices_prove_a_plan_whoever_found_it():
    assert is_proven(CHIN, Plan({(0, 0): 100, (1, 1): 100}, (8, 9), (1, 0), "by hand"))


def test_a_plan_of_the_solver_that_is_not_proven_is_not_used(monkeypatch):
    task = at_random(random.Random(4), 12)
    monkeypatch.setattr(transportation, "_FEW", 0)
    assert best_plan(task).found_by == "HiGHS"
    monkeypatch.setattr(
        "section16.law.transportation_highs.highs_plan", lambda task: Plan({}, (0,) * 12, (0,) * 12, "HiGHS")
    )
    plan = best_plan(task)
    assert plan.found_by == "best paths"
    assert is_proven(task, plan)


def test_without_the_solver_best_paths_are_enough(monkeypatch):
    task = at_random(random.Random(4), 12)
    monkeypatch.setattr(transportation, "_FEW", 0)
    monkeypatch.setitem(sys.modules, "highspy", None)
    assert best_plan(task).found_by == "best paths"


def test_numbers_too_large_for_floating_point_are_left_to_best_paths(monkeypatch):
    monkeypatch.setattr(transportation, "_FEW", 0)
    task = Task([10**40], [10**41], {(0, 0): 3})
    assert highs_plan(task) is None
    plan = best_plan(task)
    assert (plan.found_by, gained(task, plan)) == ("best paths", 3 * 10**40)
