"""A printed form read by the places of its words and lines: what text PDFs, scans and typed pages share.

Whoever knows the places of words makes `Page`s of them; here they become readings of the forms they show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from msgspec.structs import replace

from section16.errors import BlankDocument, MangledDocument, NotAStatement, ReadError
from section16.formats import captions
from section16.formats.captions import WORDINGS
from section16.formats.sheet import Box, CheckBox, IssuerBox, OwnerBoxes, Sheet, Table
from section16.model.reading import Reading
from section16.model.values import Form
from section16.reading import finish
from section16.reading.coverage import coverage_of
from section16.reading.geometry.bands import Bands
from section16.reading.geometry.captions import first, found
from section16.reading.geometry.head import (
    Marks,
    Place,
    check_boxes,
    labels_in,
    places_among,
    places_of_boxes,
    right_edge,
    unused,
)
from section16.reading.geometry.joining import Joined
from section16.reading.geometry.notes import footnotes_in, none_owned_in, remarks_caption
from section16.reading.geometry.numbers import blank_doubted, doubt_numbers
from section16.reading.geometry.owner import owner_in, relationship_in
from section16.reading.geometry.paper import Paper, Token, letters_of, lines_of
from section16.reading.geometry.scribe import OF_A_PICTURE, Scribe
from section16.reading.geometry.tables import readable_table_in
from section16.reading.pages import Page
from section16.reading.sheets import FILING, blank_sheet
from section16.reading.transcript import Transcript

_ISSUER = "Issuer Name and Ticker or Trading Symbol"
"""Stands once on a form, on its first page."""


def forms_in(pages: Sequence[Page], *, source: str | None = None) -> list[tuple[Page, ...]]:
    """Split the pages of a document into its forms; pages that go on belong to the form before them.

    Raises `BlankDocument` when no page has a word, `NotAStatement`, saying what the document is instead,
    when no page is the first one of a Form 3, 4 or 5.
    """
    if not any(page.words for page in pages):
        raise BlankDocument("the pages are empty; give a page of the form", source=source)
    forms: list[list[Page]] = []
    before: list[Page] = []
    for page in pages:
        heads = _heads(page)
        if heads > 1:
            raise MangledDocument(
                f"page {page.number} shows {heads} forms; give each on a page of its own", source=source
            )
        if heads:
            forms.append([*before, page])
            before = []
        elif forms:
            forms[-1].append(page)
        else:
            before.append(page)
    if not forms:
        raise NotAStatement(
            f"no page shows box {_ISSUER!r} of a Form 3, 4 or 5; the document begins {_beginning(pages)!r}. "
            "Give a page of the form",
            source=source,
        )
    return [tuple(form) for form in forms]


def _heads(page: Page) -> int:
    """Return how many forms begin on a page."""
    letters = {letters_of(word.text) for word in page.words}
    if not page.look and not {"issuer", "ticker"} <= letters:
        return 0
    paper = Paper((page,))
    issuers = found(paper, _ISSUER, spoilt=True)
    return len(issuers) if found(paper, captions.OWNER, spoilt=True) else 0


def _beginning(pages: Sequence[Page]) -> str:
    """Return the first words of a document, by lines."""
    page = next(page for page in pages if page.words)
    lines = lines_of(Paper((page,)).tokens[:60])
    text = " ".join(token.text for line in lines for token in line)
    return text if len(text) <= 100 else text[:97] + "..."


def read_form(pages: Sequence[Page], *, source: str | None = None) -> Reading:
    """Read one form from its pages.

    Raises a `ReadError` when part of the form is not there, or its columns are not those of the form.
    """
    try:
        return _read(pages, source)
    except ReadError as error:
        error.source = error.source or source
        raise


def _read(pages: Sequence[Page], source: str | None) -> Reading:
    paper = Paper(pages)
    transcript = Transcript()
    if any(page.look for page in pages):
        transcript.unnoted = OF_A_PICTURE
    scribe = Scribe(paper, transcript)
    bands = Bands(paper, source)
    form_type = _form_type(scribe, bands.top)
    form = blank_sheet(form_type).form
    places = places_of_boxes(paper, form, bands.top)
    original = _day(scribe, "date_of_original", places.get("original"))
    if original and not form_type.endswith("/A"):
        form_type += "/A"
        transcript.infer("form_type", form_type, "only an amendment has the date of its original")
    sheet = blank_sheet(form_type)
    marks = Marks(scribe)
    owner = relationship_in(
        scribe,
        places["relationship"],
        "owners[0]",
        marks,
        owner_in(scribe, places["owner"], "owners[0]"),
    )
    boxes = tuple(check_boxes(scribe, form, -1e9, places["owner"].caption.top, marks))
    filing = tuple(
        CheckBox(label.text, marks.beside("", label.caption, places["filing"].left))
        for label in labels_in(paper, FILING, places["filing"].area)
    )
    issuer = _issuer(scribe, places["issuer"], sheet.issuer.caption)
    period = _day(scribe, "period_of_report", places.get("period"))
    tables = tuple(readable_table_in(scribe, sheet, number, bands) for number in range(len(sheet.tables)))
    further = _further_owners(scribe, sheet, bands, owner, marks)
    marks.note_doubts()
    below = _below(scribe, sheet, bands, tables)
    sheet = replace(
        sheet,
        check_boxes=marks.doubted(boxes),
        owners=tuple(replace(one, relationship=marks.doubted(one.relationship)) for one in (owner, *further)),
        issuer=issuer,
        period=Box(sheet.period.caption, period),
        original=Box(sheet.original.caption, original),
        filing=marks.doubted(filing),
        tables=tables,
        **below,
    )
    left = [token.text for token in paper.tokens if not token.used]
    lost = coverage_of(left, blank_sheet(form_type), ())
    share = 1 - (1 - lost.share) * len(left) / max(1, paper.words)
    return finish.reading_of(sheet, transcript, source=source, coverage=share, unplaced=lost.unplaced)


def _form_type(scribe: Scribe, bottom: float) -> str:
    """Return the form type by the heading "FORM 4/A", which the title must bear out."""
    paper = scribe.paper
    titled: Form | None = None
    for form in ("5", "3", "4"):
        caption = first(paper, WORDINGS[form].title, (-1e9, bottom, -1e9, 1e9), least=0.95)
        if caption is not None:
            caption.use()
            titled = form
            break
    headed = [
        (tokens[0].size, kind)
        for line in lines_of(paper.between(-1e9, bottom))
        for tokens in pairwise(line)
        if tokens[0].letters == "form"
        and (kind := tokens[1].text.upper()) in ("3", "4", "5", "3/A", "4/A", "5/A")
        and _stands_alone(line, tokens[0], tokens[1])
    ]
    if not headed and titled is None:
        raise NotAStatement(
            "no heading FORM 3, FORM 4 or FORM 5 and no title of these forms stands above the boxes"
        )
    form_type = max(headed)[1] if headed else str(titled)
    if titled is not None and form_type[0] != titled:
        raise MangledDocument(
            f"the form is headed FORM {form_type} but titled {WORDINGS[titled].title!r}; it cannot be told "
            "which it is. Give the pages of one form"
        )
    named = [
        pair
        for line in lines_of(paper.between(-1e9, bottom))
        for pair in pairwise(line)
        if pair[0].letters == "form" and pair[1].text.upper() == form_type
    ]
    for pair in named:
        scribe.note("form_type", pair, Joined(form_type))
    return form_type


def _stands_alone(line: Sequence[Token], form: Token, kind: Token) -> bool:
    """Whether no words but "SEC" stand beside "FORM 4", as they do in "Form 4 or Form 5 obligations"."""
    return not any(
        (0 <= token.left - kind.right < 1.2 * kind.size)
        or (0 <= form.left - token.right < 1.2 * form.size and token.letters != "sec")
        for token in line
    )


_A_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def _day(scribe: Scribe, path: str, place: Place | None) -> str:
    """Return the date of a box; where its caption was not recognised, what stands there is unread."""
    if place is not None:
        return scribe.take(path, unused(scribe.paper, place))
    scribe.transcript.unread(path, "the caption of its box was not recognised in the picture")
    return ""


_MISREAD_BRACKET = re.compile(r"\s*[}|)\]]?[\s.,'*°]*$")
"""What the bracket behind a symbol is read as in a picture, and dirt behind it."""


def _issuer(scribe: Scribe, place: Place, caption: str) -> IssuerBox:
    paper = scribe.paper
    tokens = [token for token in unused(paper, place) if not _A_DAY.fullmatch(token.text)]
    foreign = first(paper, captions.FOREIGN_SYMBOL, place.area, least=1.0)
    abroad = ""
    if foreign is not None:
        foreign.use()
        after = [token for token in tokens if token.middle > foreign.top and not token.used]
        abroad = (
            scribe.take("issuer.foreign_trading_symbol", after).removeprefix("[").removesuffix("]").strip()
        )
        tokens = [token for token in tokens if not token.used]
    told = scribe.take("issuer.name", tokens, right_edge(paper, place))
    name, bracket, symbol = told.rstrip().removesuffix("]").rpartition("[")
    if paper.doubtful and bracket:
        symbol = _MISREAD_BRACKET.sub("", symbol)
    if not bracket:
        scribe.transcript.unread("issuer.trading_symbol", "no symbol stands in square brackets")
        name, symbol = told, ""
    else:
        sighting = scribe.transcript.sightings.get("issuer.name")
        if sighting is not None:
            parts = tuple(other.rpartition("[")[0].strip() for other in sighting.alternatives)
            same = parts and parts[0] == name.strip()
            sighting_of_symbol = replace(sighting, alternatives=())
            if paper.doubtful:
                sighting_of_symbol = blank_doubted(sighting_of_symbol, symbol.strip())
            scribe.transcript.saw("issuer.trading_symbol", sighting_of_symbol)
            scribe.transcript.saw("issuer.name", replace(sighting, alternatives=() if same else parts))
    return IssuerBox(caption=caption, name=name.strip(), symbol=symbol.strip(), foreign_symbol=abroad, cik="")


def _further_owners(
    scribe: Scribe, sheet: Sheet, bands: Bands, first_owner: OwnerBoxes, marks: Marks
) -> list[OwnerBoxes]:
    """Return the owners of the blocks below the tables; EDGAR repeats the first owner there."""
    paper = scribe.paper
    if not bands.owners:
        return []
    top = bands.owners[0].top - 1
    relations = found(paper, sheet.relationship_caption, (top, bands.end, -1e9, 1e9))
    for caption in (*bands.owners, *relations):
        caption.use()
    places = places_among([*bands.owners, *relations], bands.end)
    beside = {place.caption.top: place for place in places[len(bands.owners) :]}
    owners: list[OwnerBoxes] = []
    for position, place in enumerate(places[: len(bands.owners)]):
        path = f"owners[{len(owners) + 1}]"
        owner = owner_in(scribe, place, path)
        relation = next((other for y, other in beside.items() if abs(y - place.caption.top) < 12), None)
        if (
            relation is None
            and position == 0
            and (
                (owner.name, owner.streets) == (first_owner.name, first_owner.streets)
                or (paper.doubtful and _is_read_otherwise(owner, first_owner))
            )
        ):
            for seen in [seen for seen in scribe.transcript.sightings if seen.startswith(path)]:
                del scribe.transcript.sightings[seen]
            continue
        if relation is None:
            scribe.transcript.not_shown.add(f"{path}.relationship")
        else:
            owner = relationship_in(scribe, relation, path, marks, owner)
        owners.append(owner)
    return owners


_ALIKE = 0.7
"""How alike two readings of the same owner's name and address are in a picture, at least."""


