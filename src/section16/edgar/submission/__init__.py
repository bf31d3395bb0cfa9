"""The submission file: a statement with its exhibits, in the envelope in which EDGAR takes it.

`build_submission` checks, completes and wraps; `read_submission` takes a file apart again. The CCCs are given
when the file is made, and never kept, printed or told.
"""

from __future__ import annotations

from section16.edgar.submission.build import SubmissionFile, SubmissionRefused, build_submission
from section16.edgar.submission.by_hand import ByHand, accepted_by_hand
from section16.edgar.submission.ccc import Ccc, Cccs
from section16.edgar.submission.envelopes import Envelope, envelope, envelopes, read_submission, register
from section16.edgar.submission.exhibits import exhibit
from section16.edgar.submission.parts import Contact, SubmissionParts
from section16.edgar.submission.rules import submission_findings
from section16.edgar.submission.text_exhibits import Change

__all__ = [
    "ByHand",
    "Ccc",
    "Cccs",
    "Change",
    "Contact",
    "Envelope",
    "SubmissionFile",
    "SubmissionParts",
    "SubmissionRefused",
    "accepted_by_hand",
    "build_submission",
    "envelope",
    "envelopes",
    "exhibit",
    "read_submission",
    "register",
    "submission_findings",
]
