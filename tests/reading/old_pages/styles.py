"""The layouts on which the reader was developed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from section16.model.statement import Statement

from .columns import groups_of
from .items import (
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
from .manner import MONTHS, Edition, Manner, long_day, short_day
from .tables import barred, fill, table_titles, two_tables, wrapped

# --- style 0: boxes in a grid without bars, an X over hyphens, rules of hyphens -------------------------


def _style_0(statement: Statement, edition: Edition) -> list[str]:
    manner = Manner(
        day=short_day,
        tick="/X/",
        blank="/ /",
        captions="short",
        month=lambda day: f"{MONTHS[day.month - 1]} / {day.year}",
    )
    says, caption = items_of(statement, edition, manner), captions_of(statement.form, edition)
    relationship = statement.owners[0].relationship
    wide = 132
    lines = [
        "<PAGE>",
        "<TABLE>",
        "<CAPTION>",
        *titled(statement, wide),
        *top_boxes(statement, manner),
        "(Print or Type Responses)",
        "-" * wide,
        "<S> <C>",
    ]

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
    lines += two_tables(statement, edition, manner, gap=2, rule="-" * wide, between=[""])
    lines += [
        "",
        *notes_of(statement, manner, 110),
        "",
        *signature_lines(statement, manner),
        *SMALL_PRINT[1:],
    ]
    return [*lines, *joint_lines(statement)]


# --- style 1: everything in bars ------------------------------------------------------------------------


def _style_1(statement: Statement, edition: Edition) -> list[str]:
    manner = Manner(
        day=lambda day: f"{day.month}/{day.day}/{day.year}",
        tick="[X]",
        blank="[ ]",
        signed=long_day,
        month=lambda day: f"{day.month}/{day.year}",
    )
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
    lines = [*titled(statement, 140), *top_boxes(statement, manner), "", bar]
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
        [
            [*wrapped(caption["period"], 46), says.period],
            [*wrapped(caption["original"], 42), says.original],
            filing,
        ]
    )
    lines.append(bar)
    titles = table_titles(statement.form)
    for n, (groups, rows) in enumerate(
        zip(groups_of(statement.form, edition, manner), (statement.table_1, statement.table_2), strict=True)
    ):
        fill(groups, rows, manner)
        lines += ["", f"Table {'I' * (n + 1)} - {titles[n]}", *barred(groups)]
    lines += ["", *notes_of(statement, manner, 120), *signature_lines(statement, manner), *SMALL_PRINT]
    return [*lines, *joint_lines(statement)]


# --- style 2: one item under another, rows without lines between ----------------------------------------


def _style_2(statement: Statement, edition: Edition) -> list[str]:
    manner = Manner(
        day=long_day, tick="(X)", blank="( )", letter=lambda letter: letter, note=lambda n: f"{n}. ",
        month=lambda day: f"{day:%m}/{day.year}",
    )  # fmt: skip
    says, caption = items_of(statement, edition, manner), captions_of(statement.form, edition)
    relationship = statement.owners[0].relationship
    symbol = f"{says.issuer} [{says.symbol}]" if says.symbol else says.issuer
    lines = [*titled(statement, 100), *top_boxes(statement, manner), ""]
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
    lines += two_tables(
        statement, edition, manner, gap=3, rule="=" * 120, between=[], parted=False, under=True
    )
    lines += [
        "",
        *notes_of(statement, manner, 90),
        *signature_lines(statement, manner, below=True),
        *SMALL_PRINT,
    ]
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
    symbol = (
        f"{says.issuer} - {says.symbol}"
        if says.symbol.isalpha() and says.symbol.isupper() and len(says.symbol) < 6
        else f"{says.issuer} ({says.symbol})"
        if says.symbol
        else says.issuer
    )

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
    lines = [*titled(statement, 110), *top_boxes(statement, manner), "_" * 110]
    lines += beside([owner, [*box("issuer", 60, *wrapped(symbol, 52)), *box("irs", 60)]], widths)
    lines += [
        "_" * 110,
        *beside([box("period", 50, says.period), box("original", 60, says.original)], widths),
    ]
    lines += ["_" * 110, *beside([related, filing], [60, 50]), "_" * 110]
    lines += two_tables(
        statement,
        edition,
        manner,
        gap=2,
        rule="_" * 130,
        between=["", ""],
        parted=False,
        centred=True,
        own_line=True,
    )
    lines += ["", *notes_of(statement, manner, 100), "", *signature_lines(statement, manner), *SMALL_PRINT]
    return [*lines, *joint_lines(statement)]


STYLES: list[Callable[[Statement, Edition], list[str]]] = [_style_0, _style_1, _style_2, _style_3]
