"""Statements as converters write them: Markdown in several hands, and a page cut in columns of its own."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from section16.formats import captions
from section16.formats.sheet import Cell, CheckBox, Sheet, Table, sheet
from section16.model.statement import Statement

_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


class Hand(Struct, frozen=True, kw_only=True):
    """How a converter writes: its markers, ticks, headings, and whether it draws boxes that are not ticked."""

    marker: Callable[[str], str] = lambda number: f" {f'({number})'.translate(_RAISED)}"
    ticked: str = "☒ "
    unticked: str = "☐ "
    underlined: bool = True
    escaped: bool = True
    heading: str = "## FORM {}"
    notes: str = "{}. "
    cells: str = "pipes"
    head: str = "rows"


HANDS = {
    "ticked boxes only, bullets, no heading": Hand(
        ticked='<input checked="" type="checkbox"> ', unticked="", heading="", notes="- "
    ),
    "unicode": Hand(),
    "sup": Hand(
        marker="<sup>({})</sup>".format, underlined=False, ticked="[x] ", unticked="[ ] ", notes="({}) ", head="joined"
    ),
    "latex in html tables": Hand(
        marker=" $^{{({})}}$".format, underlined=False, ticked="$\\boxtimes$ ", unticked="$\\square$ ", cells="html"
    ),
    "plain": Hand(marker="({})".format, underlined=False, ticked="X ", unticked="", escaped=False, head="packed"),
    "tabs": Hand(marker=" ({})".format, cells="tabs", escaped=False),
    "leaf captions only": Hand(marker="({})".format, underlined=False, ticked="[x] ", unticked="[ ] ", head="leaves"),
}  # fmt: skip


def markdown(statement: Statement, hand: Hand) -> str:
    """Return a statement as a model of sight writes it."""
    form = sheet(statement)
    lines = [hand.heading.format(form.form_type)] if hand.heading else []
    lines += ["UNITED STATES SECURITIES AND EXCHANGE COMMISSION", "Washington, D.C. 20549", ""]
    lines += [f"| OMB Number: | {form.omb_number} |", "|--|--|", ""]
    lines += [form.title, ""]
    lines += [line for box in form.check_boxes for line in (_box(box, hand), "")]
    lines += [_boxes(form, hand), ""]
    for table in form.tables:
        lines += [" ".join(table.titles), "", _table(table, hand), ""]
    lines += [captions.EXPLANATION, ""]
    lines += [form.none_owned, ""] if form.none_owned else []
    for note in form.footnotes:
        lines += [hand.notes.format(note.number) + _escaped(note.text, hand), ""]
    lines += [captions.REMARKS, "", _escaped(form.remarks, hand), ""]
    lines += [f"{line.name} {line.date}" for line in form.signatures]
    lines += [f"{captions.SIGNATURE} {captions.DATE}", "", *form.small_print]
    return "\n".join(lines)


def _escaped(text: str, hand: Hand) -> str:
    return text.replace("$", "\\$") if hand.escaped else text


def _box(box: CheckBox, hand: Hand) -> str:
    return (hand.ticked if box.ticked else hand.unticked) + box.caption


def _boxes(form: Sheet, hand: Hand) -> str:
    owner, apart = form.owners[0], " " if hand.underlined else "<br>"

    def filed(text: str) -> str:
        return f"<u>{text}</u>" if hand.underlined and text else text

    town = " ".join(place.text for place in owner.places if place.text)
    own = apart.join(
        (captions.OWNER, filed(owner.name), "(Last) (First) (Middle)", *map(filed, owner.streets), "(Street)",
         filed(town), "(City) (State) (Zip)")
    )  # fmt: skip
    issuer = apart.join((form.issuer.caption, filed(f"{form.issuer.name} [{form.issuer.symbol}]")))
    period = apart.join((form.period.caption, filed(form.period.text)))
    original = apart.join((form.original.caption, filed(form.original.text)))
    related = apart.join(
        (form.relationship_caption, captions.CHECK_ALL, *(_box(box, hand) for box in owner.relationship),
         *(filed(text) for text in (owner.officer_title, owner.other_text) if text))
    )  # fmt: skip
    filing = apart.join((form.filing_caption, *(_box(box, hand) for box in form.filing)))
    return _rows([[own, issuer, related], ["", period, ""], ["", original, filing]], hand)


def _rows(rows: list[list[str]], hand: Hand) -> str:
    if hand.cells == "tabs":
        return "\n".join("\t".join(row) for row in rows)
    if hand.cells == "html":
        return "\n".join(
            ["<table>", *("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows), "</table>"]
        )  # fmt: skip
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def _table(table: Table, hand: Hand) -> str:
    upper = [text for head in table.headings[0] for text in (head.caption, *[""] * (head.columns - 1))]
    lower: list[str] = []
    if len(table.headings) > 1:
        leaves = iter(table.headings[1])
        for head in table.headings[0]:
            lower += [""] if head.rows == 2 else [next(leaves).caption for _ in range(head.columns)]
    if hand.head == "packed":
        lower = [text for text in lower if text]
    elif hand.head == "joined":
        upper, lower = [f"{c.under}<br>{c.caption}" if c.under else c.caption for c in table.columns], []
    elif hand.head == "leaves":
        upper, lower = [column.caption for column in table.columns], []
    rows = [[_cell(cell, hand) for cell in row] for row in table.rows]
    return _rows([upper, *([lower] if lower else []), *rows], hand)


def _cell(cell: Cell, hand: Hand) -> str:
    return " ".join(
        _escaped(entry.text, hand) + "".join(map(hand.marker, entry.notes)) for entry in cell.entries
    ).strip()


CUT = """FORM 4

UNITED STATES SECURITIES AND EXCHANGE COMMISSION

	OMB Number:	3235-0287

Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See Instruction 1(b).

STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP

1. Name and Address of Reporting Person* <u>{name}</u>			2. Issuer Name and Ticker or Trading Symbol {issuer} [{symbol}]			Check a	onship of F II applicab Director Officer (gi	ole)	p Person(s) to Is 10% C
(Last) (First) (Middle) {street}				3. Date of Earliest Transaction (Month/Day/Year) {period}			below)		below)
(Street) {town}			4. If	Ame	endment,	Date of	f Original	Filed	l (Month/Da	ay/Year)
	Tab	le I - Nor	n-Deriv	ative	Se	curities Acq	uired,	Disposed o	f, or Ben	eficially Owned
1. Title of Security (Instr. 3) 2. Transac Date (Month/Date)			action 2A. Deemed Execution Date, if any (Month/Day/Year)			Transaction Code (Instr. 8)		4. Securities Acquired (A) Disposed Of (D) (Instr. 3, 4		nd S B C	. Amount of securities seneficially wned Following		6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)	7. Nature of Indirect Beneficial Ownership
						Code	v	Amount	(A) or (D)	Price	. t	ransaction(s)
{row}
	Ta	able II - D	erivative Sec	urities Acquired, Disp	osed of, or Ben	eficially Owned
1. Title of Derivative Security (Instr. 3)	2. Conversion or Exercise Price of Derivative Security	3. Transaction Date (Month/Day/Year)

Explanation of Responses:

1. The price reported in Column 4 is a weighted average price of sales at prices ranging from \\${low} to \\${high}, inclusive.

Remarks:

{signed} {signed_on}

** Signature of Reporting Person Date
"""
"""A made-up Form 4 that was cut in columns of its own; box 5 is left in fragments without a mark."""
