"""Old forms made up from statements: fixed-width text as filing agents typed it from 1996 to June 2003.

`old_ascii(statement, style, edition)` draws a statement in one of `STYLES` layouts. What the old editions do
not print is left out: CIKs, of the edition of 1996 the days of items 4 and 5 and columns 2A and 3A, the
relationships of further owners. Styles from `HOLD_OUT` on were written after the reader was finished.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from section16.model.statement import Statement
from section16.model.tables import Row
from section16.model.values import Direction, Timeliness, grouped

Edition = Literal["1996", "2002"]

HOLD_OUT = 4
"""The first style that the reader was not tuned on."""

_MONTHS = (
    "January February March April May June July August September October November December".split()
)


@dataclass(frozen=True)
class Manner:
    """How one agent writes dates, boxes, marks of notes and captions."""

    day: Callable[[date], str]
    tick: str
    blank: str
    captions: Literal["full", "short"] = "full"
    mark: Callable[[int], str] = lambda number: f"({number})"
    note: Callable[[int], str] = lambda number: f"({number}) "
    letter: Callable[[str], str] = lambda letter: letter
    signed: Callable[[date], str] = lambda day: f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
    month: Callable[[date], str] = lambda day: f"{_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Write 9/4/02."""
    return f"{day.month}/{day.day}/{day.year % 100:02}"


def long_day(day: date) -> str:
    """Write 09/04/2002."""
    return f"{day:%m/%d}/{day.year:04}"


@dataclass
class Column:
    """A leaf column of a table: caption, least width, attributes of a row, alignment."""

    caption: str
    width: int
    attributes: tuple[str, ...]
    right: bool = False
    values: list[list[str]] = field(default_factory=list)


@dataclass
class Group:
    """A numbered column with its caption and its leaf columns; one leaf without caption stands for the group."""

    number: str
    caption: str
    leaves: list[Column]


_FULL = {
    "title": "Title of Security (Instr. 3)",
    "date": "Transaction Date (Month/Day/Year)",
    "deemed": "Deemed Execution Date, if any (Month/Day/Year)",
    "code": "Transaction Code (Instr. 8)",
    "securities": "Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",
    "owned": "Amount of Securities Beneficially Owned at End of Month (Instr. 3 and 4)",
    "form": "Ownership Form: Direct (D) or Indirect (I) (Instr. 4)",
    "nature": "Nature of Indirect Beneficial Ownership (Instr. 4)",
    "derivative": "Title of Derivative Security (Instr. 3)",
    "exercise": "Conversion or Exercise Price of Derivative Security",
    "number": "Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",
    "dates": "Date Exercisable and Expiration Date (Month/Day/Year)",
    "underlying": "Title and Amount of Underlying Securities (Instr. 3 and 4)",
    "price": "Price of Derivative Security (Instr. 5)",
    "owned_2": "Number of Derivative Securities Beneficially Owned at End of Month (Instr. 4)",
    "form_2": "Ownership Form of Derivative Security: Direct (D) or Indirect (I) (Instr. 4)",
}
_SHORT = _FULL | {
    "date": "Trans- action Date (Month/ Day/ Year)",
    "code": "Trans- action Code (Instr. 8)",
    "form": "Owner- ship Form: Direct (D) or Indirect (I) (Instr. 4)",
    "owned": "Amount of Securities Bene- ficially Owned at End of Month (Instr. 3 and 4)",
    "nature": "Nature of Indirect Bene- ficial Owner- ship (Instr. 4)",
    "exercise": "Conver- sion or Exercise Price of Deriv- ative Security",
    "price": "Price of Deriv- ative Secur- ity (Instr. 5)",
    "form_2": "Owner- ship Form of Deriv- ative Security: Direct (D) or Indirect (I)",
}


def groups_of(form: str, edition: Edition, manner: Manner) -> tuple[list[Group], list[Group]]:
    """Return the columns of Tables I and II."""
    say = _FULL if manner.captions == "full" else _SHORT
    if form == "5":
        say = {name: text.replace("End of Month", "End of Issuer's Fiscal Year") for name, text in say.items()}
    if edition == "2002" and form == "4":
        owned = "Owned Following Reported Transaction(s)"
        say = {name: text.replace("Owned at End of Month", owned) for name, text in say.items()}
    if form == "3":
        return _form_3(say)
    early = [] if form == "5" else [Column("V", 1, ("timeliness",))]
    code = [Column("Code" if early else "", 4, ("code",)), *early]
    return (
        [
            Group("1", say["title"], [Column("", 22, ("security",))]),
            Group("2", say["date"], [Column("", 10, ("transaction_date",))]),
            *([Group("2A", say["deemed"], [Column("", 10, ("deemed_execution_date",))])] if edition == "2002" else []),
            Group("3", say["code"], code),
            Group(
                "4",
                say["securities"],
                [
                    Column("Amount", 10, ("shares",), right=True),
                    Column("(A) or (D)", 4, ("direction",)),
                    Column("Price", 8, ("price",), right=True),
                ],
            ),
            Group("5", say["owned"], [Column("", 12, ("owned_following", "value_owned_following"), right=True)]),
            Group("6", say["form"], [Column("", 9, ("ownership",))]),
            Group("7", say["nature"], [Column("", 14, ("nature_of_ownership",))]),
        ],
        [
            Group("1", say["derivative"], [Column("", 18, ("security",))]),
            Group("2", say["exercise"], [Column("", 11, ("exercise_price",), right=True)]),
            Group("3", say["date"], [Column("", 10, ("transaction_date",))]),
            *([Group("3A", say["deemed"], [Column("", 10, ("deemed_execution_date",))])] if edition == "2002" else []),
            Group("4", say["code"], [Column(c.caption, c.width, c.attributes) for c in code]),
            Group(
                "5",
                say["number"],
                [Column("(A)", 9, ("acquired",), right=True), Column("(D)", 9, ("disposed",), right=True)],
            ),
            Group(
                "6",
                say["dates"],
                [Column("Date Exer- cisable", 10, ("exercise_date",)), Column("Expira- tion Date", 10, ("expiration_date",))],
            ),
            Group(
                "7",
                say["underlying"],
                [
                    Column("Title", 12, ("underlying_title",)),
                    Column("Amount or Number of Shares", 9, ("underlying_shares", "underlying_value"), right=True),
                ],
            ),
            Group("8", say["price"], [Column("", 9, ("price",), right=True)]),
            Group("9", say["owned_2"], [Column("", 11, ("owned_following", "value_owned_following"), right=True)]),
            Group("10", say["form_2"], [Column("", 9, ("ownership",))]),
            Group("11", say["nature"], [Column("", 12, ("nature_of_ownership",))]),
        ],
    )


