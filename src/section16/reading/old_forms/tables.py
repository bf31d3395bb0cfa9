"""Tables I and II of an old form: their parts found, their columns told, their rows read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from section16.errors import MangledDocument
from section16.model.values import Form
from section16.reading.old_forms.captions import HEADS, TABLE_TITLES, Head
from section16.reading.old_forms.columns import leaves_between, leaves_under_rules
from section16.reading.old_forms.heads import (
    anchors_of,
    begins_head,
    has_numbers,
    heads_found,
    is_head,
    required,
)
from section16.reading.old_forms.lines import Line, Piece
from section16.reading.old_forms.row import WORDS, Row
from section16.reading.old_forms.rows import all_fit, rows_of


class TableRead(Struct):
    """The rows of a table by attribute; the pieces that stand in none; how clean its columns' edges are."""

    rows: list[Row]
    strays: list[Piece]
    clean: float
    part_of: list[str]


class Part(Struct):
    """A part of a table, below one head: a table too wide for the page stands in several parts."""

    table: int
    lines: list[Line]


def parts_of(lines: list[Line]) -> tuple[list[Part], int]:
    """Return the parts of the tables, and the index of the first line that belongs to them."""
    parts: list[Part] = []
    first = len(lines)
    for n, line in enumerate(lines):
        table = title_on(line, lines[n + 1] if n + 1 < len(lines) else line)
        if table is not None and not (parts and parts[-1].table == table and _goes_on(parts[-1])):
            if not parts:
                first = n
            parts.append(Part(table, []))
        elif parts:
            parts[-1].lines.append(line)
    return parts, first


_LONGEST_TITLE = 24


def title_on(line: Line, below: Line) -> int | None:
    """Return which table's title stands on a line, 0 or 1, or None; `below` may hold the end of it."""
    text = line.text
    if not text or len(text.split()) > _LONGEST_TITLE:
        return None
    if "ecurit" not in f"{text} {below.text}".lower():
        return None
    found = _title_in(line)
    return found[0] if found else None


def _title_in(line: Line) -> tuple[int, Piece] | None:
    """Return which table's title a piece of the line begins with, and the piece.

    Some agents set the title of Table I beside the captions of box 1's last line.
    """
    for at, piece in enumerate(line.said):
        for table in (1, 0):
            match = TABLE_TITLES[table].search(piece.text)
            if match is None:
                continue
            before = (
                f"{' '.join(other.text for other in line.said[:at])} {piece.text[: match.start()]}".strip()
            )
            if not before or _BEFORE_TITLE.fullmatch(before):
                return table, piece
    return None


_BEFORE_TITLE = re.compile(
    r"\W*(?:form\s+\d\S*\s*)?(?:\(?cont\S*)?\W*(?:\(city\)|\(state\)|\(zip(?:\s+code)?\)|\s)*", re.IGNORECASE
)


def above_tables(lines: list[Line], first: int) -> list[Line]:
    """Return the lines above the tables, with what stands left of the first table's title on its line."""
    above = lines[:first]
    if first < len(lines) and (found := _title_in(lines[first])) is not None:
        kept = tuple(piece for piece in lines[first].pieces if piece.right <= found[1].left)
        above.append(Line(number=lines[first].number, pieces=kept, rules=()))
    return above


def _goes_on(part: Part) -> bool:
    """Whether a line goes on with the title of the part: nothing but words of the title stands between."""
    return not any(other.said and not is_head(other) for other in part.lines) and len(part.lines) <= 3


