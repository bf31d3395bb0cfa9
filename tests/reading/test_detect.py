"""A document's shape is told from its bytes, whatever its name and whatever stands before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import section16
from section16.reading.detect import Shape, shape_of

XML = section16.write(section16.SAMPLES["form4"])
SUBMISSION = b"<SEC-DOCUMENT>0000000000-26-000001.txt : 20260507\n<DOCUMENT>\n<TEXT>\n<XML>\n" + XML

SHAPES = {
    "ownership XML": (XML, Shape.OWNERSHIP_XML),
    "ownership XML without a declaration": (XML.partition(b"\n")[2], Shape.OWNERSHIP_XML),
    "ownership XML with a byte order mark": (b"\xef\xbb\xbf" + XML, Shape.OWNERSHIP_XML),
    "ownership XML in UTF-16": (XML.decode().encode("utf-16"), Shape.OWNERSHIP_XML),
    "ownership XML in UTF-16, the other end first": (
        b"\xfe\xff" + XML.decode().encode("utf-16-be"),
        Shape.OWNERSHIP_XML,
    ),
    "ownership XML after a remark": (b"Form 4\n\n" + XML, Shape.OWNERSHIP_XML),
    "ownership XML in an envelope": (b"<envelope>" + XML[22:] + b"</envelope>", Shape.OWNERSHIP_XML),
    "a submission": (SUBMISSION, Shape.SUBMISSION),
    "a submission of the old wrapper": (
        b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n",
        Shape.SUBMISSION,
    ),
    "a feed's submission": (b"<SUBMISSION>\n<ACCESSION-NUMBER>1\n", Shape.SUBMISSION),
    "statement JSON": (b'\n {"form": "4"}', Shape.JSON),
    "a list of statements": (b'[{"form": "4"}]', Shape.JSON),
    "JSON with a byte order mark": (b'\xef\xbb\xbf{"form": "4"}', Shape.JSON),
    "a page": (b"<!DOCTYPE HTML PUBLIC><HTML>", Shape.HTML),
    "a page with a remark": (b"<!-- made by hand --><html lang='en'>", Shape.HTML),
    "a PDF": (b"%PDF-1.7\n", Shape.PDF),
    "an archive": (b"PK\x03\x04", Shape.ZIP),
    "a PNG": (b"\x89PNG\r\n", Shape.IMAGE),
    "a JPEG": (b"\xff\xd8\xff\xe0", Shape.IMAGE),
    "a TIFF": (b"II*\0\x08\0", Shape.IMAGE),
    "a BMP": (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0", Shape.IMAGE),
    "another XML": (b'<?xml version="1.0"?><informationTable/>', Shape.OTHER_XML),
    "another XML without a declaration": (b"<form>\n<b/></form>\n", Shape.OTHER_XML),
    "a part of a page": (b"<u>Sample Robin Q.</u> (Last)", Shape.HTML),
    "a table of a page": (b"<table border='1'><tr>", Shape.HTML),
    "a letter": (b"Dear Sir or Madam", Shape.TEXT),
    "a form typed before 2003": (b"<PAGE>\n<TABLE>\n<CAPTION>", Shape.TEXT),
    "nothing": (b"", Shape.EMPTY),
    "blanks": (b" \r\n\t\0", Shape.EMPTY),
}


@pytest.mark.parametrize(("data", "shape"), SHAPES.values(), ids=SHAPES)
def test_a_shape_is_told(data: bytes, shape: Shape):
    assert shape_of(data) is shape


@given(st.binary(max_size=200))
def test_any_bytes_have_a_shape(data: bytes):
    assert shape_of(data) in Shape