def _form_3(say: dict[str, str]) -> tuple[list[Group], list[Group]]:
    return (
        [
            Group("1", "Title of Security (Instr. 4)", [Column("", 30, ("security",))]),
            Group(
                "2",
                "Amount of Securities Beneficially Owned (Instr. 4)",
                [Column("", 16, ("owned_following", "value_owned_following"), right=True)],
            ),
            Group("3", say["form"], [Column("", 12, ("ownership",))]),
            Group("4", say["nature"], [Column("", 24, ("nature_of_ownership",))]),
        ],
        [
            Group("1", "Title of Derivative Security (Instr. 4)", [Column("", 22, ("security",))]),
            Group(
                "2",
                say["dates"],
                [Column("Date Exer- cisable", 10, ("exercise_date",)), Column("Expira- tion Date", 10, ("expiration_date",))],
            ),
            Group(
                "3",
                "Title and Amount of Securities Underlying Derivative Security (Instr. 4)",
                [
                    Column("Title", 14, ("underlying_title",)),
                    Column("Amount or Number of Shares", 10, ("underlying_shares", "underlying_value"), right=True),
                ],
            ),
            Group("4", say["exercise"], [Column("", 11, ("exercise_price",), right=True)]),
            Group("5", say["form_2"], [Column("", 10, ("ownership",))]),
            Group("6", say["nature"], [Column("", 16, ("nature_of_ownership",))]),
        ],
    )


_DOLLARS = {"price", "exercise_price", "total_value", "value_owned_following", "underlying_value"}


def entry(row: Row, attribute: str, manner: Manner) -> str:
    """Return what stands in a cell: the value as the agent writes it, and the marks of its notes."""
    shown = attribute
    if attribute in ("acquired", "disposed"):
        side = Direction.ACQUIRED if attribute == "acquired" else Direction.DISPOSED
        if getattr(row, "direction", None) is not side:
            return ""
        texts = [entry(row, name, manner) for name in ("shares", "total_value")]
        return " ".join(filter(None, texts))
    if attribute == "timeliness":
        early = getattr(row, "timeliness", None) is Timeliness.EARLY or (
            row.form_type == "5" and getattr(row, "code", None)
        )
        return "V" if early else ""
    value = getattr(row, attribute, None)
    text = ""
    if isinstance(value, Decimal):
        text = f"${grouped(value)}" if attribute in _DOLLARS else grouped(value)
    elif isinstance(value, date):
        text = manner.day(value)
    elif value is not None:
        text = manner.letter(str(value)) if attribute in ("direction", "ownership") else " ".join(str(value).split())
    notes = "".join(manner.mark(int(id[1:])) for id in row.notes.get(shown, ()) if id[1:].isdecimal())
    return f"{text}{' ' if text and notes and len(text) > 14 else ''}{notes}"


def fill(groups: list[Group], rows: Sequence[Row], manner: Manner) -> None:
    """Write the rows into the columns, wrapped to their widths."""
    for group in groups:
        for column in group.leaves:
            texts = [
                " ".join(filter(None, (entry(row, attribute, manner) for attribute in column.attributes)))
                for row in rows
            ]
            words = [word for text in (*texts, column.caption) for word in text.split()]
            if column is group.leaves[0] and len(group.leaves) == 1:
                words.extend(group.caption.split())
            column.width = max([column.width, *map(len, words)])
            column.values = [wrapped(text, column.width) for text in texts]
        lacking = max(map(len, group.caption.split())) + 3 - sum(leaf.width for leaf in group.leaves)
        group.leaves[-1].width += max(0, lacking)


def wrapped(text: str, width: int) -> list[str]:
    """Wrap a text between words."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


def header(groups: list[Group], gap: int, *, centred: bool = False, own_line: bool = False) -> list[str]:
    """Return the lines of a table's head: number and caption over each column, leaf captions below."""
    cells: list[list[str]] = []
    for group in groups:
        width = sum(leaf.width for leaf in group.leaves) + gap * (len(group.leaves) - 1)
        title = [f"{group.number}.", *wrapped(group.caption, width)] if own_line else wrapped(
            f"{group.number}. {group.caption}", max(width, 5)
        )
        leaves: list[list[str]] = []
        if any(leaf.caption for leaf in group.leaves):
            parts = [wrapped(leaf.caption, leaf.width) for leaf in group.leaves]
            height = max(map(len, parts))
            for n in range(height):
                leaves.append([part[n] if n < len(part) else "" for part in parts])
        lines = [line.center(width) if centred else line.ljust(width) for line in title]
        for line in leaves:
            texts = [
                text.center(leaf.width) if centred else text.ljust(leaf.width)
                for text, leaf in zip(line, group.leaves, strict=True)
            ]
            lines.append((" " * gap).join(texts))
        cells.append([f"{line:{width}}" for line in lines])
    height = max(map(len, cells))
    padded = []
    for group, lines in zip(groups, cells, strict=True):
        width = len(lines[0])
        lead = [" " * width] * (height - len(lines))
        split = 1 + len(group.caption) if not any(leaf.caption for leaf in group.leaves) else None
        if split is not None:
            padded.append([*lines, *lead])
        else:
            tail = max(len(wrapped(leaf.caption, leaf.width)) for leaf in group.leaves)
            padded.append([*lines[:-tail], *lead, *lines[-tail:]])
    return [(" " * gap).join(lines[n] for lines in padded).rstrip() for n in range(height)]


