"""The words of the forms as they were before electronic filing became mandatory, on 30 June 2003.

Editions differ in few words: until August 2002 Form 4 was for a month, Table I had no column 2A, Table II no
3A, and column 5 told what was owned "at End of Month". Agents abbreviated captions and broke words over lines
("Trans- action"), so that captions are told by the words they begin with.
"""

from __future__ import annotations

import re

from msgspec import Struct

from section16.model.values import Form


class ItemCaption(Struct, frozen=True):
    """A numbered box: the item it holds, how its caption begins, and the words its caption is made of."""

    item: str
    beginning: re.Pattern[str]
    words: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _begins(pattern: str) -> re.Pattern[str]:
    """Return a pattern for a caption with or without its number: "2. Issuer Name", "(2) Issuer Name"."""
    number = r"(?:(?<![\w./$,-])\(?\d{1,2}[.)]?:?\s{0,8})?"
    return re.compile(rf"{number}(?<![\w/-])(?:{pattern})", re.IGNORECASE)


ITEM_CAPTIONS = (
    ItemCaption(
        "owner",
        _begins(r"names?\s*(?:and|&)\s*address(?:es)?(?:\s+of)?|name\s+of\s+reporting"),
        _words(
            "name names and & address addresses of reporting person persons person(s) print type responses"
        ),
    ),
    ItemCaption(
        "issuer",
        _begins(r"issuer(?:'s)?\s+name|name\s+of\s+issuer"),
        _words("issuer issuer's name and & ticker or trading symbol of"),
    ),
    ItemCaption(
        "irs",
        _begins(
            r"i\.?\s?r\.?\s?s\.?\s+(?:or|ident|number|no|id\b)|irs/|s\.?s\.?\s+or\s+i\.?r\.?s|(?:tax\s+)?identification\s+number"
        ),
        _words(
            "irs i.r.s i.r.s. or social security identification number no no. id of reporting person if an "
            "entity voluntary tax ss# s.s. ident"
        ),
    ),
    ItemCaption(
        "period",
        _begins(
            r"statement\s+for(?!\s+(?:is|the))|date\s+of\s+(?:event|earliest)|statement\s+(?=month|\(month)"
            r"|(?:month\s*/\s*(?:day\s*/\s*)?year)\s+of\s+statement"
        ),
        _words(
            "statement for month day year month/year month/day/year date of event requiring earliest "
            "transaction issuer's fiscal ended mo yr mo/yr which requires /"
        ),
    ),
    ItemCaption(
        "original",
        _begins(r"if\s+amend(?:ment|ed)"),
        _words(
            "if amendment amended date of original filed filing month day year month/year month/day/year "
            "mo yr mo/yr /"
        ),
    ),
    ItemCaption(
        "relationship",
        _begins(r"relationship(?:\(s\))?\s*(?:of\s+|to\s+|$)"),
        _words(
            "relationship relationship(s) of reporting person persons person(s) to issuer check all "
            "applicable"
        ),
    ),
    ItemCaption(
        "filing",
        _begins(r"individual(?:,)?\s+or\s+joint|individual\s*/\s*joint|joint\s*/\s*group"),
        _words("individual or joint group joint/group filing reporting check applicable line filing/"),
    ),
)
"""The numbered boxes above the tables, in no certain order: it differs by form and edition."""

RELATIONSHIP_LABELS = (
    ("director", re.compile(r"director\b(?!s)", re.IGNORECASE)),
    (
        "ten_percent_owner",
        re.compile(
            r"(?:10|ten)\s*(?:%|percent|per\s?cent)\s*(?:owner|holder|shareholder)?|beneficial\s+owner",
            re.IGNORECASE,
        ),
    ),
    (
        "officer",
        re.compile(
            r"officer\b(?:\s*\(?\s*(?:give|specify)[^)]{0,12}(?:title)?(?:\s+below)?\s*\)?)?", re.IGNORECASE
        ),
    ),
    ("other", re.compile(r"other\b(?:\s*\(?\s*specify(?:\s+(?:title\s+)?below)?\s*\)?)?", re.IGNORECASE)),
)
"""The four boxes of the relationship, by attribute; agents wrap what stands in brackets."""

FILING_LABELS = (
    ("alone", re.compile(r"(?:form\s+)?filed\s+by\s+(?:one|1|a\s+single)\b", re.IGNORECASE)),
    ("jointly", re.compile(r"(?:form\s+)?filed\s+by\s+more\b", re.IGNORECASE)),
)

TOP_BOXES = (
    (
        "no_longer_subject",
        re.compile(r"check\s+(?:this\s+)?box\s+if(?:\s+no)?(?:\s+longer)?(?:\s+subject)?", re.IGNORECASE),
    ),
    (
        "form_3_holdings_reported",
        re.compile(r"form\s+3\s+holdings?(?:\s+reported)?", re.IGNORECASE),
    ),
    (
        "form_4_transactions_reported",
        re.compile(r"form\s+4\s+transactions?(?:\s+reported)?", re.IGNORECASE),
    ),
)
"""The boxes top left, by attribute of the statement."""

