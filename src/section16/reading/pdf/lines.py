"""The lines drawn on a page of a PDF: edges of boxes, thin bars, and marks drawn as crossing strokes."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from section16.reading.pages import Box, Ruling, Word
from section16.reading.pdf.page import Place

THIN = 2.6
"""How thick a bar may be, in points, to be a line and no background."""

_SHORT = 3.0
_MAX_OBJECTS = 60_000
_MAX_DEPTH = 4
_MAX_SEGMENTS = 20_000

Matrix = tuple[float, float, float, float, float, float]
_STRAIGHT: Matrix = (1, 0, 0, 1, 0, 0)


class Drawn(NamedTuple):
    """What is drawn on a page beside its text: lines, marks in boxes, and the share that pictures cover."""

    rulings: tuple[Ruling, ...]
    marks: tuple[Word, ...]
    pictured: float


def drawn_on(page: Any, width: float, height: float, place: Place) -> Drawn:
    """Return the lines of a page, the marks drawn with strokes, and how much of it pictures cover."""
    rulings: list[Ruling] = []
    marks: list[Word] = []
    pictured = 0.0
    for kind, object, matrix in _objects(page):
        bounds = _bounds(object, matrix)
        if bounds is None:
            continue
        box = place(*bounds)
        wide, high = box.right - box.left, box.bottom - box.top
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured = max(pictured, wide * high / max(1.0, width * height))
        elif high <= THIN and wide >= _SHORT:
            y = (box.top + box.bottom) / 2
            rulings.append(Ruling(box.left, y, box.right, y))
        elif wide <= THIN and high >= _SHORT:
            x = (box.left + box.right) / 2
            rulings.append(Ruling(x, box.top, x, box.bottom))
        elif wide >= _SHORT and high >= _SHORT:
            _edges(object, matrix, place, box, rulings, marks)
    return Drawn(tuple(rulings), tuple(marks), min(1.0, pictured))


def _objects(page: Any) -> Iterator[tuple[int, Any, Matrix]]:
    """Yield the paths and pictures of a page, those inside form objects with the placing of these."""
    left = _MAX_OBJECTS
    stack: list[tuple[Any, Matrix, int]] = [(None, _STRAIGHT, 0)]
    while stack:
        form, matrix, depth = stack.pop()
        count = pdfium.FPDFPage_CountObjects(page) if form is None else pdfium.FPDFFormObj_CountObjects(form)
        for position in range(max(0, min(count, left))):
            left -= 1
            object = (
                pdfium.FPDFPage_GetObject(page, position)
                if form is None
                else pdfium.FPDFFormObj_GetObject(form, position)
            )
            kind = pdfium.FPDFPageObj_GetType(object)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                stack.append((object, _times(_matrix_of(object), matrix), depth + 1))
            elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
                yield kind, object, matrix


def _matrix_of(object: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(object, byref(found)):
        return _STRAIGHT
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    x, y, z, w, u, v = outer
    return (a * x + b * z, a * y + b * w, c * x + d * z, c * y + d * w, e * x + f * z + u, e * y + f * w + v)


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(object: Any, matrix: Matrix) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(object, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    if matrix == _STRAIGHT:
        return left.value, bottom.value, right.value, top.value
    (a, b), (c, d) = _moved(matrix, left.value, bottom.value), _moved(matrix, right.value, top.value)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _edges(
    object: Any, matrix: Matrix, place: Place, box: Box, rulings: list[Ruling], marks: list[Word]
) -> None:
    """Add the straight edges of a stroked path; two slanted strokes in a small square are a mark."""
    filled, stroked = c_int(), c_int()
    if not pdfium.FPDFPath_GetDrawMode(object, byref(filled), byref(stroked)) or not stroked.value:
        return
    own = _times(_matrix_of(object), matrix)
    slanted = 0
    before = start = (0.0, 0.0)
    for position in range(min(pdfium.FPDFPath_CountSegments(object), _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(object, position)
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        at = _moved(own, x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            start = at
        else:
            slanted += _stroke(place, before, at, rulings)
        before = at
        if pdfium.FPDFPathSegment_GetClose(segment):
            slanted += _stroke(place, before, start, rulings)
            before = start
    if slanted >= 2 and max(box.right - box.left, box.bottom - box.top) <= _MARK:
        marks.append(Word(text="X", box=box, size=box.bottom - box.top))


_MARK = 16.0
"""The largest mark in a check box, in points."""


def _stroke(place: Place, a: tuple[float, float], b: tuple[float, float], rulings: list[Ruling]) -> bool:
    """Add a level or upright stroke to `rulings`; return whether it is slanted instead."""
    box = place(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    wide, high = box.right - box.left, box.bottom - box.top
    if high <= 0.5 < wide:
        rulings.append(Ruling(box.left, box.top, box.right, box.top))
    elif wide <= 0.5 < high:
        rulings.append(Ruling(box.left, box.top, box.left, box.bottom))
    return wide > 0.5 and high > 0.5