def body(groups: list[Group], gap: int, *, between: Sequence[str] = ()) -> list[str]:
    """Return the lines of the rows; `between` stands after each."""
    columns = [leaf for group in groups for leaf in group.leaves]
    lines: list[str] = []
    for n in range(len(columns[0].values)):
        height = max(len(column.values[n]) for column in columns)
        for k in range(height):
            texts = []
            for column in columns:
                text = column.values[n][k] if k < len(column.values[n]) else ""
                texts.append(text.rjust(column.width) if column.right else text.ljust(column.width))
            lines.append((" " * gap).join(texts).rstrip())
        lines.extend(between)
    return lines


def rule_of(groups: list[Group], gap: int, letter: str = "-") -> str:
    """Return a line of rules, one under each leaf column."""
    return (" " * gap).join(letter * leaf.width for group in groups for leaf in group.leaves)


def beside(blocks: Sequence[Sequence[str]], widths: Sequence[int], bar: str = " ") -> list[str]:
    """Set blocks of text beside one another."""
    height = max(map(len, blocks))
    return [
        bar.join(
            (block[n] if n < len(block) else "").ljust(width) for block, width in zip(blocks, widths, strict=True)
        ).rstrip()
        for n in range(height)
    ]


@dataclass(frozen=True)
class Items:
    """The texts of the boxes above the tables."""

    name: str
    streets: list[str]
    city: str
    state: str
    zip_code: str
    issuer: str
    symbol: str
    period: str
    original: str
    title: str
    other: str


def items_of(statement: Statement, edition: Edition, manner: Manner) -> Items:
    """Return what stands in the boxes."""
    owner = statement.owners[0]
    address = owner.address
    monthly = edition == "1996" and statement.form != "3"

    def when(day: date | None) -> str:
        return "" if day is None else manner.month(day) if monthly else long_day(day)

    return Items(
        name=" ".join((owner.name or "").split()),
        streets=[line for line in (address.street_1, address.street_2) if line],
        city=address.city or "",
        state=address.state or "",
        zip_code=address.zip_code or "",
        issuer=" ".join((statement.issuer.name or "").split()),
        symbol=statement.issuer.trading_symbol or "",
        period=when(statement.period_of_report),
        original=when(statement.date_of_original),
        title=" ".join((owner.relationship.officer_title or "").split()),
        other=" ".join((owner.relationship.other_text or "").split()),
    )


def captions_of(form: str, edition: Edition) -> dict[str, str]:
    """Return the captions of the boxes, with their numbers."""
    irs = (
        "IRS or Social Security Number of Reporting Person (Voluntary)"
        if edition == "1996"
        else "I.R.S. Identification Number of Reporting Person, if an entity (Voluntary)"
    )
    if form == "3":
        return {
            "owner": "1. Name and Address of Reporting Person*",
            "period": "2. Date of Event Requiring Statement (Month/Day/Year)",
            "irs": f"3. {irs}",
            "issuer": "4. Issuer Name and Ticker or Trading Symbol",
            "relationship": "5. Relationship of Reporting Person(s) to Issuer (Check all applicable)",
            "original": "6. If Amendment, Date of Original (Month/Day/Year)",
            "filing": "7. Individual or Joint/Group Filing (Check Applicable Line)",
        }
    when = "Month/Year" if edition == "1996" else "Month/Day/Year"
    return {
        "owner": "1. Name and Address of Reporting Person*",
        "issuer": "2. Issuer Name and Ticker or Trading Symbol",
        "irs": f"3. {irs}",
        "period": f"4. Statement for {when}",
        "original": f"5. If Amendment, Date of Original ({when})",
        "relationship": "6. Relationship of Reporting Person(s) to Issuer (Check all applicable)",
        "filing": "7. Individual or Joint/Group Filing (Check Applicable Line)",
    }


_TITLES = {
    "3": "INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES",
    "4": "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
    "5": "ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
}
ACT = (
    "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934,",
    "Section 17(a) of the Public Utility Holding Company Act of 1935 or",
    "Section 30(f) of the Investment Company Act of 1940",
)
EXIT = "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See Instruction 1(b)."


def table_titles(form: str) -> tuple[str, str]:
    """Return the titles of the tables."""
    what = "Beneficially Owned" if form == "3" else "Acquired, Disposed of, or Beneficially Owned"
    return f"Non-Derivative Securities {what}", f"Derivative Securities {what}"


def mark(manner: Manner, ticked: bool | None) -> str:
    """Return a check box."""
    return manner.tick if ticked else manner.blank


def top_boxes(statement: Statement, manner: Manner) -> list[str]:
    """Return the lines of the boxes top left."""
    if statement.form == "3":
        return []
    lines = [f"{mark(manner, statement.no_longer_subject)} {line}" if n == 0 else f"    {line}" for n, line in enumerate(wrapped(EXIT, 34))]
    if statement.form == "5":
        lines.append(f"{mark(manner, statement.form_3_holdings_reported)} Form 3 Holdings Reported")
        lines.append(f"{mark(manner, statement.form_4_transactions_reported)} Form 4 Transactions Reported")
    return lines