_NO_SENTENCE = r"\b(?!\s+(?:and|or|&|of|above|in|to|on|is|was|for)\b)"
_WHAT = r"\s+securities\s+(?:acq|bene|ben\.)"
TABLE_TITLES = (
    re.compile(rf"\btable\s+(?:I|1|one){_NO_SENTENCE}|\bnon[\s-]?derivative{_WHAT}", re.IGNORECASE),
    re.compile(
        rf"\btable\s+(?:II|2|two){_NO_SENTENCE}|(?<!non-)(?<!non)(?<!non )\bderivative{_WHAT}", re.IGNORECASE
    ),
)
"""The titles of Tables I and II; within a sentence they are none."""
EXPLANATION = re.compile(
    r"^\W*(?:explanation|explanations)(?:\s+of\s+responses?)?\b"
    r"|^\W*(?:foot\s?notes?|notes|explanatory\s+notes?)(?:\s+to\s+(?:form|table)s?\b[\w /]{0,12})?\s*:?\W*$",
    re.IGNORECASE,
)
SIGNATURE = re.compile(r"signature\s+of\s+(?:the\s+)?reporting|\*\*\s*signature", re.IGNORECASE)
REMARKS = re.compile(r"^\W*(?:remarks?)\s*:", re.IGNORECASE)
FINE_PRINT = re.compile(
    r"reminder\s*:?\s+report|if\s+the\s+form\s+is\s+filed\s+by\s+more|intentional\s+mis-?\s?statements?|file\s+three\s+copies"
    r"|persons\s+who\s+respond|potential\s+persons\s+who|\(print\s+or\s+type|if\s+space\s+(?:provided\s+)?is\s+insuff|see\s+18\s+u\.?s\.?c"
    r"|information\s+contained\s+in\s+this\s+form|currently\s+valid\s+omb|required\s+to\s+respond|sec\s+(?:1473|1474|2270)"
    r"|^\W*page\s+\d+(?:\s+of\s+\d+)?\W*$|^\W*\d+\s+of\s+\d+\W*$|^\W*\(?over\)?\W*$|facts\s+constitute\s+federal|criminal\s+violations"
    r"|see\s+instruction\s+[456]|manually\s+signed|attach\s+additional\s+sheets"
    r"|^\W*form\s+[345](?:/A)?\W*(?:\(?\s*continued\s*\)?)\W*$|^\W*continued\W*$|omb\s+(?:approval|number)|^\W*expires\s*:",
    re.IGNORECASE,
)  # fmt: skip
"""Lines of small print, which every agent breaks elsewhere."""
REMINDER = re.compile(
    r"directly\s+or\s+indirectly\.?\s*$|securities\s+beneficially\s+owned\s+directly|^\W*indirectly\.?$",
    re.IGNORECASE,
)
"""The end of "Reminder: Report on a separate line for each class of securities ...", above the tables."""


class Head(Struct, frozen=True):
    """A numbered column of a table: its number, the words its caption begins with, and its leaf columns.

    A leaf is (attribute, pattern of the caption under the shared one); a column that shares its caption with
    none has one leaf without pattern. `optional` columns are not in every edition; `instead` are the leaves
    that some agents put in place of the form's.
    """

    number: str
    beginning: re.Pattern[str]
    leaves: tuple[tuple[str, re.Pattern[str] | None], ...]
    optional: bool = False
    instead: tuple[tuple[str, re.Pattern[str] | None], ...] = ()


