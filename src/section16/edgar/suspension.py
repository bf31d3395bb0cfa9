"""Why EDGAR suspended a submission, brought back to the form: the row, the box, our check, and the remedy.

EDGAR's messages speak of documents, lines and tags; the list of their numbers is not published. What a
message means is read from its words and labels by one table, where it points to from its line, tag or label.
A message that the table does not know is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from section16.checks import check
from section16.checks.rule import rule, unpadded
from section16.edgar.submission.ccc import Ccc
from section16.edgar.submission.codes import with_codes
from section16.edgar.suspension_words import MEANINGS, Meaning
from section16.errors import WriteError
from section16.formats import ownership_xml
from section16.model.findings import Finding, Severity
from section16.model.items import ITEMS, Item, item_at
from section16.model.places import place_of
from section16.model.statement import Statement


class Suspended(Struct, frozen=True, kw_only=True):
    """One of EDGAR's messages about a submission, as it came, and what it means on the form.

    `severity` is EDGAR's word (ERROR, WARNING, ...), `number` and `label` name the error, `content` is its
    text. `path` is the item (``table_1[0].price``; None where nothing tells), `place` the same in the words
    of the form; `check_ids` are the checks of the same rule, `remedy` what to do.
    """

    severity: str
    content: str
    number: str | None = None
    label: str | None = None
    document: str | None = None
    line: int | None = None
    path: str | None = None
    place: str | None = None
    check_ids: tuple[str, ...] = ()
    remedy: str | None = None

    def __str__(self) -> str:
        head = " ".join(part for part in (self.severity, self.number, self.label) if part)
        where = f"{self.place}: " if self.place and not self.content.startswith(self.place) else ""
        checks = f" ({', '.join(self.check_ids)})" if self.check_ids else ""
        return f"{head}: {where}{self.content}{checks}"


_WHOLE = ("issuer", "owners", "table_1", "table_2", "footnotes", "signatures")
_PATH = re.compile(r"\b(table_[12]|owners|footnotes|signatures)\[\d+\](\.\w+)*")
_ROW = re.compile(r"Table (?P<table>II|I), row (?P<row>\d+)", re.IGNORECASE)
_OWNER = re.compile(r"Reporting (?:person|owner) (?P<n>\d+)", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\bF[1-9][0-9]?\b")
_CIK = re.compile(r"\b0{0,9}[1-9]\d{3,9}\b")


def explained(messages: Iterable[Mapping[str, str]], statement: Statement | None) -> tuple[Suspended, ...]:
    """Return EDGAR's messages with what each means on the form of `statement`.

    Messages that only track a request, or say no more than OK, are left out.
    """
    speaking = [each for each in messages if each.get("type") != "TRACKING" and _text(each)]
    if not speaking:
        return ()
    lines = _lines_of(statement) if statement is not None else {}
    findings = check(statement, purpose="to_file") if statement is not None else ()
    return tuple(_explained(each, statement, lines, findings) for each in speaking)


def _explained(
    message: Mapping[str, str],
    statement: Statement | None,
    lines: Mapping[int, str],
    findings: tuple[Finding, ...],
) -> Suspended:
    text = _text(message)
    meaning = next((each for each in MEANINGS if re.search(each.words, text, re.IGNORECASE)), None)
    line = int(number) if (number := message.get("lineNumber", "")).isdecimal() and int(number) else None
    path = _path(text, message.get("context", ""), line, meaning, statement, lines)
    ids = meaning.check_ids if meaning else ()
    here = tuple(each for each in findings if path and each.path == path)
    if "S903" not in ids:  # whether a CCC is right, only EDGAR's records tell
        ids = tuple(each.id for each in here if each.id in ids) or _rejects(here) or ids
    remedy = meaning.remedy if meaning else None
    if remedy is None and ids:
        remedy = rule(ids[0]).remedy
    return Suspended(
        severity=message.get("type", "ERROR"),
        content=message.get("content") or message.get("errorLabel", ""),
        number=message.get("errorNumber"),
        label=message.get("errorLabel"),
        document=message.get("docSequenceNum") or message.get("docSequenceNumber"),
        line=line,
        path=path,
        place=place_of(path, statement.form if statement else "4") if path is not None else None,
        check_ids=ids,
        remedy=remedy,
    )


def _rejects(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.id for each in findings if each.severity is Severity.REJECT))


def _text(message: Mapping[str, str]) -> str:
    return " ".join(
        message[name] for name in ("errorLabel", "content") if message.get(name) not in (None, "", "OK")
    )


def _path(
    text: str,
    context: str,
    line: int | None,
    meaning: Meaning | None,
    statement: Statement | None,
    lines: Mapping[int, str],
) -> str | None:
    """Return the item that a message is about: as it says itself, by its line, else by its words."""
    if context in _WHOLE or item_at(context) is not None:
        return context
    spoken = f"{text} {context}"
    if said := _PATH.search(spoken):
        return said[0]
    if line is not None and line in lines:
        return lines[line]
    item = _item_named(spoken) or next(
        (each for each in ITEMS if meaning and each.name == meaning.item), None
    )
    group = _group_named(spoken, item, statement)
    if item is None:
        return group
    if item.group == "statement":
        return item.attribute
    if item.group == "issuer":
        return item.name
    return f"{group}.{item.attribute}" if group else None


def _group_named(text: str, item: Item | None, statement: Statement | None) -> str | None:
    """Return the row, owner or footnote that a message names, or the only one that there is."""
    if row := _ROW.search(text):
        return f"table_{len(row['table'])}[{int(row['row']) - 1}]"
    if owner := _OWNER.search(text):
        return f"owners[{int(owner['n']) - 1}]"
    if statement is None or item is None:
        return None
    if item.group == "footnote":
        ids = [each.id for each in statement.footnotes]
        named = next((found for found in _FOOTNOTE.findall(text) if found in ids), None)
        return f"footnotes[{ids.index(named)}]" if named else None
    if item.group == "owner":
        ciks = [unpadded(each.cik) for each in statement.owners]
        named = next((cik for found in _CIK.findall(text) if (cik := unpadded(found)) in ciks), None)
        if named is not None:
            return f"owners[{ciks.index(named)}]"
        return "owners[0]" if len(ciks) == 1 else None
    if item.group.startswith("table_"):
        rows = getattr(statement, item.group)
        return f"{item.group}[0]" if len(rows) == 1 else None
    return None


def _item_named(text: str) -> Item | None:
    """Return the item whose tag or label a message names: the longest, for labels contain others."""
    lowered = f" {re.sub(r'[^a-z0-9]+', ' ', text.lower())} "
    best = max((name for name in _names() if f" {name} " in lowered), key=len, default=None)
    return _names()[best] if best else None


@cache
def _names() -> dict[str, Item]:
    """Return the items by tag and by label, in small letters; labels of one short word say too little."""
    made: dict[str, Item] = {}
    for item in reversed(ITEMS):
        label = re.sub(r"[^a-z0-9]+", " ", item.label.lower()).strip()
        if " " in label or len(label) > 8:
            made[label] = item
        if item.tag != "value":
            made[item.tag.lower()] = item
    return made


def _lines_of(statement: Statement) -> dict[int, str]:
    """Return the item on each line of the document that was sent; a group's line is its first item's."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ownership_xml.UnconfirmedWarning)
        try:
            plain = ownership_xml.write(statement)
        except WriteError:
            return {}
    sent = with_codes(plain, {unpadded(each.cik): Ccc("not sent") for each in statement.owners})
    known = {
        int(seen.where.removeprefix("line ")): path
        for path, seen in ownership_xml.read(sent).evidence.items()
        if seen.where and seen.where.startswith("line ")
    }
    found: dict[int, str] = {}
    following: str | None = None
    for line in range(sent.count(b"\n") + 1, 0, -1):
        following = known.get(line, following)
        if following is not None:
            found[line] = following
    return found