def notes_of(statement: Statement, manner: Manner, width: int) -> list[str]:
    """Return the explanation: notes, remarks, what is not owned."""
    lines = ["Explanation of Responses:", ""]
    if statement.form == "3" and statement.no_securities_owned:
        lines += ["No securities are beneficially owned.", ""]
    for note in sorted(statement.footnotes, key=lambda note: int(note.id[1:])):
        lines += [*wrapped(f"{manner.note(int(note.id[1:]))}{note.text or ''}", width), ""]
    if statement.remarks:
        lines += [*wrapped(f"Remarks: {statement.remarks}", width), ""]
    return lines


def signature_lines(statement: Statement, manner: Manner, *, below: bool = False) -> list[str]:
    """Return the signatures, name beside date, over their captions."""
    lines: list[str] = []
    for signature in statement.signatures:
        day = manner.signed(signature.date) if signature.date else ""
        name = " ".join((signature.name or "").split())
        width = max(44, len(name) + 4)
        if below:
            lines += [f"    {name}", f"    {'-' * 34}", "    **Signature of Reporting Person", "", f"    Date: {day}", ""]
        else:
            lines += [
                f"{name:{width}}{day}",
                f"{'-' * 36:{width}}{'-' * 18}",
                f"{'**Signature of Reporting Person':{width}}{'Date'}",
                "",
            ]
    return lines


SMALL_PRINT = [
    "*  If the form is filed by more than one reporting person, see Instruction 4(b)(v).",
    "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations.",
    "   See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).",
    "Note: File three copies of this Form, one of which must be manually signed.",
    "      If space is insufficient, see Instruction 6 for procedure.",
]


def joint_lines(statement: Statement) -> list[str]:
    """Return the page that names further owners."""
    if len(statement.owners) < 2:
        return []
    lines = ["<PAGE>", "                     JOINT FILER INFORMATION", ""]
    for owner in statement.owners[1:]:
        lines += [f"Name:     {owner.name}", f"Address:  {owner.address.street_1 or ''}"]
        lines += [f"          {owner.address.city or ''}, {owner.address.state or ''} {owner.address.zip_code or ''}", ""]
    return lines


def _titled(statement: Statement, width: int) -> list[str]:
    amended = "/A" if statement.is_amendment else ""
    return [
        "UNITED STATES SECURITIES AND EXCHANGE COMMISSION".center(width).rstrip(),
        "Washington, D.C. 20549".center(width).rstrip(),
        "",
        f"FORM {statement.form}{amended}",
        "",
        _TITLES[statement.form].center(width).rstrip(),
        "",
        *(line.center(width).rstrip() for line in ACT),
        "",
    ]


# --- style 0: boxes in a grid without bars, an X over hyphens, rules of hyphens -------------------------


def _style_0(statement: Statement, edition: Edition) -> list[str]:
    manner = Manner(day=short_day, tick="/X/", blank="/ /", captions="short", month=lambda day: f"{_MONTHS[day.month - 1]} / {day.year}")
    says, caption = items_of(statement, edition, manner), captions_of(statement.form, edition)
    relationship = statement.owners[0].relationship
    wide = 132
    lines = ["<PAGE>", "<TABLE>", "<CAPTION>", *_titled(statement, wide), *top_boxes(statement, manner), "(Print or Type Responses)", "-" * wide, "<S> <C>"]

    def x(ticked: bool | None) -> str:
        return " X  " if ticked else "    "

    name = wrapped(says.name, 42)
    issuer = wrapped(f"{says.issuer}  ({says.symbol})" if says.symbol else says.issuer, 44)
    related = [
        *wrapped(caption["relationship"], 40),
        f"{x(relationship.director)}Director       {x(relationship.ten_percent_owner)}10% Owner",
        "----               ----",
        f"{x(relationship.officer)}Officer (give  {x(relationship.other)}Other (specify",
        "----title below)    ----below)",
        *wrapped(says.title or says.other, 36),
    ]
    related[-1 - len(wrapped(says.title or says.other, 36))] = "---- title below)  ---- below)"
    filing = [
        *wrapped(caption["filing"], 40),
        f"{x(len(statement.owners) == 1)}Form filed by One Reporting Person",
        "----",
        f"{x(len(statement.owners) > 1)}Form filed by More than One Reporting Person",
        "----",
    ]
    left = [
        *wrapped(caption["owner"], 42),
        *(f"  {line}" for line in name),
        "-" * 42,
        "  (Last)        (First)        (Middle)",
        "",
        *(f"  {street}" for street in says.streets),
        "-" * 42,
        "             (Street)",
        "",
        f"  {says.city}    {says.state}    {says.zip_code}",
        "-" * 42,
        "  (City)        (State)          (Zip)",
    ]
    issuer_box = [*wrapped(caption["issuer"], 46), *(f"   {line}" for line in issuer)]
    row = ["-" * 46]
    period = [*wrapped(caption["period"], 19), "", f"  {says.period}"]
    irs = [*wrapped(caption["irs"], 24), ""]
    original = [*wrapped(caption["original"], 19), "", f"  {says.original}"]
    middle = [
        *issuer_box,
        *row,
        *beside([irs, period], [26, 20]),
        *[" " * 26 + "-" * 20],
        *beside([[], original], [26, 20]),
    ]
    right = [*related, "-" * 40, *filing]
    lines += [*beside([left, middle, right], [44, 48, 42]), "-" * wide, "</TABLE>", *SMALL_PRINT[:1]]
    lines += _two_tables(statement, edition, manner, gap=2, rule="-" * wide, between=[""])
    lines += ["", *notes_of(statement, manner, 110), "", *signature_lines(statement, manner), *SMALL_PRINT[1:]]
    return [*lines, *joint_lines(statement)]


