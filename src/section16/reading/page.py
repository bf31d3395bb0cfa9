"""A web page by whoever made it: EDGAR's view, the page drawn here, a form of before 2003, another's page."""

from __future__ import annotations

from collections.abc import Iterator

from section16.errors import NotAStatement
from section16.model.reading import Reading
from section16.reading import html
from section16.reading.typed import is_before_xml


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read the first statement on a page. Raises a `ReadError` for a page that shows none."""
    return next(read_all(data, source=source))


def read_all(data: bytes, *, source: str | None = None) -> Iterator[Reading]:
    """Yield a reading of every statement on a page; only pages that are not EDGAR's may show several.

    Raises as `html.read` does, and for a page of another's making as whoever reads its kind.
    """
    try:
        yield html.read(data, source=source)
    except html.NotEdgarsPage as refusal:
        from section16.reading import old_forms, text

        if is_before_xml(data):
            yield from old_forms.read_all(data, source=source)
        elif text.recognises(data):
            yield from text.read_all(data, source=source)
        else:
            raise NotAStatement(refusal.args[0], source=source) from None
