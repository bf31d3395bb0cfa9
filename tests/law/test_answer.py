"""An answer carries its reasons, and says when it waits for confirmation."""

from __future__ import annotations

from datetime import date

import pytest

from section16.law.answer import Answer, dated
from section16.law.citations import FORM_4_WHEN


def test_an_answer_without_doubts_is_certain() -> None:
    answer = Answer(value=date(2024, 10, 15), why="It is so.", cites=(FORM_4_WHEN,))
    assert answer.certain
    assert answer.value == date(2024, 10, 15)


def test_an_answer_with_a_doubt_is_not_certain() -> None:
    assert not Answer(value=1, why="It may be so.", cites=(), uncertain=("Ask.",)).certain


def test_an_answer_never_changes() -> None:
    answer = Answer(value=1, why="It is so.", cites=())
    with pytest.raises(AttributeError):
        answer.value = 2  # type: ignore[misc]


def test_days_are_written_with_their_weekday() -> None:
    assert dated(date(2024, 10, 15)) == "Tue 2024-10-15"
