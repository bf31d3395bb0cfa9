"""The page of what is read and what each shape cannot say, for `docs/reading.md`."""

from __future__ import annotations

from section16.reading.html import NOT_SHOWN

_HEAD = """\
# What is read

`section16.read` and every verb that takes a statement tell the shape of a document from its content; the
file's name does not matter, and nothing is fetched.

- **EDGAR ownership XML** of every schema version, and JSON as `section16.write` makes it: everything in
  it.
- **Full-submission files** (`.txt`, `.nc`): the statement and the header, which are compared.
- **EDGAR's page of a filing** (the folder `xslF345X01` to `xslF345X05`), saved as HTML, and the page
  that `render` draws: everything that the page prints. A page is read only when its tables have exactly
  the columns of its form, so that no value can slide into the next column; a page that is cut short is
  refused, and so is EDGAR's index page, which shows no statement. No page of the edition of March 2026,
  and none of the layout before 2003, was at hand: what the former adds is not read, the latter is
  refused.

Words of a page that find no place in the form are told as a deviation, save words that the form itself
prints. A text that a damaged page has moved into another box is not noticed.

PDF files, scans and plain text are not read yet; they are refused with a word on what they are.

The evidence for each item (`reading.evidence`) says how sure it is: *exact* as printed, *inferred* with
the reason, *unreadable* with the text that is no such value, *conflict* where a line says two things,
*absent*. A box whose mark cannot be read is unknown, never unticked. `reading.not_shown` lists what a
page does not print of its statement; `check` draws no conclusion from it.

## What a page does not print

All texts lose their line ends and the white space around them; numbers may lose trailing zeros.

| Item | What is read instead |
| --- | --- |
"""


def page() -> str:
    """Write the page: the shapes, and a line for every item that a web page does not print."""
    return _HEAD + "".join(f"| `{item}` | {what} |\n" for item, what in NOT_SHOWN.items())