def _two_tables(
    statement: Statement,
    edition: Edition,
    manner: Manner,
    *,
    gap: int,
    rule: str,
    between: Sequence[str],
    parted: bool = True,
    under: bool = False,
    centred: bool = False,
    own_line: bool = False,
) -> list[str]:
    titles = table_titles(statement.form)
    one, two = groups_of(statement.form, edition, manner)
    lines: list[str] = []
    fill(one, statement.table_1, manner)
    fill(two, statement.table_2, manner)
    half = 6 if statement.form != "3" else len(two)
    if edition == "2002" and statement.form != "3":
        half = 7
    parts = [two[: half - 1], two[half - 1 :]] if parted and statement.form != "3" else [two]
    for title, groups in (
        (f"TABLE I -- {titles[0]}", one),
        *(
            (f"TABLE II -- {titles[1]}{' (continued)' if n else ''}", part)
            for n, part in enumerate(parts)
        ),
    ):
        lines += ["", "<TABLE>", "<CAPTION>", title]
        if title.startswith("TABLE II"):
            lines.append("(e.g., puts, calls, warrants, options, convertible securities)")
        lines += [rule, *header(groups, gap, centred=centred, own_line=own_line)]
        lines.append(rule_of(groups, gap) if under else rule)
        lines.append("<S>" + "".join(" <C>" for group in groups for _ in group.leaves)[1:])
        lines += [*body(groups, gap, between=between), rule, "</TABLE>"]
    return lines


# --- style 1: everything in bars ------------------------------------------------------------------------


def _style_1(statement: Statement, edition: Edition) -> list[str]:
    manner = Manner(day=lambda day: f"{day.month}/{day.day}/{day.year}", tick="[X]", blank="[ ]", signed=long_day, month=lambda day: f"{day.month}/{day.year}")
    says, caption = items_of(statement, edition, manner), captions_of(statement.form, edition)
    relationship = statement.owners[0].relationship
    widths = [46, 42, 48]
    bar = "+" + "+".join("-" * (width + 2) for width in widths) + "+"

    def band(blocks: Sequence[Sequence[str]]) -> list[str]:
        return [f"| {line:{sum(widths) + 6}} |" for line in beside(blocks, widths, " | ")]

    symbol = f"{says.issuer} ({says.symbol})" if says.symbol else says.issuer
    owner = [
        *wrapped(caption["owner"], 46), "", *wrapped(says.name, 46), "(Last)       (First)       (Middle)",
        *says.streets, "(Street)", f"{says.city}, {says.state} {says.zip_code}", "(City)       (State)       (Zip)",
    ]  # fmt: skip
    lines = [*_titled(statement, 140), *top_boxes(statement, manner), "", bar]
    middle = [*wrapped(caption["issuer"], 42), "", *wrapped(symbol, 42), "", *wrapped(caption["irs"], 42)]
    related = [
        *wrapped(caption["relationship"], 48),
        f"{mark(manner, relationship.director)} Director            {mark(manner, relationship.ten_percent_owner)} 10% Owner",
        f"{mark(manner, relationship.officer)} Officer             {mark(manner, relationship.other)} Other",
        "    (give title below)      (specify below)",
        *wrapped(says.title or says.other, 48),
    ]
    lines += band([owner, middle, related])
    lines.append(bar)
    filing = [
        *wrapped(caption["filing"], 48),
        f"{mark(manner, len(statement.owners) == 1)} Form filed by One Reporting Person",
        f"{mark(manner, len(statement.owners) > 1)} Form filed by More than One Reporting Person",
    ]
    lines += band(
        [[*wrapped(caption["period"], 46), says.period], [*wrapped(caption["original"], 42), says.original], filing]
    )
    lines.append(bar)
    titles = table_titles(statement.form)
    for n, (groups, rows) in enumerate(
        zip(groups_of(statement.form, edition, manner), (statement.table_1, statement.table_2), strict=True)
    ):
        fill(groups, rows, manner)
        lines += ["", f"Table {'I' * (n + 1)} - {titles[n]}", *_barred(groups)]
    lines += ["", *notes_of(statement, manner, 120), *signature_lines(statement, manner), *SMALL_PRINT]
    return [*lines, *joint_lines(statement)]


def _barred(groups: list[Group]) -> list[str]:
    leaves = [leaf for group in groups for leaf in group.leaves]
    bar = "+" + "+".join("-" * (leaf.width + 2) for leaf in leaves) + "+"

    def line(texts: Iterable[str], widths: Iterable[int]) -> str:
        return "|" + "|".join(f" {text:{width}} " for text, width in zip(texts, widths, strict=True)) + "|"

    spans = [sum(leaf.width for leaf in group.leaves) + 3 * (len(group.leaves) - 1) for group in groups]
    upper = [wrapped(f"{group.number}. {group.caption}", max(span, 4)) for group, span in zip(groups, spans, strict=True)]
    lines = [bar]
    for n in range(max(map(len, upper))):
        lines.append(line((part[n] if n < len(part) else "" for part in upper), spans))
    lower = [wrapped(leaf.caption, leaf.width) for leaf in leaves]
    lines.append(bar)
    for n in range(max(map(len, lower))):
        lines.append(line((part[n] if n < len(part) else "" for part in lower), (leaf.width for leaf in leaves)))
    lines.append(bar)
    for n in range(len(leaves[0].values)):
        for k in range(max(len(leaf.values[n]) for leaf in leaves)):
            texts = [leaf.values[n][k] if k < len(leaf.values[n]) else "" for leaf in leaves]
            lines.append(
                line(
                    (text.rjust(leaf.width) if leaf.right else text for text, leaf in zip(texts, leaves, strict=True)),
                    (leaf.width for leaf in leaves),
                )
            )
        lines.append(bar)
    return lines


