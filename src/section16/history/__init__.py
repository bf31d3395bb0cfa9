"""Statements after one another: amendments linked, one block counted once, breaks found, lateness told.

Pure functions over filings, used by whoever keeps many of them.
"""
