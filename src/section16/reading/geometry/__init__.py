"""A printed form read by the places of its words and lines: what text PDFs, scans and typed pages share."""

from section16.reading.geometry.form import forms_in, read_form

__all__ = ["forms_in", "read_form"]
