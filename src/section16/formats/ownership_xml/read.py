"""From `ownershipDocument` XML to a `Reading`, losing nothing and failing on nothing that can be read.

A regular document is read as a tape (`tape`), which is quick; any other is walked through thoroughly
(`document`), and what departs from the grammar becomes a `Deviation`.
"""

from __future__ import annotations

from functools import partial

from section16.errors import ReadError
from section16.formats.ownership_xml import tape
from section16.formats.ownership_xml.document import Document
from section16.formats.ownership_xml.evidence import evidence
from section16.formats.ownership_xml.kept import WHOLE, kept
from section16.formats.ownership_xml.parse import document_element
from section16.model.reading import Deviation, Reading
from section16.model.statement import Statement


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read an ownership XML document of any schema version.

    `source` names the document in errors. Values are as filed: decimals keep their digits, a date loses only
    a time zone, a price given by footnote is None with a note. A relationship or exit box that the document
    leaves out is not ticked (the schema's meaning); `under_10b5_1_plan` left out is unknown.
    Raises a `ReadError` when no statement can be made. Source: specification v5.4, section 3.5.
    """
    try:
        deviations: list[Deviation] = []
        root = document_element(data, deviations)
        said = tape.arguments(root)
        if said is None:
            said = Document(deviations).arguments(root)
    except ReadError as error:
        error.source = source
        raise
    form_type = said.pop("form_type")
    if form_type[0] != "3":
        said.setdefault("no_longer_subject", False)
    statement = Statement(form=form_type[0], is_amendment=len(form_type) > 1, **said)
    met = tuple(deviations)
    share, others = kept(root, met) if met else WHOLE
    return Reading(
        statement,
        met,
        source=source,
        coverage=share,
        unplaced=others,
        find_evidence=partial(evidence, data, statement, met),
    )
