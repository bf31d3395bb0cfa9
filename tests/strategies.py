"""Hypothesis strategies: valid statements of all six form types, and the submissions that carry them.

Every statement drawn here fits the schema and the specification's business rules, so a check may at most
warn about it. Texts are random within their limits; amounts roll forward; every footnote is referred to.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.model.items import BY_NAME, MAX_FOOTNOTES, Footnoting
from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.statement import Footnote, Signature, Statement
from section16.model.states import STATES
from section16.model.submission import Document, Party, Submission
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Row, Transaction
from section16.model.values import FORM_TYPES, Direction, Ownership, Timeliness, plain

# No test is timed: a busy machine draws a statement slowly, and that is no failure.
settings.register_profile(
    "section16", deadline=None, suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large)
)
settings.load_profile("section16")

Draw = Callable[[st.SearchStrategy[Any]], Any]

LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "§±½ÀÉßéøłŞΩЖя€™“”‘’–—…≥日本株式株𝄞😀"
"""What a text is made of: ASCII without control characters, and letters of one to four UTF-8 bytes."""

_FILLER = 'Specimen <A & B> "x" ‘é日😀’; '

# First and last day, the version of Forms 4 and 5, the version of Form 3, whether the plan box exists,
# whether the items of 2026 exist (ownership XML version history).
_ERAS = (
    (date(2012, 7, 3), date(2022, 12, 1), "X0306", "X0206", False, False),
    (date(2023, 10, 2), date(2025, 12, 1), "X0508", "X0206", True, False),
    (date(2026, 4, 1), date(2026, 9, 1), "X0609", "X0609", True, True),
)

# Letter, directions, price rule ("zero", "some" or "either"): codes that may stand alone on a line.
_ON_FORM_4 = (
    ("P", "A", "some"), ("S", "D", "some"), ("A", "A", "either"), ("D", "D", "some"), ("F", "D", "some"),
    ("I", "AD", "some"), ("J", "AD", "either"), ("U", "D", "some"),
)  # fmt: skip
_DEFERRED = (("G", "A", "zero"), ("W", "A", "zero"), ("L", "A", "small"))


@cache
def texts(longest: int) -> st.SearchStrategy[str]:
    """Texts of 1 to `longest` characters, neither padded nor with doubled spaces."""
    short = st.text(LETTERS, min_size=1, max_size=min(longest, 24)).map(lambda text: " ".join(text.split()))
    long = st.integers(1, longest).map(lambda length: (_FILLER * longest)[:length].strip())
    return short.filter(bool) | long


@cache
def decimals(largest: int = 10**16 - 1, smallest: int = 0) -> st.SearchStrategy[Decimal]:
    """Numbers of up to four decimals, written with or without trailing zeros; limits in ten-thousandths."""

    def scaled(units: int, places: int) -> Decimal:
        number = Decimal(units).scaleb(-4)
        shorter = number.quantize(Decimal(1).scaleb(-places))
        return Decimal(plain(shorter)) if shorter == number else number

    return st.builds(scaled, st.integers(smallest, largest), st.integers(0, 4))


@cache
def ciks() -> st.SearchStrategy[str]:
    """CIKs of one to ten digits, with or without leading zeros."""
    return st.builds(
        lambda number, padded: f"{number:010d}" if padded else str(number),
        st.integers(1, 10**10 - 1),
        st.booleans(),
    )


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@cache
def _addresses(newest: bool) -> st.SearchStrategy[Address]:
    abroad = {
        "non_us_address": st.booleans(),
        "non_us_state": texts(30),
        "country": st.sampled_from(list(STATES)),
    }
    return st.builds(
        Address,
        street_1=_maybe(texts(40)),
        street_2=_maybe(texts(40)),
        city=_maybe(texts(30)),
        state=_maybe(st.sampled_from(list(STATES))),
        zip_code=_maybe(st.from_regex(r"[0-9A-Za-z]([0-9A-Za-z #-]{0,8}[0-9A-Za-z])?", fullmatch=True)),
        state_description=_maybe(texts(50)),
        **({name: _maybe(strategy) for name, strategy in abroad.items()} if newest else {}),
    )


@st.composite
def relationships(draw: Draw) -> Relationship:
    """Relationships with at least one box ticked, and the words its boxes ask for."""
    boxes = ("director", "officer", "ten_percent_owner", "other")
    ticks = {box: draw(st.booleans()) for box in boxes}
    ticks[draw(st.sampled_from(boxes))] = True
    return Relationship(
        **ticks,
        officer_title=draw(texts(30)) if ticks["officer"] else None,
        other_text=draw(texts(30)) if ticks["other"] else None,
    )


@cache
def _owners(newest: bool) -> st.SearchStrategy[tuple[ReportingOwner, ...]]:
    owner = st.builds(
        ReportingOwner,
        cik=ciks(),
        name=_maybe(texts(150)),
        address=st.just(Address()) | _addresses(newest),
        relationship=relationships(),
    )
    return st.lists(owner, min_size=1, max_size=3, unique_by=lambda owner: int(owner.cik)).map(tuple)


class _Preparer:
    """Fills the tables of one statement, numbering its footnotes and rolling its holdings forward."""

    def __init__(self, draw: Draw, form: str, first: date, last: date, gifts_on_form_4: bool) -> None:
        self.draw = draw
        self.form = form
        self.first = first
        self.last = last
        self.gifts_on_form_4 = gifts_on_form_4
        self.notes: dict[str, str] = {}
        self.owned: dict[tuple[Any, ...], Decimal] = {}

    def note(self, text: str | None = None) -> str:
        """Refer to an earlier footnote, or to a new one that says `text`."""
        full = len(self.notes) >= MAX_FOOTNOTES - 1  # one is kept for the plan
        if text is None and self.notes and (full or self.draw(st.booleans())):
            return str(self.draw(st.sampled_from(list(self.notes))))
        id = f"F{len(self.notes) + 1}"
        self.notes[id] = text or self.draw(texts(1000))
        return id

    def annotate(self, table: str, row: Row) -> Row:
        """Put footnotes beside values that may carry them, and instead of those that are missing."""
        notes: dict[str, tuple[str, ...]] = dict(row.notes)
        for attribute in row.__struct_fields__:
            item = BY_NAME.get(f"{table}.{attribute}")
            if item is None or attribute in notes:
                continue
            value = getattr(row, attribute)
            if value is None:
                partner = item.partner and (getattr(row, item.partner) is not None or item.partner in notes)
                if item.footnoting is Footnoting.INSTEAD and not partner:
                    notes[attribute] = (self.note(),)
            elif (
                item.footnoting in (Footnoting.BESIDE, Footnoting.INSTEAD)
                and self.draw(st.integers(0, 5)) == 0
            ):
                notes[attribute] = tuple(
                    dict.fromkeys(self.note() for _ in range(self.draw(st.integers(1, 2))))
                )
        return replace(row, notes=notes)

    def whose(self) -> dict[str, Any]:
        """Draw the form of ownership; only what is owned indirectly has a nature."""
        if self.draw(st.booleans()):
            return {"ownership": Ownership.DIRECT}
        return {"ownership": Ownership.INDIRECT, "nature_of_ownership": self.draw(texts(100))}

    def terms(self) -> dict[str, Any]:
        """Draw what a derivative security converts into, when and at what price."""
        expires = self.draw(_maybe(st.dates(self.last, date(2060, 1, 1))))
        exercisable = self.draw(_maybe(st.dates(date(2001, 1, 1), expires or date(2060, 1, 1))))
        amount = self.draw(st.sampled_from(("underlying_shares", "underlying_value", "none")))
        return {
            "exercise_price": self.draw(_maybe(decimals())),
            "exercise_date": exercisable,
            "expiration_date": expires,
            "underlying_title": self.draw(texts(60)),
            **({} if amount == "none" else {amount: self.draw(decimals(smallest=1))}),
        }

    def holding(self, table: str) -> Row:
        """Draw a line that reports securities owned."""
        derivative = table == "table_2"
        row: dict[str, Any] = {
            "security": self.draw(texts(60)),
            **self.whose(),
            **(self.terms() if derivative else {}),
        }
        # Form 3 shows the amount of a derivative security by its underlying securities only.
        if not (derivative and self.form == "3"):
            which = self.draw(st.sampled_from(("owned_following", "value_owned_following")))
            row[which] = self.draw(decimals())
        # A holding that should have been on Form 3 stands on Form 5 with form type 3.
        if self.form == "5" and self.draw(st.booleans()):
            row |= {"form_type": "3", "notes": {"code": (self.note(),)} if self.draw(st.booleans()) else {}}
        return self.annotate(table, DerivativeHolding(**row) if derivative else Holding(**row))

    def coding(self) -> tuple[dict[str, Any], str, str]:
        """Draw form type, timeliness and code that go together (specification 4.3.8), with side and price."""
        if self.form == "4":
            form_type, lateness = self.draw(
                st.sampled_from((("4", None), ("4", None), ("5", None), ("5", Timeliness.EARLY)))
            )
        else:
            form_type, lateness = self.draw(
                st.sampled_from((("5", None), ("5", Timeliness.LATE), ("4", None), ("4", Timeliness.LATE)))
            )
        choices = _DEFERRED if form_type == "5" else _ON_FORM_4
        if form_type == "4" and self.gifts_on_form_4:
            choices = (*choices, ("G", "D", "zero"))
        code, sides, pricing = self.draw(st.sampled_from(choices))
        return {"form_type": form_type, "timeliness": lateness, "code": code}, sides, pricing

    def transaction(self, table: str) -> Row:
        """Draw a line that reports a transaction, and roll its holding forward."""
        derivative = table == "table_2"
        coding, sides, pricing = self.coding()
        day = self.draw(st.dates(self.first, self.last))
        deemed = self.draw(st.booleans()) and coding["code"] in "PS"
        swap = self.draw(st.integers(0, 9)) == 0
        row: dict[str, Any] = {
            "security": self.draw(texts(60)),
            "transaction_date": day,
            "deemed_execution_date": min(day + timedelta(1), self.last) if deemed else None,
            **coding,
            "equity_swap": swap,
            "direction": Direction(self.draw(st.sampled_from(sides))),
            **self.whose(),
            **(self.terms() if derivative else {}),
        }
        # A small acquisition is worth at most $10,000 (Rule 16a-6).
        small = pricing == "small"
        shares = self.draw(decimals(10**5 if small else 10**13, smallest=1))
        row["price"] = Decimal(0) if pricing == "zero" else self.draw(
            decimals(10**6, smallest=1) if small else decimals(10**9, smallest=1) | st.none()
        )  # fmt: skip
        if pricing == "either" and self.draw(st.booleans()):
            row["price"] = Decimal(0)
        if derivative and self.draw(st.integers(0, 3)) == 0:
            row |= {"total_value": shares, "value_owned_following": shares + self.draw(decimals(10**13))}
        else:
            row |= {"shares": shares, "owned_following": self.roll_forward(table, row, shares)}
        if coding["code"] == "J" or swap or self.draw(st.integers(0, 4)) == 0:
            row["notes"] = {"code": (self.note(),)}
        return self.annotate(table, DerivativeTransaction(**row) if derivative else Transaction(**row))

    def roll_forward(self, table: str, row: dict[str, Any], shares: Decimal) -> Decimal:
        """Return what is owned after `shares` are acquired or disposed of."""
        holding = (table, row["security"], row["ownership"], row.get("nature_of_ownership"))
        owned = self.owned.get(holding)
        if row["direction"] is Direction.ACQUIRED:
            owned = (self.draw(decimals(10**13)) if owned is None else owned) + shares
        else:
            owned = self.draw(decimals(10**13)) if owned is None else max(owned - shares, Decimal(0))
        self.owned[holding] = owned
        return owned


@st.composite
def statements(draw: Draw, form_types: tuple[str, ...] = FORM_TYPES, most_rows: int = 3) -> Statement:
    """Valid statements of the given form types, with up to `most_rows` lines in each table."""
    form_type = draw(st.sampled_from(form_types))
    form, amended = form_type[0], form_type.endswith("/A")
    start, end, version, version_3, plan_box, newest = draw(st.sampled_from(_ERAS))
    first = draw(st.dates(start, end))
    last = first + timedelta(draw(st.integers(0, 2)) if form == "4" else 90)
    preparer = _Preparer(draw, form, first, last, gifts_on_form_4=plan_box)

    leaves = form != "3" and draw(st.integers(0, 5)) == 0
    rows: dict[str, list[Row]] = {"table_1": [], "table_2": []}
    for table in rows:
        for _ in range(draw(st.integers(0, most_rows))):
            trades = form != "3" and draw(st.integers(0, 2)) > 0
            rows[table].append(preparer.transaction(table) if trades else preparer.holding(table))
    traded = [row for row in (*rows["table_1"], *rows["table_2"]) if isinstance(row, Transaction)]
    if form != "3" and not leaves and not traded:
        traded = [preparer.transaction("table_1")]
        rows["table_1"].extend(traded)

    # A ticked plan box goes with a footnote that names the date of adoption (General Instruction 10).
    in_plan = bool(traded) and plan_box and draw(st.integers(0, 3)) == 0
    if in_plan:
        adopted = preparer.note(f"Made under a Rule 10b5-1 trading plan adopted on {first - timedelta(200)}.")
        table, position = next(
            (table, n) for table, lines in rows.items() for n, line in enumerate(lines) if line is traded[0]
        )
        notes = traded[0].notes
        rows[table][position] = replace(traded[0], notes={**notes, "code": (*notes.get("code", ()), adopted)})

    if form == "4":
        period = min((row.transaction_date for row in traded if row.transaction_date), default=first)
    else:
        period = first if form == "3" else last
    closed = max(last, period)
    original = closed + timedelta(draw(st.integers(0, 2)))
    signed = original + timedelta(draw(st.integers(1, 30)) if amended else 0)
    holds = rows["table_1"] or rows["table_2"]
    late_form_3 = any(
        isinstance(row, Holding) and row.form_type == "3" for row in (*rows["table_1"], *rows["table_2"])
    )
    late_form_4 = any(row.form_type == "4" for row in traded)
    words = draw(_maybe(texts(2000)))
    signature = st.builds(Signature, name=texts(255), date=st.just(signed))
    return Statement(
        form=form,
        is_amendment=amended,
        date_of_original=original if amended else None,
        period_of_report=period,
        no_longer_subject=None if form == "3" else leaves,
        under_10b5_1_plan=in_plan if form != "3" and plan_box else None,
        no_securities_owned=draw(st.sampled_from((not holds, None))) if form == "3" else None,
        form_3_holdings_reported=draw(st.sampled_from((late_form_3, None))) if form == "5" else None,
        form_4_transactions_reported=draw(st.sampled_from((late_form_4, None))) if form == "5" else None,
        schema_version=draw(st.sampled_from((version_3 if form == "3" else version, None))),
        issuer=Issuer(
            cik=draw(ciks()),
            name=draw(_maybe(texts(150))),
            trading_symbol=draw(st.from_regex(r"[A-Z]{1,5}(\.[A-Z])?", fullmatch=True)),
            foreign_trading_symbol=draw(_maybe(texts(10))) if newest else None,
        ),
        owners=draw(_owners(newest)),
        table_1=tuple(rows["table_1"]),
        table_2=tuple(rows["table_2"]),
        footnotes=tuple(Footnote(id=id, text=text) for id, text in preparer.notes.items()),
        remarks="This amendment corrects the statement first filed." if amended and words is None else words,
        signatures=tuple(draw(st.lists(signature, min_size=1, max_size=3))),
    )


@st.composite
def submissions(draw: Draw) -> Submission:
    """Submissions as EDGAR's header can tell them: ten-digit CIKs, moments of its clock, any documents."""

    def party(role: str) -> st.SearchStrategy[Party]:
        return st.builds(
            Party,
            cik=_maybe(ciks().map(lambda cik: cik.zfill(10))),
            name=_maybe(texts(60)),
            role=st.just(role),
            former_names=st.lists(texts(60), max_size=2).map(tuple),
        )

    document = st.builds(
        Document,
        type=st.sampled_from((*FORM_TYPES, "EX-24", "EX-99.1", "GRAPHIC")),
        sequence=_maybe(st.integers(1, 999)),
        filename=_maybe(st.from_regex(r"[a-z0-9_-]{1,20}\.(xml|txt|htm|pdf|jpg)", fullmatch=True)),
        description=_maybe(texts(255)),
        content=st.binary(max_size=300)
        | st.text(LETTERS + "\n\t").map(str.encode)
        | st.sampled_from(
            (
                b"<TEXT>",
                b"\n</TEXT>\n",
                b"a\n<DOCUMENT>\n",
                b"<XML>\n<a/>\n</XML>",
                b"begin 644 a\nend",
                b"\r",
            )
        ),
    )
    moment = st.datetimes(datetime(1993, 1, 1), datetime(2060, 1, 1)).map(  # noqa: DTZ001 - EDGAR's clock is put on
        lambda moment: moment.replace(microsecond=0, tzinfo=ZoneInfo("America/New_York"))
    )
    documents = draw(st.lists(document, max_size=3))
    return Submission(
        accession_number=draw(_maybe(st.from_regex(r"[0-9]{10}-[0-9]{2}-[0-9]{6}", fullmatch=True))),
        form_type=draw(_maybe(st.sampled_from(FORM_TYPES))),
        accepted_at=draw(_maybe(moment)),
        filed_on=draw(_maybe(st.dates())),
        period_of_report=draw(_maybe(st.dates())),
        changed_on=draw(_maybe(st.dates())),
        document_count=draw(st.sampled_from((None, len(documents)))),
        issuer=draw(_maybe(party("ISSUER") | party("SUBJECT COMPANY"))),
        owners=tuple(draw(st.lists(party("REPORTING OWNER"), max_size=3))),
        documents=tuple(documents),
    )