# --- style 2: one item under another, rows without lines between ----------------------------------------


def _style_2(statement: Statement, edition: Edition) -> list[str]:
    manner = Manner(
        day=long_day, tick="(X)", blank="( )", letter=lambda letter: letter, note=lambda n: f"{n}. ",
        month=lambda day: f"{day:%m}/{day.year}",
    )  # fmt: skip
    says, caption = items_of(statement, edition, manner), captions_of(statement.form, edition)
    relationship = statement.owners[0].relationship
    symbol = f"{says.issuer} [{says.symbol}]" if says.symbol else says.issuer
    lines = [*_titled(statement, 100), *top_boxes(statement, manner), ""]
    texts = {
        "owner": ["", says.name, *says.streets, f"{says.city}, {says.state}  {says.zip_code}"],
        "issuer": ["", symbol],
        "irs": [""],
        "period": ["", says.period],
        "original": ["", says.original],
        "relationship": [
            f"{mark(manner, relationship.director)} Director   {mark(manner, relationship.officer)} Officer (give title below)"
            f"   {mark(manner, relationship.ten_percent_owner)} 10% Owner   {mark(manner, relationship.other)} Other (specify below)",
            says.title or says.other,
        ],
        "filing": [
            f"{mark(manner, len(statement.owners) == 1)} Form filed by One Reporting Person",
            f"{mark(manner, len(statement.owners) > 1)} Form filed by More than One Reporting Person",
        ],
    }
    for name, text in caption.items():
        lines += [text, *(f"    {line}" if line else "" for line in texts[name]), ""]
    lines += _two_tables(statement, edition, manner, gap=3, rule="=" * 120, between=[], parted=False, under=True)
    lines += ["", *notes_of(statement, manner, 90), *signature_lines(statement, manner, below=True), *SMALL_PRINT]
    return [*lines, *joint_lines(statement)]


# --- style 3: two boxes abreast, centred heads, asterisks where there are few notes ----------------------


def _style_3(statement: Statement, edition: Edition) -> list[str]:
    few = [note.id for note in statement.footnotes] == ["F1"]
    manner = Manner(
        day=lambda day: f"{day:%m/%d}/{day.year % 100:02}", tick="_X_", blank="___", captions="short",
        mark=(lambda n: "*" * n) if few else (lambda n: f"({n})"),
        note=(lambda n: f"{'*' * n} ") if few else (lambda n: f"({n}) "),
    )  # fmt: skip
    says, caption = items_of(statement, edition, manner), captions_of(statement.form, edition)
    relationship = statement.owners[0].relationship
    widths = [50, 60]
    symbol = f"{says.issuer} - {says.symbol}" if says.symbol.isalpha() and says.symbol.isupper() and len(says.symbol) < 6 else f"{says.issuer} ({says.symbol})" if says.symbol else says.issuer

    def box(name: str, width: int, *texts: str) -> list[str]:
        return [*wrapped(caption[name], width - 2), *(f"  {text}" for text in texts if text), ""]

    owner = box(
        "owner", 50, *wrapped(says.name, 46), "(Last)  (First)  (Middle)", *says.streets, "(Street)",
        f"{says.city}  {says.state}  {says.zip_code}", "(City)   (State)   (Zip)",
    )  # fmt: skip
    related = box(
        "relationship", 60,
        f"{mark(manner, relationship.director)} Director              {mark(manner, relationship.ten_percent_owner)} 10% Owner",
        f"{mark(manner, relationship.officer)} Officer (give         {mark(manner, relationship.other)} Other (specify",
        "    title below)              below)",
        *wrapped(says.title or says.other, 50),
    )  # fmt: skip
    filing = box(
        "filing", 60,
        f"{mark(manner, len(statement.owners) == 1)} Form filed by One Reporting Person",
        f"{mark(manner, len(statement.owners) > 1)} Form filed by More than One Reporting Person",
    )  # fmt: skip
    lines = [*_titled(statement, 110), *top_boxes(statement, manner), "_" * 110]
    lines += beside([owner, [*box("issuer", 60, *wrapped(symbol, 52)), *box("irs", 60)]], widths)
    lines += ["_" * 110, *beside([box("period", 50, says.period), box("original", 60, says.original)], widths)]
    lines += ["_" * 110, *beside([related, filing], [60, 50]), "_" * 110]
    lines += _two_tables(statement, edition, manner, gap=2, rule="_" * 130, between=["", ""], parted=False, centred=True, own_line=True)
    lines += ["", *notes_of(statement, manner, 100), "", *signature_lines(statement, manner), *SMALL_PRINT]
    return [*lines, *joint_lines(statement)]


# --- style 4 (held out): heads without numbers, abbreviated; boxes in bars ------------------------------


