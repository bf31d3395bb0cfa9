"""The layouts written after the reader was finished, for figures of first contact: never tune on them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

from section16.model.statement import Statement
from section16.model.tables import Row

from .columns import Group, groups_of
from .items import (
    EXIT,
    SMALL_PRINT,
    beside,
    captions_of,
    items_of,
    joint_lines,
    mark,
    notes_of,
    signature_lines,
    titled,
    top_boxes,
)
from .manner import MONTHS, Edition, Manner, short_day
from .tables import body, entry, fill, header, rule_of, table_titles, two_tables, wrapped

# --- style 4 (held out): heads without numbers, abbreviated; boxes in bars ------------------------------


def _style_4(statement: Statement, edition: Edition) -> list[str]:
    manner = Manner(
        day=lambda day: f"{day:%m-%d}-{day.year:04}", tick="|X|", blank="|_|",
        letter=lambda letter: f"({letter})", note=lambda n: f"({n})  ",
        month=lambda day: f"{day.month}/{day.year}",
    )  # fmt: skip
    says, caption = items_of(statement, edition, manner), captions_of(statement.form, edition)
    relationship = statement.owners[0].relationship
    symbol = f'{says.issuer} ("{says.symbol}")' if says.symbol else says.issuer
    plain = {name: text.split(". ", 1)[1] for name, text in caption.items()}
    lines = [*titled(statement, 96), *top_boxes(statement, manner), "=" * 96]
    place = f"{says.city}, {says.state} {says.zip_code}"
    lines += beside(
        [
            [*wrapped(plain["owner"], 44), "", *wrapped(says.name, 42), *says.streets, place],
            [*wrapped(plain["issuer"], 46), "", *wrapped(symbol, 44), "", *wrapped(plain["irs"], 46)],
        ],
        [48, 48],
    )
    lines += [
        "=" * 96,
        f"{plain['period']}: {says.period}",
        f"{plain['original']}: {says.original}",
        "=" * 96,
    ]
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
            lines += [
                "",
                f"TABLE {'I' * (n + 1)}: {titles[n].upper()}",
                "",
                *head,
                rule_of(part, 3),
                *body(part, 3),
            ]
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
_BRIEF_LEAVES = {
    "Date Exer- cisable": "Exercisable",
    "Expira- tion Date": "Expiration",
    "Amount or Number of Shares": "No. of Shares",
}


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
    lines = [*titled(statement, 100)]
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
            texts = [
                " ".join(filter(None, (entry(row, name, manner) for name in leaf.attributes))) for row in rows
            ]
            columns.append(
                (leaf.caption, min(leaf.width, 12) if not leaf.attributes[0].endswith("date") else 6, texts)
            )
        if group.leaves[0].attributes == ("acquired",):
            amounts = [
                f"{one}{other}" for one, other in zip(columns[begin][2], columns[begin + 1][2], strict=True)
            ]
            letters = [
                getattr(row, "direction", None) or "" if amount else ""
                for row, amount in zip(rows, amounts, strict=True)
            ]
            columns[begin:] = [("Amount", 11, amounts), ("A/D", 3, [str(letter) for letter in letters])]
        spans.append(
            (
                f"{group.number}. {group.caption}",
                sum(width for _, width, _ in columns[begin:]) + len(columns) - begin - 1,
            )
        )
    width = sum(width for _, width, _ in columns) + len(columns)
    lines = ["_" * width + "|"]

    def cut(text: str, width: int) -> list[str]:
        """Cut a text where the cell ends, as a typewriter would; no blank begins a line."""
        out: list[str] = []
        while text:
            out.append(text[:width].rstrip())
            text = (
                text[width:].lstrip()
                if text[width - 1 : width] == " " or text[width : width + 1] == " "
                else text[width:]
            )
        return out or [""]

    def line(parts: Sequence[tuple[list[str], int]]) -> None:
        lines.extend(
            "".join(f"{part[k] if k < len(part) else '':{width}}|" for part, width in parts)
            for k in range(max(len(part) for part, _ in parts))
        )

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
    lettered = [note.id for note in statement.footnotes] == [
        f"F{n + 1}" for n in range(len(statement.footnotes))
    ] and len(statement.footnotes) < 27
    manner = Manner(
        day=lambda day: f"{MONTHS[day.month - 1][:3]}. {day.day}, {day.year}", tick="X", blank=" ",
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
    lines = [*titled(statement, 120)]
    if statement.form != "3":
        lines += [
            f"[{mark(manner, statement.no_longer_subject)}] Check this box if no longer subject to Section 16."
        ]
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
            [
                *wrapped(caption["relationship"], 60),
                "",
                *(f"   {mark(manner, ticked)}   {label}" for ticked, label in ticks),
                f"       {says.title or says.other}",
            ],
            [
                *wrapped(caption["filing"], 52),
                "",
                f"   {mark(manner, len(statement.owners) == 1)}   Form filed by One Reporting Person",
                f"   {mark(manner, len(statement.owners) > 1)}   Form filed by More than One Reporting Person",
            ],
        ],
        [64, 56],
    )
    lines += two_tables(statement, edition, manner, gap=4, rule="", between=[""], parted=False, own_line=True)
    lines += ["", *notes_of(statement, manner, 100), *signature_lines(statement, manner), *SMALL_PRINT]
    return [*lines, *joint_lines(statement)]


HELD_OUT: list[Callable[[Statement, Edition], list[str]]] = [_style_4, _style_5, _style_6]
