"""Tables drawn in fixed-width text: heads, rows, rules and bars."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from section16.model.statement import Statement
from section16.model.tables import Row
from section16.model.values import Direction, Timeliness, grouped

from .columns import Group, groups_of
from .manner import Edition, Manner

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
        text = (
            manner.letter(str(value))
            if attribute in ("direction", "ownership")
            else " ".join(str(value).split())
        )
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
        title = (
            [f"{group.number}.", *wrapped(group.caption, width)]
            if own_line
            else wrapped(f"{group.number}. {group.caption}", max(width, 5))
        )
        leaves: list[list[str]] = []
        if any(leaf.caption for leaf in group.leaves):
            parts = [wrapped(leaf.caption, leaf.width) for leaf in group.leaves]
            height = max(map(len, parts))
            leaves.extend([part[n] if n < len(part) else "" for part in parts] for n in range(height))
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


def two_tables(
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
        *((f"TABLE II -- {titles[1]}{' (continued)' if n else ''}", part) for n, part in enumerate(parts)),
    ):
        lines += ["", "<TABLE>", "<CAPTION>", title]
        if title.startswith("TABLE II"):
            lines.append("(e.g., puts, calls, warrants, options, convertible securities)")
        lines += [rule, *header(groups, gap, centred=centred, own_line=own_line)]
        lines.append(rule_of(groups, gap) if under else rule)
        lines.append("<S>" + "".join(" <C>" for group in groups for _ in group.leaves)[1:])
        lines += [*body(groups, gap, between=between), rule, "</TABLE>"]
    return lines


def barred(groups: list[Group]) -> list[str]:
    leaves = [leaf for group in groups for leaf in group.leaves]
    bar = "+" + "+".join("-" * (leaf.width + 2) for leaf in leaves) + "+"

    def line(texts: Iterable[str], widths: Iterable[int]) -> str:
        return "|" + "|".join(f" {text:{width}} " for text, width in zip(texts, widths, strict=True)) + "|"

    spans = [sum(leaf.width for leaf in group.leaves) + 3 * (len(group.leaves) - 1) for group in groups]
    upper = [
        wrapped(f"{group.number}. {group.caption}", max(span, 4))
        for group, span in zip(groups, spans, strict=True)
    ]
    lines = [bar]
    lines.extend(
        line((part[n] if n < len(part) else "" for part in upper), spans) for n in range(max(map(len, upper)))
    )
    lower = [wrapped(leaf.caption, leaf.width) for leaf in leaves]
    lines.append(bar)
    lines.extend(
        line((part[n] if n < len(part) else "" for part in lower), (leaf.width for leaf in leaves))
        for n in range(max(map(len, lower)))
    )
    lines.append(bar)
    for n in range(len(leaves[0].values)):
        for k in range(max(len(leaf.values[n]) for leaf in leaves)):
            texts = [leaf.values[n][k] if k < len(leaf.values[n]) else "" for leaf in leaves]
            lines.append(
                line(
                    (
                        text.rjust(leaf.width) if leaf.right else text
                        for text, leaf in zip(texts, leaves, strict=True)
                    ),
                    (leaf.width for leaf in leaves),
                )
            )
        lines.append(bar)
    return lines


def table_titles(form: str) -> tuple[str, str]:
    """Return the titles of the tables."""
    what = "Beneficially Owned" if form == "3" else "Acquired, Disposed of, or Beneficially Owned"
    return f"Non-Derivative Securities {what}", f"Derivative Securities {what}"