def _style_4(statement: Statement, edition: Edition) -> list[str]:
    manner = Manner(
        day=lambda day: f"{day:%m-%d}-{day.year:04}", tick="|X|", blank="|_|",
        letter=lambda letter: f"({letter})", note=lambda n: f"({n})  ",
        month=lambda day: f"{day.month}/{day.year}",
    )  # fmt: skip
    says, caption = items_of(statement, edition, manner), captions_of(statement.form, edition)
    relationship = statement.owners[0].relationship
    symbol = f"{says.issuer} (\"{says.symbol}\")" if says.symbol else says.issuer
    plain = {name: text.split(". ", 1)[1] for name, text in caption.items()}
    lines = [*_titled(statement, 96), *top_boxes(statement, manner), "=" * 96]
    place = f"{says.city}, {says.state} {says.zip_code}"
    lines += beside(
        [
            [*wrapped(plain["owner"], 44), "", *wrapped(says.name, 42), *says.streets, place],
            [*wrapped(plain["issuer"], 46), "", *wrapped(symbol, 44), "", *wrapped(plain["irs"], 46)],
        ],
        [48, 48],
    )
    lines += ["=" * 96, f"{plain['period']}: {says.period}", f"{plain['original']}: {says.original}", "=" * 96]
    lines += [plain["relationship"], ""]
    lines += [
        f"   {mark(manner, relationship.director)} Director      {mark(manner, relationship.ten_percent_owner)} 10% Owner",
        f"   {mark(manner, relationship.officer)} Officer (give title below)      {mark(manner, relationship.other)} Other (specify below)",
        f"         {says.title or says.other}",
        "=" * 96,
        plain["filing"],
        "",
        f"   {mark(manner, len(statement.owners) == 1)} Form filed by One Reporting Person",
        f"   {mark(manner, len(statement.owners) > 1)} Form filed by More than One Reporting Person",
    ]
    titles = table_titles(statement.form)
    for n, (groups, rows) in enumerate(
        zip(groups_of(statement.form, edition, manner), (statement.table_1, statement.table_2), strict=True)
    ):
        for group in groups:
            group.caption = _BRIEF.get(group.leaves[0].attributes[0], group.caption)
            for leaf in group.leaves:
                leaf.caption = _BRIEF_LEAVES.get(leaf.caption, leaf.caption)
        fill(groups, rows, manner)
        parts = [groups] if n == 0 or statement.form == "3" else [groups[:-6], groups[-6:]]
        for part in parts:
            head = [line[3:] if line.startswith("@. ") else line for line in _unnumbered(part)]
            lines += ["", f"TABLE {'I' * (n + 1)}: {titles[n].upper()}", "", *head, rule_of(part, 3), *body(part, 3)]
    lines += ["", *notes_of(statement, manner, 80), *signature_lines(statement, manner), *SMALL_PRINT]
    return [*lines, *joint_lines(statement)]


_BRIEF = {
    "security": "Title of Security", "transaction_date": "Transaction Date", "deemed_execution_date": "Deemed Execution Date",
    "code": "Transaction Code", "shares": "Securities Acquired (A) or Disposed of (D)",
    "owned_following": "Amount Beneficially Owned", "ownership": "Ownership Form (D) or (I)",
    "nature_of_ownership": "Nature of Indirect Ownership", "exercise_price": "Conversion or Exercise Price",
    "acquired": "Number of Derivative Securities", "exercise_date": "Date Exercisable and Expiration Date",
    "underlying_title": "Title and Amount of Underlying Securities", "price": "Price of Derivative Security",
}  # fmt: skip
_BRIEF_LEAVES = {"Date Exer- cisable": "Exercisable", "Expira- tion Date": "Expiration", "Amount or Number of Shares": "No. of Shares"}


def _unnumbered(groups: list[Group]) -> list[str]:
    for group in groups:
        group.number = "@"
    return [line.replace("@. ", "   ") for line in header(groups, 3)]


# --- style 5 (held out): bars through words, letters A and D in a column of Table II ---------------------


def _style_5(statement: Statement, edition: Edition) -> list[str]:
    manner = Manner(
        day=lambda day: f"{day.month}/{day.day}/{day.year % 100:02}", tick="(X)", blank="( )", mark=lambda n: f" ({n})",
        note=lambda n: f"({n}) ",
    )  # fmt: skip
    says, caption = items_of(statement, edition, manner), captions_of(statement.form, edition)
    relationship = statement.owners[0].relationship
    lines = [*_titled(statement, 100)]
    if statement.form != "3":
        lines += wrapped(f"{mark(manner, statement.no_longer_subject)} {EXIT}", 98)
    if statement.form == "5":
        lines.append(f"{mark(manner, statement.form_3_holdings_reported)} Form 3 Holdings Reported")
        lines.append(f"{mark(manner, statement.form_4_transactions_reported)} Form 4 Transactions Reported")
    texts = {
        "owner": [says.name, *says.streets, f"{says.city}, {says.state}  {says.zip_code}"],
        "issuer": [says.issuer, says.symbol],
        "irs": [""], "period": [says.period], "original": [says.original],
        "relationship": [
            *wrapped(
                f"{mark(manner, relationship.director)} Director {mark(manner, relationship.ten_percent_owner)} 10% Owner "
                f"{mark(manner, relationship.officer)} Officer (give title below) {mark(manner, relationship.other)} Other (specify below)",
                70,
            ),
            says.title or says.other,
        ],
        "filing": [
            f"{mark(manner, len(statement.owners) == 1)} Form filed by One Reporting Person",
            f"{mark(manner, len(statement.owners) > 1)} Form filed by More than One Reporting Person",
        ],
    }  # fmt: skip
    for name, text in caption.items():
        lines += [text, *(f"   {line}" for line in texts[name])]
    titles = table_titles(statement.form)
    for n, (groups, rows) in enumerate(
        zip(groups_of(statement.form, edition, manner), (statement.table_1, statement.table_2), strict=True)
    ):
        lines += [f" Table {'I' * (n + 1)} -- {titles[n]}", *_cut_bars(groups, rows, manner)]
    lines += ["", *notes_of(statement, manner, 78)]
    for signature in statement.signatures:
        day = manner.signed(signature.date) if signature.date else ""
        lines += ["SIGNATURE OF REPORTING PERSON", " ".join((signature.name or "").split()), "DATE", day]
    return [*lines, *joint_lines(statement)]


