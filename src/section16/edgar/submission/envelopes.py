"""The envelopes in which documents travel to EDGAR, by name: each writes `SubmissionParts` and reads them.

Which of them the submission API takes for Forms 3, 4 and 5 is not confirmed; a further one is a further
`register`.
"""

from __future__ import annotations

import base64
import binascii
import difflib
import re
from typing import Protocol

from lxml import etree

from section16.checks.rule import unpadded
from section16.edgar.journal import Mode
from section16.edgar.submission import layout
from section16.edgar.submission.ccc import Ccc
from section16.edgar.submission.codes import taken_out, with_codes
from section16.edgar.submission.layout import Group, Layout, Leaf
from section16.edgar.submission.parts import Contact, SubmissionParts
from section16.errors import ReadError, UsageError
from section16.model.submission import Document
from section16.model.values import FORM_TYPES


class Envelope(Protocol):
    """One way to wrap documents for EDGAR, both to write and to read."""

    name: str
    root: str
    """The qualified name of its root element, by which a file is known."""

    def write(self, parts: SubmissionParts) -> bytes:
        """Write a submission file, CCCs included. Raises `WriteError` for what cannot be carried."""

    def read(self, root: etree._Element) -> SubmissionParts:
        """Take a parsed file apart. Raises `ReadError` where head or documents cannot be made out."""


# "Values: LIVE, TEST ... 1 primary document and up to 610 others, in any order" - specification, section 3.4.
# "edgarDocument/documentMimeBlock: the document in base64, MIME 64-character alphabet."
OWNERSHIP = Layout(
    "edgarSubmission",
    {},
    (
        Leaf("submissionType", "form_type", 3, needed=True),
        Leaf("testOrLive", "mode", 4, needed=True),
        Group(
            "pointOfContact",
            "contact",
            (
                Leaf("contactName", "name", 30),
                Leaf("contactPhoneNumber", "telephone", 20),
                Leaf("contactEmailAddress", "email", 80),
            ),
        ),
        Leaf("returnCopy", "return_copy"),
        Group(
            "notificationAddresses",
            None,
            (Leaf("notificationEmailAddress", "notify", 80, many=True, most=30),),
        ),
        Group(
            "edgarDocument",
            "documents",
            (
                Leaf("documentName", "filename", 32, needed=True),
                Leaf("documentType", "type", 20, needed=True),
                Leaf("documentDescription", "description", 255),
                Leaf("documentMimeBlock", "content", needed=True),
            ),
            needed=True,
            many=True,
            most=611,
        ),
    ),
)

# The example submission of the SEC's OpenAPI document 1.11.0 (8-K). UNCERTAIN: that reporting owners stand as
# filers, and the names within the contact block, which the examples leave out.
GENERAL = Layout(
    "cor:edgarSubmission",
    {"cor": "http://www.sec.gov/edgar/coreg", "com": "http://www.sec.gov/edgar/common"},
    (
        Leaf("cor:liveTestFlag", "mode", 4, needed=True),
        Group(
            "cor:flags",
            None,
            (
                Leaf("com:confirmingCopyFlag", always="false"),
                Leaf("com:overrideInternetFlag", always="false"),
                Leaf("com:returnCopyFlag", "return_copy"),
            ),
        ),
        Leaf("cor:submissionType", "form_type", needed=True),
        Group(
            "cor:filer",
            "filers",
            (Leaf("cor:filerId", "cik", 10, needed=True), Leaf("cor:filerCcc", "ccc", 8, needed=True)),
            needed=True,
            many=True,
        ),
        Group("cor:sros", None, (Leaf("com:sroId", always="NONE"),)),
        Group(
            "cor:contact",
            "contact",
            (
                Leaf("com:contactName", "name", 30),
                Leaf("com:contactPhoneNumber", "telephone", 20),
                Leaf("com:contactEmailAddress", "email", 80),
            ),
        ),
        Group(
            "cor:notifications",
            None,
            (Leaf("com:internetNotificationAddress", "notify", 80, many=True),),
        ),
        Group(
            "cor:documents",
            None,
            (
                Group(
                    "com:document",
                    "documents",
                    (
                        Leaf("com:conformedName", "filename", 32, needed=True),
                        Leaf("com:conformedDocumentType", "type", 20, needed=True),
                        Leaf("com:description", "description", 255),
                        Leaf("com:contents", "content", needed=True),
                    ),
                    needed=True,
                    many=True,
                    most=611,
                ),
            ),
            needed=True,
        ),
    ),
)


