"""The text of a document that is not stored as pages: what offsets into it count from."""

from __future__ import annotations

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def text_of(document: bytes) -> str:
    """Decode a document: by its byte order mark, else as UTF-8, else as Windows-1252.

    No byte is lost and no line end changed; a letter that no encoding knows becomes U+FFFD.
    """
    for mark, encoding in _MARKS:
        if document.startswith(mark):
            return document[len(mark) :].decode(encoding, "replace")
    try:
        return document.decode("utf-8")
    except UnicodeDecodeError:
        return document.decode("windows-1252", "replace")
