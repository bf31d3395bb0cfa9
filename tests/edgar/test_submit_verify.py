"""What tokens can do and when they end: within five days of its end a token is warned of."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from submit_fake import Desk, ids, refused

from section16.edgar.verify import Access, verify
from section16.errors import EdgarError, UsageError


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def asked(desk: Desk, *, user: float = 20, filer: float = 200, confirm: float = 200, **more: Any) -> Access:
    """Ask with tokens that end, and a confirmation that is due, in so many days."""
    fields = {
        name: (desk.clock.now + timedelta(days=days)).isoformat()
        for name, days in (
            ("userApiTokenExpirationDate", user),
            ("filerApiTokenExpirationDate", filer),
            ("confirmationDueDate", confirm),
        )
    }
    answer = ids() | {"canFile": True, "messages": [{"type": "INFO", "content": "OK"}]} | fields | more
    desk.edgar.script["/fm/0009000101/verify"] = [lambda request: httpx.Response(200, json=answer)]
    (access,) = verify(desk.api, ["9000101"])
    return access


def test_all_is_well(desk: Desk) -> None:
    access = asked(desk)
    assert access.can_file
    assert access.cik == "0009000101"
    assert not access.warnings
    assert access.user_token_ends is not None
    assert str(access.user_token_ends.tzinfo) == "America/New_York"


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"user": 5}, "the user token ends on .*, in 4 days: make a new one"),
        ({"user": 1.5}, "the user token ends on .*, in 1 day: "),
        ({"user": -1}, "the user token ended on "),
        ({"filer": 4}, "the filer token ends on .*: a technical administrator makes a new one"),
        ({"filer": 29}, "the filer token ends on "),
        ({"confirm": 25}, "the yearly confirmation of the account ends on .*: an account administrator"),
        ({"confirm": -25}, "the yearly confirmation of the account ended on "),
    ],
)
def test_what_ends_is_warned_of(desk: Desk, days: dict[str, float], says: str) -> None:
    access = asked(desk, **days)
    import re

    assert len(access.warnings) == 1
    assert re.search(says, access.warnings[0])


@pytest.mark.parametrize("days", [{"user": 5.1}, {"filer": 30.5}, {"confirm": 30.5}])
def test_what_is_far_away_is_not(desk: Desk, days: dict[str, float]) -> None:
    assert not asked(desk, **days).warnings


def test_who_cannot_file_is_told(desk: Desk) -> None:
    access = asked(desk, canFile="false")
    assert access.can_file is False
    assert "cannot file" in access.warnings[0]


def test_what_edgar_leaves_out_is_said(desk: Desk) -> None:
    (access,) = verify(desk.api, [9000101])
    assert access.can_file
    assert len([w for w in access.warnings if "does not say when" in w]) == 3


@pytest.mark.parametrize("status", [401, 403])
def test_tokens_that_are_no_good(desk: Desk, status: int) -> None:
    desk.edgar.script["/fm/.*"] = [refused(status, "token 2 of type USER_API has expired")]
    (access,) = verify(desk.api, ["9000101"])
    assert access.can_file is False
    assert "token 2 of type USER_API has expired" in access.warnings[0]


def test_an_edgar_that_fails_is_an_error(desk: Desk) -> None:
    desk.edgar.script["/fm/.*"] = [refused(500, "An unexpected error has occurred.")]
    with pytest.raises(EdgarError, match="500: An unexpected error"):
        verify(desk.api, ["9000101"])
    with pytest.raises(UsageError, match="no CIK"):
        verify(desk.api, ["Robin"])