def table_read(form: Form, table: int, parts: list[Part]) -> TableRead:
    """Read the parts of a table.

    Raises `MangledDocument` when there are rows, but their columns are not those of the form.
    """
    heads = HEADS[form][table]
    read: list[tuple[list[str], list[Row], list[Piece], float]] = []
    columns: list[object] = []
    for lines in (piece for part in parts for piece in _by_heads(part.lines)):
        heading, data = _parted(lines)
        found = heads_found(heading, heads)
        if len(found) < 2 and read and not _has_head(heading):
            # A further page without captions: the columns are those of the page before.
            leaves = columns[-1]
            rows, strays = rows_of(data, leaves)  # type: ignore[arg-type]
            read[-1][1].extend(rows)
            read[-1][2].extend(strays)
            continue
        anchors, _ = anchors_of(heading, found, data)
        leaves_here, clean = leaves_between(anchors, data, heading)
        if len(found) < len(heads) and not any(
            _lacks_nothing(heads, [leaf.attribute for leaf in leaves_here])
        ):
            leaves_here = leaves_under_rules(heading, data, heads) or leaves_here
        if not leaves_here:
            if any(line.said and not is_head(line) for line in data) and not _says_nothing(data):
                raise _mangled(table, [head.number for head, _ in found], data)
            continue
        rows, strays = rows_of(data, leaves_here)
        _refuse_misfits(table, rows)
        columns.append(leaves_here)
        read.append(([leaf.attribute for leaf in leaves_here], rows, strays, clean))
    return _merged(table, heads, read)


def _lacks_nothing(heads: tuple[Head, ...], names: list[str]) -> Iterator[bool]:
    """Yield whether the leaves of the table, or of one of the halves in which it may stand, are all there."""
    for part in (heads, heads[:6], heads[6:], heads[:5], heads[5:]):
        yield bool(part) and set(required(part)) <= {*names, *_SIDES_BY_LETTER.get("side" in names, ())}


_SIDES_BY_LETTER = {True: ("acquired", "disposed")}
_MOST_MISFITS = 0.3


def _refuse_misfits(table: int, rows: list[Row]) -> None:
    """Raise `MangledDocument` when many entries are no values of their columns, and mark rows with some.

    Then the columns are not those of the form, or the lines were parted wrongly.
    """
    misfits = total = 0
    examples: list[str] = []
    for row in rows:
        wrong = [name for name, cell in row.items() if not all_fit(name, cell)]
        misfits += len(wrong)
        total += sum(name not in WORDS for name in row)
        examples.extend(f"{' '.join(row[name].texts)!r} as {name}" for name in wrong)
        if len(wrong) > 1 or not row.get("security"):
            for cell in row.values():
                cell.sure = False
    if misfits > 3 and misfits > _MOST_MISFITS * total:
        raise MangledDocument(
            f"Table {'I' * (table + 1)}: {misfits} of {total} entries are no values of their columns "
            f"({', '.join(examples[:3])}), so that its rows cannot be read. "
            "Give the document as EDGAR has it."
        )


def _by_heads(lines: list[Line]) -> list[list[Line]]:
    """Part lines where, below rows, captions of columns begin anew."""
    parts: list[list[Line]] = [[]]
    in_rows = False
    for line in lines:
        if in_rows and begins_head(line):
            parts.append([])
            in_rows = False
        elif line.said and not is_head(line) and any(map(begins_head, parts[-1])):
            in_rows = True
        parts[-1].append(line)
    return parts


def refuse_untitled(lines: list[Line], form: Form, table: int) -> None:
    """Raise `MangledDocument` when captions of a table's columns stand among lines without its title."""
    for at, line in enumerate(lines):
        if begins_head(line) and len(heads_found(lines[at : at + 1], HEADS[form][table])) > 3:
            raise MangledDocument(
                f"Table {'I' * (table + 1)} has captions of columns, but its title is not found, so that its "
                "rows would be lost. Give the document as EDGAR has it."
            )


def _has_head(heading: list[Line]) -> bool:
    return sum(len(line.said) for line in heading) > 6


def _says_nothing(data: list[Line]) -> bool:
    said = " ".join(line.text for line in data).casefold().strip(" .*-")
    return said in ("", "none", "n/a", "not applicable") or "no securities" in said


_VALUE = re.compile(r"\d{1,2}[/-]\d{1,2}|\$\s?[\d.]|\d,\d{3}|(?<![\d.(])\d{3,}(?![\d)])")