class LaidOut:
    """An envelope that a `Layout` describes."""

    def __init__(self, name: str, described: Layout) -> None:
        self.name = name
        self.layout = described
        self.root = layout.qualified(described.root, described.namespaces)

    def write(self, parts: SubmissionParts) -> bytes:
        """Write the file; the statement's XML gets each owner's CCC, and the envelope's filers theirs."""
        contact = parts.contact
        return layout.written(
            self.layout,
            {
                "form_type": parts.form_type,
                "mode": parts.mode.value,
                "return_copy": "true" if parts.return_copy else "false",
                "contact": contact
                and {"name": contact.name, "telephone": contact.telephone, "email": contact.email},
                "notify": parts.notify,
                "filers": [{"cik": cik, "ccc": ccc.reveal()} for cik, ccc in parts.cccs.items()],
                "documents": [
                    {
                        "filename": each.filename,
                        "type": each.type,
                        "description": each.description,
                        "content": _encoded(_with_codes(each, parts)),
                    }
                    for each in parts.documents
                ],
            },
        )

    def read(self, root: etree._Element) -> SubmissionParts:
        """Take the file apart; what departs from the layout is told in `faults`."""
        values, faults = layout.taken(self.layout, root)
        cccs: dict[str, Ccc] = {
            unpadded(each.get("cik")): Ccc(each.get("ccc", "")) for each in values.get("filers", ())
        }
        documents = []
        for each in values.get("documents", ()):
            content = _decoded(each.get("content", ""), each.get("filename") or "a document", faults)
            if each.get("type") in FORM_TYPES:
                content, found = taken_out(content)
                for cik, ccc in found.items():
                    if cccs.setdefault(cik, ccc) != ccc:
                        faults.append(f"the envelope and the statement give owner {cik} different CCCs")
            documents.append(
                Document(
                    type=each.get("type", ""),
                    filename=each.get("filename"),
                    description=each.get("description"),
                    content=content,
                )
            )
        mode = values.get("mode", "").strip()
        if mode not in tuple(Mode):
            raise ReadError("the submission does not say TEST or LIVE; nothing was made of it")
        contact = values.get("contact")
        return SubmissionParts(
            form_type=values.get("form_type", "").strip(),
            mode=Mode(mode),
            documents=tuple(documents),
            cccs=cccs,
            contact=Contact(**contact) if contact else None,
            notify=tuple(values.get("notify", ())),
            return_copy=values.get("return_copy", "").strip() in ("true", "1"),
            envelope=self.name,
            faults=tuple(faults),
        )


def _with_codes(document: Document, parts: SubmissionParts) -> bytes:
    return with_codes(document.content, parts.cccs) if document.type in FORM_TYPES else document.content


def _encoded(content: bytes) -> str:
    return base64.encodebytes(content).decode().rstrip("\n")


def _decoded(text: str, name: str, faults: list[str]) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s+", "", text), validate=True)
    except (binascii.Error, ValueError):
        faults.append(f"{name} is not encoded in base64")
        return b""


_ENVELOPES: dict[str, Envelope] = {}


def register(envelope: Envelope) -> None:
    """Make an envelope known by its name. Raises `UsageError` when the name or the root is taken."""
    for known in _ENVELOPES.values():
        if envelope.name == known.name or envelope.root == known.root:
            raise UsageError(f"there is an envelope {known.name!r} already, with the root {known.root}")
    _ENVELOPES[envelope.name] = envelope


def envelopes() -> tuple[str, ...]:
    """Return the names of the envelopes known."""
    return tuple(_ENVELOPES)


def envelope(name: str) -> Envelope:
    """Return the envelope of this name. Raises `UsageError` naming the nearest when there is none."""
    try:
        return _ENVELOPES[name]
    except KeyError:
        near = difflib.get_close_matches(name, _ENVELOPES) or list(_ENVELOPES)
        raise UsageError(f"there is no envelope {name!r}; did you mean {', '.join(near)}?") from None


def read_submission(content: bytes) -> SubmissionParts:
    """Take a submission file apart, in whichever envelope it is.

    Raises `ReadError` when it is no submission file; no message quotes it, for it holds CCCs.
    """
    root = layout.root_of(content)
    for each in _ENVELOPES.values():
        if each.root == root.tag:
            return each.read(root)
    name = etree.QName(root).localname
    raise ReadError(
        f"the file is a <{name}>, and no envelope of a submission; known are {', '.join(_ENVELOPES)}"
    )


register(LaidOut("ownership", OWNERSHIP))
register(LaidOut("general", GENERAL))
