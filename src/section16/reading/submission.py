"""The statements of a submission file: its ownership XML, or the form as typed before there was any."""

from __future__ import annotations

from collections.abc import Iterator

from section16.formats import submission_text
from section16.model.reading import Reading


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read the statement of a submission file: the first of several.

    Raises as `submission_text.read` does, and what reading a form typed as text or HTML raises.
    """
    return next(read_all(data, source=source))


def read_all(data: bytes, *, source: str | None = None) -> Iterator[Reading]:
    """Yield a reading of every statement in a submission file.

    A statement that cannot be read does not hide the others: its error is raised after them.
    """
    try:
        yield from submission_text.read_all(data, source=source)
    except submission_text.FormWithoutXml:
        from section16.reading import old_forms

        yield from old_forms.read_all(data, source=source)
