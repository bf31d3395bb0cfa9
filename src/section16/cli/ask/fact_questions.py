"""The questions of each kind of fact: what may have happened, which fields are asked for, and in which words.

A field's type says how its answer is taken; the tables here say only which are asked beyond the required
ones, and what the form calls them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from typing import Any, NamedTuple

from msgspec import NODEFAULT, Struct, inspect

from section16.cli.ask.answers import NONE
from section16.cli.ask.question_help import help_of
from section16.drafting.facts import FACTS, Approval, Withheld
from section16.drafting.field_words import paragraphs, said_of_fields
from section16.drafting.prices import Fill
from section16.drafting.securities import Security, SecurityKind, Vehicle
from section16.drafting.type_words import alternatives, choices, may_be_nothing
from section16.law import citations as law
from section16.law.citations import Citation
from section16.model.values import plain


class Happening(NamedTuple):
    """An entry of the menu: its words, the kind of fact by its tag, and the fields that it settles."""

    says: str
    fact: str
    given: Mapping[str, str] = {}


COMMON = (
    Happening("bought", "trade", {"side": "bought"}),
    Happening("sold", "trade", {"side": "sold"}),
    Happening("was granted an award", "grant"),
    Happening("vested: units became shares", "vest"),
    Happening("exercised an option, warrant or right", "exercise"),
    Happening("withheld for tax: shares went to the issuer", "withholding"),
    Happening("sold to cover the tax of an award", "sell_to_cover"),
    Happening("gave a gift", "gift", {"did": "gave"}),
    Happening("received a gift", "gift", {"did": "received"}),
    Happening("converted a security", "conversion"),
    Happening("moved shares between own hands, as into a trust", "transfer"),
    Happening("took office, or came to own more than ten percent", "appointment"),
)
"""What happens most, in the order of the menu."""

RARE = tuple(
    Happening(kind.summary, tag) for tag, kind in FACTS.items() if tag not in {each.fact for each in COMMON}
)
"""Every other kind of fact."""


class Sort(Enum):
    """How the answer to a question is taken."""

    CHOICE = auto()
    DAY = auto()
    NUMBER = auto()
    YES = auto()
    TEXT = auto()
    FILLS = auto()
    SECURITY = auto()
    HANDS = auto()
    APPROVAL = auto()
    WITHHELD = auto()
    PLAN = auto()


class Field(Struct, frozen=True, kw_only=True):
    """One field of a fact that is asked for; `default` is the text for which Enter stands."""

    name: str
    sort: Sort
    asks: str
    explains: str
    default: str | None = None
    may_be_nothing: bool = False
    choices: tuple[str, ...] = ()


_ALSO: dict[str, tuple[str, ...]] = {
    "trade": ("fills", "plan"),
    "sell_to_cover": ("fills", "plan"),
    "private_placement": ("event", "approved"),
    "swap": ("price",),
    "sale_to_issuer": ("price", "approved"),
    "grant": ("price", "approved"),
    "performance_certification": ("period", "percent", "approved"),
    "vest": ("granted", "withheld"),
    "exercise": ("withheld",),
    "withholding": ("purpose", "granted", "approved"),
    "dividend_equivalents": ("reinvested_at", "approved"),
    "forfeiture": ("reason", "approved"),
    "expiration": ("position", "value_received"),
    "gift": ("other_party",),
    "transfer": ("why", "to"),
    "inheritance": ("did", "decedent"),
    "plan_purchase": ("period",),
    "discretionary_transaction": ("last_opposite",),
    "fund_distribution": ("from_held",),
    "other": ("price",),
    "merger_cash_out": ("agreement", "approved"),
    "reclassification": ("did", "into", "received", "terms"),
    "stock_split": ("old",),
    "departure": ("office", "reason"),
}
"""The fields that are asked for by kind, besides the required ones, the security and the hands."""

_ALWAYS = ("security", "held")

_ANSWER_NEEDED = ("fills",)
"""What the facts could do without, but not an interview: the other way to say it is not asked for."""


class _Words(NamedTuple):
    """What a field is called when it is asked for, the item of the form, and the rule behind it."""

    asks: str
    item: str | None = None
    rule: Citation | None = None


_WORDS: dict[str, _Words] = {
    "on": _Words("Day", "table_1.transaction_date", law.RULE_16A_3_FORM_4),
    "security": _Words("Security", "table_1.security", law.FORM_4_TABLES),
    "held": _Words("Held", "table_1.nature_of_ownership", law.FORM_4_NATURE),
    "fills": _Words("Fills, shares@price", "table_1.price", law.NO_ACTION_WEIGHTED_PRICE),
    "shares": _Words("Amount", "table_1.shares"),
    "price": _Words("Price of each, in dollars", "table_1.price", law.FORM_4_PRICES),
    "plan": _Words("Rule 10b5-1 plan, the day it was adopted", "under_10b5_1_plan", law.FORM_4_PLAN_BOX),
    "plan_purchase.plan": _Words("Plan"),
    "approved": _Words("Approved on, by whom", rule=law.RULE_16B_3),
    "withheld": _Words("Withheld for tax, shares@market price", "table_1.shares", law.FORM_4_CODES),
    "granted": _Words("Day of the grant"),
    "did": _Words("What was done"),
    "description": _Words("What happened, for the footnote", "footnote.text", law.FORM_4_CODE_J),
    "terms": _Words("Terms, for the footnote", "footnote.text"),
    "other_party": _Words("To or from whom, as: a charitable organization"),
    "to": _Words("To which hands", "table_1.nature_of_ownership", law.RULE_16A_13),
    "new": _Words("New shares"),
    "old": _Words("for every old shares"),
    "value_received": _Words("Dollars received for each"),
    "last_opposite": _Words("Day of the last opposite election"),
    "form_3_filed": _Words("Day on which Form 3 was filed"),
    "percent": _Words("Percent of target earned"),
    "period": _Words("Period"),
}

_HOW: dict[Sort, str] = {
    Sort.CHOICE: "Type its number or its words.",
    Sort.DAY: "Write 2026-05-06, 5/6/2026, today, yesterday, or a weekday for the latest such day.",
    Sort.NUMBER: "Write digits, as 1,200 or 53.20.",
    Sort.YES: "Write y or n.",
    Sort.TEXT: "Write it in words.",
    Sort.FILLS: "Write 900@53.20 1000@53.05 on one line, or one a line and then an empty line.",
    Sort.SECURITY: "Write the title. What sounds like a derivative is asked for its terms.",
    Sort.HANDS: 'Write direct, or the nature of ownership, as "By Spouse" or "By Trust".',
    Sort.APPROVAL: "Write the day, and by whom unless the board: 2026-02-10 the compensation committee.",
    Sort.WITHHELD: "Write 394@52.10.",
    Sort.PLAN: "Write none, the day of adoption, or the name of a plan that the owner's profile has.",
}

USUAL_SECURITY = {
    "grant": "Restricted Stock Units",
    "vest": "Restricted Stock Units",
    "performance_certification": "Performance Stock Units",
    "dividend_equivalents": "Restricted Stock Units",
    "exercise": "Stock Option (right to buy)",
    "conversion": "Class B Common Stock",
    "automatic_conversion": "Series A Preferred Stock",
    "option_trade": "Call Option (right to buy)",
    "expiration": "Call Option (right to buy)",
    "swap": "Equity Swap",
}
"""What is most often the security of a kind of fact; of any other it is the default of the fact."""

DERIVATIVE = {
    "exercise": SecurityKind.OPTION,
    "expiration": SecurityKind.CALL,
    "option_trade": SecurityKind.CALL,
    "swap": SecurityKind.SWAP,
    "conversion": SecurityKind.CONVERTIBLE,
    "automatic_conversion": SecurityKind.CONVERTIBLE,
}
"""The facts that are about a derivative, and which kind it most often is."""


def fields_of(happening: Happening, today: date) -> tuple[Field, ...]:
    """Return what is asked for when this happened, in order: what was done, when, to what, in whose hands."""
    kind = FACTS[happening.fact]
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    by_name = {field.name: field for field in described.fields}
    names = [field.name for field in described.fields if field.required]
    names += [name for name in _ALWAYS if name in by_name]
    names += _ALSO.get(happening.fact, ())
    asked = [_field(happening.fact, by_name[name], today) for name in names if name not in happening.given]
    return tuple(sorted(asked, key=_place))


def field_named(happening: Happening, name: str, today: date) -> Field | None:
    """Return a field of the fact whether it is asked for or not; None when there is none of that name."""
    described = inspect.type_info(FACTS[happening.fact])
    assert isinstance(described, inspect.StructType)
    return next((_field(happening.fact, each, today) for each in described.fields if each.name == name), None)


_FIRST = ("on", "security", "held")


def _place(field: Field) -> int:
    """Put first what decides the line: choices, then day, security and hands; the rest keeps its order."""
    if field.sort is Sort.CHOICE:
        return 0
    return 1 + _FIRST.index(field.name) if field.name in _FIRST else len(_FIRST) + 1


def _field(tag: str, field: inspect.Field, today: date) -> Field:
    sort = _sort(field)
    plainly = _Words(field.name.replace("_", " ").capitalize())
    words = _WORDS.get(f"{tag}.{field.name}") or _WORDS.get(field.name, plainly)
    said = said_of_fields(FACTS[tag]).get(field.name, "").replace("`", "")
    literal = [each for each in alternatives(field.type) if isinstance(each, inspect.LiteralType)]
    return Field(
        name=field.name,
        sort=sort,
        asks=words.asks,
        explains=help_of(
            said or paragraphs(FACTS[tag])[0].replace("`", ""), _HOW[sort], item=words.item, rule=words.rule
        ),
        default=_default(tag, field, today),
        may_be_nothing=may_be_nothing(field.type),
        choices=tuple(choices(literal[0])) if literal else (),
    )


def _default(tag: str, field: inspect.Field, today: date) -> str | None:
    if field.name == "on":
        return today.isoformat()
    if field.name == "security" and tag in USUAL_SECURITY:
        return USUAL_SECURITY[tag]
    if field.required or field.name in _ANSWER_NEEDED:
        return None
    value = None if field.default is NODEFAULT else field.default
    if isinstance(value, bool):
        return "y" if value else "n"
    return NONE if value is None else plain(value) if isinstance(value, Decimal) else str(value)


_BY_CLASS = {
    Fill: Sort.FILLS,
    Security: Sort.SECURITY,
    Vehicle: Sort.HANDS,
    Approval: Sort.APPROVAL,
    Withheld: Sort.WITHHELD,
}
_BY_TYPE: dict[type[inspect.Type], Sort] = {
    inspect.LiteralType: Sort.CHOICE,
    inspect.DateType: Sort.DAY,
    inspect.DecimalType: Sort.NUMBER,
    inspect.BoolType: Sort.YES,
}


def _sort(field: inspect.Field) -> Sort:
    kinds = tuple(_flat(field.type))
    by_class = [_BY_CLASS[each.cls] for each in kinds if getattr(each, "cls", None) in _BY_CLASS]
    by_type = [_BY_TYPE[type(each)] for each in kinds if type(each) in _BY_TYPE]
    found = next(iter(by_class + by_type), Sort.TEXT)
    return Sort.PLAN if field.name == "plan" and found is Sort.TEXT else found


def _flat(kind: inspect.Type) -> Iterator[Any]:
    for each in alternatives(kind):
        yield each
        if isinstance(each, inspect.VarTupleType):
            yield from alternatives(each.item_type)