def _cut_bars(groups: list[Group], rows: Sequence[Row], manner: Manner) -> list[str]:
    columns: list[tuple[str, int, list[str]]] = []
    spans: list[tuple[str, int]] = []
    for group in groups:
        begin = len(columns)
        for leaf in group.leaves:
            texts = [" ".join(filter(None, (entry(row, name, manner) for name in leaf.attributes))) for row in rows]
            columns.append((leaf.caption, min(leaf.width, 12) if not leaf.attributes[0].endswith("date") else 6, texts))
        if group.leaves[0].attributes == ("acquired",):
            amounts = [f"{one}{other}" for one, other in zip(columns[begin][2], columns[begin + 1][2], strict=True)]
            letters = [
                getattr(row, "direction", None) or "" if amount else "" for row, amount in zip(rows, amounts, strict=True)
            ]
            columns[begin:] = [("Amount", 11, amounts), ("A/D", 3, [str(letter) for letter in letters])]
        spans.append((f"{group.number}. {group.caption}", sum(width for _, width, _ in columns[begin:]) + len(columns) - begin - 1))
    width = sum(width for _, width, _ in columns) + len(columns)
    lines = ["_" * width + "|"]

    def cut(text: str, width: int) -> list[str]:
        """Cut a text where the cell ends, as a typewriter would; no blank begins a line."""
        out: list[str] = []
        while text:
            out.append(text[:width].rstrip())
            text = text[width:].lstrip() if text[width - 1 : width] == " " or text[width : width + 1] == " " else text[width:]
        return out or [""]

    def line(parts: Sequence[tuple[list[str], int]]) -> None:
        for k in range(max(len(part) for part, _ in parts)):
            lines.append("".join(f"{part[k] if k < len(part) else '':{width}}|" for part, width in parts))

    line([(wrapped_hard(text, width), width) for text, width in spans])
    line([(wrapped_hard(caption, width), width) for caption, width, _ in columns])
    lines.append("_" * width + "|")
    for n in range(len(rows)):
        line([(cut(texts[n], width), width) for _, width, texts in columns])
        lines.append("-" * width + "|")
    return lines


def wrapped_hard(text: str, width: int) -> list[str]:
    """Wrap a caption, cutting words that are wider than the column."""
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]


# --- style 6 (held out): one line of captions, two abreast, notes by letters ----------------------------


def _style_6(statement: Statement, edition: Edition) -> list[str]:
    lettered = [note.id for note in statement.footnotes] == [f"F{n + 1}" for n in range(len(statement.footnotes))] and len(statement.footnotes) < 27
    manner = Manner(
        day=lambda day: f"{_MONTHS[day.month - 1][:3]}. {day.day}, {day.year}", tick="X", blank=" ",
        mark=(lambda n: f"({chr(96 + n)})") if lettered else (lambda n: f"({n})"),
        note=(lambda n: f"({chr(96 + n)}) ") if lettered else (lambda n: f"({n}) "),
        letter=lambda letter: {"I": "Indirect"}.get(letter, letter),
        signed=short_day,
    )  # fmt: skip
    says, caption = items_of(statement, edition, manner), captions_of(statement.form, edition)
    relationship = statement.owners[0].relationship
    symbol = f"{says.issuer}     {says.symbol}" if says.symbol else says.issuer
    left = [
        caption["owner"], "", f"   {says.name}", "   (Last)  (First)  (Middle)", "", *(f"   {street}" for street in says.streets),
        "   (Street)", "", f"   {says.city}     {says.state}     {says.zip_code}", "   (City)     (State)     (Zip)",
    ]  # fmt: skip
    right = [
        *wrapped(caption["issuer"], 52), f"   {symbol}", "", *wrapped(caption["irs"], 52), "",
        *wrapped(caption["period"], 52), f"   {says.period}", "", *wrapped(caption["original"], 52), f"   {says.original}",
    ]  # fmt: skip
    lines = [*_titled(statement, 120)]
    if statement.form != "3":
        lines += [f"[{mark(manner, statement.no_longer_subject)}] Check this box if no longer subject to Section 16."]
    if statement.form == "5":
        lines.append(f"[{mark(manner, statement.form_3_holdings_reported)}] Form 3 Holdings Reported")
        lines.append(f"[{mark(manner, statement.form_4_transactions_reported)}] Form 4 Transactions Reported")
    lines += ["", *beside([left, right], [64, 56]), ""]
    ticks = [
        (relationship.director, "Director"), (relationship.ten_percent_owner, "10% Owner"),
        (relationship.officer, "Officer (give title below)"), (relationship.other, "Other (specify below)"),
    ]  # fmt: skip
    lines += beside(
        [
            [*wrapped(caption["relationship"], 60), "", *(f"   {mark(manner, ticked)}   {label}" for ticked, label in ticks), f"       {says.title or says.other}"],
            [*wrapped(caption["filing"], 52), "", f"   {mark(manner, len(statement.owners) == 1)}   Form filed by One Reporting Person", f"   {mark(manner, len(statement.owners) > 1)}   Form filed by More than One Reporting Person"],
        ],
        [64, 56],
    )
    lines += _two_tables(statement, edition, manner, gap=4, rule="", between=[""], parted=False, own_line=True)
    lines += ["", *notes_of(statement, manner, 100), *signature_lines(statement, manner), *SMALL_PRINT]
    return [*lines, *joint_lines(statement)]


_STYLES: list[Callable[[Statement, Edition], list[str]]] = [
    _style_0, _style_1, _style_2, _style_3, _style_4, _style_5, _style_6,
]  # fmt: skip


def styles() -> range:
    """Return the numbers of all styles."""
    return range(len(_STYLES))


def old_ascii(statement: Statement, style: int, edition: Edition = "1996") -> str:
    """Draw a statement as an old form of fixed-width text, in the layout of one agent."""
    return "\n".join(_STYLES[style](statement, edition)) + "\n"