def _is_read_otherwise(owner: OwnerBoxes, other: OwnerBoxes) -> bool:
    """Whether two blocks of a picture name the same owner, of which one was misread by a few letters."""
    said = [
        letters_of("".join((one.name, *one.streets, *(box.text for box in one.places))))
        for one in (owner, other)
    ]
    names = [letters_of(one.name) for one in (owner, other)]
    return any(SequenceMatcher(None, pair[0], pair[1]).ratio() >= _ALIKE for pair in (said, names))


def _below(scribe: Scribe, sheet: Sheet, bands: Bands, tables: Sequence[Table]) -> dict[str, object]:
    """Return footnotes, remarks, signatures and whether nothing is owned."""
    paper, transcript, explanation = scribe.paper, scribe.transcript, bands.explanation
    explanation.use()
    remarks_title = remarks_caption(paper, explanation.bottom, bands.signatures.captions[0].top)
    floor = (remarks_title or explanation).bottom - 1
    signed_top = bands.signatures.top(floor, explanation.left)
    lines = lines_of(
        paper.between(explanation.bottom - 1, remarks_title.top if remarks_title else signed_top)
    )
    none_owned = sheet.form == "3" and none_owned_in(lines)
    used = frozenset(
        number
        for table in tables
        for row in table.rows
        for cell in row
        for entry in cell.entries
        for number in entry.notes
    )
    remarks = ""
    if remarks_title is not None:
        remarks_title.use()
        remarks = scribe.take(
            "remarks", paper.between(remarks_title.bottom - 1, signed_top), paper.right_margin
        )
    footnotes = footnotes_in(scribe, lines, used)
    if paper.doubtful:
        doubt_numbers(transcript, tables, footnotes)
    return {
        "none_owned": captions.NONE_OWNED if none_owned else "",
        "footnotes": footnotes,
        "remarks": remarks,
        "signatures": bands.signatures.signed(scribe, signed_top) or sheet.signatures,
    }
