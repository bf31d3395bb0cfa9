"""The page of what is read and what each shape cannot say, for `docs/reading.md`."""

from __future__ import annotations

from section16.model.reading import SeenStatus
from section16.reading.html import NOT_SHOWN

_HEAD = """\
# What is read

`section16.read` and every verb that takes a statement tell the shape of a document from its content; the
file's name does not matter, and nothing is fetched. How well each shape is read was measured:
[reading-accuracy.md](reading-accuracy.md).

| Shape | How it is read | Needs |
| --- | --- | --- |
| EDGAR ownership XML, every version; JSON as `write` makes it | element by element: everything in it | |
| full-submission file (`.txt`, `.nc`) | the statement and the header, which are compared | |
| EDGAR's page of a filing saved as HTML, and the page that `render` draws | cell by cell | |
| PDF with text | words by their places, in the columns of the form | `pdf` |
| scanned PDF, PNG, JPEG, TIFF, GIF, BMP | ruling lines, then each cell by what may stand in it | `scan` |
| Markdown, tabs, pipes, plain and fixed-width text of a converter | by the words that the form prints | |
| forms typed before 2003, ASCII or HTML, alone or in a submission | by the captions of their editions | |

A table is read only when its columns are those of its form, so that no value can slide into the next
column; a Form 5 is never read with the columns of Form 4. What is not a statement is refused with a word
on what it is: another form, an index page, a document that is cut short, locked, blank, turned on its
side, or a picture too coarse for the form's small print.

## How sure each item is

`reading.evidence` has, for each item, the value, its status, a confidence from 0 to 1, the place on the
form, the places in the document (`spans`), what was changed and why (`repairs`), and what else it may be
(`alternatives`).

| Status | Means |
| --- | --- |
"""

_REST = """\

Absent and unreadable are different: a box that was not read is unknown, never unticked.
`reading.coverage` is the share of the document's own words that the form explains and `reading.unplaced`
are the others; `section16 read DOC --explain` tells all of this at the terminal, and `--report OUT.html`
shows the document beside the form with every repair marked.

`reading.to_statement()` gives the plain statement, and refuses while an item is in conflict or an item
that a statement needs could not be read; it lists them (`reading.doubts()`). `check` draws no conclusion
from what is unknown, and `draft --after` asks about a total that was repaired and refuses lines that were
not read.

Forms print no CIK. `--ciks TABLE` (`read(source, ciks=...)`) takes names, symbols and CIKs from a table
of yours: EDGAR's `company_tickers.json`, `company_tickers_exchange.json` or `cik-lookup-data.txt`, or a
CSV with the columns cik, name and symbol. A CIK is inferred where name and symbol leave no doubt, else
left unknown with the reason.

## What a page does not print

All texts lose their line ends and the white space around them; numbers may lose trailing zeros.

| Item | What is read instead |
| --- | --- |
"""


def page() -> str:
    """Write the page: shapes, statuses, and a line for every item that a page does not print."""
    statuses = "".join(f"| {status} | {means} |\n" for status, means in _MEANINGS.items())
    return _HEAD + statuses + _REST + "".join(f"| `{item}` | {what} |\n" for item, what in NOT_SHOWN.items())


_MEANINGS = {
    SeenStatus.EXACT: "it stands in the document, and nothing had to be changed",
    SeenStatus.CONFIRMED: "recognised from marks that may mislead; something else there says the same",
    SeenStatus.REPAIRED: "what stood there was damaged; each change is told with its reason",
    SeenStatus.INFERRED: "not printed; it follows from what is, and the reason is given",
    SeenStatus.CONFLICT: "the document says several things; the value is None and the alternatives are they",
    SeenStatus.UNREADABLE: "something stood there, or may have, that cannot be read; None is unknown",
    SeenStatus.ABSENT: "the document says nothing here, or its edition of the form has no such box",
}
