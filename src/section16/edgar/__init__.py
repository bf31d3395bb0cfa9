"""A signed statement is filed; filed statements are found.

client      polite requests: identity, shared pace, conditional cache, retries
find        filings by owner, issuer, form and day, through EDGAR's indexes
submission  the file that EDGAR takes, with its exhibits
submit      sending it, once, and following it to its end
sandbox     a local EDGAR for rehearsal, training and tests
"""
