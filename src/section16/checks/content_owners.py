"""Family F, F301 to F308: who files, in which relationship, under which symbol, and who signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from section16.checks.rule import Case, Example, Problem, check
from section16.checks.schema_document import shown
from section16.checks.schema_presence import named
from section16.checks.wording import is_entity
from section16.law import citations as law
from section16.law import edgar_citations as edgar
from section16.model.findings import Severity
from section16.model.samples import JOINT

_REMARKS = re.compile(r"\bremark", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\bfoot\s?note", re.IGNORECASE)


@check(
    "F301",
    title="'See Remarks' must lead to remarks",
    severity=Severity.ERROR,
    cites=law.FORM_4_RELATIONSHIP,
    message="{label} is {text}, and there are no {missing}.",
    remedy="Write the whole title into the remarks, or shorten it to 30 characters.",
    bad=(
        Example(sample="joint", changes={"remarks": None}, at="owners[1].relationship.officer_title"),
        Example(
            sample="joint",
            changes={
                "owners[1].relationship.other_text": "See footnotes",
                "footnotes": (),
                "table_1[0].notes.nature_of_ownership": None,
                "table_2[0].notes.nature_of_ownership": None,
            },
            at="owners[1].relationship.other_text",
        ),
    ),
)
def leads_nowhere(case: Case) -> Iterator[Problem]:
    """A title over 30 characters goes into the remarks. If nothing stands there, the title is not given."""
    statement = case.statement
    for position, owner in enumerate(statement.owners):
        for attribute, label in (
            ("officer_title", "The officer's title"),
            ("other_text", "The relationship"),
        ):
            text = getattr(owner.relationship, attribute)
            if not text:
                continue
            path = f"owners[{position}].relationship.{attribute}"
            if _REMARKS.search(text) and not statement.remarks:
                yield Problem(path, label=label, text=shown(text), missing="remarks")
            elif _FOOTNOTE.search(text) and not statement.footnotes:
                yield Problem(path, label=label, text=shown(text), missing="footnotes")


@check(
    "F302",
    title="Who gives an officer's title should tick the officer box",
    severity=Severity.WARNING,
    cites=law.FORM_4_RELATIONSHIP,
    message="{name} gives the title {title}, and the officer box is not ticked.",
    remedy="Tick the officer box, or take the title away.",
    bad=Example(
        changes={"owners[0].relationship.officer": False, "owners[0].relationship.director": True},
        at="owners[0].relationship.officer",
    ),
)
def title_without_box(case: Case) -> Iterator[Problem]:
    """The form asks for a title below the officer box only. A director's chair is no officer's title."""
    for position, owner in enumerate(case.statement.owners):
        held = owner.relationship
        if held.officer_title and held.officer is False:
            yield Problem(
                f"owners[{position}].relationship.officer", name=named(owner), title=shown(held.officer_title)
            )


@check(
    "F303",
    title="Who specifies another relationship should tick the other box",
    severity=Severity.WARNING,
    cites=law.FORM_4_RELATIONSHIP,
    message="{name} specifies the relationship {text}, and the other box is not ticked.",
    remedy="Tick the other box, or take the words away.",
    bad=Example(
        sample="joint", changes={"owners[1].relationship.other": False}, at="owners[1].relationship.other"
    ),
)
def other_without_box(case: Case) -> Iterator[Problem]:
    """The words below 'Other (specify below)' are read only when the box is ticked."""
    for position, owner in enumerate(case.statement.owners):
        held = owner.relationship
        if held.other_text and held.other is False:
            yield Problem(
                f"owners[{position}].relationship.other", name=named(owner), text=shown(held.other_text)
            )


@check(
    "F304",
    title="An entity should not be ticked as an officer",
    severity=Severity.WARNING,
    cites=law.FORM_4_RELATIONSHIP,
    message="{name} is named like an entity, and is ticked as an officer.",
    remedy="Untick the officer box for the entity; an officer is a natural person.",
    bad=Example(
        sample="joint",
        changes={"owners[0].relationship.officer": True, "owners[0].relationship.officer_title": "President"},
        at="owners[0].relationship.officer",
    ),
)
def entity_as_officer(case: Case) -> Iterator[Problem]:
    """In a joint filing the boxes of one owner easily slip to another."""
    for position, owner in enumerate(case.statement.owners):
        if owner.relationship.officer and is_entity(owner.name):
            yield Problem(f"owners[{position}].relationship.officer", name=owner.name)


_NO_SYMBOL = re.compile(r"none|n\.?/?a\.?|null|-+|\[none\]|not applicable", re.IGNORECASE)
_ODD_SYMBOL = re.compile(r"[a-z :;,()\[\]\"']")


@check(
    "F305",
    title="The issuer has no trading symbol",
    severity=Severity.NOTE,
    cites=edgar.SPEC_MANDATORY,
    message="The trading symbol is given as {symbol}: the issuer has none.",
    remedy="Check that the issuer's securities are not traded; the item is mandatory, so NONE is right if "
    "not.",
    bad=Example(changes={"issuer.trading_symbol": "N/A"}, at="issuer.trading_symbol"),
)
def no_symbol(case: Case) -> Iterator[Problem]:
    """EDGAR demands a symbol even where there is none; readers must not take NONE for a ticker."""
    symbol = case.statement.issuer.trading_symbol
    if symbol and _NO_SYMBOL.fullmatch(symbol.strip()):
        yield Problem("issuer.trading_symbol", symbol=shown(symbol))


@check(
    "F306",
    title="The trading symbol should be one symbol, in capitals, without the exchange",
    severity=Severity.NOTE,
    cites=edgar.SPEC_MANDATORY,
    message="The trading symbol is {symbol}; readers look for one symbol in capitals.",
    remedy="Give the symbol of the common stock alone, without the exchange.",
    bad=(
        Example(changes={"issuer.trading_symbol": "NYSE:EXIN"}, at="issuer.trading_symbol"),
        Example(changes={"issuer.trading_symbol": "EXIN,EXINW"}, at="issuer.trading_symbol"),
    ),
)
def odd_symbol(case: Case) -> Iterator[Problem]:
    """A statement whose symbol names an exchange or several classes is not found by its symbol."""
    symbol = case.statement.issuer.trading_symbol
    if symbol and _ODD_SYMBOL.search(symbol) and not _NO_SYMBOL.fullmatch(symbol.strip()):
        yield Problem("issuer.trading_symbol", symbol=shown(symbol))


_FOR_OTHERS = re.compile(
    r"behalf|attorney|each (?:of the )?reporting|authori[sz]ed|\bby\b|\bfor\b|poa", re.IGNORECASE
)


@check(
    "F307",
    title="Every owner must sign, or somebody for it",
    severity=Severity.WARNING,
    cites=law.FORM_4_JOINT,
    message="Reporting owners: {owners}; signatures: {signatures}, none of them given for others.",
    remedy="Add the missing signatures, or say in the signature for whom it is given.",
    bad=Example(sample="joint", changes={"signatures": JOINT.signatures[1:]}, at="signatures"),
)
def too_few_signatures(case: Case) -> Iterator[Problem]:
    """EDGAR does not count signatures against owners; the instruction does."""
    owners, signatures = case.statement.owners, case.statement.signatures
    if 0 < len(signatures) < len(owners) and not any(_FOR_OTHERS.search(s.name or "") for s in signatures):
        yield Problem("signatures", owners=len(owners), signatures=len(signatures))


_CAPACITY = re.compile(
    r"\bby\b|behalf|attorney|poa|fact|capacity|officer|president|secretary|manager|member|director|"
    r"partner|counsel|treasurer|signatory|trustee|chief|\bc[efol]o\b|chair|owner|principal|agent|"
    r"controller|\btitle\b",
    re.IGNORECASE,
)


@check(
    "F308",
    title="Who signs for an entity must say in what capacity",
    severity=Severity.WARNING,
    cites=law.FORM_4_SIGNED_FOR_ENTITY,
    message="The statement is filed for {name}, and the signature {signature} names no capacity.",
    remedy="Add the capacity, such as 'By: /s/ Pat Example, Manager'.",
    bad=Example(
        sample="joint",
        changes={"owners": JOINT.owners[:1], "signatures": JOINT.signatures[1:]},
        at="signatures[0].name",
    ),
)
def no_capacity(case: Case) -> Iterator[Problem]:
    """An entity acts through persons; the signature shows who bound it."""
    owners, signatures = case.statement.owners, case.statement.signatures
    if len(owners) == 1 and len(signatures) == 1 and is_entity(owners[0].name):
        signature = signatures[0].name
        if signature and not _CAPACITY.search(signature):
            yield Problem("signatures[0].name", name=owners[0].name, signature=shown(signature))
