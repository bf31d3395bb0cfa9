"""A page of the form is read back to the statement it shows, or refused; nothing on it is guessed silently."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest
from as_shown import as_shown, on_one_line
from edgar_page import edgar_page
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import section16
from section16.errors import (
    MangledDocument,
    NotAStatement,
    ReadError,
    TooLarge,
    TruncatedDocument,
    UnsafeDocument,
)
from section16.model.parties import Address, Relationship
from section16.model.reading import DeviationKind, SeenStatus
from section16.model.samples import FORM_3, FORM_4, FORM_5, JOINT, SAMPLES
from section16.model.statement import Footnote, Statement
from section16.model.states import STATES
from section16.model.tables import Transaction
from section16.model.values import Timeliness
from section16.reading import html
from section16.reading.html_page import MAX_BYTES
from shared import ownership_documents, shared_folder
from strategies import statements


def page(statement: Statement) -> str:
    return section16.render(statement, "html").decode()


def read(text: str) -> section16.Reading:
    return html.read(text.encode())


def statement_on(text: str) -> Statement:
    reading = read(text)
    assert reading.statement is not None
    return reading.statement


def test_what_is_not_shown_is_listed():
    """The attributes that `as_shown` sets aside are those the reader says it cannot see."""
    assert set(html.NOT_SHOWN) == {
        "schema_version", "no_securities_owned", "no_longer_subject", "under_10b5_1_plan",
        "form_3_holdings_reported", "form_4_transactions_reported", "owners.address.non_us_address",
        "owners.address.street_2", "owners.address.state_description", "owners.relationship",
        "form_type", "timeliness", "equity_swap", "notes", "footnotes", "signatures",
    }  # fmt: skip


# The page that is drawn here


@pytest.mark.parametrize("name", SAMPLES)
def test_the_page_of_a_sample_is_read_back(name: str):
    reading = read(page(SAMPLES[name]))
    assert reading.statement == as_shown(SAMPLES[name])
    assert reading.deviations == ()


@settings(max_examples=100)
@given(statements())
def test_the_page_of_any_statement_is_read_back(statement: Statement):
    # A description that looks like EDGAR's code of a state is one on the page.
    assume(not any(_like_a_code(owner.address) for owner in statement.owners))
    reading = read(page(statement))
    assert reading.statement == as_shown(statement)
    assert reading.deviations == ()


def _like_a_code(address: Address) -> bool:
    described = address.state_description or ""
    return address.state is None and (described in STATES or bool(re.match(r"[A-Z0-9]{2} \(", described)))


def test_a_page_comes_in_by_the_door_for_every_source():
    assert section16.read(page(FORM_4)).statement == FORM_4
    assert section16.read(section16.render(FORM_5, "html")).statement == FORM_5


@settings(max_examples=25)
@given(statements())
def test_what_is_read_from_a_page_is_shown_on_the_same_page(statement: Statement):
    again = statement_on(page(statement))
    assert statement_on(page(again)) == as_shown(again)


# Evidence


def test_evidence_says_where_and_how_sure():
    evidence = read(page(FORM_4)).evidence
    shares = evidence["table_1[0].shares"]
    assert (shares.value, shares.status) == (FORM_4.table_1[0].shares, SeenStatus.EXACT)
    assert shares.where == "Table I, row 1, column 4"
    swap = evidence["table_1[0].equity_swap"]
    assert (swap.value, swap.status) == (False, SeenStatus.INFERRED)
    assert swap.repairs[0].why == "a transaction that involves an equity swap has K after its code"
    assert evidence["table_1[0].form_type"].status is SeenStatus.INFERRED
    assert evidence["schema_version"].status is SeenStatus.ABSENT
    assert evidence["owners[0].relationship.officer"].status is SeenStatus.EXACT


def test_a_box_that_is_not_there_is_unknown_and_never_unticked():
    without = re.sub(r'<p class="check">.*?</p>', "", page(FORM_4), flags=re.DOTALL)
    statement = statement_on(without)
    assert statement.no_longer_subject is None
    assert statement.under_10b5_1_plan is None


def test_a_mark_that_cannot_be_told_is_unreadable():
    marked = page(FORM_4).replace(
        'aria-label="not ticked"></span> <span>Director', "~</span> <span>Director", 1
    )
    marked = marked.replace('role="img" ~', 'role="img">~')
    reading = read(marked)
    assert reading.statement is not None
    assert reading.statement.owners[0].relationship.director is None
    assert reading.evidence["owners[0].relationship.director"].status is SeenStatus.UNREADABLE


# What was changed on a page


FIRST_ROW = re.compile(r"(<tbody>\s*<tr>)(.*?)(</tr>)", re.DOTALL)
CELL = re.compile(r"<td.*?</td>", re.DOTALL)


def with_cell(text: str, column: int, cell: str) -> str:
    """Return the page with one cell of the first line of Table I replaced."""
    match = FIRST_ROW.search(text)
    assert match is not None
    cells = CELL.findall(match[2])
    cells[column] = cell
    return text[: match.start(2)] + "".join(cells) + text[match.end(2) :]


# Columns of Table I on Form 4, with what stands in them.
COLUMNS_OF_TABLE_1 = (
    "security", "transaction_date", "deemed_execution_date", "code", "timeliness", "shares", "direction",
    "price", "owned_following", "ownership", "nature_of_ownership",
)  # fmt: skip


@pytest.mark.parametrize(("column", "attribute"), list(enumerate(COLUMNS_OF_TABLE_1)), ids=COLUMNS_OF_TABLE_1)
def test_a_blanked_cell_is_absent_and_changes_nothing_else(column: int, attribute: str):
    reading = read(with_cell(page(FORM_4), column, "<td>&nbsp;</td>"))
    assert reading.statement is not None
    was, now = FORM_4.table_1[0], reading.statement.table_1[0]
    follows = {"equity_swap": None} if attribute == "code" else {}
    notes = {name: ids for name, ids in was.notes.items() if name != attribute}
    assert now == replace(was, **{attribute: None}, **follows, notes=notes)
    assert reading.deviations == ()
    assert reading.evidence[f"table_1[0].{attribute}"].status is SeenStatus.ABSENT


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("transaction_date", "02/30/2026"), ("transaction_date", "2026-05-05"), ("code", "Q"), ("code", "SS"),
        ("code", "S4"), ("shares", "1,23"), ("shares", "-5"), ("shares", "1.2.3"), ("shares", "NaN"),
        ("price", "ten"), ("price", "1e5"), ("ownership", "X"), ("direction", "B"), ("timeliness", "W"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_unreadable_and_kept_as_it_stood(attribute: str, text: str):
    column = COLUMNS_OF_TABLE_1.index(attribute)
    reading = read(with_cell(page(FORM_4), column, f"<td>{text}</td>"))
    assert reading.statement is not None
    assert getattr(reading.statement.table_1[0], attribute) is None
    path = f"table_1[0].{attribute}"
    assert [(d.kind, d.path, d.raw) for d in reading.deviations] == [(DeviationKind.UNTYPABLE, path, text)]
    seen = reading.evidence[path]
    assert (seen.status, seen.alternatives) == (SeenStatus.UNREADABLE, (text,))


def test_an_amount_both_acquired_and_disposed_of_is_a_conflict():
    text = page(SAMPLES["exercise"])
    head, mark, second = text.partition("<caption>Table II")
    amounts = CELL.findall(FIRST_ROW.search(second)[2])[6:8]  # type: ignore[index]
    both = second.replace("".join(amounts), "<td>10</td><td>20</td>", 1)
    reading = read(head + mark + both)
    assert reading.statement is not None
    row = reading.statement.table_2[0]
    assert isinstance(row, Transaction)
    assert (row.direction, row.shares) == (None, None)
    seen = reading.evidence["table_2[0].direction"]
    assert (seen.status, seen.alternatives) == (SeenStatus.CONFLICT, ("A", "D"))
    assert reading.evidence["table_2[0].shares"].status is SeenStatus.UNREADABLE


def test_a_price_by_footnote_alone_is_unknown_with_its_note():
    row = statement_on(with_cell(page(FORM_4), 7, "<td><sup>(1)</sup><sup>(2)</sup></td>")).table_1[0]
    assert row.price is None
    assert row.notes["price"] == ("F1", "F2")


@pytest.mark.parametrize(
    ("code", "v", "swap", "form_type", "timeliness"),
    [
        ("S", "", False, "4", None),
        ("S/K", "", True, "4", None),
        ("S", "V", False, "5", Timeliness.EARLY),
    ],
)
def test_k_tells_an_equity_swap_and_v_an_early_report(code, v, swap, form_type, timeliness):
    text = with_cell(with_cell(page(FORM_4), 3, f"<td>{code}</td>"), 4, f"<td>{v}</td>")
    row = statement_on(text).table_1[0]
    assert (row.code, row.equity_swap, row.form_type, row.timeliness) == ("S", swap, form_type, timeliness)


def test_a_form_5_is_never_read_with_the_columns_of_a_form_4():
    as_form_5 = page(FORM_4).replace(">FORM 4<", ">FORM 5<", 1)
    with pytest.raises(
        MangledDocument, match=r"Table I has the 11 columns .*3 v, .*; on a Form 5 it has the 10"
    ):
        read(as_form_5)
    with pytest.raises(MangledDocument, match="on a Form 4 it has the 11 columns"):
        read(page(FORM_5).replace(">FORM 5<", ">FORM 4<", 1))
    with pytest.raises(MangledDocument, match="on a Form 3 it has the 4 columns"):
        read(page(FORM_4).replace(">FORM 4<", ">FORM 3<", 1))


@pytest.mark.parametrize("statement", [FORM_3, FORM_4, FORM_5], ids=["3", "4", "5"])
@given(chance=st.randoms(use_true_random=False))
def test_columns_in_another_order_are_refused(statement: Statement, chance: Random):
    text = page(statement)
    heads = re.findall(r"<th scope=.*?</th>", text)
    first, second = chance.sample(range(len(heads)), 2)
    assume(_how_it_begins(heads[first]) != _how_it_begins(heads[second]))
    heads[first], heads[second] = heads[second], heads[first]
    moved = iter(heads)
    with pytest.raises(MangledDocument, match="columns"):
        read(re.sub(r"<th scope=.*?</th>", lambda _: next(moved), text))


def _how_it_begins(head: str) -> str:
    """Return what tells a caption; "1. Title of Security" and "1. Title of Derivative Security" begin alike."""
    return re.sub("<.*?>", "", head)[:10]


@pytest.mark.parametrize(
    "cells", ["<td>Common Stock</td>", "<td></td>" * 12, "<td colspan='2'>A</td>" + "<td></td>" * 9]
)
def test_a_line_that_does_not_fit_its_columns_is_refused(cells: str):
    text = FIRST_ROW.sub(lambda match: match[1] + cells + match[3], page(FORM_4), count=1)
    with pytest.raises(MangledDocument, match="Table I, row 1"):
        read(text)


def test_a_code_that_cannot_be_read_leaves_the_v_beside_it():
    text = with_cell(with_cell(page(FORM_4), 3, "<td>SS</td>"), 4, "<td>V</td>")
    row = statement_on(text).table_1[0]
    assert (row.code, row.equity_swap, row.timeliness) == (None, None, Timeliness.EARLY)


def test_an_issuer_without_a_link_has_no_cik():
    unlinked = replace(FORM_4, issuer=replace(FORM_4.issuer, cik=None, name="Example [Instruments] Inc."))
    for drawn in (page(unlinked), edgar_page(unlinked)):
        assert statement_on(drawn).issuer == unlinked.issuer


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("box owner", "5. Relationship"), ("box issuer", "2. Issuer Name"), ("box period", "3. Date of Earliest"),
        ("box original", "4. If Amendment"), ("box relationship", "5. Relationship"), ("box filing", "6. Individual"),
        ("explanation", "Explanation of Responses"), ("signatures", "Signature of Reporting Person"),
    ],
)  # fmt: skip
def test_a_page_without_one_of_its_parts_is_refused(name: str, says: str):
    with pytest.raises(MangledDocument, match=says):
        read(page(FORM_4).replace(f'class="{name}"', 'class="box"'))


@pytest.mark.parametrize(
    "cell",
    ["<td colspan='2'>1</td>", "<td rowspan='2'>1</td><td></td>"],
    ids=["two columns", "two rows"],
)
def test_a_cell_that_spans_others_is_refused(cell: str):
    text = FIRST_ROW.sub(lambda match: match[1] + cell + "<td></td>" * 9 + match[3], page(FORM_4), count=1)
    with pytest.raises(MangledDocument, match="Table I, row 1"):
        read(text)


@pytest.mark.parametrize("draw", [page, edgar_page])
def test_a_line_that_lost_its_beginning_is_missed(draw: Callable[[Statement], str]):
    text = re.sub(r"(<tbody>\s*<tr>.*?</tr>\s*)<tr>", r"\1", draw(FORM_5), count=1, flags=re.DOTALL)
    with pytest.raises(MangledDocument, match="Table I has cells outside its lines"):
        read(text)


def test_a_line_break_in_a_cell_is_a_blank():
    assert (
        statement_on(with_cell(page(FORM_4), 0, "<td>Common<br>Stock</td>")).table_1[0].security
        == "Common Stock"
    )


def test_a_page_with_two_statements_is_refused():
    body = re.search(r"<article.*</article>", page(FORM_4), re.DOTALL)
    assert body is not None
    tables = re.search(r"<table.*?</table>", body[0], re.DOTALL)
    assert tables is not None
    with pytest.raises(MangledDocument, match="Table I stands twice"):
        read(page(FORM_4).replace(tables[0], tables[0] * 2, 1))


def test_an_owner_lost_from_a_joint_filing_is_missed():
    cut = re.sub(r'<section class="boxes further".*?</section>', "", page(JOINT), flags=re.DOTALL)
    with pytest.raises(MangledDocument, match="one person is named"):
        read(cut)


# What is no statement, or not whole


def test_other_pages_are_refused_by_what_they_are():
    with pytest.raises(NotAStatement, match="EDGAR's index page of filing 0009000101-26-000001"):
        read("<html><head><title>EDGAR Filing Documents for 0009000101-26-000001</title></head></html>")
    with pytest.raises(NotAStatement, match="this HTML page shows no statement; it begins 'Form 4'"):
        read("<html><body>Form 4</body></html>")
    with pytest.raises(NotAStatement, match="headed 'FORM 144'"):
        read(page(FORM_4).replace(">FORM 4<", ">FORM 144<", 1))


@pytest.mark.parametrize("statement", [FORM_3, FORM_5, JOINT], ids=["3", "5", "joint"])
def test_a_page_cut_short_is_refused(statement: Statement):
    data = section16.render(statement, "html")
    last = data.rindex(b"currently valid OMB")
    for at in range(data.index(b"<body"), last, 97):
        with pytest.raises((TruncatedDocument, NotAStatement)):
            html.read(data[:at])


HARM = {
    "a nest of elements": (b"<html>" + b"<div>" * 100_000, UnsafeDocument),
    "too many bytes": (b"<html>".ljust(MAX_BYTES + 1), TooLarge),
    "a flood of lines": (
        page(FORM_4).replace("<tbody>", "<tbody>" + ("<tr>" + "<td></td>" * 11 + "</tr>") * 1001, 1).encode(),
        TooLarge,
    ),
    "a document type with entities": (
        b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html>&a;</html>',
        NotAStatement,
    ),
    "nothing in it": (b"<html>", NotAStatement),
    "a document type alone": (b"<!DOCTYPE html>", NotAStatement),
    "NULs": (b"<html>" + b"\0" * 1000, NotAStatement),
}


@pytest.mark.parametrize(("data", "refusal"), HARM.values(), ids=HARM)
def test_harm_is_refused(data: bytes, refusal: type[ReadError]):
    with pytest.raises(refusal):
        html.read(data)


WHOLE = (section16.render(JOINT, "html"), edgar_page(JOINT).encode(), edgar_page(FORM_5).encode())


@settings(max_examples=300)
@given(
    whole=st.sampled_from(WHOLE),
    share=st.floats(0, 1),
    cut=st.integers(0, 400),
    put=st.binary(max_size=40)
    | st.sampled_from((b"<table>", b"</table>", b"<td>?", b"</td></tr>", b"<sup>(1)</sup>")),
)
def test_any_damage_is_read_or_refused(whole: bytes, share: float, cut: int, put: bytes):
    at = int(share * len(whole))
    _read_or_refused(whole[:at] + put + whole[at + cut :])


@pytest.mark.parametrize("lost", [0.002, 0.02, 0.2])
@pytest.mark.parametrize("seed", range(40))
def test_a_page_that_loses_tags_is_read_or_refused(seed: int, lost: float):
    chance = Random(seed)
    whole = WHOLE[seed % len(WHOLE)]
    _read_or_refused(re.sub(rb"<[^>]*>", lambda tag: b"" if chance.random() < lost else tag[0], whole))


def _words_of(texts: str) -> set[str]:
    return set(re.findall(r"\w+", texts.casefold()))


def _own_words(statement: Statement) -> set[str]:
    """The words of the texts of a statement that no blank form prints."""
    texts = (
        *(owner.name or "" for owner in statement.owners),
        *(" ".join(filter(None, (o.address.street_1, o.address.street_2, o.address.city, o.address.zip_code)))
          for o in statement.owners),
        *(f"{o.relationship.officer_title} {o.relationship.other_text}" for o in statement.owners),
        statement.issuer.name or "",
        *(note.text or "" for note in statement.footnotes),
        statement.remarks or "",
        *(signature.name or "" for signature in statement.signatures),
    )  # fmt: skip
    printed = " ".join(section16.render(Statement(form=form), "txt").decode() for form in "345")
    return _words_of(" ".join(texts)) - _words_of(printed) - {"none"}


@pytest.mark.parametrize("name", ["form4", "joint"])
@pytest.mark.parametrize("view", [page, edgar_page], ids=["drawn", "edgar"])
def test_no_lost_tag_loses_a_word_unseen(view: Callable[[Statement], str], name: str):
    whole = view(SAMPLES[name])
    said = _own_words(statement_on(whole))
    assert len(said) > 10
    for tag in re.finditer(r'<[^>]*>| class="[^"]*"', whole):
        try:
            reading = read(whole[: tag.start()] + whole[tag.end() :])
        except ReadError:
            continue
        assert reading.statement is not None
        assert reading.deviations or said <= _own_words(reading.statement), tag[0]


def test_a_word_that_stands_in_none_of_the_items_is_told():
    for text in (page(FORM_4), edgar_page(FORM_4)):
        reading = read(text.replace("<body>", "<body><p>Courtesy copy</p>", 1))
        assert reading.statement == statement_on(text)
        (deviation,) = reading.deviations
        assert (deviation.kind, deviation.path) == (DeviationKind.STRAY_TEXT, "")
        assert deviation.raw == "courtesy copy"


def _read_or_refused(data: bytes) -> None:
    try:
        reading = html.read(data)
    except ReadError:
        return
    assert reading.statement is not None
    assert reading.evidence
    section16.check(reading)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes):
    with pytest.raises(ReadError):
        html.read(b"<html>" + data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_letters_of_a_page_survive_its_encoding(encoding: str):
    named = replace(FORM_4, footnotes=(Footnote(id="F1", text="Größe – “A”"), *FORM_4.footnotes[1:]))
    reading = html.read(page(named).encode(encoding))
    assert reading.statement is not None
    assert reading.statement.footnotes[0].text == "Größe – “A”"


# EDGAR's view


@pytest.mark.parametrize("in_one_cell", [False, True], ids=["two cells", "one cell"])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_view_of_a_sample_is_read_back(name: str, in_one_cell: bool):
    reading = read(edgar_page(SAMPLES[name], titles_in_one_cell=in_one_cell))
    assert reading.statement == as_shown(SAMPLES[name], edgar=True)
    assert reading.deviations == ()


@settings(max_examples=100)
@given(statements())
def test_the_view_of_any_statement_is_read_back(statement: Statement):
    statement = replace(
        statement,
        issuer=replace(statement.issuer, foreign_trading_symbol=None),
        owners=tuple(
            replace(owner, address=replace(owner.address, state_description=None))
            for owner in statement.owners
        ),
    )
    reading = read(edgar_page(statement))
    assert reading.statement == as_shown(statement, edgar=True)
    assert reading.deviations == ()


def test_what_the_view_does_not_show_of_further_owners_is_unknown_and_no_finding():
    reading = read(edgar_page(JOINT))
    assert reading.not_shown == {f"owners[{n}].relationship" for n in range(1, len(JOINT.owners))}
    assert reading.evidence["owners[1].relationship.director"].status is SeenStatus.ABSENT
    assert reading.to_statement() == reading.statement
    assert not [found for found in section16.check(reading) if "relationship" in found.path]
    assert reading.statement is not None
    assert [found.id for found in section16.check(reading.statement) if "relationship" in found.path]


def test_an_amendment_that_is_headed_like_an_original_is_told_by_the_date_of_the_original():
    amended = SAMPLES["form4a"]
    reading = read(edgar_page(amended).replace(">FORM 4/A<", ">FORM 4<", 1))
    assert reading.statement == as_shown(amended, edgar=True)
    seen = reading.evidence["form_type"]
    assert (seen.value, seen.status) == ("4/A", SeenStatus.INFERRED)


def test_an_older_view_without_the_plan_box_leaves_it_unknown():
    before = replace(FORM_4, schema_version="X0306", under_10b5_1_plan=None)
    assert statement_on(edgar_page(before)).under_10b5_1_plan is None
    after = replace(FORM_4, schema_version="X0508", under_10b5_1_plan=False)
    assert statement_on(edgar_page(after)).under_10b5_1_plan is False


@pytest.mark.parametrize(
    ("mark", "ticked"),
    [
        ("X", True), ("☒", True), ("<input type='checkbox' checked>", True), ("<input type='checkbox'>", False),
        ("☐", False), ("&nbsp;", False), ("?", None),
    ],
)  # fmt: skip
def test_a_box_is_ticked_in_many_ways(mark: str, ticked: bool | None):
    text = edgar_page(FORM_4).replace("&nbsp;&nbsp;", mark, 1)
    reading = read(text)
    assert reading.statement is not None
    assert reading.statement.no_longer_subject is ticked
    status = SeenStatus.UNREADABLE if ticked is None else SeenStatus.EXACT
    assert reading.evidence["no_longer_subject"].status is status


def test_a_footnote_without_a_number_is_told():
    text = edgar_page(FORM_4).replace('<td class="FootnoteData">1. ', '<td class="FootnoteData">', 1)
    reading = read(text)
    assert [(d.kind, d.path) for d in reading.deviations] == [(DeviationKind.STRAY_TEXT, "footnotes")]


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("Issuer Name", "2. Issuer Name and Ticker or Trading Symbol"),
        ("Relationship of Reporting Person", "5. Relationship of Reporting Person"),
        ("Name and Address", "1. Name and Address"),
        ("Explanation of Responses", "Explanation of Responses"),
        ("Signature of Reporting", "Signature of Reporting Person"),
        ("[", "without a symbol in square brackets"),
        ("(City)", "(City)"),
    ],
)
def test_a_view_without_one_of_its_parts_is_refused(part: str, says: str):
    with pytest.raises(MangledDocument, match=re.escape(says)):
        read(edgar_page(FORM_4).replace(part, "Other"))


def test_a_view_cut_short_is_refused():
    data = edgar_page(JOINT)
    for at in range(data.index("<body"), data.rindex("currently valid OMB"), 97):
        with pytest.raises((TruncatedDocument, NotAStatement)):
            read(data[:at])


# Pages as EDGAR made them

INDEX_PAGES = ("edgarWebR-0001562180-17-002633-index.htm", "edgr-indexpage-4.htm")


def real_pages() -> dict[str, bytes]:
    folder = shared_folder() / "corpus" / "html"
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", INDEX_PAGES)
def test_a_real_index_page_is_refused_by_name(name: str):
    with pytest.raises(NotAStatement, match="EDGAR's index page of filing 000"):
        section16.read(real_pages()[name])


def test_real_pages_are_read_without_a_deviation():
    pages = {name: data for name, data in real_pages().items() if name not in INDEX_PAGES}
    assert len(pages) >= 5
    for name, data in pages.items():
        reading = section16.read(data)
        assert reading.statement is not None, name
        assert reading.deviations == (), name
        assert reading.statement.signatures, name


def test_real_pages_say_what_their_xml_says():
    shown = [
        (name, section16.read(data).statement)
        for name, data in real_pages().items()
        if name not in INDEX_PAGES
    ]
    compared = 0
    documents = list(ownership_documents())
    for name, statement in shown:
        assert statement is not None
        keys = [(party.cik or "").lstrip("0").encode() for party in (statement.issuer, *statement.owners)]
        for _, data in documents:
            if not all(key in data for key in keys):
                continue
            filed = section16.read(data).statement
            if filed is not None and _same_filing(filed, statement):
                assert statement == as_shown(filed, edgar=True), name
                compared += 1
    assert compared >= 1


def _same_filing(filed: Statement, shown: Statement) -> bool:
    return (filed.form_type, filed.period_of_report, [s.date for s in filed.signatures]) == (
        shown.form_type,
        shown.period_of_report,
        [s.date for s in shown.signatures],
    )


def test_a_real_joint_filing_names_every_owner_once():
    reading = section16.read(real_pages()["edgartools-form3.BAMPartners.html"])
    statement = reading.statement
    assert statement is not None
    assert len(statement.owners) == 10
    assert len({owner.cik for owner in statement.owners}) == 10
    assert statement.owners[0].relationship.ten_percent_owner is True
    assert {owner.relationship for owner in statement.owners[1:]} == {Relationship()}
    assert "S104" not in {found.id for found in section16.check(reading)}
    assert statement.table_1[0].notes == {"owned_following": ("F1",), "nature_of_ownership": ("F2", "F3")}


def test_the_pages_of_real_statements_are_read_back():
    folder = shared_folder() / "corpus" / "xml"
    for file in sorted(folder.iterdir())[::10]:
        statement = section16.read(file).statement
        assert statement is not None
        statement = replace(
            statement,
            signatures=tuple(
                replace(signature, name=on_one_line(signature.name)) for signature in statement.signatures
            ),
        )
        reading = section16.read(page(statement))
        assert reading.statement == as_shown(statement), file.name
        assert reading.deviations == (), file.name
