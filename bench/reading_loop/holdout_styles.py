"""The styles kept back: they are never used for tuning a reader, nor looked at while one is tuned.

Only the hold-out of the measuring loop prints in them. Whoever changes a reader because of what one of them
did to it must move that style to `styles.DEV` and put a new one here.
"""

from __future__ import annotations

from bench.reading_loop.styles import Style

HOLDOUT = (
    Style(name="legal, wide margins", width=8.5, height=14.0, margin=0.9),
    Style(name="A4 landscape at 90 %", width=11.69, height=8.27, scale=0.9, margin=0.55),
    Style(
        name="one serif, tight",
        css="* {font-family: 'DejaVu Serif', serif !important;} td, th {padding: 1px 2px !important;}",
        scale=0.82,
    ),
    Style(name="drawn", kind="drawn"),
    Style(
        name="hairlines",
        css="table {border-collapse: collapse;} table, td, th {border-color: #bbb !important; border-width: 0.5px;}",
        width=11.0,
        height=8.5,
        scale=0.85,
    ),
    Style(name="drawn, from a browser", kind="web", width=11.0, height=8.5),
    Style(
        name="rows ruled only", css="td, th {border-left: none !important; border-right: none !important;}"
    ),
    Style(
        name="bold values",
        css=".FormData, .SmallFormData {font-weight: bold; color: black; font-family: Georgia, 'Liberation Serif', serif;}"
        " tbody td {padding: 6px 3px;}",
        scale=0.9,
    ),
)
"""The styles of the hold-out."""
