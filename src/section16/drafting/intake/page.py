"""The page of column maps, docs/intake.md: how files are read, each shipped map, and how to write one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from section16.drafting.intake.cells import DATES
from section16.drafting.intake.column_map import Column, ColumnMap, Kind
from section16.drafting.intake.map_files import column_maps

_INTRODUCTION = """\
# Files of brokers and stock-plan systems

`intake` makes facts of a CSV or XLSX file. A column map says which caption means what; the maps below are
shipped, and a desk adds its own.

```python
from section16.drafting.intake import intake, load_map

taken = intake("trades.csv")  # the layout is told from the captions
taken = intake("trades.csv", map="broker-executions")
taken = intake("trades.xlsx", maps=[load_map("our-broker.toml")], sheet="Trades")
taken.facts, taken.made_from  # facts, and the lines of the file they come from
taken.rejected, taken.totals, taken.notes  # what needs a look
```

## How a file is read

- **No line is dropped.** Each is in `accepted`, in `rejected` with everything that is wrong with it, or in
  `passed_over` as what it is: before the captions, the captions, blank, a total, a footer.
- **Captions** are looked for in the first 30 lines. Case, spacing and the characters `. _ : * -` do not
  matter. The map that reads the most captions is used; `notes` name the columns that it does not read.
- **CSV** may be UTF-8, UTF-16 with its mark, or else Windows-1252, which `notes` tell. Cells stand between
  commas, semicolons or tabs, whichever gives the widest line.
- **XLSX** needs the extra `sheets`. Nothing is calculated: a formula counts with the result stored with it.
  A workbook with macros is refused. Where several sheets hold rows, name the one that is meant.
- **Numbers** may have `$`, `USD`, commas between thousands, and at most four decimals. `(5)`, `-5` and `5-`
  are negative, which is taken only where the map says so.
- **A zero** number of shares is no report where the column is required; elsewhere it is the same as a blank.
- **Times** of day are Eastern Time.
- **Executions** that agree in everything but time, shares, price and venue become one trade with its fills,
  in the order of time.
- **A repeated line** is taken and told in `notes`, since two executions may be alike. One that repeats its
  identifier too is rejected as a copy.
- **Totals** of the file stand in `totals` beside the sum of the accepted lines; `agrees` says whether they
  are the same. A rejected line therefore shows there as well.
- **Owners** are taken as the file names them: a key, CIK or name that the profiles know. A symbol is taken as
  the issuer's key."""

_OWN = """\
## A map of your own

A map is a TOML file. This one makes up to two facts of a line, units that vested and shares sold for the tax:

```toml
name = "our-plan"
summary = "The weekly file of our plan administrator."
dates = ["d-Mon-Y"]
footers = ["Prepared by"]

[columns.owner]
captions = ["Employee"]
required = true

[columns.date]
captions = ["Released", "Released On"]
kind = "date"
required = true

[columns.award]
captions = ["Award"]
kind = "word"
required = true
words."Restricted Stock Units" = ["RSU", "Units"]

[columns.released]
captions = ["Units"]
kind = "shares"
required = true

[columns.sold]
captions = ["Sold for Tax"]
kind = "shares"

[columns.price]
captions = ["Sold At"]
kind = "price"

[[facts]]
fact = "vest"
fields = { on = "date", owner = "owner", security = "award", shares = "released" }

[[facts]]
fact = "sell_to_cover"
needs = ["sold"]
fields = { on = "date", owner = "owner", shares = "sold", price = "price" }
constants = { security = "Common Stock" }

[totals]
whole = ["All"]
```

It takes this file:

```csv
Employee,Released,Award,Units,Sold for Tax,Sold At
9000101,05-May-2026,RSU,"2,500",800,$52.10
9000102,05-May-2026,RSU,400,,
All,,,"2,900",800,
Prepared by the plan desk
```

- `columns` have `captions`, the preferred one first, and a `kind`, which is one of
  {kinds}.
- `required` columns must be there and filled; by them the layout is recognised.
  `required_where = { method = ["net"] }` asks for a column on the lines whose column `method` says so;
  `minus_where` takes negative numbers on such lines.
- `words` of a column say which of our words each word of the file stands for. A column of words need not go
  into a fact: one that takes only `USD` rejects every line in another currency.
- `facts` are what a line makes. `fields` name the column of each field: [facts.md](facts.md) lists them, a
  point reaches inside, as in `"security.title"`. `constants` are what stands there when no column says
  otherwise. A fact is made only `where` columns say certain words, and where all columns of `needs` are
  filled.
- Fields that begin with `fills.` make executions; `apart` names columns that keep them from being joined.
- `dates` are tried besides `2026-05-05`:
  {dates}.
- `once` is the column of an identifier that no two lines share.
- `totals` and `footers` say how such lines begin: a `whole` total covers every line above, a `part` one those
  since the last.
- `balances` are sums that each line should keep; one that does not is told in `notes`.

What is wrong in a map is told with its line when it is loaded."""


def page() -> str:
    """Return `docs/intake.md`: how files are read, every shipped map, and how to write another."""
    parts = [_INTRODUCTION, "## The shipped maps"]
    for each in column_maps().values():
        parts += _section(each)
    kinds = ", ".join(f"`{kind}`" for kind in Kind)
    dates = ", ".join(f"`{way}` ({example})" for way, (_, example) in DATES.items() if way != "Y-m-d")
    parts.append(_OWN.replace("{kinds}", kinds).replace("{dates}", dates))
    return "\n\n".join(parts) + "\n"


def _section(each: ColumnMap) -> Iterator[str]:
    yield f"### {each.name}"
    yield f"{each.summary} Dates as {', '.join(DATES[way][1] for way in ('Y-m-d', *each.dates))}."
    rows = [
        (", ".join(column.captions), column.kind, _filled(column), ", ".join(_becomes(each, key)))
        for key, column in each.columns.items()
    ]
    yield _table(("captions", "kind", "must be filled", "becomes"), rows)
    words = [
        (column.captions[0], ", ".join(written), word)
        for column in each.columns.values()
        for word, written in column.words.items()
    ]
    if words:
        yield _table(("caption", "the file says", "which means"), words)
    marks = [("total", each.totals.whole), ("subtotal", each.totals.part), ("footer", each.footers)]
    yield " ".join(f"A {what} begins with {_quoted(begins)}." for what, begins in marks if begins)
    for balance in each.balances:
        left, of, *less = (each.columns[key].captions[0] for key in (balance.left, balance.of, *balance.less))
        yield f"{left} should be {of} less {', '.join(less)}."


def _filled(column: Column) -> str:
    if column.required:
        return "yes"
    where = (f"`{key}` is {' or '.join(words)}" for key, words in column.required_where.items())
    return f"where {' and '.join(where)}" if column.required_where else ""


def _becomes(each: ColumnMap, key: str) -> Iterator[str]:
    """Yield what a column is read for."""
    fields = [
        f"`{fact.fact}.{field}`"
        for fact in each.facts
        for field, source in fact.fields.items()
        if source == key
    ]
    yield from dict.fromkeys(fields)
    roles = {
        "keeps executions apart": any(key in fact.apart for fact in each.facts),
        "decides which facts are made": any(key in (*fact.where, *fact.needs) for fact in each.facts),
        "marks copies": key == each.once,
    }
    yield from (role for role, is_played in roles.items() if is_played)
    if not fields and not any(roles.values()):
        yield "is only checked"


def _quoted(texts: tuple[str, ...]) -> str:
    return " or ".join(f'"{text}"' for text in texts)


def _table(captions: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [captions, ("---",) * len(captions), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