def _parted(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part the captions of the columns from the rows below them.

    They end where words begin that no caption has; and where a rule is drawn right across above the first
    value, there at the earliest: words cut off between bars are not known by their parts.
    """
    at = 0
    for n, line in enumerate(lines):
        if line.said and is_head(line):
            if at and n - at > 6 and any(other.said and not is_head(other) for other in lines[at:n]):
                break
            at = n + 1
        elif line.said and at and n > at + 30:
            break
        elif line.said and not is_head(line):
            # One odd line among captions ("(e.g., puts, calls") does not end them; two do.
            ahead = [other for other in lines[n + 1 : n + 3] if other.said]
            if not (ahead and at == 0 and is_head(ahead[0])):
                break
    begins = next((n for n, line in enumerate(lines) if has_numbers(line)), len(lines))
    value = next((n for n, line in enumerate(lines) if n >= at and _VALUE.search(line.text)), len(lines))
    value = min(value, next((n for n, line in enumerate(lines) if n > begins and _is_entry(line)), value))
    begins = min(begins, value)
    rules = [n for n in range(begins, min(value, begins + _TALLEST_HEAD)) if _across(lines[n], lines)]
    if value == len(lines):
        # Without a value, the rows below are blank or have notes only: no caption stands below the head.
        rules = [n for n in rules if not any(line.said and is_head(line) for line in lines[n:])][:1]
    at = min(at, value)
    if rules and (
        rules[-1] >= at or all(len(line.said) <= _FEW for line in lines[rules[-1] + 1 : at] if line.said)
    ):
        # Below the last rule, a line of one or two texts begins a row, even if captions have its words.
        at = rules[-1] + 1
    return lines[:at], lines[at:]


def _is_entry(line: Line) -> bool:
    """Whether a line has a small amount beside the letter of its ownership; no caption has both."""
    texts = [piece.text for piece in line.said]
    return any(map(_SMALL.fullmatch, texts)) and any(map(_LETTER.match, texts[1:]))


_SMALL = re.compile(r"\d+(?:\.\d+)?(?:[\[(]\w{1,2}[\])]|\*)*")
_LETTER = re.compile(r"\(?[DI]\)?(?=\W|$)(?!\s*[A-Za-z])")
_TALLEST_HEAD = 40
_FEW = 2


def _across(line: Line, lines: list[Line]) -> bool:
    """Whether rules are drawn over most of the width of a table."""
    width = max((piece.right for other in lines for piece in other.said), default=0)
    return not line.said and sum(right - left for left, right in line.rules) * 10 > width * 6


def _merged(
    table: int, heads: tuple[object, ...], read: list[tuple[list[str], list[Row], list[Piece], float]]
) -> TableRead:
    """Put the parts of a table together: some add rows, and those with other columns widen them."""
    result = TableRead([], [], 1.0, [])
    groups: list[tuple[list[str], list[Row]]] = []
    for names, rows, strays, clean in read:
        result.strays.extend(strays)
        result.clean = min(result.clean, clean)
        if groups and "security" not in names:
            known, above = groups[-1]
            if len(rows) != len(above):
                raise MangledDocument(
                    f"Table {'I' * (table + 1)} stands in parts of {len(above)} and {len(rows)} rows, so "
                    "that it cannot be told which belong together. Give the document as EDGAR has it."
                )
            for row, more in zip(above, rows, strict=True):
                row.update(more)
            known.extend(names)
        else:
            groups.append((list(names), list(rows)))
    for names, rows in groups:
        there = {*names, *(("acquired", "disposed") if {"amount", "side"} <= set(names) else ())}
        lacking = [name for name in required(heads) if name not in there]  # type: ignore[arg-type]
        if lacking and rows:
            raise _mangled_columns(table, names, lacking)
        result.rows.extend(rows)
        result.part_of = names
    return result


def _mangled(table: int, numbers: list[str], data: list[Line]) -> MangledDocument:
    begins = next((line.text.strip() for line in data if line.said), "")
    return MangledDocument(
        f"Table {'I' * (table + 1)}: of the captions of its columns only {', '.join(numbers) or 'none'} "
        f"could be told, so that its rows cannot be read; the first says {begins[:60]!r}. "
        "Give the document as EDGAR has it."
    )


def _mangled_columns(table: int, names: list[str], lacking: list[str]) -> MangledDocument:
    return MangledDocument(
        f"Table {'I' * (table + 1)}: the columns found are {', '.join(names)}; {', '.join(lacking)} "
        "are not among them, so that its rows cannot be read. Give the document as EDGAR has it."
    )
