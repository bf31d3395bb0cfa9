"""Who asks: given, from the environment or remembered; and what is no identity."""

from __future__ import annotations

from pathlib import Path

import pytest

from section16.edgar.identity import VARIABLE, identity, remember, user_agent
from section16.errors import UsageError


def test_nobody_said_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="EDGAR wants to know who asks"):
        identity(folder=tmp_path, environment={})


def test_it_is_remembered_once_said(tmp_path: Path) -> None:
    remember("Pat Example <pat@example.com>", folder=tmp_path)
    assert identity(folder=tmp_path, environment={}) == "Pat Example pat@example.com"
    assert identity(folder=tmp_path, environment={VARIABLE: "Kim x@example.org"}) == "Kim x@example.org"
    assert identity("Lee l@example.net", folder=tmp_path, environment={}) == "Lee l@example.net"


@pytest.mark.parametrize("text", ["Pat", "pat@example.com", "Pat\r\nX: y@example.com", "Pät p@example.com"])
def test_what_names_no_person_and_address_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give a name and an e-mail address"):
        identity(text, folder=tmp_path, environment={})


def test_the_header_names_program_and_person() -> None:
    assert user_agent("Pat Example pat@example.com").startswith("section16/")
