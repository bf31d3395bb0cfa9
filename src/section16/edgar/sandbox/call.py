"""One call of the sandbox's API, with everything that answering it needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from section16.edgar.sandbox.answer import Answer, Request
from section16.edgar.sandbox.office import Sandbox


class Call(NamedTuple):
    """The request, the parts of its path by name, and the CIK whose token it carries."""

    sandbox: Sandbox
    request: Request
    match: re.Match[str]
    login: str

    @property
    def cik(self) -> str:
        """The account of the path."""
        return self.match["cik"]


Route = Callable[[Call], Answer]
