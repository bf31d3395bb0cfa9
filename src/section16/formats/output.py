"""Every form in which a statement leaves: machine forms are written, the official form is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from section16.errors import UsageError
from section16.model.reading import Reading
from section16.model.statement import Statement

MachineForm = Literal["xml", "json"]
"""Forms that programs read back."""

Drawing = Literal["html", "pdf", "txt"]
"""Forms that people read."""


def write(
    statement: Statement | Reading,
    format: MachineForm = "xml",
    *,
    version: str | None = None,
    disseminated: bool = False,
) -> bytes:
    """Write a statement for a machine: ``"xml"`` as EDGAR takes it, or ``"json"``.

    `version` (an older schema) and `disseminated` (the view EDGAR publishes, names and all) are for XML only.
    Never holds a CCC. Raises `WriteError` when the statement cannot be expressed and `UsageError` for a bad
    call.
    """
    made = _statement_of(statement)
    if format == "xml":
        from section16.formats import ownership_xml

        return ownership_xml.write(made, version=version, disseminated=disseminated)
    if version is not None or disseminated:
        raise UsageError("version and disseminated belong to the xml format only")
    if format == "json":
        from section16.formats import statement_json

        return statement_json.write(made)
    raise UsageError(f"there is no machine format {format!r}; known are xml and json")


def render(statement: Statement | Reading, format: Drawing = "html") -> bytes:
    """Draw the official form: ``"html"`` (one self-contained page), ``"pdf"`` (tagged) or ``"txt"``.

    HTML and text are UTF-8. Raises `MissingExtra` when drawing a PDF without the ``draw`` extra.
    """
    try:
        draw = _DRAWINGS[format]
    except KeyError:
        raise UsageError(f"there is no drawing {format!r}; known are {', '.join(_DRAWINGS)}") from None
    return draw(_statement_of(statement))


def _html(statement: Statement) -> bytes:
    from section16.formats import form_html

    return form_html.draw(statement).encode()


def _pdf(statement: Statement) -> bytes:
    from section16.formats import form_pdf

    return form_pdf.draw(statement)


def _text(statement: Statement) -> bytes:
    from section16.formats import form_text

    return form_text.draw(statement).encode()


_DRAWINGS: dict[str, Callable[[Statement], bytes]] = {"html": _html, "pdf": _pdf, "txt": _text}

# What a statement shows of itself; hung into the model by the package (see `section16.model.views`).


def as_html(statement: Statement) -> str:
    """Draw the form for a notebook cell."""
    from section16.formats import form_html

    return form_html.fragment(statement)


def as_rich(statement: Statement) -> Any:
    """Draw the form for a terminal that runs rich: the text form, with no markup interpreted."""
    from section16.formats import form_text

    try:
        from rich.text import Text
    except ImportError:
        return form_text.draw(statement)
    return Text(form_text.draw(statement), no_wrap=True)


def as_frame(statement: Statement, library: str) -> Any:
    """Make a data frame of the statement's lines."""
    from section16.formats import frame

    return frame.to_dataframe(statement, library)


def _statement_of(given: Statement | Reading) -> Statement:
    if isinstance(given, Statement):
        return given
    if isinstance(given, Reading):
        if given.statement is None:
            raise UsageError("the reading holds no statement; its deviations say why")
        return given.statement
    raise UsageError(
        f"give a Statement or a Reading, not {type(given).__name__}; section16.read(source) makes one"
    )