def _caption(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_TRANS = r"trans(?:-|a-|action|ac-|\.)?"
_TITLE = _caption(r"title\b")
_DATE = _caption(rf"{_TRANS}\b|date\b")
_DEEMED = _caption(r"deemed\b")
_CODE = _caption(rf"{_TRANS}\b|code\b")
_OWNER = _caption(r"own(?:er|ership|-|er-)?\b|form\b|direct\b")
_NATURE = _caption(r"nature\b")
_AMOUNT = _caption(r"amount\b|number\b|no\.|amt\.?")
_CODES = (("code", _caption(r"code\b")), ("timeliness", _caption(r"V(?![\w.])")))
_ACQUIRED = (
    ("shares", _caption(r"amount\b|amt\.?\b|number\b|shares\b")),
    ("direction", _caption(r"\(?A\)?\s*(?:/|\b(?:or\b)?)|\(A\)")),
    ("price", _caption(r"price\b")),
)
_SIDES = (("acquired", _caption(r"\(?A\)?(?=\W|$)")), ("disposed", _caption(r"\(?D\)?(?=\W|$)")))
_LETTERED = (
    ("amount", _caption(r"amount\b|amt\.?\b|number\b|shares\b")),
    ("side", _caption(r"\(?A\)?(?:\s*/|\s+or\b|/\s*\(?D|\s*$)")),
)
_DATES = (
    ("exercise_date", _caption(r"date\b|exer")),
    ("expiration_date", _caption(r"exp(?:ir|\.|\b)")),
)
_UNDERLYING = (
    ("underlying_title", _caption(r"title\b")),
    ("underlying_shares", _caption(r"amount\b|number\b|no\.|amt\.?|shares\b")),
)


def _alone(attribute: str) -> tuple[tuple[str, None], ...]:
    return ((attribute, None),)


_FORM_3 = (
    (
        Head("1", _TITLE, _alone("security")),
        Head("2", _AMOUNT, _alone("owned_following")),
        Head("3", _OWNER, _alone("ownership")),
        Head("4", _NATURE, _alone("nature_of_ownership")),
    ),
    (
        Head("1", _TITLE, _alone("security")),
        Head("2", _caption(r"date\b"), _DATES),
        Head("3", _TITLE, _UNDERLYING),
        Head("4", _caption(r"conver|exercise\b"), _alone("exercise_price")),
        Head("5", _OWNER, _alone("ownership")),
        Head("6", _NATURE, _alone("nature_of_ownership")),
    ),
)
_FORM_4 = (
    (
        Head("1", _TITLE, _alone("security")),
        Head("2", _DATE, _alone("transaction_date")),
        Head("2A", _DEEMED, _alone("deemed_execution_date"), optional=True),
        Head("3", _CODE, _CODES),
        Head("4", _caption(r"secur|acquired"), _ACQUIRED),
        Head("5", _caption(r"amount\b"), _alone("owned_following")),
        Head("6", _OWNER, _alone("ownership")),
        Head("7", _NATURE, _alone("nature_of_ownership")),
    ),
    (
        Head("1", _TITLE, _alone("security")),
        Head("2", _caption(r"conver|exercise\b"), _alone("exercise_price")),
        Head("3", _DATE, _alone("transaction_date")),
        Head("3A", _DEEMED, _alone("deemed_execution_date"), optional=True),
        Head("4", _CODE, _CODES),
        Head("5", _caption(r"number\b|no\."), _SIDES, instead=_LETTERED),
        Head("6", _caption(r"date\b"), _DATES),
        Head("7", _TITLE, _UNDERLYING),
        Head("8", _caption(r"price\b"), _alone("price")),
        Head("9", _caption(r"number\b|no\."), _alone("owned_following")),
        Head("10", _OWNER, _alone("ownership")),
        Head("11", _NATURE, _alone("nature_of_ownership")),
    ),
)
HEADS: dict[Form, tuple[tuple[Head, ...], tuple[Head, ...]]] = {"3": _FORM_3, "4": _FORM_4, "5": _FORM_4}
"""The numbered columns of Tables I and II, left to right."""

MAY_LACK = frozenset({"timeliness", "deemed_execution_date"})
"""Leaf columns that editions and agents left out: they hold nothing then."""

_PRINTED = """
title of security derivative underlying securities trans transaction transactions action date dates
month day year code v amount a or d price owned beneficially beneficial ownership owner ship form direct
indirect nature number at end after issuer's issuers fiscal following reported instr instrs instruction
instructions deemed execution if any conversion exercise conver sion exercisable expiration expir able
acquired disposed and in on by as the to for shares share eg puts calls warrants options convertible
continued table i ii non per unit acq disp secs sec bene owned no amt instr. s cont'd
"""
TABLE_WORDS = frozenset(_PRINTED.split())
"""The words of the tables' captions."""

_ALSO = """
united states securities and exchange commission washington dc d.c 20549 form statement of changes in
beneficial ownership initial annual filed pursuant to section 16 a the act 1934 17 public utility
holding company 1935 or 30 f h investment 1940 omb approval number expires january february march april
may june july august september october november december estimated average burden hours per response
check this box if no longer subject obligations continue see instruction b print type responses name
address reporting person last first middle street city state zip issuer ticker trading symbol irs i r s
identification social security entity voluntary statement for month year day amendment date original
relationship all applicable director 10 owner officer give title below other specify individual joint
group filing line by one more than holdings transactions reported explanation signature intentional
misstatements omissions facts constitute federal criminal violations 18 u c 1001 15 78ff note file three
copies which must be manually signed space provided is insufficient procedure 6 4 v 5 3 potential
persons who are respond collection information contained not required unless displays currently valid
control reminder report on separate each class directly indirectly page over sec 1473 1474 2270
continuation sheet attach additional sheets ad 9 02 99 event requiring earliest transaction fiscal ended
remarks when complete an exhibit responses pursuant pending none
"""
ALSO_PRINTED = frozenset(_ALSO.split())
"""The words of everything else that the old forms print."""
