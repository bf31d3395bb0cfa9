"""Whom a new sandbox knows: made-up filers with their made-up codes, and two made-up tokens.

They are no secrets: they open nothing but a sandbox.
"""

from __future__ import annotations

from typing import NamedTuple

FILER_TOKEN = "sandbox-filer-token"
USER_TOKEN = "sandbox-user-token"
LOGIN_CIK = "0009000001"
"""The CIK that the tokens of a new sandbox belong to, which begins the numbers of its filings."""


class Seed(NamedTuple):
    """A filer of a new sandbox; an issuer needs no CCC to be reported on."""

    cik: str
    name: str
    ccc: str = ""


SEEDS = (
    Seed("0009000001", "Example Instruments Inc.", "sample1#"),
    Seed("0009000002", "Specimen Holdings plc", "sample2#"),
    Seed("0009000101", "Sample Robin Q.", "robin10#"),
    Seed("0009000102", "Specimen Casey", "casey10#"),
    Seed("0009000103", "Specimen Fund I, L.P.", "fund103#"),
    Seed("0009000104", "Example Jordan", "jordan4#"),
    Seed("0009000105", "Specimen GP, LLC", "partner#"),
    Seed("0009000106", "Specimen Management Inc.", "manage6#"),
)
